"""Documents in Polish."""

from .drawing import draws
from .fonts import WORLD
from .letterhead import letterhead
from .parts import caption, cells, grid, labelled, rows, shared, tick
from .prose import clauses
from .sheet import Sheet


@draws("pl")
def service_contract() -> Sheet:
    """Dots and small captions in brackets below them."""
    s = Sheet(face=WORLD, points=10, margins=(66, 66), leader="dots")
    s.text(297, s.y, "UMOWA O ŚWIADCZENIE USŁUG", bold=True, points=13, align="center")
    s.y -= 28
    s.paragraph(
        "zawarta w dniu {date/-/dnia|16} w {text/-/miejscowość|20} pomiędzy firmą Jantar sp. z o.o. z siedzibą w Gdyni, zwaną dalej Wykonawcą, a {text/customer/Zamawiający|36}, zwanym dalej Zamawiającym."
    )
    clauses(s, "pl", 0, 3)
    s.y -= 60
    caption(
        s,
        "(podpis Wykonawcy)",
        "signature/us",
        s.left,
        s.left + 180,
        s.y,
        align="center",
    )
    caption(
        s,
        "(podpis Zamawiającego)",
        "signature/customer",
        s.right - 180,
        s.right,
        s.y,
        align="center",
    )
    return s


@draws("pl")
def acceptance_protocol() -> Sheet:
    """Stamp and signature on one line for both sides."""
    s = Sheet(face=WORLD, points=9.5, margins=(56, 56))
    letterhead(
        s, "Dom-Bud Kowalski i Syn", "ul. Długa 8 · 31-147 Kraków", logo="#aa3300"
    )
    s.heading("Protokół odbioru robót")
    s.paragraph(
        "Umowa nr 44/2026 z dnia 02.09.2026. Wykonawca: Dom-Bud Kowalski i Syn. Zamawiający: Szkoła Podstawowa nr 9."
    )
    grid(
        s,
        "Lp.|Zakres robót|Wartość netto\n1|Wymiana pokrycia dachu|86 400,00 zł\n2|Obróbki blacharskie|12 300,00 zł",
        (30, 300, 150),
    )
    labelled(s, "Data odbioru:", "date/-", s.left, s.left + 220, s.y, leader="under")
    s.y -= 24
    tick(s, "Roboty odebrano bez uwag", "checkbox/-", s.left, s.y)
    tick(s, "Stwierdzono usterki:", "checkbox/-", s.left, s.y - 18)
    s.y -= 90
    for x, who, name in (
        (s.left, "us", "Wykonawca"),
        (s.left + 250, "customer", "Zamawiający"),
    ):
        shared(
            s,
            f"{name} – pieczęć i podpis",
            f"stamp/{who} signature/{who}",
            x,
            x + 220,
            s.y,
        )
    return s


@draws("pl")
def personal_data_form() -> Sheet:
    """A form of cells, one who signs."""
    s = Sheet(face=WORLD, points=9, margins=(50, 50), weight=0.5)
    s.heading("Kwestionariusz osobowy pracownika", points=13)
    cells(
        s,
        "Imię i nazwisko > text/customer * 60 | Data urodzenia > date/customer * 40\nAdres zamieszkania > text/customer * 100\nTelefon > text/customer * 40 | Adres e-mail > text/customer * 60\nNazwa banku > bank/customer * 40 | Numer rachunku bankowego > bank/customer * 60\nLiczba dzieci > number/customer * 30 | Wykształcenie > text/customer * 70",
        height=34,
    )
    s.y -= 50
    rows(s, "Miejscowość i data > date/customer", s.left, s.left + 230, step=0)
    caption(
        s,
        "czytelny podpis pracownika",
        "signature/customer",
        s.right - 200,
        s.right,
        s.y,
        align="center",
    )
    return s
