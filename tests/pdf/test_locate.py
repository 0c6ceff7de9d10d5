"""Alice sends somebody else's PDF; the bot proposes where who signs."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from bot.domain.company import Company
from bot.domain.fields import Field, Kind
from bot.pdf.generate import delivery_note
from bot.pdf.locate import Want, propose
from bot.pdf.order_reader import read_order_file
from bot.pdf.reader import read_pdf
from bot.pdf.signature_page import signature_page, signature_page_layout

SAMPLES = Path(__file__).parents[2] / "playground" / "samples"
ALL = tuple(
    Want(kind=kind, role=role)
    for role in ("director", "customer")
    for kind in (Kind.SIGNATURE, Kind.STAMP, Kind.DATE, Kind.TEXT)
)
BOTH = (
    Want(kind=Kind.SIGNATURE, role="director"),
    Want(kind=Kind.SIGNATURE, role="customer"),
)
SENDER_BANK = Want(kind=Kind.BANK, role="sender")

Words = tuple[float, float, str]
Line = tuple[float, float, float]


def page(
    *words: Words,
    lines: tuple[Line, ...] = (),
    before: Callable[[Canvas], object] = lambda canvas: None,
    pages: int = 1,
) -> bytes:
    """Write words at x, y and lines from x1 to x2 at y on the last page."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    for _ in range(pages - 1):
        canvas.drawString(70, 700, "The date of each signature is kept.")
        canvas.showPage()
    before(canvas)
    for x, y, text in words:
        canvas.drawString(x, y, text)
    for x1, x2, y in lines:
        canvas.line(x1, y, x2, y)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def proposed(data: bytes, *wants: Want) -> dict[str, Field]:
    """Propose, and check what holds for every proposal."""
    fields = propose(data, wants)
    assert [(f.kind, f.role) for f in fields] == [(w.kind, w.role) for w in wants]
    check(data, fields)
    return {field.id: field for field in fields}


def check(data: bytes, fields: tuple[Field, ...]) -> None:
    """No box leaves its page, meets another box, or covers anything printed."""
    for index, one in enumerate(fields):
        x1, y1, x2, y2 = one.box
        assert 0 <= x1 < x2 <= 1
        assert 0 <= y1 < y2 <= 1
        for other in fields[index + 1 :]:
            a1, b1, a2, b2 = other.box
            apart = x2 <= a1 or a2 <= x1 or y2 <= b1 or b2 <= y1
            assert apart or one.page != other.page, (one, other)
    with pdfium.PdfDocument(data) as document:
        for field in fields:
            if field.page < len(document):
                height = document[field.page].get_height()
                assert field.box[1] * height > 34, "the strip is kept free"
                assert inside(document[field.page], field).min() > 200, field


def inside(sheet: pdfium.PdfPage, field: Field) -> np.ndarray:
    seen: np.ndarray = sheet.render(scale=2, grayscale=True).to_numpy()
    height, width = seen.shape
    x1, y1, x2, y2 = field.box
    rows = slice(int((1 - y2) * height) + 5, int((1 - y1) * height) - 5)
    return seen[rows, int(x1 * width) + 5 : int(x2 * width) - 5]


def points(field: Field) -> tuple[float, float, float, float]:
    x1, y1, x2, y2 = field.box
    return x1 * A4[0], y1 * A4[1], x2 * A4[0], y2 * A4[1]


def test_a_contract_gets_its_signatures_on_the_lines_meant() -> None:
    data = (SAMPLES / "contract.pdf").read_bytes()

    fields = proposed(
        data,
        *(want for want in ALL if want.kind is not Kind.TEXT),
        SENDER_BANK,
    )

    assert {field.page for field in fields.values()} == {1}
    for kind in ("signature", "stamp", "date"):
        ours, theirs = (fields[f"{role}-{kind}"] for role in ("director", "customer"))
        assert ours.box[2] < 0.5 < theirs.box[0]
        assert ours.box[1] == pytest.approx(theirs.box[1], abs=0.01)


@pytest.mark.parametrize(
    ("ours", "theirs", "signature", "when"),
    [
        ("Auftragnehmer", "Auftraggeber", "Unterschrift", "Ort, Datum"),
        ("For the company", "Customer", "Signature", "Date"),
        ("Verkäufer", "Käuferin", "Unterschrift", "Datum"),
        ("Lessor", "Lessee", "Signed by", "Place, date"),
    ],
)
def test_headings_tell_whose_column_it_is(
    ours: str, theirs: str, signature: str, when: str
) -> None:
    """The customer's column stands left here, so the sides cannot help."""
    fields = proposed(
        page(
            (70, 300, theirs), (320, 300, ours), (70, 208, when), (320, 208, when),
            (70, 128, signature), (320, 128, signature),
            lines=((70, 250, 220), (320, 500, 220), (70, 250, 140), (320, 500, 140)),
        ),
        *ALL,
    )  # fmt: skip

    left = points(fields["customer-signature"])
    assert left[:2] == pytest.approx((70, 141), abs=2)
    right = points(fields["director-signature"])
    assert right[:2] == pytest.approx((320, 141), abs=2)
    assert points(fields["customer-date"])[1] == pytest.approx(221, abs=2)
    assert fields["customer-stamp"].page == 1


