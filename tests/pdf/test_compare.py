"""A price was changed: the very page, a box around the price, old and new words, no
matter who saved, printed or scanned the file; and nothing when nothing was changed."""

from io import BytesIO
from shutil import which

import numpy as np
import pytest
from PIL import Image
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pypdf import Transformation
from reportlab.pdfgen.canvas import Canvas

from bot.domain.errors import InputRefused
from bot.domain.fields import Box
from bot.pdf.comparing.compare import compare
from bot.pdf.comparing.comparison import Difference
from tests.pdf import chain
from tests.pdf.bombs import nested_arrays
from tests.pdf.forging import annotate, update
from tests.pdf.reprints import (
    FORGED,
    PRICE,
    PRICE_BOX,
    TOOLS,
    as_pdf,
    by_tool,
    cloned,
    invoice,
    picture,
    price_forged,
    printed_by_chromium,
    saved,
    scan,
    sealed_invoice,
)


def covers(box: Box | None, place: Box, share: float = 0.85) -> bool:
    """Say whether a box holds most of a place, and not much else."""
    assert box is not None
    width = min(box[2], place[2]) - max(box[0], place[0])
    height = min(box[3], place[3]) - max(box[1], place[1])
    area = (place[2] - place[0]) * (place[3] - place[1])
    own = (box[2] - box[0]) * (box[3] - box[1])
    return min(width, height) > 0 and width * height > share * area and own < 3 * area


def only(original: bytes, now: bytes) -> Difference:
    """Return the one difference."""
    (found,) = compare(original, now).differences
    return found


def test_an_unchanged_file_gives_nothing() -> None:
    found = compare(sealed_invoice(), sealed_invoice())
    assert (found.differences, found.pictures, found.pages) == ((), (), 3)


def test_a_price_changed_by_an_update_of_our_sealed_file() -> None:
    sealed = sealed_invoice()
    found = only(sealed, price_forged(sealed))
    assert (found.page, found.was) == (0, 0)
    assert (found.old, found.new) == (PRICE, FORGED)
    assert covers(found.box, PRICE_BOX)


@pytest.mark.parametrize("again", [(), TOOLS["qpdf"]], ids=["pypdf", "then qpdf"])
def test_a_price_changed_and_all_saved_anew(again: tuple[str, ...]) -> None:
    forged = cloned(price_forged(sealed_invoice()))
    found = only(sealed_invoice(), by_tool(forged, *again) if again else forged)
    assert (found.page, found.old, found.new) == (0, PRICE, FORGED)
    assert covers(found.box, PRICE_BOX)


@pytest.mark.parametrize("tool", ["pdftocairo", "mutool clean"])
def test_our_sealed_file_reprinted(tool: str) -> None:
    """With its form, its signatures, the strip and the evidence page."""
    sealed = sealed_invoice()
    assert compare(sealed, by_tool(sealed, *TOOLS[tool])).differences == ()
    found = only(sealed, by_tool(price_forged(sealed), *TOOLS[tool]))
    assert (found.page, found.old, found.new) == (0, PRICE, FORGED)


@pytest.mark.parametrize("tool", list(TOOLS))
def test_a_reprint_shows_the_price_and_nothing_else(tool: str) -> None:
    assert compare(invoice(), by_tool(invoice(), *TOOLS[tool])).differences == ()
    found = only(invoice(), by_tool(invoice(FORGED), *TOOLS[tool]))
    assert (found.page, found.old, found.new) == (0, PRICE, FORGED)
    if "paper" not in tool:
        assert covers(found.box, PRICE_BOX)


@pytest.mark.parametrize(
    ("old", "new"), [("1,000.00", "1.000,00"), ("36.00", "86.00"), ("13.50", "13.60")]
)
def test_the_smallest_change_is_seen(old: str, new: str) -> None:
    for now in (invoice(new), by_tool(invoice(new), *TOOLS["pdftocairo"])):
        found = only(invoice(old), now)
        assert (found.old, found.new) == (old, new)


@pytest.mark.parametrize("angle", [0.5, -1.2])
def test_a_scan_shows_the_price_and_nothing_else(angle: float) -> None:
    genuine = as_pdf(scan(picture(invoice()), angle, seed=2))
    assert compare(invoice(), genuine).differences == ()
    forged = as_pdf(scan(picture(invoice(FORGED)), angle))
    found = only(invoice(), forged)
    assert (found.page, found.old, found.new) == (0, PRICE, "")
    turned = np.radians(angle)
    x, y = (PRICE_BOX[0] - 0.5) * 595, (PRICE_BOX[1] - 0.5) * 842
    across = (x * np.cos(turned) - y * np.sin(turned) - x) / 595
    up = (x * np.sin(turned) + y * np.cos(turned) - y) / 842
    x1, y1, x2, y2 = PRICE_BOX
    assert covers(found.box, (x1 + across, y1 + up, x2 + across, y2 + up), 0.7)


