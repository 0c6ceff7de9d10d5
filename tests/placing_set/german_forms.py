"""Forms in German: boxed cells, combs, tables, boxes to tick."""

from .drawing import draws
from .fonts import SERIF, TYPEWRITER, WORLD
from .letterhead import letterhead
from .parts import (
    caption,
    captions,
    cells,
    comb,
    rows,
    seal,
    tick,
)
from .sheet import Sheet


@draws("de")
def sepa_mandate() -> Sheet:
    """Combs for IBAN and BIC; labels below the lines."""
    s = Sheet(points=10, margins=(60, 60))
    letterhead(
        s, "Stadtwerke Auental GmbH", "Am Wasserturm 1 · 04416 Auental", logo="#2266cc"
    )
    s.heading("SEPA-Lastschriftmandat")
    s.paragraph(
        "Gläubiger-Identifikationsnummer: DE98ZZZ09999999999. Mandatsreferenz: 4711-2026-33"
    )
    s.paragraph(
        "Ich ermächtige die Stadtwerke Auental GmbH, Zahlungen von meinem Konto mittels Lastschrift einzuziehen. Zugleich weise ich mein Kreditinstitut an, die gezogenen Lastschriften einzulösen."
    )
    end = tick(s, "Wiederkehrende Zahlung", "checkbox/customer", s.left, s.y)
    tick(s, "Einmalige Zahlung", "checkbox/customer", end + 30, s.y)
    s.y -= 46
    for line in (
        "Vorname und Name (Kontoinhaber) > text",
        "Straße und Hausnummer > text",
        "Postleitzahl und Ort > text",
        "Kreditinstitut > bank",
    ):
        captions(s, f"{line}/customer * {s.right - s.left}", s.y)
        s.y -= 38
    s.text(s.left, s.y + 4, "IBAN")
    comb(s, "bank/customer/IBAN", s.left + 40, s.y, (4, 4, 4, 4, 4, 2))
    s.text(s.left, s.y - 24, "BIC")
    comb(s, "bank/customer/BIC", s.left + 40, s.y - 28, (8, 3))
    captions(
        s,
        "Ort, Datum > date/customer * 170 | Unterschrift des Kontoinhabers > signature/customer * 275",
        s.y - 100,
    )
    return s


@draws("de")
def registration() -> Sheet:
    """Small labels at the top left of each cell; a comb for the date of birth."""
    s = Sheet(points=10, margins=(40, 40), weight=0.4)
    letterhead(s, "Volkshochschule Oberland", "Anmeldung zum Kurs", logo="#aa2266")
    cells(
        s,
        "Kurs-Nr. > =W27-112 * 25 | Kurstitel > =Italienisch für den Urlaub * 75\nName > text/customer * 50 | Vorname > text/customer * 50\nStraße, Hausnummer > text/customer * 60 | PLZ > text/customer * 15 | Ort > text/customer * 25\nTelefon > text/customer * 40 | E-Mail > text/customer * 60\nIBAN > bank/customer * 60 | Kreditinstitut > bank/customer * 40",
    )
    cells(
        s,
        "Datum > date/customer * 25 | Unterschrift > signature/customer * 75",
        height=46,
    )
    s.text(s.left, s.y - 24, "Geburtsdatum")
    comb(s, "date/customer/Geburtsdatum", s.left + 80, s.y - 28, (2, 2, 4), wide=14)
    tick(
        s,
        "Ich habe die Teilnahmebedingungen gelesen.",
        "checkbox/customer",
        s.left,
        s.y - 52,
    )
    tick(
        s,
        "Ich bin mit dem Lastschrifteinzug einverstanden.",
        "checkbox/customer",
        s.left,
        s.y - 70,
    )
    return s


