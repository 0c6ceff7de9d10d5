"""Documents in Russian and Polish, written with a word processor."""

from .writing import Writing


def ru_lease(marked: bool) -> Writing:
    """Details of both sides in a table, dates with quotes that may be left alone."""
    w = Writing(marked=marked, font="Liberation Serif", points=12)
    w.p("ДОГОВОР АРЕНДЫ ПОМЕЩЕНИЯ", bold=True, points=14, align="center", after=12)
    w.p(
        "г. Самара\t{date?/-/Дата|«____» ______________ 20___ г.}",
        tabs="8.5",
        after=10,
    )
    w.p("Арендодатель: {text/us/Арендодатель|\t}", tabs="16_", after=8)
    w.p("Арендатор: {text/customer/Арендатор|\t}", tabs="16_", after=8)
    w.p(
        "Арендная плата составляет {number/-/Арендная плата|______________} рублей в месяц и перечисляется на расчётный счёт {bank/us/Расчётный счёт|______________________________}. Договор вступает в силу с даты подписания.",
        after=30,
    )
    w.table(
        "{=text?/us/Арендодатель}Арендодатель|{=text?/customer/Арендатор}Арендатор\n{=signature/us/Подпись}Подпись|{=signature/customer/Подпись}Подпись\n{=text/us/Ф. И. О.}Ф. И. О.|{=text/customer/Ф. И. О.}Ф. И. О.\n{=stamp/us/М.П.}М.П.|{=stamp/customer/М.П.}М.П.",
        "8 8",
        height=1.9,
        points=9,
    )
    return w


def ru_waybill(marked: bool) -> Writing:
    """A waybill: released and received, with tabs."""
    w = Writing(
        marked=marked,
        font="Liberation Sans",
        points=10,
        landscape=True,
        margins=(2, 1.8),
    )
    w.p("Накладная № 340 от 24.11.2026", bold=True, points=14, after=8)
    w.p("Поставщик: ООО «Уралснаб». Покупатель: ООО «Лесной дом».", after=8)
    w.table(
        "№|Товар|Количество|Цена, руб.\n1|Доска обрезная 50 × 150|120|640\n2|Брус 100 × 100|40|1 150",
        "1.5 12 4 4",
        head="#e7e6e6",
    )
    w.p(
        "Отпустил (поставщик)\t\tПолучил (покупатель)",
        bold=True,
        tabs="11 13",
        before=10,
        after=26,
    )
    w.p(
        "Подпись {signature/us/Подпись|\t}\tПодпись {signature/customer/Подпись|\t}",
        tabs="10_ 13 23_",
        after=14,
    )
    w.p("Дата {date/us/Дата|\t}\tДата {date/customer/Дата|\t}", tabs="7_ 13 20_")
    return w


def pl_handover(marked: bool) -> Writing:
    """A record of handing over, with rows to fill and captions in brackets."""
    w = Writing(marked=marked, font="DejaVu Sans", points=9.5)
    w.p("PROTOKÓŁ ZDAWCZO-ODBIORCZY", bold=True, points=13, align="center", after=10)
    w.p("Przekazujący (wynajmujący): Auto-Rent Silesia sp. z o.o.")
    w.p("Odbierający (najemca): {text/customer/Najemca|\t}", tabs="16_", after=10)
    w.table(
        "Pojazd|{=text/-/Pojazd}\nStan licznika (km)|{=number/-/Stan licznika}\nData wydania|{=date/-/Data wydania}",
        "6 10",
        height=0.8,
    )
    w.p(
        "{.checkbox/-/dowód|☐} dowód rejestracyjny   {.checkbox/-/kluczyki|☐} kluczyki   {.checkbox/-/koło|☐} koło zapasowe",
        after=50,
    )
    w.p(
        "{signature/us/Wynajmujący|\t}\t{signature/customer/Najemca|\t}",
        tabs="7. 9 16.",
        after=0,
    )
    w.p("(podpis wynajmującego)\t\t(podpis najemcy)", tabs="7 9", points=8)
    return w


def pl_order(marked: bool) -> Writing:
    """An order with bank details of the customer and a place for the stamp."""
    w = Writing(marked=marked, font="Liberation Sans", points=10.5)
    w.p("Zamówienie", bold=True, points=16, after=10)
    w.p(
        "Sprzedawca: Hurtownia Wisła s.c., Toruń. Prosimy o wypełnienie i odesłanie zamówienia.",
        after=10,
    )
    w.table(
        "Zamawiający|{=text/customer/Zamawiający}\nNIP|{=text/customer/NIP}\nNumer rachunku bankowego|{=bank/customer/Numer rachunku}\nIlość palet|{=number/customer/Ilość}\nTermin dostawy|{=date/customer/Termin dostawy}",
        "6 10",
        height=0.8,
    )
    w.p("Pieczęć firmowa zamawiającego:", before=10, after=4)
    w.ellipse("stamp/customer/Pieczęć", 7, -0.7, 3.6, 2.6, "rect")
    w.p(
        "{date/customer/Data|\t}\t{signature/customer/Podpis|\t}",
        tabs="5_ 7 15_",
        before=90,
        after=0,
    )
    w.p("Data\t\tPodpis zamawiającego", tabs="5 7", points=9)
    return w
