"""Documents in German, as they are written with a word processor."""

from .writing import Writing

_CLAUSES = (
    "§ 1 Gegenstand. Der Auftragnehmer übernimmt die laufende Pflege der Außenanlagen nach dem beigefügten Leistungsverzeichnis. Nachträge sind nur mit Unterschrift beider Parteien wirksam.",
    "§ 2 Vergütung. Die monatliche Pauschale beträgt 740,00 EUR zuzüglich Umsatzsteuer und ist bis zum 10. eines Monats auf das Konto des Auftragnehmers zu überweisen; IBAN und BIC stehen auf der Rechnung.",
    "§ 3 Laufzeit. Der Vertrag beginnt mit dem Datum der letzten Unterschrift und verlängert sich jeweils um ein Jahr, wenn er nicht drei Monate vor Ablauf schriftlich gekündigt wird.",
    "§ 4 Haftung. Der Auftragnehmer haftet für Vorsatz und grobe Fahrlässigkeit unbeschränkt, im Übrigen im Rahmen seiner Betriebshaftpflichtversicherung.",
)


def _clauses(w: Writing, count: int = 4) -> None:
    for text in _CLAUSES[:count]:
        w.p(text, align="justify", after=6)


def de_garden_care(marked: bool) -> Writing:
    """Signature lines are the upper borders of the cells of a table."""
    w = Writing(
        marked=marked,
        footer="Grünwerk Meier GmbH · Volksbank Celle · IBAN DE44 2579 1636 0012 3456 00 · Seite 1",
    )
    w.p("Pflegevertrag Außenanlagen", bold=True, points=16, after=10)
    w.p(
        "zwischen der Grünwerk Meier GmbH, Celle (Auftragnehmer) und der WEG Am Park 3, Celle (Auftraggeber)"
    )
    _clauses(w)
    w.p(before=36)
    w.table(
        "{^date/us/Ort, Datum}Ort, Datum||{^date/customer/Ort, Datum}Ort, Datum",
        "7 1.5 7",
        border="",
        points=8,
    )
    w.p(before=34)
    w.table(
        "{^signature/us/Auftragnehmer}Auftragnehmer||{^signature/customer/Auftraggeber}Auftraggeber",
        "7 1.5 7",
        border="",
        points=8,
    )
    return w


def de_loan(marked: bool) -> Writing:
    """Tab stops with underscores; captions below by tabs."""
    w = Writing(marked=marked, font="Liberation Serif", points=12)
    w.p("Darlehensvertrag", bold=True, points=17, align="center", after=12)
    w.p("Darlehensgeber: {text/us/Darlehensgeber|\t}", tabs="16_", after=8)
    w.p("Darlehensnehmer: {text/customer/Darlehensnehmer|\t}", tabs="16_", after=8)
    w.p(
        "Der Darlehensgeber gewährt ein Darlehen in Höhe von {number/-/Betrag|______________} EUR. Die Auszahlung erfolgt am {date/-/Auszahlung|________________} auf das Konto {bank/customer/Konto|________________________________}.",
        after=8,
    )
    w.p(
        "Das Darlehen ist in {number/-/Raten|______} gleichen Raten zurückzuzahlen. Änderungen bedürfen der Schriftform.",
        after=40,
    )
    w.p(
        "{date/us/Ort, Datum|\t}\t{date/customer/Ort, Datum|\t}",
        tabs="7_ 8.5 15.5_",
        after=0,
    )
    w.p("Ort, Datum\t\tOrt, Datum", tabs="7 8.5", points=9, after=40)
    w.p(
        "{signature/us/Darlehensgeber|\t}\t{signature/customer/Darlehensnehmer|\t}",
        tabs="7_ 8.5 15.5_",
        after=0,
    )
    w.p(
        "Unterschrift Darlehensgeber\t\tUnterschrift Darlehensnehmer",
        tabs="7 8.5",
        points=9,
    )
    return w