def test_two_scans_differ_by_the_price_alone() -> None:
    sheets = (scan(picture(invoice()), 0.2, 4), scan(picture(invoice(FORGED)), -0.4, 5))
    found = only(*(as_pdf(sheet) for sheet in sheets))
    assert (found.old, found.new) == ("", "")
    assert found.box is not None
    assert found.box[0] < 0.75 < found.box[2]


def test_a_scan_of_our_sealed_file_is_no_other_file() -> None:
    sealed, forged = sealed_invoice(), price_forged(sealed_invoice())
    sheets = [scan(picture(sealed, page), 0.3, seed=page) for page in range(3)]
    assert compare(sealed, as_pdf(*sheets)).differences == ()
    found = only(sealed, as_pdf(scan(picture(forged), -0.3), *sheets[1:]))
    assert (found.page, found.old) == (0, PRICE)


def test_a_picture_printed_by_chromium() -> None:
    chromium = which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed")
    genuine = printed_by_chromium(picture(invoice()), chromium)
    assert compare(invoice(), genuine).differences == ()
    found = only(invoice(), printed_by_chromium(picture(invoice(FORGED)), chromium))
    assert (found.page, found.old) == (0, PRICE)


def test_content_that_was_moved_and_scaled_is_the_same() -> None:
    smaller = Transformation().scale(0.93).translate(25, 30)
    moved = saved(invoice(), change=lambda it: it.add_transformation(smaller))
    assert compare(invoice(), moved).differences == ()
    forged = saved(invoice(FORGED), change=lambda it: it.add_transformation(smaller))
    found = only(invoice(), forged)
    assert (found.old, found.new) == (PRICE, FORGED)


def test_a_note_laid_over_the_page_is_read() -> None:
    def note(writer: object) -> None:
        entries = {"/Subtype": pdf_name("/FreeText"), "/Contents": pdf_string("Paid")}
        annotate(writer, entries)

    found = only(chain.document(1), update(chain.document(1), note))
    assert (found.page, found.old, found.new) == (0, "", "Paid")


def test_text_that_nobody_sees_is_no_difference() -> None:
    file = BytesIO()
    canvas = Canvas(file, invariant=1)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(60, 780, "Delivery note 4711, page 1")
    canvas.drawString(60, 750, "Twelve chairs, oak, delivered as ordered.")
    canvas.drawString(60, 700, "9,000.00", mode=3)
    canvas.save()
    assert compare(chain.document(1), file.getvalue()).differences == ()


def test_a_picture_that_was_changed_has_no_words() -> None:
    def stamped(grey: float) -> bytes:
        file = BytesIO()
        canvas = Canvas(file, invariant=1)
        canvas.drawString(60, 780, "Approved:")
        canvas.setFillGray(grey)
        canvas.circle(300, 400, 30, fill=1)
        canvas.save()
        return file.getvalue()

    found = only(stamped(0), stamped(0.9))
    assert (found.page, found.old, found.new) == (0, "", "")
    assert found.box is not None
    assert found.box[1] < 400 / 842 < found.box[3]


def test_the_picture_has_a_red_frame_around_the_price() -> None:
    found = compare(invoice(), invoice(FORGED))
    (shown,) = found.pictures
    assert shown.page == 0
    sheet = Image.open(BytesIO(shown.jpeg))
    assert (sheet.format, sheet.width) == ("JPEG", 1000)
    levels = np.asarray(sheet.convert("RGB")).astype(int)
    red = (levels[..., 0] - levels[..., 1:].max(axis=2)) > 80
    rows, columns = np.nonzero(red)
    place = (columns.min(), rows.max(), columns.max(), rows.min())
    frame = (
        place[0] / sheet.width,
        1 - place[1] / sheet.height,
        place[2] / sheet.width,
        1 - place[3] / sheet.height,
    )
    assert frame[0] < PRICE_BOX[0] < PRICE_BOX[2] < frame[2]
    assert frame[1] < PRICE_BOX[1] < PRICE_BOX[3] < frame[3]
    assert not red[(rows.min() + rows.max()) // 2, columns.min() + 10 : -200].any()


@pytest.mark.parametrize(
    "data", [b"", b"no pdf", b"%PDF-1.7\n%%EOF", nested_arrays()[:3000]]
)
def test_what_cannot_be_opened_is_refused(data: bytes) -> None:
    for files in ((invoice(), data), (data, invoice())):
        with pytest.raises(InputRefused) as refused:
            compare(*files)
        assert refused.value.key == "pdf.damaged"