@draws("de")
def tenant_questionnaire() -> Sheet:
    """Ballot boxes and dotted lines."""
    s = Sheet(points=10, face=WORLD, margins=(58, 58), leader="dots")
    s.heading("Mieterselbstauskunft", points=15)
    lines = "Name, Vorname > text/customer | Geburtsdatum > date/customer | Beruf > text/customer | Arbeitgeber > text/customer | Nettoeinkommen monatlich (EUR) > number/customer | Anzahl der Personen > number/customer"
    rows(s, lines, s.left, s.right, indent=175, step=24)
    s.y -= 8
    for question in (
        "Wird die Wohnung gewerblich genutzt?",
        "Halten Sie Haustiere?",
        "Bestehen Mietrückstände?",
        "Lief in den letzten 5 Jahren ein Insolvenzverfahren?",
        "Spielen Sie ein Musikinstrument?",
    ):
        s.text(s.left, s.y, question)
        tick(s, "ja", "checkbox/customer", s.left + 320, s.y, style="ballot")
        tick(s, "nein", "checkbox/customer", s.left + 375, s.y, style="ballot")
        s.y -= 20
    s.paragraph(
        "Ich versichere, dass die Angaben vollständig und richtig sind. Falsche Angaben berechtigen zur Anfechtung des Mietvertrags."
    )
    captions(
        s,
        "Ort, Datum > date/customer * 190 | Unterschrift des Mietinteressenten > signature/customer * 249",
        s.y - 40,
        gap=40,
    )
    return s


@draws("de")
def power_of_attorney() -> Sheet:
    """A witness beside him who signs; the place of the seal as a circle."""
    s = Sheet(face=SERIF, points=12, leading=1.7, margins=(80, 80))
    s.heading("Vollmacht", points=18)
    s.paragraph(
        "Ich, {text/-/Vollmachtgeber|38}, geboren am {date/-/geboren am|14} in {text/-/Geburtsort|18},"
    )
    s.paragraph(
        "bevollmächtige hiermit die Steuerberatung Engel & Co., Halle, mich in allen Steuersachen vor dem Finanzamt zu vertreten. Die Vollmacht gilt bis auf Widerruf."
    )
    s.y -= 40
    caption(s, "Ort, Datum", "date/-/Ort, Datum", s.left, s.left + 190, s.y, points=9)
    s.y -= 62
    caption(
        s,
        "Unterschrift des Vollmachtgebers",
        "signature/-/Unterschrift",
        s.left,
        s.left + 190,
        s.y,
        points=9,
    )
    s.y -= 62
    caption(
        s,
        "Unterschrift des Zeugen",
        "signature/other/Zeuge",
        s.left,
        s.left + 190,
        s.y,
        points=9,
    )
    seal(s, "L.S.", "stamp/-/L.S.", s.right - 70, s.y + 60, 42)
    return s


@draws("de")
def car_sale() -> Sheet:
    """Typewriter, underscores, and labels above the lines."""
    s = Sheet(face=TYPEWRITER, points=10, margins=(60, 50), leader="under")
    s.heading("Kaufvertrag über ein gebrauchtes Kraftfahrzeug", points=13)
    lines = "Verkäufer: > text/us | Anschrift: > text/us | Käufer: > text/customer | Anschrift: > text/customer | Geburtsdatum: > date/customer | Telefon: > text/customer"
    rows(s, lines, s.left, s.right, indent=96, step=24)
    s.y -= 6
    s.paragraph("Fahrzeug: {text/-/Fahrzeug|30} Kilometerstand: {number/-/km|10}")
    s.paragraph(
        "Kaufpreis: {number/-/Kaufpreis|12} EUR, Erstzulassung {date/-/Erstzulassung|12}"
    )
    s.paragraph("Das Fahrzeug ist")
    for label in ("unfallfrei", "nicht unfallfrei", "vorführbereit"):
        tick(s, label, f"checkbox/-/{label}", s.left + 12, s.y, style="bracket")
        s.y -= 17
    s.paragraph(
        "Der Verkäufer sichert zu, dass das Fahrzeug sein Eigentum ist. Die Gewährleistung wird, soweit zulässig, ausgeschlossen. Der Kaufpreis wird bei Übergabe bezahlt."
    )
    s.y -= 14
    top = s.y
    for x, who, name in (
        (s.left, "us", "Verkäufers"),
        (s.left + 255, "customer", "Käufers"),
    ):
        s.text(x, top, "Ort und Datum:")
        s.blank(f"date/{who}/Ort und Datum", x, x + 222, top - 28)
        s.text(x, top - 54, f"Unterschrift des {name}:")
        s.blank(f"signature/{who}/Unterschrift", x, x + 222, top - 100)
    return s
