"""Proposals lie in free space, in fractions of the page that people see."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from bot.domain.fields import Kind
from bot.pdf.placing.locate import Want
from tests.pdf.forms import (
    BOTH,
    page,
    points,
    proposed,
)


def test_a_signature_leaves_room_for_the_answer_above_it() -> None:
    fields = proposed(
        page((70, 200, "Date:"), (70, 128, "Customer signature"),
             lines=((70, 300, 140),)),
        BOTH[1],
        Want(kind=Kind.DATE, role="customer"),
    )  # fmt: skip

    assert points(fields["customer-date"])[:2] == pytest.approx((106, 198), abs=4)
    assert points(fields["customer-signature"])[:2] == pytest.approx((70, 141), abs=2)


def test_words_that_only_a_search_finds_are_not_covered() -> None:
    """Scans carry their recognised text invisibly."""

    def hidden(canvas: Canvas) -> None:
        text = canvas.beginText(75, 430)
        text.setTextRenderMode(3)
        text.textOut("Charlie Sommer, Köln, on Tuesday")
        canvas.drawText(text)

    plain = proposed(page((70, 400, "Customer signature")), BOTH[1])
    scan = page((70, 400, "Customer signature"), before=hidden)
    avoiding = proposed(scan, BOTH[1])

    assert points(plain["customer-signature"])[1] > 400
    assert points(avoiding["customer-signature"])[3] < 400


def test_a_place_in_the_strip_is_no_place() -> None:
    assert proposed(page((70, 20, "Signature:")), BOTH[1])


def test_occupied_space_is_avoided() -> None:
    """A picture covers the place beside the label, words the place below it."""

    def picture(canvas: Canvas) -> None:
        canvas.setFillGray(0.5)
        for step in range(20):
            canvas.rect(200 + step * 15, 380, 8, 90, stroke=0, fill=1)
        canvas.setFillGray(0)

    data = page(
        (70, 400, "Customer signature:"), (90, 380, "Thank you for your order."),
        before=picture,
    )  # fmt: skip

    field = proposed(data, BOTH[1])["customer-signature"]

    assert field.page == 0
    assert points(field)[1] > 405


def turned(canvas: Canvas) -> None:
    """Turn the page, whose paper reportlab then lays across, and what is on it."""
    canvas.setPageRotation(90)
    canvas.translate(A4[1], 0)
    canvas.rotate(90)


@pytest.mark.parametrize("turn", [0, 90])
def test_boxes_are_fractions_of_the_page_as_displayed(turn: int) -> None:
    data = page(
        (70, 128, "Customer signature"), lines=((70, 300, 140),),
        before=turned if turn else lambda canvas: None,
    )  # fmt: skip

    assert PdfReader(BytesIO(data)).pages[0].rotation == turn

    x1, y1, x2, _ = points(proposed(data, BOTH[1])["customer-signature"])

    assert (x1, y1) == pytest.approx((70, 141), abs=2)
    assert x2 <= 302


def test_boxes_are_fractions_of_the_cropped_page() -> None:
    data = page(
        (170, 228, "Customer signature"), lines=((170, 400, 240),),
        before=lambda canvas: canvas.setCropBox((100, 100, 500, 700)),
    )  # fmt: skip

    x1, y1, _, _ = proposed(data, BOTH[1])["customer-signature"].box

    assert x1 * 400 == pytest.approx(70, abs=2)
    assert y1 * 600 == pytest.approx(141, abs=2)


def test_a_long_document_is_searched_quickly() -> None:
    data = page((70, 128, "Customer signature"), lines=((70, 300, 140),), pages=500)

    assert proposed(data, BOTH[1])["customer-signature"].page == 499
