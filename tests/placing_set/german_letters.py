"""Offers, invoices, delivery notes and receipts in German: letters with one free corner."""

from typing import Any

from reportlab.lib.pagesizes import A4, A5, landscape

from .drawing import draws
from .fonts import SERIF, WORLD
from .letterhead import address, facts, footer, letterhead, numbered
from .parts import (
    caption,
    cells,
    grid,
    labelled,
    shared,
    tick,
)
from .sheet import Sheet

_FOOTER = (
    ("Brandt & Söhne GmbH", "Tischlerei und Innenausbau", "HRB 4711 Dresden"),
    ("Ostsächsische Sparkasse", "IBAN DE12 8505 0300 0221 1223 34", "BIC OSDDDE81XXX"),
    ("Tel. 0351 445566", "info@brandt-tischlerei.example", "USt-IdNr. DE987654321"),
)
_ITEMS = """Pos.|Bezeichnung|Menge|Einzelpreis|Gesamt
1|Einbauschrank Eiche, 240 × 260 cm|1|2.450,00|2.450,00
2|Schubkasten mit Vollauszug|6|84,50|507,00
3|Lieferung und Montage|1|380,00|380,00
|Summe netto|||3.337,00"""
_WIDE = (32, 225, 50, 80, 84)


def _letter(title: str, number: str, **how: Any) -> Sheet:
    s = Sheet(margins=(62, 62), **how)
    letterhead(
        s, "Brandt & Söhne GmbH", "Hechtstraße 32 · 01097 Dresden", logo="#885522"
    )
    address(
        s,
        "Kanzlei Vogel & Partner",
        "Herrn Dr. Vogel",
        "Königstraße 8",
        "01097 Dresden",
    )
    facts(s, (f"{title}-Nr.", number), ("Datum", "24.11.2026"), ("Kunden-Nr.", "10472"))
    s.y -= 20
    s.heading(f"{title} {number}")
    return s


@draws("de")
def delivery_note() -> Sheet:
    """One line across the page for date, signature and stamp of the customer."""
    s = _letter("Lieferschein", "L-2026-118")
    s.paragraph("Wir liefern Ihnen gemäß Ihrer Bestellung vom 02.11.2026:")
    grid(
        s,
        "Pos.|Bezeichnung|Menge\n1|Einbauschrank Eiche, 240 × 260 cm|1\n2|Schubkasten mit Vollauszug|6",
        (40, 350, 81),
    )
    s.paragraph(
        "Lieferdatum: 24.11.2026. Die Ware bleibt bis zur vollständigen Bezahlung unser Eigentum."
    )
    s.y -= 70
    s.text(s.left, s.y + 46, "Ware vollständig und unbeschädigt erhalten:", bold=True)
    shared(
        s,
        "Datum, Unterschrift, Stempel des Empfängers",
        "date/customer signature/customer stamp/customer",
        s.left,
        s.right,
        s.y - 30,
    )
    footer(s, *_FOOTER)
    return s


@draws("de")
def offer() -> Sheet:
    """A grey box to accept an offer."""
    s = _letter("Angebot", "A-2026-077", face=WORLD, points=9)
    s.paragraph("vielen Dank für Ihre Anfrage. Gern bieten wir Ihnen an:")
    grid(s, _ITEMS, _WIDE, head="#f0e0d0", stripe="#faf5f0")
    s.paragraph(
        "Das Angebot gilt bis zum 31.12.2026. Zahlbar binnen 14 Tagen nach Rechnungsdatum."
    )
    s.paragraph("Mit freundlichen Grüßen")
    s.paragraph("Brandt & Söhne GmbH")
    s.y -= 20
    s.frame((s.left, s.y - 120, s.right, s.y), fill="#eeeeee", line="#888888")
    s.text(s.left + 10, s.y - 16, "Auftragserteilung", bold=True)
    s.text(
        s.left + 10,
        s.y - 30,
        "Hiermit nehmen wir das Angebot A-2026-077 an und erteilen den Auftrag.",
    )
    caption(
        s, "Ort, Datum", "date/customer/Ort, Datum", s.left + 10, s.left + 170, s.y - 95
    )
    caption(
        s,
        "Unterschrift Auftraggeber",
        "signature/customer/Unterschrift",
        s.left + 190,
        s.left + 330,
        s.y - 95,
    )
    s.frame((s.right - 110, s.y - 112, s.right - 12, s.y - 36), fill="#ffffff")
    s.text(s.right - 106, s.y - 44, "Firmenstempel", points=6)
    s.mark(
        "stamp/customer/Firmenstempel",
        (s.right - 109, s.y - 111, s.right - 13, s.y - 47),
    )
    footer(s, *_FOOTER)
    return s


