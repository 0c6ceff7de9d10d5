"""Pages that are only pictures get words that can be searched and found."""

from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from bot.pdf.intake.reader import read_pdf
from bot.pdf.intake.text_layer import read_words, with_text_layer
from bot.pdf.placing.page_view import PageView
from tests.pdf.judges import need, pixels, text_of
from tests.pdf.reprints import as_pdf, picture

LINES = ("Contract of sale", "Straße der Überraschung 12", "Place, date, signature")
SIZE = (320, 200)


def printed() -> bytes:
    """Return a small page with text."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=SIZE, invariant=1)
    for row, line in enumerate(LINES):
        canvas.setFont("Helvetica", 12)
        canvas.drawString(40 + 20 * row, 150 - 50 * row, line)
    canvas.save()
    return file.getvalue()


def scanned(turn: int = 0) -> bytes:
    """Return the same page as a picture that lies turned and is shown upright, with a
    margin cropped away."""
    lying = picture(printed(), dpi=200).rotate(turn, expand=True)
    writer = PdfWriter(clone_from=PdfReader(BytesIO(as_pdf(lying, dpi=200))))
    page = writer.pages[0]
    page.cropbox.lower_left = (10, 15)
    page.rotate(turn)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def seen(pdf: bytes) -> PageView:
    with pypdfium2.PdfDocument(pdf) as document:
        return PageView(document[0])


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_words_stand_where_they_are_seen(turn: int) -> None:
    need("tesseract")
    source = scanned(turn)

    pdf = with_text_layer(source)

    assert read_pdf(pdf).pages == 1
    assert [line for line in LINES if line in text_of(pdf)] == [*LINES]
    assert (pixels(pdf, 0) == pixels(source, 0)).all()
    # What the crop takes away: right of the lower left corner as it lies.
    cut = {0: (10, 15), 90: (15, 0), 180: (0, 0), 270: (0, 10)}[turn]
    found = {it.text: it.box for it in seen(pdf).segments}
    for was in seen(printed()).segments:
        now = found[was.text]
        moved = [b - a for a, b in zip(was.box, now, strict=True)]
        assert moved == pytest.approx([-cut[0], -cut[1]] * 2, abs=3.5), was.text


def test_a_page_with_text_and_one_that_nobody_can_read_stay_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert with_text_layer(printed()) == printed()
    source = scanned()
    assert read_words(source, 0, ["tlh"]) == ()
    monkeypatch.setenv("PATH", "")
    assert with_text_layer(source) == source
