"""Forms in German, made of tables."""

from .writing import Writing


def de_handover(marked: bool) -> Writing:
    """A bordered table whose right column is free, ballot boxes, and a table to sign in."""
    w = Writing(marked=marked, points=10, header="Übergabeprotokoll Mietfahrzeug")
    w.p("Übergabeprotokoll", bold=True, points=15, after=8)
    w.table(
        "Vermieter|Autovermietung Harz GmbH\nMieter|{=text/customer/Mieter}\nKennzeichen|{=text/-/Kennzeichen}\nKilometerstand|{=number/-/Kilometerstand}\nÜbergabedatum|{=date/-/Übergabedatum}\nTankfüllung (Liter)|{=number/-/Tankfüllung}",
        "5 11.5",
        height=0.75,
    )
    w.p("Zubehör:", bold=True, before=6)
    w.p(
        "{.checkbox/-/Warndreieck|☐} Warndreieck    {.checkbox/-/Verbandkasten|☐} Verbandkasten    {.checkbox/-/Warnweste|☐} Warnweste",
        after=8,
    )
    w.p("Schäden am Fahrzeug:", bold=True)
    w.table("{=text/-/Schäden}", "16.5", height=2.4)
    w.table(
        "|Vermieter|Mieter\nDatum|{=date/us/Datum}|{=date/customer/Datum}\nUnterschrift|{=signature/us/Unterschrift}|{=signature/customer/Unterschrift}",
        "3.5 6.5 6.5",
        height=1.1,
        head="#e0e0e0",
    )
    return w


def de_bank_form(marked: bool) -> Writing:
    """Cells with the small label inside; shared cell for stamp and signature."""
    w = Writing(marked=marked, points=10)
    w.p("Antrag auf Eröffnung eines Geschäftskontos", bold=True, points=14, after=10)
    w.table(
        "{=text/customer/Firma}Firma|{=text/customer/Rechtsform}Rechtsform\n{=text/customer/Anschrift}Anschrift|{=text/customer/Telefon}Telefon\n{=date/customer/Gründungsdatum}Gründungsdatum|{=text/customer/Steuernummer}Steuernummer\n{=bank/customer/Bisherige IBAN}Bisherige IBAN|{=number/customer/Jahresumsatz}Jahresumsatz in EUR",
        "10 6.5",
        height=1.15,
        points=7,
    )
    w.p(
        "Gewünschte Karten: {.checkbox/customer/Girocard|☐} Girocard  {.checkbox/customer/Kreditkarte|☐} Kreditkarte",
        after=10,
    )
    w.p("Der Kunde bestätigt, auf eigene Rechnung zu handeln.", after=10)
    w.table(
        "{=date/customer/Ort, Datum}Ort, Datum|{=stamp/customer/Stempel&signature/customer/Unterschrift}Firmenstempel und Unterschrift des Kunden",
        "5.5 11",
        height=2.2,
        points=7,
    )
    return w


def de_timesheet(marked: bool) -> Writing:
    """Landscape, with a coloured head, rows to fill, and lines below."""
    w = Writing(marked=marked, points=9, landscape=True, margins=(1.5, 1.5))
    w.p(
        "Leistungsnachweis Reinigung · Glanz & Gloria Gebäudeservice GmbH",
        bold=True,
        points=13,
        after=8,
    )
    rows = "\n".join(["{=date/-/Datum}|{=text/-/Bereich}|{=number/-/Stunden}"] * 5)
    w.table(
        f"Datum|Gereinigter Bereich|Stunden\n{rows}",
        "4 18 4",
        height=0.8,
        head="#c6e0b4",
    )
    w.p("Die Leistungen wurden vertragsgemäß erbracht.", before=8, after=36)
    w.p(
        "{date/customer/Datum|\t}\t{signature/customer/Unterschrift|\t}",
        tabs="6_ 8 17_",
        after=0,
    )
    w.p("Datum\t\tUnterschrift Auftraggeber", tabs="6 8", points=8)
    return w


def de_withdrawal(marked: bool) -> Writing:
    """The statutory withdrawal form: labels, rules below paragraphs."""
    w = Writing(marked=marked, font="Liberation Serif", points=11)
    w.p("Muster-Widerrufsformular", bold=True, points=15, after=10)
    w.p("An: Möbelhaus Seeblick GmbH, Uferstraße 1, 78462 Konstanz")
    w.p(
        "Hiermit widerrufe ich den von mir abgeschlossenen Vertrag über den Kauf der folgenden Waren:",
        after=16,
    )
    w.p("{text/customer/Waren|\t}", tabs="16_", after=14)
    w.p(
        "Bestellt am: {date/customer/Bestellt am|____________________}   erhalten am: {date/customer/erhalten am|____________________}",
        after=14,
    )
    w.p("Name des Verbrauchers: {text/customer/Name|\t}", tabs="16_", after=14)
    w.p("Anschrift: {text/customer/Anschrift|\t}", tabs="16_", after=40)
    w.p("{signature/customer/Unterschrift|\t}", tabs="8_", after=0)
    w.p(
        "Unterschrift des Verbrauchers (nur bei Mitteilung auf Papier)",
        points=8,
        after=24,
    )
    w.p("Datum: {date/customer/Datum|____________________}")
    return w
