"""Contracts in German."""

from reportlab.lib.pagesizes import A4

from .drawing import draws
from .fonts import SANS, SERIF, WORLD
from .letterhead import footer, letterhead, numbered
from .parts import (
    caption,
    captions,
    labelled,
    rows,
    shared,
    tick,
)
from .prose import clauses
from .sheet import Sheet


@draws("de")
def service_contract() -> Sheet:
    """Two columns, place and date above the signature, labels below the lines."""
    s = Sheet(points=10.5, margins=(70, 65))
    letterhead(
        s, "Nordlicht Haustechnik GmbH", "Kaistraße 4 · 24103 Kiel", logo="#22aa66"
    )
    s.heading("Dienstleistungsvertrag")
    s.paragraph(
        "zwischen der Nordlicht Haustechnik GmbH, Kaistraße 4, 24103 Kiel – im Folgenden „Auftragnehmer“ – und der Bäckerei Petersen OHG, Holstenstraße 11, 24103 Kiel – im Folgenden „Auftraggeber“ –"
    )
    clauses(s, "de", 0, 5)
    numbered(s, "Seite 1 von 2")
    s.next_page()
    clauses(s, "de", 5, 8)
    s.y -= 60
    middle = s.left + 250
    for x, who, name in (
        (s.left, "us", "Auftragnehmer"),
        (middle, "customer", "Auftraggeber"),
    ):
        caption(s, "Ort, Datum", f"date/{who}/Ort, Datum", x, x + 190, s.y)
        caption(
            s,
            f"Unterschrift {name}",
            f"signature/{who}/Unterschrift",
            x,
            x + 190,
            s.y - 65,
        )
    numbered(s, "Seite 2 von 2")
    return s


@draws("de")
def nda() -> Sheet:
    """Blocks that begin with the party's name in bold, with labelled lines."""
    s = Sheet(face=SERIF, points=11, margins=(75, 75))
    s.heading("Geheimhaltungsvereinbarung", points=15)
    s.paragraph(
        "Zwischen Adler Optik AG, Carl-Zeiss-Promenade 10, 07745 Jena (offenlegende Partei, „Auftraggeberin“) und {text/customer/Firma|34} (empfangende Partei)"
    )
    clauses(s, "de", 4, 8)
    s.y -= 24
    top = s.y
    for x, who, name in (
        (s.left, "us", "Adler Optik AG"),
        (s.left + 235, "customer", "Empfangende Partei"),
    ):
        s.text(x, top, name, bold=True)
        s.y = top - 34
        lines = f"Unterschrift: > signature/{who}"
        rows(s, lines, x, x + 210, indent=70)
        s.y -= 10
        lines = f"Name: > text/{who} | Funktion: > text/{who} | Datum: > date/{who}"
        rows(s, lines, x, x + 210, indent=70, step=25)
    return s


@draws("de")
def lease() -> Sheet:
    """Blanks within sentences, boxes to tick, three signers side by side."""
    s = Sheet(face=SERIF, points=11, leading=1.6, margins=(64, 64))
    s.heading("Mietvertrag für Wohnräume", points=16)
    s.paragraph("Zwischen {text/us/Vermieter|40} als Vermieter")
    s.paragraph("und {text/customer/Mieter|44} als Mieter")
    s.paragraph(
        "wird folgender Mietvertrag geschlossen. Vermietet wird die Wohnung {text/-/Straße|30} im {text/-/Stockwerk|6} Stock, bestehend aus {number/-/Zimmer|4} Zimmern mit einer Wohnfläche von {number/-/Wohnfläche|7} m²."
    )
    s.paragraph(
        "Das Mietverhältnis beginnt am {date/-/Beginn|14} und läuft auf unbestimmte Zeit. Die Miete beträgt monatlich {number/-/Miete|10} EUR, die Vorauszahlung auf die Betriebskosten {number/-/Betriebskosten|10} EUR."
    )
    s.paragraph(
        "Die Miete ist bis zum dritten Werktag eines Monats auf folgendes Konto zu zahlen:"
    )
    labelled(s, "IBAN", "bank/us", s.left, s.left + 300, s.y, leader="under")
    s.skip(26)
    for label in (
        "Die Wohnung ist möbliert.",
        "Haustiere sind erlaubt.",
        "Ein Stellplatz wird mitvermietet.",
    ):
        tick(s, label, "checkbox/-", s.left, s.y)
        s.y -= 18
    clauses(s, "de", 5, 7)
    captions(s, "Ort, Datum > date/- * 180", s.y - 44)
    captions(
        s,
        "Unterschrift Vermieter > signature/us * 142 | Unterschrift Mieter 1 > signature/customer * 142 | Unterschrift Mieter 2 > signature/customer * 142",
        s.y - 102,
        gap=20,
        align="center",
    )
    return s


