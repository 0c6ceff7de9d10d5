"""What leads back to an envelope: the code of a page, its text, or its catalogue."""

from collections.abc import Sequence
from io import BytesIO

import pytest
import segno
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from bot.domain.errors import InputRefused
from bot.images.codes import read_codes
from bot.pdf.comparing.naming import Named, envelope_of
from bot.pdf.evidence.page_code import page_code, read_page_code
from bot.pdf.evidence.prepare import prepare
from tests.pdf.chain import CHARLIE, ENVELOPE, document, plan, sealed_sample
from tests.pdf.reprints import as_pdf, picture, saved, scan
from tests.pdf.snapshots import Shot, close_up, page_picture, photograph, varied
from tests.pdf.test_strip import pages_of_all_kinds

OTHER = "ZZZZZ-00001"


def png(shown: Image.Image) -> bytes:
    file = BytesIO()
    shown.save(file, "PNG")
    return file.getvalue()


def qr(content: str) -> bytes:
    file = BytesIO()
    segno.make(content).save(file, kind="png", scale=6, border=4)
    return file.getvalue()


def printed(lines: Sequence[str]) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, invariant=1)
    for line in lines:
        canvas.drawString(60, 700, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def without_catalogue(data: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    del writer.root_object["/Chatsign"]
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def test_every_kind_of_page_says_which_one_it_is() -> None:
    prepared = prepare(
        pages_of_all_kinds(), plan(fields=(), signers=(CHARLIE,), values={})
    )
    for page in range(9):
        shown = page_picture(prepared, page, dpi=150)
        assert envelope_of(png(shown)) == Named(envelope=ENVELOPE, page=page)


def test_the_code_is_read_along_each_edge() -> None:
    file = BytesIO()
    canvas = Canvas(file, invariant=1)
    places = ((0, 0, 595, 12), (0, 830, 595, 12), (0, 0, 12, 842))
    for count in range(4):
        for place in places[:count]:
            canvas.rect(*place, fill=1)
        canvas.showPage()
    canvas.save()
    prepared = prepare(file.getvalue(), plan(fields=(), signers=(CHARLIE,), values={}))
    for page in range(4):
        shown = page_picture(prepared, page, dpi=150)
        assert envelope_of(png(shown)) == Named(envelope=ENVELOPE, page=page)
        (code,) = read_codes(shown)
        (x1, y1), (x2, y2) = code.corners[0], code.corners[2]
        assert (abs(x1 - x2) > abs(y1 - y2)) == (page < 2)


def test_a_photo_of_a_whole_page_names_it_even_through_a_messenger() -> None:
    sheet = page_picture(sealed_sample().sealed, 1)
    photo = photograph(sheet, varied(4, 1280))
    assert max(Image.open(BytesIO(photo)).size) == 1280
    assert envelope_of(photo) == Named(envelope=ENVELOPE, page=1)


def test_a_close_up_and_a_photo_upside_down_name_the_page() -> None:
    sheet = page_picture(sealed_sample().sealed, 0)
    corner = (sheet.width // 4, sheet.height - 900, sheet.width, sheet.height)
    near = close_up(sheet, corner, Shot(size=(1280, 960), tilt=8))
    turned = photograph(sheet, Shot(size=(1920, 2560), tilt=184))
    for shot in (near, turned):
        assert envelope_of(shot) == Named(envelope=ENVELOPE, page=0)


def test_the_code_on_the_evidence_page_names_the_envelope_whatever_its_host() -> None:
    for address in (
        f"https://sign.example.com/v/{ENVELOPE}",
        f"http://elsewhere.example:8443/some/path/v/{ENVELOPE}",
    ):
        assert envelope_of(qr(address)) == Named(envelope=ENVELOPE)
    for foreign in (
        "https://sign.example.com/v/",
        f"https://sign.example.com/v/{ENVELOPE}X",
        f"javascript:/v/{ENVELOPE}",
        "12345678901234567890",
        "0" * 20,
    ):
        assert envelope_of(qr(foreign)) is None


def test_the_digits_of_a_code_are_those_of_an_envelope_and_a_page() -> None:
    for id in (ENVELOPE, OTHER, "00000-00000", "ZZZZZ-ZZZZZ"):
        for page in (0, 41, 9998):
            drawn = page_code(id, page)
            assert drawn is not None
            assert len(drawn) < 130
    for id, page in (
        (ENVELOPE, 9999),
        (ENVELOPE, -1),
        ("01JD5Q8W3RZ7K2M4", 0),
        ("", 0),
    ):
        assert page_code(id, page) is None
    assert read_page_code("0" * 19 + "1") == ("00000-00000", 0)
    for wrong in ("1" * 19, f"{1 << 50}0001", "٠" * 20, "0" * 20):
        assert read_page_code(wrong) is None


def test_a_file_that_was_saved_or_printed_anew_names_its_envelope() -> None:
    sealed = sealed_sample().sealed
    named = Named(envelope=ENVELOPE)
    assert envelope_of(sealed) == named
    assert envelope_of(without_catalogue(sealed)) == named
    assert envelope_of(saved(sealed)) == named
    scans = [scan(picture(sealed, page, dpi=200)) for page in (0, 1)]
    assert envelope_of(as_pdf(*scans, dpi=200)) == named
    single = as_pdf(scan(picture(sealed, 1, dpi=200)), dpi=200)
    assert envelope_of(single) == Named(envelope=ENVELOPE, page=1)


def test_what_most_pages_name_counts_and_a_draw_names_nothing() -> None:
    ours, other = (f"see https://sign.example.com/v/{it}" for it in (ENVELOPE, OTHER))
    assert envelope_of(printed([ours, f"{other} {other}", ours])) == Named(
        envelope=ENVELOPE
    )
    assert envelope_of(printed([ours, other])) is None
    assert envelope_of(printed([f"Order 12345-67890, envelope {ENVELOPE}"])) is None


def test_other_files_name_nothing_and_what_is_no_picture_is_refused() -> None:
    assert envelope_of(document(1)) is None
    assert envelope_of(b"%PDF-1.7 and nothing") is None
    assert envelope_of(png(Image.new("RGB", (300, 300), "white"))) is None
    for data, key in ((b"", "image.unreadable"), (b"GIF89a", "image.format")):
        with pytest.raises(InputRefused) as refused:
            envelope_of(data)
        assert refused.value.key == key
