"""Documents in French, Spanish, Italian and Turkish, written with a word processor."""

from .writing import Writing


def fr_work_contract(marked: bool) -> Writing:
    """Two columns in a table without borders; place and date on dots."""
    w = Writing(marked=marked, font="Liberation Serif", points=11.5)
    w.p(
        "CONTRAT DE TRAVAIL À DURÉE INDÉTERMINÉE",
        bold=True,
        points=14,
        align="center",
        after=14,
    )
    w.p(
        "Entre la société Atelier Roux SAS (l'employeur) et M./Mme {text/customer/Salarié|..................................................} (le salarié), né(e) le {date/customer/né le|..............................}.",
        after=8,
    )
    w.p(
        "Le salarié est engagé en qualité de technicien. Sa rémunération mensuelle brute est de {number/-/Rémunération|....................} euros, versée par virement. La signature du présent contrat vaut acceptation du règlement intérieur.",
        after=20,
    )
    w.p(
        "Fait à {text/-/Fait à|..............................}, le {date/-/le|..............................}",
        after=16,
    )
    w.table("Signature de l'employeur||Signature du salarié", "7.5 1 7.5", border="")
    w.table(
        "{=signature/us/Employeur}||{=signature/customer/Salarié}",
        "7.5 1 7.5",
        height=2.2,
    )
    return w


def fr_purchase_order(marked: bool) -> Writing:
    """An order to be returned with date, stamp and signature in one cell."""
    w = Writing(
        marked=marked,
        points=10,
        footer="Papeterie Lumière · IBAN FR14 2004 1010 0505 0001 3M02 606",
    )
    w.p("Bon de commande", bold=True, points=16, after=8)
    w.table(
        "Client|{=text/customer/Client}\nAdresse de livraison|{=text/customer/Adresse}\nTéléphone|{=text/customer/Téléphone}\nDate de livraison souhaitée|{=date/customer/Date de livraison}",
        "5.5 11",
        height=0.75,
    )
    w.table(
        "Réf.|Article|Prix|Quantité\nP-01|Papier A4, 500 feuilles|4,20 €|{=number/customer/Quantité}\nP-07|Enveloppes C5, 100|6,90 €|{=number/customer/Quantité}\nP-12|Classeur|2,80 €|{=number/customer/Quantité}",
        "2.5 8 3 3",
        head="#fce4d6",
    )
    w.table(
        "{=date/customer/Date}Date|{=signature/customer/Signature&stamp/customer/Cachet}Signature et cachet du client",
        "5 11.5",
        height=2.4,
        points=8,
    )
    return w


def es_lease(marked: bool) -> Writing:
    """Sentences with underscores, and two lines with captions."""
    w = Writing(marked=marked, font="Liberation Serif", points=12)
    w.p("CONTRATO DE ARRENDAMIENTO", bold=True, points=15, align="center", after=12)
    w.p(
        "De una parte, D./D.ª {text/us/Arrendador|______________________________} (arrendador) y de otra D./D.ª {text/customer/Arrendatario|______________________________} (arrendatario), acuerdan el alquiler de la vivienda sita en {text/-/Vivienda|________________________________________}.",
        align="start",
        after=10,
    )
    w.p(
        "La renta mensual será de {number/-/Renta|____________} euros, que se ingresarán en la cuenta {bank/us/Cuenta|______________________________}. El contrato comienza el {date/-/Comienzo|__________________}.",
        after=10,
    )
    w.p("Y para que conste, firman por duplicado.", after=50)
    w.p(
        "{signature/us/El arrendador|\t}\t{signature/customer/El arrendatario|\t}",
        tabs="7_ 9 16_",
        after=0,
    )
    w.p("Fdo.: El arrendador\t\tFdo.: El arrendatario", tabs="7 9")
    return w