@draws("de")
def employment() -> Sheet:
    """Initials at the foot of every page, dotted lines at the end."""
    s = Sheet(points=11, leading=1.5, margins=(80, 70), leader="dots")
    s.heading("Arbeitsvertrag")
    s.paragraph(
        "Zwischen der Falkenberg Logistik SE, Am Güterbahnhof 2, 34117 Kassel (Arbeitgeber) und Frau Jana Wolters, Parkweg 7, 34119 Kassel (Arbeitnehmerin) wird Folgendes vereinbart:"
    )
    clauses(s, "de", 0, 4)
    for page in range(3):
        s.y = 52
        labelled(
            s, "Paraphe Arbeitgeber:", "initials/us/Paraphe", s.left, s.left + 165, 52
        )
        labelled(
            s,
            "Paraphe Arbeitnehmerin:",
            "initials/customer/Paraphe",
            s.right - 195,
            s.right,
            52,
        )
        if page < 2:
            s.next_page()
            clauses(s, "de", 4 + page * 4, 7 + page * 4)
    s.next_page()
    s.paragraph(
        "Die Arbeitnehmerin bestätigt, eine Ausfertigung dieses Vertrags erhalten zu haben."
    )
    s.y -= 40
    for name, who in (("Arbeitgeber", "us"), ("Arbeitnehmerin", "customer")):
        labelled(s, "Kassel, den", f"date/{who}/Datum", s.left, s.left + 170, s.y)
        s.blank(f"signature/{who}/{name}", s.left + 200, s.right, s.y)
        s.text(s.left + 200, s.y - 13, f"({name})", points=9)
        s.y -= 80
    return s


@draws("de")
def maintenance() -> Sheet:
    """Shared lines for stamp and signature; grey background; the round place."""
    s = Sheet(face=WORLD, points=9, margins=(56, 56))
    letterhead(
        s, "Aufzug Krüger KG", "Industriestraße 21 · 45356 Essen", logo="#cc3333"
    )
    s.heading("Wartungsvertrag Nr. W-2026-0417")
    s.paragraph(
        "Anlage: Personenaufzug, Baujahr 2014, Werk-Nr. 88120. Auftraggeber: Klinikum Ruhrtal gGmbH, Essen. Vertragsdatum: 24.11.2026"
    )
    clauses(s, "de", 0, 6)
    s.y -= 20
    s.frame((s.left, s.y - 160, s.right, s.y + 6), fill="#ececec", line=None)
    for x, who, title in (
        (s.left + 10, "us", "Für den Auftragnehmer"),
        (s.left + 250, "customer", "Für den Auftraggeber"),
    ):
        s.text(x, s.y - 10, title, bold=True)
        shared(s, "Ort, Datum", f"date/{who}", x, x + 220, s.y - 55)
        shared(
            s,
            "Stempel und Unterschrift",
            f"stamp/{who} signature/{who}",
            x,
            x + 220,
            s.y - 136,
        )
    return s


@draws("de")
def half_signed() -> Sheet:
    """Our side is filled in print already; only the customer's places are free."""
    s = Sheet(face=SANS, points=10, size=A4)
    letterhead(
        s,
        "Hafenkontor Software GmbH",
        "Am Sandtorkai 50 · 20457 Hamburg",
        logo="#2266cc",
    )
    s.heading("Lizenzvertrag")
    clauses(s, "de", 2, 7, sign="")
    s.y -= 46
    x, middle = s.left, s.left + 245
    s.text(x, s.y + 3, "Hamburg, 24.11.2026")
    s.rule(x, x + 200, s.y)
    s.text(x, s.y - 11, "Ort, Datum", points=8)
    s.text(x, s.y - 52, "gez. Dr. Martina Lorenz")
    s.rule(x, x + 200, s.y - 56)
    s.text(x, s.y - 67, "Lizenzgeber", points=8)
    caption(s, "Ort, Datum", "date/customer/Ort, Datum", middle, middle + 220, s.y)
    caption(
        s,
        "Lizenznehmer",
        "signature/customer/Lizenznehmer",
        middle,
        middle + 220,
        s.y - 56,
    )
    footer(
        s,
        ("Hafenkontor Software GmbH", "HRB 112233 Hamburg"),
        ("Hamburger Sparkasse", "IBAN DE02 2005 0550 1015 8713 93", "BIC HASPDEHHXXX"),
        ("Geschäftsführerin: Dr. M. Lorenz", "USt-IdNr. DE123456789"),
    )
    return s
