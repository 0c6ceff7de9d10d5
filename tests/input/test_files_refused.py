"""Files that cannot be signed: said in the reader's language, and nothing begins."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import pytest_asyncio

from tests.paperwork import offers, press, refusal, speak, told
from tests.pdf.raw_pdf import encrypted, made
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

Changed = Callable[[dict[str, Any]], None]
_GERMAN_OR_ENGLISH = ("en", "de")


@pytest_asyncio.fixture(
    scope="module", loop_scope="module", params=_GERMAN_OR_ENGLISH, ids=str
)
async def language(request: pytest.FixtureRequest, stage: Stage) -> str:
    """The language that Alice has chosen."""
    await speak(stage.story.alice, request.param)
    return str(request.param)


@pytest.mark.parametrize(
    ("name", "data", "key", "params"),
    [
        ("notes.pdf", b"Just words, no PDF.", "pdf.not-a-pdf", {}),
        ("photo.pdf", b"\x89PNG\r\n\x1a\n" + bytes(99), "pdf.not-a-pdf", {}),
        ("empty.pdf", b"", "pdf.empty", {}),
        ("locked.pdf", encrypted("open sesame"), "pdf.encrypted", {}),
        ("guarded.pdf", encrypted(""), "pdf.owner-password", {}),
        (
            "thick.pdf",
            made(501, (300, 200)),
            "pdf.too-many-pages",
            {"pages": 501, "limit": 500},
        ),
        ("torn.pdf", made(2)[:-600], "pdf.damaged", {}),
        ("page.pdf", b"<!doctype html><p>%PDF-1.7</p>", "pdf.polyglot", {}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_file_that_cannot_be_signed(
    stage: Stage, language: str, name: str, data: bytes, key: str, params: dict
) -> None:
    before, alice = await stage.ids(), stage.story.alice
    sent = await alice.document(name, data)
    asked = await alice.wait_for(offers("new"), after=sent)
    pressed = await press(alice, asked, "new")
    await alice.wait_for(refusal(language, key, **params), after=pressed)
    assert await stage.ids() == before


async def test_a_file_of_21_megabytes_is_not_even_fetched(
    stage: Stage, language: str
) -> None:
    before, alice = await stage.ids(), stage.story.alice
    sent = await alice.document("big.pdf", b"%PDF-1.7\n" + bytes(21 * 2**20))
    await alice.wait_for(refusal(language, "file.too-big", limit=20), after=sent)
    assert await stage.ids() == before


def no_customer(order: dict[str, Any]) -> None:
    del order["customer"]


def no_name(order: dict[str, Any]) -> None:
    order["customer"]["name"] = "  "


def negative(order: dict[str, Any]) -> None:
    order["lines"][1]["quantity"] = -4


def unknown_currency(order: dict[str, Any]) -> None:
    order["currency"] = "XYZ"


def many_lines(order: dict[str, Any]) -> None:
    order["lines"] = order["lines"][:1] * 10_000


def wrong_phone(order: dict[str, Any]) -> None:
    order["customer"]["phone"] = "+49 12"


def wrong_email(order: dict[str, Any]) -> None:
    order["customer"]["email"] = "charlie@@example"


def wrong_date(order: dict[str, Any]) -> None:
    order["date"] = "24.11.2026"


def wrong_price(order: dict[str, Any]) -> None:
    order["lines"][0]["price"] = "cheap"


@pytest.mark.parametrize(
    ("change", "key", "params"),
    [
        (no_customer, "order.missing", {"entry": "customer"}),
        (no_name, "order.missing", {"entry": "customer.name"}),
        (
            negative,
            "order.not-positive",
            {"entry": "lines[2].quantity", "value": "-4"},
        ),
        (unknown_currency, "order.currency", {"currency": "XYZ"}),
        (many_lines, "order.too-many-lines", {"count": 10_000, "limit": 2_000}),
        (wrong_phone, "order.wrong", {"entry": "customer.phone", "value": "+49 12"}),
        (
            wrong_email,
            "order.wrong",
            {"entry": "customer.email", "value": "charlie@@example"},
        ),
        (wrong_date, "order.date", {"value": "24.11.2026"}),
        (wrong_price, "order.wrong", {"entry": "lines[1].price", "value": "cheap"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
async def test_a_wrong_order(
    stage: Stage, language: str, change: Changed, key: str, params: dict
) -> None:
    before, alice = await stage.ids(), stage.story.alice
    order = json.loads(stage.story.samples["order.json"])
    change(order)
    sent = await alice.document("order.json", json.dumps(order).encode())
    await told(alice, sent, refusal(language, key, **params))
    assert await stage.ids() == before


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("order.json", b"{", "order.unreadable"),
        ("order.json", b"[1, 2]", "order.unreadable"),
        ("order.json", b"[" * 200_000, "order.unreadable"),
        ("order.json", b"", "order.unreadable"),
        ("order.csv", b"\xff\xfe\x00", "order.column"),
        ("order.xlsx", b"PK\x03\x04 not a workbook", "order.unreadable"),
    ],
)
async def test_an_order_that_cannot_be_read(
    stage: Stage, language: str, name: str, data: bytes, key: str
) -> None:
    before, alice = await stage.ids(), stage.story.alice
    sent = await alice.document(name, data)
    beginning = refusal(language, key, column="{", columns="}").split("{")[0]
    await alice.wait_for(beginning, after=sent)
    assert await stage.ids() == before


async def test_after_all_that_the_right_order_is_taken(
    stage: Stage, language: str
) -> None:
    alice = stage.story.alice
    sent = await alice.document("order.json", stage.story.samples["order.json"])
    asked = await alice.wait_for(offers("fill"), after=sent)
    await press(alice, asked, "fill")
    (id,) = await stage.ids() if language == "en" else (await stage.ids())[:1]
    await alice.wait_for(offers("fill", f"{id}:1"), after=asked)
