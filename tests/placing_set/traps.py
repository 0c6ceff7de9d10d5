"""Layouts that are easily taken for something else."""

from .drawing import draws
from .fonts import SERIF, WORLD
from .letterhead import letterhead
from .parts import SMALL, captions, labelled, stamp_word
from .prose import clauses
from .sheet import Sheet


@draws("de")
def without_lines() -> Sheet:
    """White paper above small words, and a word for the stamp."""
    s = Sheet(points=11, face=SERIF, margins=(75, 75))
    s.heading("Auflösungsvereinbarung", points=15)
    clauses(s, "de", 4, 7)
    s.y -= 70
    for x, who, name in (
        (s.left, "us", "Auftragnehmer"),
        (s.left + 240, "customer", "Auftraggeber"),
    ):
        s.text(x, s.y, f"Unterschrift {name}", points=9)
        s.mark(f"signature/{who}/Unterschrift {name}", (x, s.y + 10, x + 200, s.y + 46))
    stamp_word(s, "Stempel:", "stamp/-/Stempel", s.left, s.y - 70)
    return s


@draws("de")
def authority_letter() -> Sheet:
    """A notice with `Im Auftrag`, a receipt below a line to cut along."""
    s = Sheet(points=11, margins=(70, 70))
    letterhead(s, "Stadt Bernau · Ordnungsamt", "Bürgermeisterstraße 25 · 16321 Bernau")
    s.text(s.right, s.y, "Bernau, 24.11.2026", align="right")
    s.y -= 30
    s.heading("Sondernutzungserlaubnis")
    s.paragraph(
        "Ihnen wird gestattet, vor dem Haus Brüderstraße 9 vom 1. bis 12. Dezember 2026 einen Container aufzustellen. Die Gebühr von 84,00 EUR ist bis zum 30.11.2026 auf das Konto DE30 1705 2000 0000 1234 56 zu zahlen."
    )
    s.y -= 40
    labelled(s, "Im Auftrag", "signature/us", s.left, s.left + 240, s.y)
    s.y -= 60
    s.rule(20, s.size[0] - 20, s.y, dash=True)
    s.text(s.left, s.y - 10, "bitte hier abtrennen", points=SMALL)
    s.y -= 50
    s.text(s.left, s.y, "Empfangsbestätigung", bold=True)
    captions(
        s,
        "Datum > date/customer * 120 | Unterschrift des Antragstellers > signature/customer * 220",
        s.y - 60,
    )
    return s


@draws("de")
def date_masks() -> Sheet:
    """Dates as masks of underscores and dots."""
    s = Sheet(points=10, margins=(60, 60))
    s.heading("Urlaubsantrag")
    s.paragraph("Arbeitgeber: Druckerei Sommer KG, Ulm")
    labelled(
        s,
        "Name des Arbeitnehmers:",
        "text/customer",
        s.left,
        s.right,
        s.y,
        leader="under",
    )
    for label in ("Urlaub vom:", "Urlaub bis:"):
        s.y -= 28
        start = s.text(s.left, s.y, label) + 6
        end = s.text(start, s.y, "__ __ . __ __ . __ __ __ __")
        s.mark(f"date/customer/{label}", (start, s.y - 1, end, s.y), upwards=15)
    s.y -= 28
    labelled(
        s,
        "Anzahl der Tage:",
        "number/customer",
        s.left,
        s.left + 130,
        s.y,
        leader="under",
    )
    captions(
        s,
        "Ort, Datum > date/customer * 140 | Unterschrift Arbeitnehmer > signature/customer * 150 | Genehmigt (Arbeitgeber) > signature/us * 145",
        s.y - 80,
        gap=20,
    )
    return s


@draws("de")
def attendance_list() -> Sheet:
    """A list whose names are printed; only horizontal rules part the rows."""
    s = Sheet(points=10, face=WORLD, margins=(60, 60))
    s.heading("Teilnehmerliste Arbeitsschutzunterweisung am 24.11.2026", points=12)
    s.text(s.left, s.y, "Name", bold=True)
    s.text(s.left + 230, s.y, "Unterschrift", bold=True)
    s.rule(s.left, s.right, s.y - 6)
    for name in (
        "Aydin, Emre",
        "Brandl, Monika",
        "Castro, Luis",
        "Dietz, Jonas",
        "Ehlers, Frauke",
    ):
        s.y -= 34
        s.text(s.left, s.y + 6, name)
        s.rule(s.left, s.right, s.y - 6)
        s.mark(f"signature/-/{name}", (s.left + 230, s.y - 5, s.right, s.y + 26))
    return s


@draws("en")
def shaded_fields() -> Sheet:
    """Tinted boxes without any border, each below its label."""
    s = Sheet(points=9.5, margins=(54, 54))
    letterhead(s, "Beacon Insurance Group", "Claim form", logo="#005588")
    wants = (
        ("Policyholder", "text"),
        ("Policy number", "text"),
        ("Date of loss", "date"),
        ("Amount claimed (£)", "number"),
        ("IBAN for payment", "bank"),
        ("Telephone", "text"),
    )
    half = (s.right - s.left - 16) / 2
    for at, (label, kind) in enumerate(wants):
        x = s.left + at % 2 * (half + 16)
        s.text(x, s.y, label, colour="#335577")
        box = (x, s.y - 26, x + half, s.y - 6)
        s.frame(box, fill="#e3eef7", line=None)
        s.mark(f"{kind}/customer/{label}", box)
        s.y -= 46 * (at % 2)
    for label, kind, x in (
        ("Signature of policyholder", "signature", s.left),
        ("Date", "date", s.left + half + 16),
    ):
        s.text(x, s.y, label, colour="#335577")
        box = (x, s.y - 56, x + half, s.y - 6)
        s.frame(box, fill="#e3eef7", line=None)
        s.mark(f"{kind}/customer/{label}", box)
    return s


@draws("fr")
def proxy_for_meeting() -> Sheet:
    """`Fait à … le …` on dots, and the place for a signature as a dashed box."""
    s = Sheet(points=11, face=SERIF, margins=(70, 70), leader="dots")
    s.heading("Pouvoir", points=16)
    labelled(s, "Je soussigné(e)", "text/-", s.left, s.right, s.y)
    s.y -= 26
    labelled(s, "demeurant à", "text/-", s.left, s.right, s.y)
    s.y -= 26
    s.paragraph(
        "donne pouvoir au syndic Cabinet Morel de me représenter à l'assemblée générale du 15 décembre 2026."
    )
    s.y -= 20
    labelled(s, "Fait à", "text/-", s.left, s.left + 180, s.y)
    labelled(s, "le", "date/-", s.left + 190, s.left + 310, s.y)
    s.text(s.left, s.y - 40, "Signature précédée de la mention « Bon pour pouvoir »")
    box = (s.left, s.y - 120, s.left + 250, s.y - 50)
    s.rule(box[0], box[2], box[1], dash=True)
    s.frame(box, line="#999999")
    s.mark("signature/-/Signature", box)
    return s