def it_acceptance(marked: bool) -> Writing:
    """A report with boxes, a table to sign in and place and date."""
    w = Writing(marked=marked, points=10.5)
    w.p("Verbale di collaudo", bold=True, points=16, after=8)
    w.p(
        "Impianto fotovoltaico 12 kW presso Cascina Nuova. Appaltatore: Sole Energia S.r.l. Committente: Cascina Nuova s.s."
    )
    w.p(
        "{.checkbox/-/positivo|☐} Esito positivo   {.checkbox/-/negativo|☐} Esito negativo",
        after=8,
    )
    w.p("Osservazioni:", bold=True)
    w.table("{=text/-/Osservazioni}", "16", height=2.0)
    w.p(
        "Luogo e data: {date/-/Luogo e data|______________________________}",
        before=8,
        after=12,
    )
    w.table(
        "{=text?/us/Appaltatore}L'appaltatore|{=text?/customer/Committente}Il committente\n{=signature/us/Appaltatore}Firma|{=signature/customer/Committente}Firma",
        "8 8",
        height=1.5,
        points=9,
    )
    return w


def it_proxy(marked: bool) -> Writing:
    """A proxy on one page with tabs."""
    w = Writing(marked=marked, font="DejaVu Serif", points=10.5)
    w.p("DELEGA", bold=True, points=16, align="center", after=14)
    w.p("Il/La sottoscritto/a {text/-/Delegante|\t}", tabs="16_", after=12)
    w.p(
        "nato/a il {date/-/nato il|____________________} residente in {text/-/residente in|______________________________}",
        after=12,
    )
    w.p(
        "delega lo Studio Ferri, Bologna, al ritiro dei documenti presso gli uffici comunali.",
        after=24,
    )
    w.p("Data: {date/-/Data|____________________}", after=36)
    w.p("Firma del delegante: {signature/-/Firma|\t}", tabs="13_")
    return w


def tr_delivery(marked: bool) -> Writing:
    """Who delivers and who receives, side by side, stamps below."""
    w = Writing(marked=marked, font="DejaVu Sans", points=9.5)
    w.p("SEVK İRSALİYESİ", bold=True, points=14, after=8)
    w.p(
        "Düzenleme tarihi: 24.11.2026    Satıcı: Anadolu Tekstil A.Ş.    Alıcı: Bosfor Moda Ltd. Şti.",
        after=8,
    )
    w.table(
        "Ürün|Miktar\nPamuklu kumaş, 100 m|12\nAstar, 50 m|6", "12 4", head="#eeeeee"
    )
    w.table(
        "{=text?/us/Teslim eden}Teslim eden (satıcı)|{=text?/customer/Teslim alan}Teslim alan (alıcı)\n{=text/us/Adı Soyadı}Adı Soyadı|{=text/customer/Adı Soyadı}Adı Soyadı\n{=date/us/Tarih}Tarih|{=date/customer/Tarih}Tarih\n{=stamp/us/Kaşe&signature/us/İmza}Kaşe ve imza|{=stamp/customer/Kaşe&signature/customer/İmza}Kaşe ve imza",
        "8 8",
        height=1.6,
        points=7.5,
    )
    return w


def tr_rental(marked: bool) -> Writing:
    """A lease with dots and three who sign."""
    w = Writing(marked=marked, font="Liberation Serif", points=12)
    w.p("KİRA SÖZLEŞMESİ", bold=True, points=15, align="center", after=14)
    w.p("Kiraya veren: {text/us/Kiraya veren|\t}", tabs="16.", after=10)
    w.p("Kiracı: {text/customer/Kiracı|\t}", tabs="16.", after=10)
    w.p("Aylık kira bedeli: {number/-/Kira bedeli|\t}", tabs="10.", after=10)
    w.p("Kira başlangıç tarihi: {date/-/Başlangıç tarihi|\t}", tabs="10.", after=10)
    w.p(
        "Kira bedeli, kiraya verenin banka hesabına her ayın beşine kadar yatırılır: {bank/us/IBAN|\t}",
        tabs="16.",
        after=60,
    )
    w.p(
        "{signature/us/Kiraya veren|\t}\t{signature/customer/Kiracı|\t}\t{signature/other/Kefil|\t}",
        tabs="4.6. 5.7 10.3. 11.4 16.",
        after=0,
    )
    w.p("Kiraya veren\t\tKiracı\t\tKefil", tabs="4.6 5.7 10.3 11.4")
    return w
