"""Words that name a place to fill in, and whose it is, in eight languages."""

import re
from enum import Enum
from typing import Self

from bot.domain.fields import Format, Kind


class Sense(Enum):
    """What a label asks for."""

    SIGNATURE = "signature"
    INITIALS = "initials"
    STAMP = "stamp"
    DATE = "date"
    PLACE = "place"
    NAME = "name"
    BANK = "bank"
    NUMBER = "number"
    CHECKBOX = "checkbox"
    CHOICE = "choice"
    IMAGE = "image"
    OTHER = "other"

    @property
    def kind(self) -> Kind:
        """Return the kind of field that takes it."""
        return Kind(self.value) if self.value in _KINDS else Kind.TEXT

    @classmethod
    def of(cls, kind: Kind) -> Self:
        """Return what a field of a kind asks for."""
        return cls.OTHER if kind is Kind.TEXT else cls(kind.value)


_KINDS = frozenset(Kind)
BY_HAND = frozenset({Sense.SIGNATURE, Sense.STAMP, Sense.INITIALS})
"""What only who signs gives."""


class Party(Enum):
    """Whose place it is. Of the company's own, who signs is the director."""

    OURS = "ours"
    THEIRS = "theirs"
    OTHER = "other"


def _words(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


SENSES: dict[Sense, re.Pattern[str]] = {
    Sense.DATE: _words(
        r"(?:\w+)?datum(?: der \w+)?", "tag der unterzeichnung", "dates?", "dated",
        r"date of \w+", "дата", r"dates? de \w+", r"fecha(?: de \w+)?",
        r"data(?: di \w+| podpisania)?", "dnia", r"dn\.", "tarihi?", "jj/mm/aaaa",
        "tt.mm.jjjj", "dd/mm/yyyy", "mm/dd/yyyy", r"beginn(?: der \w+)?", "ende",
        "erstzulassung", "gültig (?:ab|bis)", "dob", r"birth(?:day|date)", "geboren",
        "naissance", "nacimiento", "nascita", "urodzenia", "doğum", "beginning",
        "ending", "expir(?:es|y)",
        "valid until", "effective",
    ),
    Sense.INITIALS: _words(
        "paraphen?", "namenszeichen", "handzeichen", "initials?", "инициалы",
        "paraphes?", "rúbrica", "iniciales", "sigla", "paraf[ay]?", "parafka",
    ),
    Sense.SIGNATURE: _words(
        r"(?:\w+)?unterschrift(?:en)?(?: der \w+| des \w+)?", "gezeichnet",
        r"(?:rechtsverbindliche |eigenhändige )unterschrift", "signatures?",
        "signed(?: by)?", "sign here", "подпись", "подписи", "подписал[аи]?",
        "signé(?: par)?", "firmas?", "firmado(?: por)?", "firme", "firmato",
        "sottoscrizione", "podpis(?:y|u)?", "podpisano", "imza(?:sı|lar|ları)?",
        r"(?<! )by(?=:|\s*$)",
    ),
    Sense.STAMP: _words(
        r"(?:\w+)?stempel", "dienstsiegel", "(?:company |corporate )?stamp",
        "(?:company|corporate|common|official) seal", r"l\.\s?s\.", r"м\.\s?п\.",
        "мп", "печать", "место печати", "cachet", "tampon", "sello", "timbro",
        "pieczęć", "pieczęci", "pieczątka", "pieczęć firmowa", "kaşe", "kaşesi",
        "mühür", "mührü", "seal",
    ),
    Sense.BANK: _words(
        "iban", "bic", "swift", "kreditinstitut", "name der bank", "bank", "bank name",
        "sort code", "routing number", "бик(?: банка)?", "банк", "номер сч[её]та",
        "nazwa banku",
        "banka", "banque", "banco", "banca", "cuenta", "konto",
        "(?:name of )?(?:your )?bank(?: or building society)?",
        "bankverbindung(?:en)?", "bankdaten", "kontoverbindung",
        "konto(?:nummer|-?nr)", "bank details", "bank account(?: number)?",
        "account (?:details|number|no)", "р/с", "расч[её]тный сч[её]т", "сч[её]т",
        "банковские реквизиты", "coordonnées bancaires", "compte bancaire", "rib",
        "cuenta bancaria", "número de cuenta", "datos bancarios", "conto corrente",
        "coordinate bancarie", "conto bancario", "(?:nr|numer) (?:rachunku|konta)",
        "rachunek bankowy", "konto bankowe", "hesap (?:no|numarası)", "banka hesabı",
    ),
    Sense.NAME: _words(
        r"(?:\w*)name(?: in druckbuchstaben)?", "vor- und (?:nach|zu)name", "klarname",
        "druckbuchstaben", "printed name", "full name", "print name", "names",
        r"ф\.?\s?и\.?\s?о\.?", "имя", "фамилия(?: имя отчество)?", "расшифровка",
        "noms?", "prénoms?", "nombres?", "apellidos?", "nome", "cognome", "imię",
        "nazwisko", "adı?", "soyadı?", "isim",
    ),
    Sense.PLACE: _words(
        "ort", "place", "город", "место", "lieu", "fait à", "lugar", "luogo",
        "miejsce", "miejscowość", "yer", "yeri",
    ),
    Sense.NUMBER: _words(
        "anzahl", "menge", r"(?:\w+)?betrag", "(?:gesamt)?summe", r"(?:\w+)?preis",
        "stückzahl", "(?:zähler|kilometer|tacho)stand", "zimmer", "stunden",
        "einbehalt", r"(?:\w+)?einkommen", r"(?:\w+)?miete", "kaution",
        r"\w*gebühr", "hours", "raten", "liter", "loyer", "dépôt", "rémunération",
        "salaire",
        r"(?:n\. )?colli", "renta", "fianza", "kira bedeli", "bedeli?", "ücreti?",
        r"(?:\w+ )?gelir", "плата", "доход", "стоимость", r"liczba(?: \w+)?",
        "stan licznika", "czynsz",
        "days", "income", "rent", "deposit", "fee", r"number of \w+", r"no\. of \w+",
        "quantity", "qty", "amount",
        "price", "количество", "сумма", "цена", "montant", "quantité", "prix",
        "cantidad", "importe", "precio", "quantità", "importo", "prezzo", "ilość",
        "kwota", "cena", "miktar", "tutar", "adet", "fiyat",
    ),
}  # fmt: skip

FORMATS: dict[Format, re.Pattern[str]] = {
    Format.EMAIL: _words(
        "e-?mail(?:-?adresse| address)?", "эл[^ ]* почт[аы]", "courriel",
        "correo electrónico", "posta elettronica", "e-?posta",
    ),
    Format.PHONE: _words(
        r"tel(?:efon(?:nummer)?|\.)?", "(?:tele)?phone(?: number)?", "mobil(?:nummer)?",
        "handy", "телефон", "téléphone", "teléfono", "telefono", "cellulare",
    ),
}  # fmt: skip
"""What a text must be, by its label."""

FIRMA_IS_A_COMPANY = frozenset({"de", "pl", "tr", "en"})
"""Languages in which "Firma" is no signature."""

PARTIES: dict[Party, re.Pattern[str]] = {
    Party.OTHER: _words(
        r"zeug(?:e|in|en)", r"bürg(?:e|in|en)", "notar(?:in)?", "dolmetscher(?:in)?",
        "garant", "conducente", "vettore", "sous-traitant", "carrier",
        r"erziehungsberechtigte[rn]?", r"architekt(?:in|en)?",
        "architect", "witness(?:es)?(?: signature)?",
        "guarantor", "notary(?: public)?",
        "interpreter", "свидетел[ья]", "поручител[ья]", "témoins?", "caution",
        "testigos?", "testimon[ei]", "garante", "świad(?:ek|ka|kowie)", "poręczyciel",
        "tanık", "kefil",
    ),
    Party.OURS: _words(
        "auftragnehmer(?:in|s)?",
        "verkäufer(?:in|s)?", "lieferant(?:in|en)?", "(?:unter)?vermieter(?:in|s)?",
        "arbeitgeber(?:in|s)?", "dienstleister(?:in|s)?", "anbieter(?:in|s)?",
        "für die firma", "für das unternehmen", "lizenzgeber(?:in|s)?",
        "verpächter(?:in|s)?", "darlehensgeber(?:in|s)?", "zahlungsempfänger(?:in|s)?",
        "offenlegende[rn]? partei", "übergeben(?: von| durch)?", "übergeber(?:in)?",
        "unternehmer(?:in|s)?", "lieferer", "spedition", "fahrer(?:in)?",
        "for (?:and on behalf of )?the company",
        "(?:sub)?contractor", "seller", "supplier", "vendor", "(?:service )?provider",
        "landlord", "lessor", "employer", "licensor", "disclos(?:er|ing party)",
        "consultant", "agency", "delivered by", "handed over by", "creditor", "lender",
        "исполнител[ьяюе]м?", "продав(?:ец|ца|цом)", "поставщик(?:а|ом)?",
        "арендодател[ьяюе]м?", "наймодател[ьяюе]м?", "работодател[ьяюе]м?",
        "подрядчик(?:а|ом)?", "лицензиар(?:а)?", "сдал[аи]?", "отпустил[аи]?",
        "раскрывающ(?:ая|ей) сторон[аы]",
        "prestataire", "entreprise", "vendeu(?:r|se)", "fournisseur", "bailleur",
        "bailleresse",
        "employeur", "entrepreneur", "livré par", "remis par", "concédant",
        "contratista", "prestador(?:a)?(?: de servicios)?", "proveedor(?:a)?",
        "vendedor(?:a)?", "arrendador(?:a)?", "empleador(?:a)?", "entregado por",
        "fornitore", "mittente", "venditore", "venditrice", "appaltatore", "prestatore",
        "locatore", "locatrice", "datore di lavoro", "consegnato da",
        "wykonawc[aąyęo]w?", "sprzedawc[aąyę]", "sprzedając(?:[yae]|ego|ej|emu)",
        "dostawc[aąyę]", "wynajmując(?:[yae]|ego|ej|emu)", "pracodawc[aąyę]",
        "zleceniobiorc[aąyę]", "usługodawc[aąyę]",
        "przekazując(?:[yae]|ego|ej|emu)", "wydał",
        "satıcı(?:nın)?", "tedarikçi(?:nin)?", "yüklenici(?:nin)?",
        "kiraya veren(?:in)?",
        "işveren(?:in)?", "hizmet (?:veren|sağlayıcı)(?:nın|in)?", "teslim eden(?:in)?",
    ),
    Party.THEIRS: _words(
        "auftraggeber(?:in|s)?", "kunden?", "kundin", "(?:firmen)?kunde[n]?",
        "käufer(?:in|s)?", "besteller(?:in|s)?", "(?:waren)?empfänger(?:in|s)?",
        "abnehmer(?:in|s)?", "(?:unter)?mieter(?:in|s|innen)?", "arbeitnehmer(?:in|s)?",
        "mitarbeiter(?:in|s)?", "lizenznehmer(?:in|s)?", "pächter(?:in|s)?",
        "darlehensnehmer(?:in|s)?", "zahlungspflichtige[rn]?", "kontoinhaber(?:in|s)?",
        "zahler(?:in|s)?", "vollmachtgeber(?:in|s)?", "antragsteller(?:in|s)?",
        "empfangende[rn]? partei", "mandant(?:in|en)?", "patient(?:in|en)?",
        "teilnehmer(?:in|s)?", "mitglied(?:s)?", "versicherungsnehmer(?:in|s)?",
        "ware erhalten", "erhalten von", "übernommen(?: von| durch)?",
        "übernehmer(?:in)?",
        "bauherr(?:in|n)?", "owner", "praktikant(?:in|en)?",
        "auszubildende[rn]?", "customer(?:'s|’s)?", "clients?(?:'s|’s)?",
        "buyer", "purchaser",
        "recipient", "receiving party", "received by", "consignee", "tenants?",
        "lessee",
        "employee", "licensee", "debtor", "payer", "account holder", "principal",
        "applicant", "borrower", "participant", "member", "subscriber", "accepted by",
        "accepted and agreed", "goods received", "taken over by", "grantor",
        "заказчик(?:а|ом)?", "покупател[ьяюе]м?", "(?:грузо)?получател[ьяюе]м?",
        "арендатор(?:а|ом)?", "нанимател[ьяюе]м?", "работник(?:а|ом)?",
        "клиент(?:а|ом)?", "лицензиат(?:а)?", "принял[аи]?", "получил[аи]?",
        "доверител[ья]", "получающ(?:ая|ей) сторон[аы]", "заявител[ья]",
        "clients?", "cliente", "acheteu(?:r|se)", "acquéreur", "preneur", "locataire",
        "salarié[e]?", "destinataire", "débiteur", "titulaire(?: du compte)?",
        "donneur d['’]ordre", "mandant", "maître d['’]ouvrage", "reçu par",
        "bénéficiaire",
        "comprador(?:a)?", "arrendatari[oa]", "inquilin[oa]", "trabajador(?:a)?",
        "destinatari[oa]", "contratante", "deudor(?:a)?", "recibido por", "titular",
        "committente", "acquirente", "compratore", "compratrice", "conduttore",
        "conduttrice", "locatari[oa]", "lavoratore", "lavoratrice", "ricevuto da",
        "debitore", "zamawiając(?:[yae]|ego|ej|emu)", "klient(?:a|em)?",
        "kupując(?:[yae]|ego|ej|emu)",
        "nabywc[aąyę]", "odbiorc[aąyę]", "najemc[aąyę]", "pracownik(?:a|iem)?",
        "zleceniodawc[aąyę]", "usługobiorc[aąyę]", "odebrał", "dłużnik(?:a)?",
        "przejmując(?:[yae]|ego|ej|emu)", "müşteri(?:nin)?", "alıcı(?:nın)?",
        "kiracı(?:nın)?",
        "işçi(?:nin)?", "çalışan(?:ın)?", "hizmet alan(?:ın)?", "teslim alan(?:ın)?",
        "iş sahibi(?:nin)?", "borçlu(?:nun)?",
    ),
}  # fmt: skip

WEAKLY_OURS = _words(
    "für den verein", "vorstand", r"^(?:für|for|pour|per|para)(?= \w)",
    "geschäftsführ(?:er|erin|ers|ung)", "geschäftsleitung", "(?:managing )?director",
    "(?:генеральный )?директор", "gérant", "administrador", "amministratore",
    "prezes", "müdür",
)  # fmt: skip
"""Titles that a customer may have, too."""

_DEFINED = "|".join(
    pattern.pattern for pattern in (PARTIES[Party.OURS], PARTIES[Party.THEIRS])
)
DEFINING = re.compile(
    r"(?:[(„“”\"'‘’«»]|\b(?:als|as|genannt|nachfolgend|im folgenden|hereinafter|далее|"
    r"именуем\w+|ci-après|en adelante|di seguito|zwan\w+|dalej|olarak)\b)"
    r"[\s„“”\"'‘’«»(—–:,-]{0,4}(?:der|die|den|dem|the|le|la|el|il|как)?"
    rf"[\s„“”\"'‘’«»-]{{0,4}}(?:{_DEFINED})",
    re.IGNORECASE,
)
"""How a document says who is which party: (the “Client”), als Auftragnehmer."""

HEADINGS = _words(
    "unterschriften", "signatures", "подписи", "firmas", "firme", "podpisy", "imzalar"
)
"""Above places to sign, not beside them."""

BEFORE_A_DATE = re.compile(
    r"(?:^|\s)(?:am|vom|den|dniu|w dniu|il|el|ab|bis|bis zum|seit|zum|on|dated|until|"
    r"starting|"
    r"as of|le|du|dnia|del|lì|от|до|с)$",
    re.IGNORECASE,
)
"""How a text ends before the blank for a date."""
BEFORE_A_NUMBER = re.compile(
    r"(?:€|eur|euro|usd|\$|£|chf|zł|₽|₺|tl)\s*$", re.IGNORECASE
)
AFTER_A_NUMBER = re.compile(
    r"^\s*(?:€|eur|euro|usd|\$|£|chf|zł|pln|₽|₺|tl|%|руб\w*|euros|złotych|lira\w*|liter|raten|tage?n?|days?|wochen?|weeks?|"
    r"monat[e]?n?|months?|stück|kg|km|m²|m2|kwh|m³|uhr|stunden|hours|jahre|years|zimmern?|räumen?|rooms?|qm|personen)(?!\w)",
    re.IGNORECASE,
)

_COMMON = {
    "de": "der die das und ist nicht mit für von den dem wird nach bei auf durch zum",
    "en": "the and of to is by shall with this for not that be are party on",
    "ru": "и в не на с по от для настоящий договор или при его стороны о",
    "fr": "le la les et des du est par pour dans une sur au aux avec",
    "es": "el los las y de la por para con una se del que contrato",
    "it": "il di e la che per con del della le sono non nel alla dei",
    "pl": "i w na z do nie się jest oraz przez umowy dnia od przy",
    "tr": "ve bir bu ile için olarak tarafından olan sözleşme tarihi ya da",
}


def language_of(text: str) -> str:
    """Return the likeliest language of a document, `en` when nothing tells."""
    words = re.findall(r"\w+", text.lower())
    counts = {
        language: sum(map(words.count, common.split()))
        for language, common in _COMMON.items()
    }
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] else "en"
