"""Forms in German: boxed cells, combs, tables, boxes to tick."""

from .drawing import draws
from .fonts import SANS, SERIF, WORLD
from .letterhead import letterhead
from .parts import caption, cell, comb, grid, labelled, rows, seal, shared, tick
from .sheet import Sheet

_THREE = (("Auftragnehmer", "us"), ("Auftraggeber", "customer"), ("Architekt", "other"))


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
    end = tick(
        s, "Wiederkehrende Zahlung", "checkbox/customer/Wiederkehrend", s.left, s.y
    )
    tick(s, "Einmalige Zahlung", "checkbox/customer/Einmalig", end + 30, s.y)
    s.y -= 46
    for text, want in (
        ("Vorname und Name (Kontoinhaber)", "text/customer/Name"),
        ("Straße und Hausnummer", "text/customer/Straße"),
        ("Postleitzahl und Ort", "text/customer/Ort"),
        ("Kreditinstitut", "bank/customer/Kreditinstitut"),
    ):
        caption(s, text, want, s.left, s.right, s.y)
        s.y -= 38
    s.text(s.left, s.y + 4, "IBAN")
    comb(s, "bank/customer/IBAN", s.left + 40, s.y, (4, 4, 4, 4, 4, 2))
    s.text(s.left, s.y - 24, "BIC")
    comb(s, "bank/customer/BIC", s.left + 40, s.y - 28, (8, 3))
    caption(
        s, "Ort, Datum", "date/customer/Ort, Datum", s.left, s.left + 170, s.y - 100
    )
    caption(
        s,
        "Unterschrift des Kontoinhabers",
        "signature/customer/Unterschrift",
        s.left + 200,
        s.right,
        s.y - 100,
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
    labelled(s, "Mieter:", "text/customer/Mieter", s.left, s.left + 240, s.y)
    labelled(s, "Übergabe am:", "date/-/Übergabe", s.left + 260, s.right, s.y)
    s.y -= 22
    free = "{number/-/Stand}"
    meters = f"Zähler|Nummer|Zählerstand\nStrom|1EMH0012|{free}\nGas|7ELS4410|{free}\nKaltwasser|KW-2231|{free}"
    grid(s, meters, (165, 165, 165), height=20)
    free = "{number/-/Anzahl}"
    keys = f"Schlüssel|Anzahl\nHaustür|{free}\nWohnung|{free}\nBriefkasten|{free}"
    grid(s, keys, (165, 165), height=18)
    for room in ("Küche", "Bad", "Wohnzimmer", "Schlafzimmer"):
        s.text(s.left, s.y, room)
        end = tick(
            s,
            "ohne Mängel",
            f"checkbox/-/{room} ohne Mängel",
            s.left + 110,
            s.y,
            style="ballot",
        )
        tick(
            s,
            "mit Mängeln",
            f"checkbox/-/{room} mit Mängeln",
            end + 24,
            s.y,
            style="ballot",
        )
        s.y -= 16
    cell(s, "Bemerkungen", "text/-/Bemerkungen", (s.left, s.y - 80, s.right, s.y))
    s.y -= 130
    caption(s, "Ort, Datum", "date/-/Ort, Datum", s.left, s.left + 130, s.y)
    caption(s, "Vermieter", "signature/us/Vermieter", s.left + 150, s.left + 310, s.y)
    caption(s, "Mieter", "signature/customer/Mieter", s.left + 330, s.right, s.y)
    return s


@draws("de")
def acceptance_record() -> Sheet:
    """A boxed form with a table of three who sign."""
    s = Sheet(points=9.5, margins=(48, 48))
    s.heading("Abnahmeprotokoll (VOB/B § 12)", points=14)
    top, mid, third = s.y, (s.left + s.right) / 2, (s.right - s.left) / 3
    cell(
        s,
        "Bauvorhaben",
        "",
        (s.left, top - 32, s.right, top),
        filled="Neubau Kita Sonnenblume, Los 7 Elektro",
    )
    cell(
        s,
        "Auftragnehmer",
        "",
        (s.left, top - 64, mid, top - 32),
        filled="Elektro Seidel GmbH",
    )
    cell(
        s,
        "Auftraggeber",
        "",
        (mid, top - 64, s.right, top - 32),
        filled="Stadt Weimar, Hochbauamt",
    )
    cell(
        s,
        "Abnahme am",
        "date/-/Abnahme am",
        (s.left, top - 96, s.left + third, top - 64),
    )
    cell(
        s,
        "Beginn der Verjährungsfrist",
        "date/-/Beginn",
        (s.left + third, top - 96, s.left + 2 * third, top - 64),
    )
    cell(
        s,
        "Einbehalt in EUR",
        "number/-/Einbehalt",
        (s.left + 2 * third, top - 96, s.right, top - 64),
    )
    s.y = top - 122
    for text in (
        "Die Leistung wird ohne Mängel abgenommen.",
        "Die Leistung wird mit den unten genannten Mängeln abgenommen.",
        "Die Abnahme wird verweigert.",
    ):
        tick(s, text, f"checkbox/-/{text}", s.left, s.y)
        s.y -= 18
    cell(
        s,
        "Mängel, Frist zur Beseitigung",
        "text/-/Mängel",
        (s.left, s.y - 110, s.right, s.y),
    )
    s.y -= 136
    lines = ["|Name|Datum|Unterschrift"]
    for name, who in _THREE:
        lines.append(
            f"{name}|{{text/{who}/Name}}|{{date/{who}/Datum}}|{{signature/{who}/Unterschrift}}"
        )
    grid(s, "\n".join(lines), (100, 140, 90, 169), height=34)
    return s


@draws("de")
def registration() -> Sheet:
    """Small labels at the top left of each cell; a comb for the date of birth."""
    s = Sheet(points=10, margins=(40, 40), weight=0.4)
    letterhead(s, "Volkshochschule Oberland", "Anmeldung zum Kurs", logo="#aa2266")
    top, width = s.y, s.right - s.left
    lines = (
        (("Kurs-Nr.", "", 0.25), ("Kurstitel", "", 0.75)),
        (
            ("Name", "text/customer/Name", 0.5),
            ("Vorname", "text/customer/Vorname", 0.5),
        ),
        (
            ("Straße, Hausnummer", "text/customer/Straße", 0.6),
            ("PLZ", "text/customer/PLZ", 0.15),
            ("Ort", "text/customer/Ort", 0.25),
        ),
        (
            ("Telefon", "text/customer/Telefon", 0.4),
            ("E-Mail", "text/customer/E-Mail", 0.6),
        ),
        (
            ("IBAN", "bank/customer/IBAN", 0.6),
            ("Kreditinstitut", "bank/customer/Kreditinstitut", 0.4),
        ),
        (
            ("Datum", "date/customer/Datum", 0.25),
            ("Unterschrift", "signature/customer/Unterschrift", 0.75),
        ),
    )
    filled = {"Kurs-Nr.": "W27-112", "Kurstitel": "Italienisch für den Urlaub"}
    for line in lines:
        x, high = s.left, 46 if line[0][0] == "Datum" else 30
        for label, want, part in line:
            cell(
                s,
                label,
                want,
                (x, top - high, x + part * width, top),
                filled=filled.get(label, ""),
            )
            x += part * width
        top -= high
    s.text(s.left, top - 24, "Geburtsdatum")
    comb(s, "date/customer/Geburtsdatum", s.left + 80, top - 28, (2, 2, 4), wide=14)
    tick(
        s,
        "Ich habe die Teilnahmebedingungen gelesen.",
        "checkbox/customer/Bedingungen",
        s.left,
        top - 52,
    )
    tick(
        s,
        "Ich bin mit dem Lastschrifteinzug einverstanden.",
        "checkbox/customer/Lastschrift",
        s.left,
        top - 70,
    )
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
def tenant_questionnaire() -> Sheet:
    """Ballot boxes and dotted lines."""
    s = Sheet(points=10, face=WORLD, margins=(58, 58), leader="dots")
    s.heading("Mieterselbstauskunft", points=15)
    lines = "Name, Vorname > text/customer | Geburtsdatum > date/customer | Beruf > text/customer | Arbeitgeber > text/customer | Nettoeinkommen monatlich (EUR) > number/customer | Anzahl der Personen > number/customer"
    rows(s, lines, s.left, s.right, indent=175, step=24)
    s.y -= 8
    questions = (
        "Wird die Wohnung gewerblich genutzt?",
        "Halten Sie Haustiere?",
        "Bestehen Mietrückstände?",
        "Lief in den letzten 5 Jahren ein Insolvenzverfahren?",
        "Spielen Sie ein Musikinstrument?",
    )
    for question in questions:
        s.text(s.left, s.y, question)
        tick(
            s,
            "ja",
            f"checkbox/customer/{question} ja",
            s.left + 320,
            s.y,
            style="ballot",
        )
        tick(
            s,
            "nein",
            f"checkbox/customer/{question} nein",
            s.left + 375,
            s.y,
            style="ballot",
        )
        s.y -= 20
    s.paragraph(
        "Ich versichere, dass die Angaben vollständig und richtig sind. Falsche Angaben berechtigen zur Anfechtung des Mietvertrags."
    )
    s.y -= 40
    caption(s, "Ort, Datum", "date/customer/Ort, Datum", s.left, s.left + 190, s.y)
    caption(
        s,
        "Unterschrift des Mietinteressenten",
        "signature/customer/Unterschrift",
        s.left + 230,
        s.right,
        s.y,
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
def work_report() -> Sheet:
    """A page turned by 90 degrees, with a table of hours to be filled in."""
    s = Sheet(size=(842, 595), rotate=90, points=9, margins=(40, 40), face=SANS)
    s.heading("Regiebericht / Stundennachweis", points=14)
    s.paragraph(
        "Auftragnehmer: Dachbau Ziegler GmbH, Coburg. Auftraggeber: Autohaus Frank. Baustelle: Halle 3"
    )
    line = "{date/us/Datum}|{text/us/Arbeiten}|{text/us/Name}|{number/us/Stunden}"
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
