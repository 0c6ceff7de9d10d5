"""Clauses as contracts have them; they talk of signatures and dates, to no purpose."""

from .sheet import Sheet

CLAUSES = {
    "de": (
        ("Gegenstand", "Der Auftragnehmer erbringt die in der Anlage 1 beschriebenen Leistungen. Änderungen des Leistungsumfangs bedürfen der Schriftform und der Unterschrift beider Parteien; das Datum der letzten Unterschrift ist maßgeblich."),
        ("Vergütung", "Die Vergütung beträgt 4.850,00 EUR zuzüglich der gesetzlichen Umsatzsteuer. Rechnungen sind binnen 14 Tagen nach Rechnungsdatum auf das in der Rechnung genannte Konto (IBAN und BIC siehe Fußzeile) zu zahlen."),
        ("Laufzeit und Kündigung", "Der Vertrag beginnt am 1. Januar 2027 und läuft auf unbestimmte Zeit. Er kann mit einer Frist von drei Monaten zum Ende eines Kalenderjahres gekündigt werden. Die Kündigung muss eigenhändig unterschrieben sein; der Stempel des Unternehmens ersetzt die Unterschrift nicht."),
        ("Abnahme", "Über die Abnahme wird ein Protokoll erstellt, das von beiden Seiten zu unterzeichnen ist. Ort, Datum und die Namen der Unterzeichner sind darin festzuhalten. Kreuzt der Kunde keine Mängel an, gilt die Leistung als abgenommen."),
        ("Vertraulichkeit", "Die Parteien behandeln alle Informationen, die sie bei der Durchführung dieses Vertrags erhalten, vertraulich. Die Pflicht besteht drei Jahre über das Ende des Vertrags hinaus fort."),
        ("Haftung", "Die Haftung für leicht fahrlässige Pflichtverletzungen ist auf den vertragstypischen, vorhersehbaren Schaden begrenzt. Die Haftung für Schäden aus der Verletzung des Lebens, des Körpers oder der Gesundheit bleibt unberührt."),
        ("Datenschutz", "Name, Anschrift, E-Mail-Adresse und Bankverbindung des Kunden werden nur zur Erfüllung des Vertrags gespeichert. Eine Weitergabe an Dritte findet nicht statt."),
        ("Schlussbestimmungen", "Mündliche Nebenabreden bestehen nicht. Sollte eine Bestimmung unwirksam sein, bleibt der Vertrag im Übrigen wirksam. Gerichtsstand ist, soweit zulässig, Leipzig. Dieser Vertrag wird in zwei Ausfertigungen unterzeichnet; jede Partei erhält eine unterschriebene Ausfertigung."),
    ),
    "en": (
        ("Services", "The Provider shall perform the services set out in Schedule 1 with reasonable skill and care. Any change to the services takes effect only upon the signature of both parties and from the date of the last signature."),
        ("Fees", "The Client shall pay the fees within thirty (30) days of the date of the invoice to the bank account stated there. Late payments bear interest at four per cent above base rate."),
        ("Term and termination", "This Agreement starts on 1 January 2027 and continues until terminated by either party on three months' written notice, signed by an authorised signatory. Initials alone are not sufficient."),
        ("Confidentiality", "Each party shall keep confidential all information of a confidential nature disclosed by the other party, and shall not use such information except for the purposes of this Agreement."),
        ("Intellectual property", "All intellectual property rights in the deliverables vest in the Client upon payment in full. The Provider retains its rights in pre-existing materials and grants the Client a perpetual licence to use them."),
        ("Liability", "Nothing in this Agreement limits liability for death or personal injury caused by negligence. Subject to that, the total liability of either party shall not exceed the fees paid in the preceding twelve months."),
        ("Notices", "Notices shall be in writing, signed by or on behalf of the party giving them, and delivered by hand or sent by e-mail to the address stated above. A company stamp or seal is not required."),
        ("General", "This Agreement constitutes the entire agreement between the parties. It may be executed in counterparts, each of which, when signed and dated, shall be an original. It is governed by the laws of England and Wales."),
    ),
    "ru": (
        ("Предмет договора", "Исполнитель обязуется оказать услуги, указанные в Приложении № 1, а Заказчик обязуется принять и оплатить их. Изменения действительны, если они подписаны обеими сторонами."),
        ("Стоимость и порядок расчётов", "Стоимость услуг составляет 120 000 (сто двадцать тысяч) рублей. Оплата производится в течение 10 дней с даты подписания акта на расчётный счёт Исполнителя."),
        ("Ответственность сторон", "За неисполнение обязательств стороны несут ответственность в соответствии с законодательством. Подпись уполномоченного лица заверяется печатью организации."),
        ("Заключительные положения", "Договор составлен в двух экземплярах, имеющих равную юридическую силу, по одному для каждой из сторон. Споры решаются в арбитражном суде."),
    ),
    "fr": (
        ("Objet", "Le présent contrat a pour objet de définir les conditions dans lesquelles le Prestataire réalise les prestations décrites en annexe. Toute modification fait l'objet d'un avenant daté et signé par les deux parties."),
        ("Prix et paiement", "Le prix est fixé à 4 850,00 € hors taxes. Les factures sont payables à trente jours, par virement sur le compte bancaire du Prestataire (IBAN indiqué sur la facture)."),
        ("Durée", "Le contrat prend effet à la date de sa signature pour une durée de douze mois. Il peut être résilié par lettre recommandée, moyennant un préavis de deux mois."),
        ("Droit applicable", "Le contrat est soumis au droit français. Fait en deux exemplaires originaux ; le cachet de l'entreprise ne remplace pas la signature de son représentant."),
    ),
    "es": (
        ("Objeto", "El presente contrato tiene por objeto la prestación de los servicios descritos en el anexo. Cualquier modificación deberá constar por escrito y llevar la firma de ambas partes."),
        ("Precio y forma de pago", "El precio asciende a 4.850,00 € más IVA. El pago se realizará mediante transferencia a la cuenta indicada en la factura en el plazo de treinta días desde su fecha."),
        ("Duración", "El contrato entrará en vigor en la fecha de la firma y tendrá una duración de un año, prorrogable tácitamente. El sello de la empresa no sustituye a la firma."),
        ("Jurisdicción", "Las partes se someten a los juzgados y tribunales de Madrid. Y en prueba de conformidad, firman el presente contrato por duplicado."),
    ),
    "it": (
        ("Oggetto", "Il presente contratto ha per oggetto i servizi descritti nell'allegato. Ogni modifica richiede la forma scritta e la firma di entrambe le parti."),
        ("Corrispettivo", "Il corrispettivo è pari a 4.850,00 € oltre IVA e sarà versato entro trenta giorni dalla data della fattura sul conto corrente (IBAN) indicato nella stessa."),
        ("Durata e recesso", "Il contratto decorre dalla data della sottoscrizione e ha durata annuale. Il recesso va comunicato con lettera raccomandata; il timbro non sostituisce la firma."),
        ("Foro competente", "Per ogni controversia è competente il foro di Milano. Letto, confermato e sottoscritto in due originali."),
    ),
    "pl": (
        ("Przedmiot umowy", "Wykonawca zobowiązuje się do wykonania usług opisanych w załączniku nr 1. Zmiany umowy wymagają formy pisemnej i podpisu obu stron."),
        ("Wynagrodzenie", "Wynagrodzenie wynosi 12 500,00 zł netto i jest płatne przelewem na numer konta wskazany na fakturze w terminie 14 dni od daty jej otrzymania."),
        ("Postanowienia końcowe", "Umowę sporządzono w dwóch jednobrzmiących egzemplarzach, po jednym dla każdej ze stron. Pieczęć firmowa nie zastępuje podpisu. Właściwy jest sąd w Krakowie."),
    ),
    "tr": (
        ("Konu", "Yüklenici, Ek-1'de belirtilen hizmetleri özenle yerine getirmeyi kabul eder. Sözleşmede yapılacak değişiklikler ancak her iki tarafın imzası ile geçerlidir."),
        ("Bedel ve ödeme", "Hizmet bedeli 48.500,00 TL + KDV'dir. Ödeme, fatura tarihinden itibaren 30 gün içinde faturada belirtilen banka hesabına (IBAN) yapılır."),
        ("Son hükümler", "İşbu sözleşme iki nüsha olarak düzenlenmiş ve imza altına alınmıştır. Kaşe ve imza bulunmayan nüshalar geçersizdir. Uyuşmazlıklarda İstanbul mahkemeleri yetkilidir."),
    ),
}  # fmt: skip


def clauses(
    sheet: Sheet, language: str, first: int = 0, last: int = 99, sign: str = "§ "
) -> None:
    """Write the clauses from `first` to before `last`, numbered; again after the last."""
    known = CLAUSES[language]
    for number in range(first, min(last, 99 if last < 99 else len(known))):
        title, text = known[number % len(known)]
        sheet.text(sheet.left, sheet.y, f"{sign}{number + 1}  {title}", bold=True)
        sheet.skip(sheet.points * 1.5)
        sheet.paragraph(text)
