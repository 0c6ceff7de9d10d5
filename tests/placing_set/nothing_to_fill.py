"""Documents that talk of signatures, dates and accounts, and want none."""

from reportlab.lib.pagesizes import A4

from .drawing import draws
from .fonts import SERIF, WORLD
from .letterhead import address, facts, letterhead, numbered
from .parts import grid
from .prose import clauses
from .sheet import Sheet


@draws("de")
def price_list() -> Sheet:
    """A coloured table with an empty last column for nobody's pen."""
    s = Sheet(face=WORLD, points=9, margins=(50, 50))
    letterhead(s, "Gartencenter Lindner", "Preisliste Frühjahr 2027", logo="#44aa44")
    s.paragraph("Preise in EUR einschließlich Umsatzsteuer, gültig ab 1. März 2027.")
    names = "Ahorn Birke Buche Eibe Eiche Erle Esche Fichte Ginkgo Hasel Kiefer Lärche Linde Pappel Robinie Tanne Ulme Weide"
    lines = ["Art.-Nr.|Pflanze|Höhe in cm|Preis"]
    for at, name in enumerate(names.split()):
        sizes = f"{120 + 5 * at}/{160 + 5 * at}"
        lines.append(f"{1000 + 7 * at}|{name}|{sizes}|{19 + 3 * at},90")
    wide = (80, 220, 100, 95)
    grid(s, "\n".join(lines), wide, head="#bbddbb", stripe="#eef7ee")
    s.paragraph("Stand: 24.11.2026. Irrtümer und Änderungen vorbehalten.")
    numbered(s, "Seite 1")
    return s


@draws("en")
def terms_of_sale() -> Sheet:
    """Prose that talks of signatures, and asks for none."""
    s = Sheet(face=SERIF, points=10, margins=(56, 56))
    s.heading("General Terms of Sale")
    clauses(s, "en", 0, 8, sign="")
    s.paragraph(
        "Orders are binding once a form bearing the signature of the Buyer and the date of order has reached us. Version of 24 November 2026."
    )
    numbered(s, "1")
    return s


@draws("en")
def tax_invoice() -> Sheet:
    """Nothing to fill in."""
    s = Sheet(points=9.5, margins=(55, 55), face=WORLD)
    letterhead(s, "Peregrine Print Co.", "Tax invoice", logo="#cc7700")
    facts(
        s,
        ("Invoice", "INV-5512"),
        ("Date", "24 Nov 2026"),
        ("Due date", "24 Dec 2026"),
        ("Account", "C-118"),
    )
    address(s, "Oakley & Finch Ltd", "88 Station Road", "Reading RG1 1AA", "", "")
    grid(
        s,
        "Qty|Description|Unit|Amount\n500|Business cards, 350 g|£ 0.12|£ 60.00\n1,000|Letterheads, two colours|£ 0.09|£ 90.00\n||VAT 20 %|£ 30.00\n||Total|£ 180.00",
        (60, 240, 90, 95),
        head="#fbe3c4",
    )
    s.paragraph(
        "Payment to IBAN GB29 NWBK 6016 1331 9268 19. No signature is required on this invoice."
    )
    return s


@draws("fr")
def general_terms() -> Sheet:
    """Prose in French in two pages, with nothing to sign."""
    s = Sheet(face=SERIF, points=10, margins=(60, 60), size=A4)
    s.heading("Conditions générales de vente")
    clauses(s, "fr", 0, 12, sign="Article ")
    numbered(s, "2")
    return s


@draws("es")
def invoice() -> Sheet:
    """An invoice in Spanish with our own account at its foot."""
    s = Sheet(points=10, margins=(60, 60))
    letterhead(s, "Estudio Marín S.L.", "Calle Mayor 18 · 30001 Murcia", logo="#5533aa")
    s.heading("Factura 2026-0815")
    s.paragraph("Fecha: 24/11/2026. Cliente: Bodegas Sierra S.A., NIF A30112233")
    grid(
        s,
        "Concepto|Horas|Precio|Importe\nDiseño de etiqueta|12|45,00 €|540,00 €\nArtes finales|4|45,00 €|180,00 €",
        (230, 70, 85, 90),
    )
    s.paragraph(
        "Forma de pago: transferencia a ES91 2100 0418 4502 0005 1332. Factura válida sin firma ni sello."
    )
    _total(s)
    return s


def _total(s: Sheet) -> None:
    """Print the sum at the right, with a rule above that nobody writes on."""
    s.rule(s.right - 180, s.right, s.y + 12)
    s.text(s.right - 180, s.y, "Total", bold=True)
    s.text(s.right, s.y, "871,20 €", bold=True, align="right")