def test_words_in_the_label_tell_whose_it_is() -> None:
    fields = proposed(
        page(
            (70, 500, "Unterschrift Kunde: ______________________"),
            (70, 400, "Signature of the managing director: ________________"),
            (70, 300, "IBAN: ......................................"),
        ),
        *BOTH,
        SENDER_BANK,
    )

    assert points(fields["customer-signature"])[1] == pytest.approx(500, abs=4)
    assert points(fields["director-signature"])[1] == pytest.approx(400, abs=4)
    assert points(fields["sender-bank"])[1] == pytest.approx(300, abs=4)


def test_without_any_hint_the_left_one_is_ours() -> None:
    fields = proposed(
        page((70, 128, "Signature"), (320, 128, "Signature"),
             lines=((70, 250, 140), (320, 500, 140))),
        *reversed(BOTH),
    )  # fmt: skip

    assert fields["director-signature"].box[0] < fields["customer-signature"].box[0]


def test_a_label_with_the_right_name_beats_a_handier_one() -> None:
    fields = proposed(
        page(
            (70, 300, "Unterschrift: ______________________"),
            (70, 600, "Unterschrift Geschäftsführer"),
        ),
        BOTH[0],
    )

    assert points(fields["director-signature"])[1] > 590


def test_nobody_signs_at_the_others_place() -> None:
    data = page((70, 300, "Customer signature: ______________________"))

    assert proposed(data, BOTH[0])["director-signature"].page == 1


def test_two_words_share_their_line() -> None:
    fields = proposed(
        page((70, 128, "Ort, Datum, Unterschrift"), lines=((70, 330, 140),)),
        Want(kind=Kind.DATE, role="customer"),
        BOTH[1],
    )

    date, signature = (points(fields[f"customer-{k}"]) for k in ("date", "signature"))
    assert date[0] == pytest.approx(70, abs=2)
    assert date[2] < signature[0] < signature[2] <= 332


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


def test_prose_and_answered_labels_are_left_alone() -> None:
    data = page(
        (70, 700, "The date of the last signature counts, as does the stamp."),
        (70, 650, "Datum der Unterschrift ist der Beginn."),
        (70, 600, "Date: 24.11.2026"),
        (70, 550, "IBAN: DE89 3704 0044 0532 0130 00"),
        (70, 520, "Date"),
        (70, 509, "24.11.2026"),
        pages=3,
    )

    fields = proposed(data, *ALL, SENDER_BANK)

    assert {field.page for field in fields.values()} == {3}


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


def test_when_nothing_is_free_the_added_page_is_used() -> None:
    words = [(20.0, 800 - 12.0 * row, "lorem ipsum " * 9) for row in range(66)]
    words[30] = (20.0, 800 - 12.0 * 30, "Customer signature")

    assert proposed(page(*words), BOTH[1])["customer-signature"].page == 1


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


@pytest.mark.parametrize("name", ["order.json", "order.csv"])
def test_our_own_delivery_note_is_understood(name: str) -> None:
    order = read_order_file(name, (SAMPLES / name).read_bytes())
    company = Company(name="Nordwind Möbel GmbH", address=("20457 Hamburg",))
    note = delivery_note(order, company, "en")
    own = {
        field.id: field for field in note.fields
        if field.kind in (Kind.SIGNATURE, Kind.STAMP)
    }  # fmt: skip

    fields = proposed(note.pdf, *(Want(kind=f.kind, role=f.role) for f in own.values()))

    for field in fields.values():
        x1, y1, x2, y2 = own[field.id].box
        middle = ((field.box[0] + field.box[2]) / 2, (field.box[1] + field.box[3]) / 2)
        assert x1 < middle[0] < x2
        assert y1 < middle[1] < y2


def test_the_same_kind_twice_gets_two_names_and_two_places() -> None:
    fields = proposed(page((70, 70, "Hello")), BOTH[1], BOTH[1])

    assert set(fields) == {"customer-signature", "customer-signature-2"}


@pytest.mark.parametrize("count", [1, 3])
def test_the_added_page_shows_two_neat_columns(count: int) -> None:
    fields = signature_page_layout((*ALL, SENDER_BANK) * count, 0)

    pdf = signature_page(fields, "en", "Contract 2026/17 with Χαράλαμπος")

    assert read_pdf(pdf).pages == 1
    check(pdf, fields)
    for field in fields:
        assert (field.box[0] > 0.5) == (field.role == "customer")
        assert field.box[1] > 12 / 297
    text = PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert "Contract 2026/17 with Χαράλαμπος" in text
    assert text.count("Bank details") == count
    assert signature_page(fields, "en", "a") == signature_page(fields, "en", "a")


def test_a_long_document_is_searched_quickly() -> None:
    data = page((70, 128, "Customer signature"), lines=((70, 300, 140),), pages=500)

    assert proposed(data, BOTH[1])["customer-signature"].page == 499
