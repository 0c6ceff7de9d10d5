"""Places as a sender changes them, and what their answers have to be."""

from datetime import date
from decimal import Decimal

import pytest

from bot.domain.answers import read_answer
from bot.domain.errors import InputRefused
from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER, Field, Format, Kind
from bot.domain.place_rules import insist_on_places
from bot.domain.placing import (
    Located,
    Want,
    field_ids,
    moved,
    proposed,
    scaled,
)
from bot.domain.squares import read_square

TODAY = date(2026, 11, 24)


def place(kind: Kind, role: str = CUSTOMER, **more: object) -> Field:
    values = {"id": f"{role}-{kind}", "page": 0, "box": (0.1, 0.1, 0.3, 0.2)} | more
    return Field(kind=kind, role=role, **values)  # type: ignore[arg-type]


def read(field: Field, text: str, language: str = "en") -> object:
    return read_answer(field, text, language=language, today=TODAY)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("24.11.2026", "de"), ("24.11.26", "de"), ("2026-11-24", "de"),
        ("24. November 2026", "de"), ("24 Nov. 2026", "de"), ("11/24/2026", "en"),
        ("November 24, 2026", "en"), ("24 Nov 2026", "en"), ("Nov 24th, 2026", "en"),
    ],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(text: str, language: str) -> None:
    assert read(place(Kind.DATE), text, language) == "2026-11-24"


def test_a_date_of_birth_is_a_date() -> None:
    assert read(place(Kind.DATE), "3.2.1948", "de") == "1948-02-03"


@pytest.mark.parametrize(
    ("field", "text", "key"),
    [
        (place(Kind.DATE), "31.02.2026", "date.unreadable"),
        (place(Kind.DATE), "24. Nevember 2026", "date.unreadable"),
        (place(Kind.DATE), "24.11.2126", "date.far"),
        (place(Kind.DATE), "24.11.1826", "date.old"),
        (place(Kind.DATE), "soon", "date.unreadable"),
        (place(Kind.NUMBER, least="1", most="10"), "0", "number.least"),
        (place(Kind.NUMBER, least="1", most="10"), "10.5", "number.most"),
        (place(Kind.NUMBER), "many", "number.unreadable"),
        (place(Kind.NUMBER), "NaN", "number.unreadable"),
        (place(Kind.NUMBER), "1e99", "number.unreadable"),
        (place(Kind.TEXT, format=Format.EMAIL), "charlie", "email.wrong"),
        (place(Kind.TEXT, format=Format.EMAIL), "a@b@c.de", "email.wrong"),
        (place(Kind.TEXT, format=Format.PHONE), "12", "phone.wrong"),
        (place(Kind.TEXT, format=Format.PHONE), "call me", "phone.wrong"),
        (place(Kind.TEXT), "北京", "text.script"),
        (place(Kind.TEXT), "שלום", "text.script"),
        (place(Kind.TEXT), "x" * 201, "text.too-long"),
        (place(Kind.TEXT), " \u200b ", "text.empty"),
        (place(Kind.CHOICE, choices=("a", "b")), "c", "choice.unknown"),
        (place(Kind.BANK), "DE00 1234", "iban.wrong"),
        (place(Kind.SIGNATURE), "Charlie", "picture.expected"),
    ],
)
def test_what_cannot_be_meant_is_refused(field: Field, text: str, key: str) -> None:
    with pytest.raises(InputRefused) as refused:
        read(field, text)
    assert refused.value.key == key


@pytest.mark.parametrize(
    "text",
    [
        "Ærøskøbing Łódź Ğüneş Ștefan Nguyễn Þór", "Ελληνικά, Πάτρα",
        "Київ, Ґанна Їжакевич", "Қазақстан, Әсел, Ұлы Һәм Өнер", "Ўзбекистон, Ғулом",
    ],
)  # fmt: skip
def test_names_of_half_the_world_are_taken(text: str) -> None:
    assert read(place(Kind.TEXT), text) == text