def de_cooperation(marked: bool) -> Writing:
    """Company names in bold, dots, and a stamp circle for each."""
    w = Writing(
        marked=marked,
        font="DejaVu Serif",
        points=10,
        header="Kooperationsvertrag · Fassung vom 24.11.2026",
    )
    w.p("Kooperationsvertrag", bold=True, points=15, after=10)
    w.p(
        "Vertragspartner sind die Solarpark Uckermark GmbH (Auftragnehmer) und die Stadtwerke Prenzlau GmbH (Auftraggeber)."
    )
    _clauses(w)
    w.p("Solarpark Uckermark GmbH", bold=True, before=20, after=22)
    w.ellipse("stamp/us/Stempel", 11.5, -1.4, 3.0, 3.0)
    w.p("{date/us/Ort, Datum|........................................}", after=0)
    w.p("Ort, Datum", points=8, after=30)
    w.p(
        "{signature/us/Unterschrift|............................................................}",
        after=0,
    )
    w.p("Unterschrift", points=8, after=26)
    w.p("Stadtwerke Prenzlau GmbH", bold=True, before=10, after=22)
    w.ellipse("stamp/customer/Stempel", 11.5, -1.4, 3.0, 3.0)
    w.p("{date/customer/Ort, Datum|........................................}", after=0)
    w.p("Ort, Datum", points=8, after=30)
    w.p(
        "{signature/customer/Unterschrift|............................................................}",
        after=0,
    )
    w.p("Unterschrift", points=8)
    return w


def de_processing(marked: bool) -> Writing:
    """Data processing: seven pages of prose; the last has labels only."""
    w = Writing(
        marked=marked, points=12, footer="Auftragsverarbeitung gemäß Art. 28 DSGVO"
    )
    w.p("Vertrag zur Auftragsverarbeitung", bold=True, points=16, after=12)
    for part in range(6):
        w.p(f"Abschnitt {part + 1}", bold=True, page=part > 0, after=6)
        for _ in range(3):
            _clauses(w, 3)
    w.p("Unterschriften", bold=True, points=14, page=True, after=30)
    for name, who in (
        ("Für den Auftragsverarbeiter (Auftragnehmer)", "us"),
        ("Für den Verantwortlichen (Auftraggeber)", "customer"),
    ):
        w.p(name, bold=True, after=34)
        w.p(f"{{>signature/{who}/Unterschrift|Unterschrift:}}", after=18)
        w.p(f"{{>text/{who}/Name|Name:}}", after=18)
        w.p(f"{{>date/{who}/Datum|Datum:}}", after=36)
    return w


def de_internship(marked: bool) -> Writing:
    """Three who sign, each with place and date on the same line."""
    w = Writing(marked=marked, font="Liberation Sans Narrow", points=12)
    w.p("Praktikumsvertrag", bold=True, points=18, after=12)
    w.p(
        "zwischen der Zimmerei Hollerbach GmbH, Freising (Arbeitgeber) und {text/customer/Praktikant|______________________________}, geb. am {date/customer/geboren|______________}.",
        after=10,
    )
    w.p(
        "Das Praktikum dauert vom {date/-/von|______________} bis zum {date/-/bis|______________}. Die wöchentliche Arbeitszeit beträgt {number/-/Stunden|______} Stunden. Die Vergütung wird auf das Konto {bank/customer/IBAN|______________________________} überwiesen.",
        after=20,
    )
    for name, who in (
        ("Arbeitgeber", "us"),
        ("Praktikant/in", "customer"),
        ("Erziehungsberechtigte", "other"),
    ):
        w.p(
            f"{{date/{who}/Ort, Datum|\t}}\t{{signature/{who}/{name}|\t}}",
            tabs="6_ 7.5 16_",
            before=36,
            after=0,
        )
        w.p(f"Ort, Datum\t\tUnterschrift {name}", tabs="6 7.5", points=9)
    return w


def de_reminder(marked: bool) -> Writing:
    """A letter with nothing to fill in, and a typed signature."""
    w = Writing(
        marked=marked,
        font="Liberation Serif",
        footer="Kreissparkasse Rügen · IBAN DE71 1305 0000 0201 0203 04 · BIC NOLADE21ROS",
    )
    w.p("Ostsee Ferienhaus Service", bold=True, points=14, align="end", after=30)
    w.p("Familie Schröder\nAhornweg 2\n18069 Rostock", after=24)
    w.p("Binz, 24.11.2026", align="end", after=16)
    w.p("Zahlungserinnerung", bold=True, after=10)
    w.p(
        "Sehr geehrte Familie Schröder, für die Rechnung vom 12.10.2026 konnten wir noch keinen Zahlungseingang feststellen. Bitte überweisen Sie 486,00 EUR bis zum 8.12.2026. Ihre Unterschrift ist nicht erforderlich.",
        after=16,
    )
    w.p("Mit freundlichen Grüßen", after=30)
    w.p("Silke Bartels")
    return w
