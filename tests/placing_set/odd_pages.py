"""Pages of several sizes, cropped or turned, with text tags, or with nothing to sign."""

from reportlab.lib.pagesizes import A3, A5, LETTER, landscape

from .drawing import draws
from .fonts import SERIF, WORLD
from .letterhead import letterhead, numbered
from .parts import caption, cells, grid, rows, shared
from .prose import clauses
from .sheet import Sheet


@draws("de")
def mixed_sizes() -> Sheet:
    """A4, a plan in A3, and a last page in Letter that is signed."""
    s = Sheet(points=10.5, margins=(64, 64))
    s.heading("Werkvertrag mit Lageplan")
    clauses(s, "de", 0, 5)
    s.next_page(landscape(A3))
    s.text(s.left, s.y, "Lageplan (Maßstab 1 : 200), Stand 24.11.2026", bold=True)
    for at in range(6):
        s.frame((120 + 160 * at, 200, 250 + 160 * at, 600 - 30 * at))
    s.next_page(LETTER)
    clauses(s, "de", 5, 8)
    s.y -= 50
    for x, who, name in (
        (s.left, "us", "Auftragnehmer"),
        (s.left + 250, "customer", "Besteller"),
    ):
        shared(
            s,
            f"Datum, Unterschrift {name}",
            f"date/{who} signature/{who}",
            x,
            x + 225,
            s.y,
        )
    return s


@draws("en")
def cropped_and_turned() -> Sheet:
    """A CropBox with an offset on a page turned by 90 degrees."""
    s = Sheet(
        size=LETTER,
        rotate=90,
        bleed=(30, 50, 20, 10),
        face=SERIF,
        points=11,
        margins=(70, 70),
    )
    s.heading("Photo release")
    s.paragraph(
        "I grant Lumen Studio LLC the right to use photographs taken of me on {date/-/Date of session|16} at {text/-/Place of session|28}."
    )
    s.y -= 10
    rows(
        s,
        "Model's name > text/customer | E-mail > text/customer",
        s.left,
        s.left + 330,
        indent=90,
        step=26,
    )
    s.y -= 50
    caption(s, "Signature of model", "signature/customer", s.left, s.left + 200, s.y)
    caption(s, "Date", "date/customer", s.left + 240, s.left + 360, s.y)
    caption(s, "For Lumen Studio", "signature/us", s.left, s.left + 200, s.y - 70)
    return s


@draws("de")
def cropped_form() -> Sheet:
    """A form in A5 cut out of a larger sheet, with printer's marks around it."""
    s = Sheet(size=A5, bleed=(45, 60, 30, 25), points=8, margins=(28, 28), weight=0.4)
    s.text(-40, -30, "Beschnitt · Unterschrift Drucker: ________ Datum: ________")
    letterhead(s, "Fitnesswerk Ost", "Mitgliedsantrag")
    cells(
        s,
        "Name, Vorname > text/customer * 60 | Geburtsdatum > date/customer * 40\nAnschrift > text/customer * 100\nIBAN > bank/customer * 65 | Bank > bank/customer * 35",
        height=28,
    )
    s.y -= 60
    caption(s, "Ort, Datum", "date/customer", s.left, s.left + 120, s.y)
    caption(
        s, "Unterschrift Mitglied", "signature/customer", s.left + 150, s.right, s.y
    )
    return s


@draws("en")
def tagged_contract() -> Sheet:
    """Text tags on lines and in a box."""
    s = Sheet(points=10, margins=(64, 64))
    s.heading("Maintenance agreement")
    clauses(s, "en", 0, 3)
    s.y -= 40
    for x, who, role, name in (
        (s.left, "us", "director", "Provider"),
        (s.left + 250, "customer", "customer", "Client"),
    ):
        for kind, y in (("signature", s.y), ("date", s.y - 56)):
            s.tag(f"{{{{{kind};role={role}}}}}", x, y)
            caption(s, f"{name} {kind}", f"{kind}/{who}", x, x + 170, y - 3)
    s.y -= 110
    s.tag("{{text;role=sender;label=Place}}", s.left, s.y)
    caption(s, "Place", "text/us", s.left, s.left + 190, s.y - 3)
    s.frame((s.right - 110, s.y - 40, s.right - 10, s.y + 30))
    s.tag("{{stamp;role=director}}", s.right - 107, s.y - 8, points=7)
    s.mark("stamp/us/Stamp", (s.right - 109, s.y - 39, s.right - 11, s.y + 29))
    return s


@draws("de")
def tagged_offer() -> Sheet:
    """Text tags in the cells of a table."""
    s = Sheet(points=9, margins=(56, 56), face=WORLD)
    letterhead(s, "Lichtplan Neumann", "Angebot 2026-31 vom 24.11.2026", logo="#ddaa00")
    items = (
        "Leistung|Preis\nLichtplanung Erdgeschoss|1.800,00 EUR\nBauleitung|900,00 EUR"
    )
    grid(s, items, (350, 130))
    s.text(s.left, s.y, "Auftragserteilung durch den Kunden", bold=True)
    s.y -= 10
    widths = (120, 160, 200)
    tags = (
        "date;role=customer",
        "signature;role=customer",
        "text;role=customer;label=Name",
    )
    x = s.left
    for tag, wide in zip(tags, widths, strict=True):
        s.tag("{{" + tag + "}}", x + 4, s.y - 34, points=8)
        x += wide
    grid(
        s,
        "Datum|Unterschrift|Name\n{date/customer/Datum}|{signature/customer/Unterschrift}|{text/customer/Name}",
        widths,
        height=22,
    )
    return s


@draws("ru")
def price_list() -> Sheet:
    """Nothing to fill in, in Russian."""
    s = Sheet(face=WORLD, points=9, margins=(50, 50))
    letterhead(s, "ООО «Мебель-Град»", "Прайс-лист от 24.11.2026", logo="#445566")
    grid(
        s,
        "Артикул|Наименование|Цена, руб.\n101|Стол письменный|8 900\n102|Кресло офисное|6 450\n103|Шкаф для документов|12 700\n104|Тумба|4 100",
        (90, 270, 135),
        stripe="#f2f4f6",
    )
    s.paragraph(
        "Цены действительны при наличии подписанного договора. Расчётный счёт указан в договоре."
    )
    numbered(s, "1")
    return s