def test_addresses_and_numbers_come_in_their_normal_form() -> None:
    email = place(Kind.TEXT, format=Format.EMAIL)
    assert read(email, "Charlie@EXAMPLE.com") == "Charlie@example.com"
    phone = place(Kind.TEXT, format=Format.PHONE)
    assert read(phone, "0171 1234567") == "+491711234567"
    assert read(place(Kind.NUMBER, least="0"), "1.234,50", "de") == str(
        Decimal("1234.50")
    )


@pytest.mark.parametrize(
    ("field", "key"),
    [
        (place(Kind.TEXT, box=(0.5, 0.5, 0.4, 0.6)), "places.off-page"),
        (place(Kind.TEXT, box=(0.5, 0.5, 1.4, 0.6)), "places.off-page"),
        (place(Kind.TEXT, box=(0.5, 0.5, float("nan"), 0.6)), "places.off-page"),
        (place(Kind.TEXT, page=4), "places.off-page"),
        (place(Kind.SIGNATURE, SENDER), "places.not-theirs"),
        (place(Kind.TEXT, "mallory"), "places.not-theirs"),
        (place(Kind.CHOICE), "places.no-choices"),
        (place(Kind.NUMBER, least="9", most="1"), "places.no-range"),
        (place(Kind.NUMBER, least="few"), "places.no-range"),
    ],
)
def test_places_that_cannot_be_are_refused(field: Field, key: str) -> None:
    with pytest.raises(InputRefused) as refused:
        insist_on_places([field], pages=3)
    assert refused.value.key == key


def test_two_places_of_one_name_are_refused() -> None:
    with pytest.raises(InputRefused, match="broken"):
        insist_on_places([place(Kind.TEXT), place(Kind.TEXT)], pages=1)


def test_a_place_stays_on_its_page() -> None:
    assert moved((0.8, 0.1, 0.98, 0.2), 0.1, -0.5) == pytest.approx((0.82, 0, 1, 0.1))
    assert scaled((0.9, 0.9, 0.98, 0.98), 3)[2:] == (1, 1)


def test_every_name_is_new() -> None:
    want = Want(kind=Kind.TEXT, role=SENDER)
    assert field_ids([want, want], ["sender-text"]) == [
        "sender-text-2",
        "sender-text-3",
    ]


def located(kind: Kind, party: str | None, x: float = 0.1) -> Located:
    box = (x, 0.1, x + 0.2, 0.2)
    return Located(page=0, kind=kind, party=party, label="", box=box, score=0.9)


def test_whose_a_place_is_may_have_to_be_guessed() -> None:
    left, right = located(Kind.SIGNATURE, None), located(Kind.SIGNATURE, None, 0.6)
    assert [f.role for f in proposed([left, right])] == [DIRECTOR, CUSTOMER]
    known = located(Kind.SIGNATURE, "director", 0.6)
    assert [f.role for f in proposed([left, known])] == [CUSTOMER, DIRECTOR]
    form = [located(Kind.TEXT, None), located(Kind.SIGNATURE, "customer")]
    assert {f.role for f in proposed(form)} == {CUSTOMER}
    assert proposed([located(Kind.SIGNATURE, "other")]) == ()


@pytest.mark.parametrize(
    ("text", "page", "column", "row"),
    [
        ("B7", None, 1, 6),
        (" j14 ", None, 9, 13),
        ("2 B7", 1, 1, 6),
        ("12-c3", 11, 2, 2),
    ],
)
def test_squares_are_named_as_on_a_map(
    text: str, page: int | None, column: int, row: int
) -> None:
    square = read_square(text)
    assert (square.page, square.column, square.row) == (page, column, row)


@pytest.mark.parametrize("text", ["", "7B", "B", "Z1", "B0", "0 B7", "B7 now", "BB7"])
def test_what_is_no_square_is_refused(text: str) -> None:
    with pytest.raises(InputRefused):
        read_square(text)
