"""Forms in German that are made of tables."""

from .drawing import draws
from .fonts import SANS, WORLD
from .letterhead import letterhead
from .parts import caption, captions, cells, grid, labelled, shared, tick
from .sheet import Sheet

_THREE = (("Auftragnehmer", "us"), ("Auftraggeber", "customer"), ("Architekt", "other"))


@draws("de")
def acceptance_record() -> Sheet:
    """A boxed form with a table of three who sign."""
    s = Sheet(points=9.5, margins=(48, 48))
    s.heading("Abnahmeprotokoll (VOB/B § 12)", points=14)
    cells(
        s,
        "Bauvorhaben > =Neubau Kita Sonnenblume, Los 7 Elektro * 100\nAuftragnehmer > =Elektro Seidel GmbH * 50 | Auftraggeber > =Stadt Weimar, Hochbauamt * 50\nAbnahme am > date/- * 33 | Beginn der Verjährungsfrist > date/- * 33 | Einbehalt in EUR > number/- * 34",
        height=32,
    )
    s.y -= 26
    for text in (
        "Die Leistung wird ohne Mängel abgenommen.",
        "Die Leistung wird mit den unten genannten Mängeln abgenommen.",
        "Die Abnahme wird verweigert.",
    ):
        tick(s, text, "checkbox/-", s.left, s.y)
        s.y -= 18
    cells(s, "Mängel, Frist zur Beseitigung > text/- * 100", height=110)
    s.y -= 26
    lines = ["|Name|Datum|Unterschrift"]
    for name, who in _THREE:
        lines.append(
            f"{name}|{{text/{who}/Name}}|{{date/{who}/Datum}}|{{signature/{who}/Unterschrift}}"
        )
    grid(s, "\n".join(lines), (100, 140, 90, 169), height=34)
    return s


@draws("de")
def supplier_master_data() -> Sheet:
    """A coloured table: label at the left, value at the right."""
    s = Sheet(points=9.5, margins=(55, 55), face=WORLD)
    letterhead(s, "Rheinmetallbau Weber AG", "Einkauf · 40219 Düsseldorf")
    s.heading("Stammdatenblatt Lieferant")
    wants = (
        ("Firma", "text"),
        ("Ansprechpartner", "text"),
        ("Anschrift", "text"),
        ("Telefon", "text"),
        ("E-Mail", "text"),
        ("USt-IdNr.", "text"),
        ("Name der Bank", "bank"),
        ("IBAN", "bank"),
        ("BIC", "bank"),
        ("Gegründet am", "date"),
        ("Anzahl Mitarbeiter", "number"),
    )
    for at, (label, kind) in enumerate(wants):
        bottom = s.y - 22
        s.frame((s.left, bottom, s.left + 150, s.y), fill="#cfe0f3", line="#7799bb")
        s.frame(
            (s.left + 150, bottom, s.right, s.y),
            fill="#f6faff" if at % 2 else None,
            line="#7799bb",
        )
        s.text(s.left + 5, bottom + 7, label)
        s.mark(
            f"{kind}/-/{label}", (s.left + 152, bottom + 1.5, s.right - 2, s.y - 1.5)
        )
        s.y = bottom
    s.y -= 50
    labelled(s, "Ort, Datum:", "date/-/Ort, Datum", s.left, s.left + 210, s.y)
    labelled(s, "Unterschrift:", "signature/-/Unterschrift", s.left + 225, s.right, s.y)
    s.text(s.left, s.y - 40, "Firmenstempel:")
    s.frame((s.left + 110, s.y - 110, s.left + 220, s.y - 28))
    s.mark("stamp/-/Firmenstempel", (s.left + 111, s.y - 109, s.left + 219, s.y - 29))
    return s


@draws("de")
def work_report() -> Sheet:
    """A page turned by 90 degrees, with a table of hours to be filled in."""
    s = Sheet(size=(842, 595), rotate=90, points=9, margins=(40, 40), face=SANS)
    s.heading("Regiebericht / Stundennachweis", points=14)
    s.paragraph(
        "Auftragnehmer: Dachbau Ziegler GmbH, Coburg. Auftraggeber: Autohaus Frank. Baustelle: Halle 3"
    )
    line = "{date/-/Datum}|{text/-/Arbeiten}|{text/us/Name}|{number/-/Stunden}"
    head = "Datum|Ausgeführte Arbeiten|Name des Monteurs|Stunden"
    grid(s, "\n".join([head, *[line] * 6]), (90, 400, 180, 92), height=22)
    s.y -= 50
    text = "Datum, Unterschrift Bauleiter (Auftragnehmer)"
    shared(s, text, "date/us signature/us", s.left, s.left + 300, s.y)
    caption(
        s,
        "Unterschrift Auftraggeber",
        "signature/customer/Unterschrift",
        s.right - 300,
        s.right,
        s.y,
    )
    return s


@draws("de")
def apartment_handover() -> Sheet:
    """Meter readings and keys in tables, remarks in a box."""
    s = Sheet(points=9, margins=(50, 50), face=WORLD)
    s.heading("Wohnungsübergabeprotokoll", points=14)
    s.paragraph(
        "Objekt: Lindenallee 12, 2. OG links, 99084 Erfurt. Vermieter: Wohnbau Erfurt eG."
    )
    labelled(s, "Mieter:", "text/customer", s.left, s.left + 240, s.y)
    labelled(s, "Übergabe am:", "date/-", s.left + 260, s.right, s.y)
    s.y -= 22
    free = "{number/-/Stand}"
    meters = f"Zähler|Nummer|Zählerstand\nStrom|1EMH0012|{free}\nGas|7ELS4410|{free}\nKaltwasser|KW-2231|{free}"
    grid(s, meters, (165, 165, 165), height=20)
    free = "{number/-/Anzahl}"
    keys = f"Schlüssel|Anzahl\nHaustür|{free}\nWohnung|{free}\nBriefkasten|{free}"
    grid(s, keys, (165, 165), height=18)
    for room in ("Küche", "Bad", "Wohnzimmer", "Schlafzimmer"):
        s.text(s.left, s.y, room)
        end = tick(s, "ohne Mängel", "checkbox/-", s.left + 110, s.y, style="ballot")
        tick(s, "mit Mängeln", "checkbox/-", end + 24, s.y, style="ballot")
        s.y -= 16
    cells(s, "Bemerkungen > text/- * 100", height=80)
    captions(
        s,
        "Ort, Datum > date/- * 130 | Vermieter > signature/us * 160 | Mieter > signature/customer * 165",
        s.y - 50,
        gap=20,
    )
    return s