@draws("de")
def order_confirmation() -> Sheet:
    """Dotted lines; our own signature is printed."""
    s = _letter(
        "Auftragsbestätigung", "AB-2026-091", face=SERIF, points=11, leader="dots"
    )
    s.paragraph(
        "wir bestätigen Ihren Auftrag wie folgt und bitten Sie, uns eine Ausfertigung unterschrieben zurückzusenden."
    )
    grid(s, _ITEMS, (34, 215, 50, 85, 87), head=None)
    s.paragraph(
        "Liefertermin: KW 50/2026. Es gelten unsere Allgemeinen Geschäftsbedingungen."
    )
    s.y -= 16
    s.text(s.left, s.y, "Brandt & Söhne GmbH")
    s.text(s.left, s.y - 44, "i. V. Thomas Brandt")
    s.y -= 100
    labelled(s, "Datum:", "date/customer/Datum", s.left, s.left + 150, s.y)
    labelled(
        s,
        "Unterschrift des Bestellers:",
        "signature/customer/Unterschrift",
        s.left + 165,
        s.right,
        s.y,
    )
    footer(s, *_FOOTER)
    return s


@draws("de")
def invoice_with_acceptance() -> Sheet:
    """A sentence with dots, and a signature line at the right."""
    s = _letter("Rechnung", "R-2026-204", leader="dots")
    grid(s, _ITEMS, _WIDE)
    s.paragraph("Zahlbar ohne Abzug bis zum 08.12.2026 auf das unten genannte Konto.")
    s.y -= 60
    end = s.text(s.left, s.y, "Die Leistung wurde am ") + 2
    s.blank("date/customer/Datum der Abnahme", end, end + 100, s.y)
    s.text(end + 104, s.y, "ohne Mängel abgenommen.")
    caption(
        s,
        "Unterschrift Auftraggeber",
        "signature/customer/Unterschrift",
        s.right - 190,
        s.right,
        s.y - 70,
        align="right",
        leader="rule",
    )
    footer(s, *_FOOTER)
    return s


@draws("de")
def plain_invoice() -> Sheet:
    """Nothing to fill in at all."""
    s = _letter("Rechnung", "R-2026-205")
    grid(s, _ITEMS, _WIDE, stripe="#f4f4f4")
    s.paragraph(
        "Bitte überweisen Sie den Betrag von 3.971,03 EUR bis zum 08.12.2026. IBAN: DE12 8505 0300 0221 1223 34, Verwendungszweck: R-2026-205."
    )
    s.paragraph(
        "Diese Rechnung wurde maschinell erstellt und ist ohne Unterschrift und Stempel gültig."
    )
    footer(s, *_FOOTER)
    numbered(s, "Seite 1 von 1")
    return s


@draws("de")
def receipt() -> Sheet:
    """A small sheet in landscape with everything at the right."""
    s = Sheet(
        size=landscape(A5), face=SERIF, points=12, margins=(40, 40), leader="under"
    )
    s.y = 370
    s.heading("Quittung über die Übergabe von Schlüsseln")
    s.paragraph(
        "Ich habe heute {number/customer/Anzahl|5} Schlüssel für das Objekt {text/-/Objekt|28} vom Vermieter erhalten."
    )
    s.paragraph("Schlüsselnummern: {text/-/Schlüsselnummern|40}")
    x = s.right - 240
    s.y -= 30
    labelled(s, "Ort, Datum", "date/-/Ort, Datum", x, s.right, s.y)
    caption(
        s,
        "(Unterschrift des Mieters)",
        "signature/customer/Unterschrift des Mieters",
        x,
        s.right,
        s.y - 68,
        align="center",
        leader="rule",
    )
    return s


@draws("de")
def order_form() -> Sheet:
    """Quantities to be written into a table; boxed cells below it."""
    s = Sheet(size=A4, points=9.5, margins=(45, 45))
    letterhead(
        s, "Lehrmittel Albrecht GmbH", "Fax 0761 22 33 44 · bestellung@albrecht.example"
    )
    s.heading("Bestellformular 2027")
    lines = ["Artikel|Bezeichnung|Preis EUR|Menge"]
    books = "Rechenbuch 1,Rechenbuch 2,Lesebuch 1,Lesebuch 2,Schreibheft,Atlas"
    for at, book in enumerate(books.split(",")):
        lines.append(f"LM-{200 + at}|{book}|{8 + at},50|{{number/customer/{book}}}")
    grid(s, "\n".join(lines), (80, 260, 80, 85), head="#d8e4f0")
    cells(
        s,
        "Schule / Firma > text/customer * 100\nKundennummer > text/customer * 50 | E-Mail > text/customer * 50",
        height=34,
    )
    cells(
        s,
        "Datum > date/customer * 30 | Unterschrift > signature/customer * 45 | Stempel > stamp/customer * 25",
        height=72,
    )
    tick(
        s,
        "Bitte senden Sie mir den Newsletter.",
        "checkbox/customer/Newsletter",
        s.left,
        s.y - 24,
    )
    return s
