"""An invoice has a code from which Charlie's banking app fills in the transfer."""

from dataclasses import replace
from io import BytesIO

import zxingcpp
from pypdf import PdfReader

from bot.domain.values import parse_iban
from bot.pdf.making.generate import generate
from tests.pdf.notes import COMPANY, by_id, picture, printed
from tests.pdf.papers_made import LINE, least, made, sample


def test_banking_apps_read_the_code_of_an_invoice() -> None:
    page = picture(made(sample("invoice"), "de").pdf, 0)

    code = zxingcpp.read_barcode(page.reshape(page.shape[:2]))
    assert code is not None
    assert code.text.split("\n") == [
        "BCD", "002", "1", "SCT", "COBADEFFXXX", "Nordwind Möbel GmbH",
        "DE89370400440532013000", "EUR2399.68", "", "", "2026-0311",
    ]  # fmt: skip


def test_there_is_no_code_where_it_could_not_say_what_is_owed() -> None:
    francs = made(least("invoice", currency="CHF"))
    refund = made(least("invoice", lines=[{**LINE, "price": -5}]))
    fortune = made(least("invoice", lines=[{**LINE, "price": 10**9}]))
    greek = parse_iban("DE89370400440532013000", holder="Ω" * 70)
    order = least("invoice", number="€" * 60)
    long = generate(order, replace(COMPANY, bank=greek), "en")
    bare = generate(least("invoice"), replace(COMPANY, bank=None), "en")

    for paper in (francs, refund, fortune, long, bare):
        assert not PdfReader(BytesIO(paper.pdf)).pages[0].images
        assert "GiroCode" not in printed(paper.pdf)
    assert "DE89 3704" in printed(francs.pdf)
    assert "transfer" not in printed(refund.pdf)
    assert "due" not in by_id(refund)
