"""Documents in Russian."""

from .drawing import draws
from .fonts import WORLD
from .letterhead import letterhead
from .parts import (
    captions,
    cells,
    grid,
    labelled,
    rows,
    stamp_word,
    tick,
)
from .prose import clauses
from .sheet import Sheet


@draws("ru")
def service_contract() -> Sheet:
    """Details and signatures of both sides in two columns, with the word for a stamp."""
    s = Sheet(face=WORLD, points=9.5, margins=(65, 50), leader="under")
    s.text(
        300,
        s.y,
        "ДОГОВОР № 118/26 возмездного оказания услуг",
        bold=True,
        points=12,
        align="center",
    )
    s.y -= 24
    s.text(s.left, s.y, "г. Казань")
    s.text(s.right, s.y, "24 ноября 2026 г.", align="right")
    s.y -= 24
    s.paragraph(
        "ООО «Северный ветер» в лице директора Орлова П. С., именуемое в дальнейшем «Исполнитель», и {text/customer/Заказчик|34}, именуемое в дальнейшем «Заказчик», заключили настоящий договор:"
    )
    clauses(s, "ru", 0, 4, sign="")
    s.heading("Реквизиты и подписи сторон")
    _details(s)
    return s


def _details(s: Sheet) -> None:
    """Print our details and signature, and lines for those of the customer."""
    top, right = s.y, s.left + 250
    s.text(s.left, top, "Исполнитель", bold=True)
    for at, text in enumerate(
        (
            "ООО «Северный ветер»",
            "ИНН 1655123456",
            "Р/с 40702810562000012345",
            "БИК 049205603",
        )
    ):
        s.text(s.left, top - 24 - 22 * at, text)
    s.text(right, top, "Заказчик", bold=True)
    s.y = top - 24
    rows(
        s,
        "ИНН > text/customer | Р/с > bank/customer | Банк > bank/customer | БИК > bank/customer",
        right,
        right + 220,
        indent=36,
    )
    s.y -= 24
    captions(
        s,
        "(подпись) > signature/us * 110 | (подпись) > signature/customer * 110",
        s.y,
        gap=140,
        align="center",
    )
    s.text(s.left + 114, s.y, "/ Орлов П. С. /", points=9)
    s.text(right + 114, s.y, "/", points=9)
    s.blank("text/customer/Расшифровка", right + 120, right + 215, s.y)
    s.text(right + 217, s.y, "/")
    for x, who in ((s.left, "us"), (right, "customer")):
        stamp_word(s, "М.П.", f"stamp/{who}/М.П.", x, s.y - 62)


@draws("ru")
def work_acceptance() -> Sheet:
    """The act of acceptance: who hands over, who takes over."""
    s = Sheet(face=WORLD, points=10, margins=(60, 60))
    s.heading("Акт сдачи-приёмки выполненных работ")
    s.paragraph(
        "к договору № 77 от 12.10.2026. Исполнитель: ИП Гусева А. Н. Заказчик: АО «Вега»."
    )
    grid(
        s,
        "№|Наименование работ|Кол-во|Сумма, руб.\n1|Монтаж оборудования|1|86 000\n2|Пусконаладка|1|34 000\n|Итого||120 000",
        (30, 270, 70, 105),
    )
    s.paragraph("Работы выполнены полностью и в срок. Заказчик претензий не имеет.")
    s.y -= 30
    top = s.y
    for x, who, name in (
        (s.left, "us", "Сдал (Исполнитель)"),
        (s.left + 245, "customer", "Принял (Заказчик)"),
    ):
        s.y = top
        s.text(x, s.y, name, bold=True)
        s.y -= 40
        rows(
            s,
            f"Подпись: > signature/{who} | Ф. И. О.: > text/{who} | Дата: > date/{who}",
            x,
            x + 225,
            indent=58,
            step=28,
        )
    return s


@draws("ru")
def client_questionnaire() -> Sheet:
    """Cells with small labels, ballot boxes, one who signs."""
    s = Sheet(face=WORLD, points=9, margins=(45, 45), weight=0.5)
    letterhead(s, "Банк «Прибой»", "Анкета клиента – физического лица", logo="#004488")
    cells(
        s,
        "Фамилия, имя, отчество > text/customer * 70 | Дата рождения > date/customer * 30\nАдрес регистрации > text/customer * 100\nТелефон > text/customer * 40 | Электронная почта > text/customer * 60\nНомер счёта > bank/customer * 60 | БИК банка > bank/customer * 40\nЕжемесячный доход, руб. > number/customer * 50 | Место работы > text/customer * 50",
        height=32,
    )
    s.y -= 24
    for text in (
        "Являюсь налоговым резидентом РФ",
        "Являюсь публичным должностным лицом",
        "Согласен на обработку персональных данных",
    ):
        tick(s, text, "checkbox/customer", s.left, s.y, style="ballot")
        s.y -= 18
    s.y -= 36
    labelled(
        s,
        "Подпись клиента",
        "signature/customer",
        s.left,
        s.left + 270,
        s.y,
        leader="under",
    )
    labelled(s, "Дата", "date/customer", s.left + 300, s.right, s.y, leader="under")
    return s
