"""Mallory sends files that must not be signed; each is refused for its own reason."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4

from bot.pdf.intake.reader import MAX_BYTES, read_pdf
from bot.refusals import REFUSALS
from tests.pdf.raw_pdf import (
    CATALOG,
    PAGE,
    PAGES,
    PLAIN,
    deflated,
    encrypted,
    made,
    outcome,
    raw,
    reason,
    stream,
)


def test_a_plain_pdf_is_read() -> None:
    facts = read_pdf(made(pages=2))

    assert facts.pages == 2
    assert facts.sizes[0] == pytest.approx(A4, abs=0.1)
    assert (facts.signatures, facts.notices) == (0, ())


def test_sizes_are_those_of_the_page_as_displayed() -> None:
    page = PAGE.replace(b"/Contents", b"/CropBox [-10 20 250 150] /Rotate 90 /Contents")

    assert read_pdf(raw(CATALOG, PAGES, page, PLAIN[3])).sizes == ((130.0, 250.0),)


def test_five_hundred_pages_are_read_quickly() -> None:
    data = made(pages=500)
    start = time.process_time()

    assert read_pdf(data).pages == 500
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "pdf.empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "pdf.not-a-pdf"),
        (b"<!doctype html><title>Invoice</title>", "pdf.not-a-pdf"),
        (b"<html>" + made(), "pdf.polyglot"),
        (made() + b"PK\x03\x04 a ZIP follows", "pdf.polyglot"),
        (made()[:-300], "pdf.damaged"),
        (made() + bytes(MAX_BYTES), "pdf.too-big"),
        (encrypted("secret"), "pdf.encrypted"),
        (encrypted(""), "pdf.owner-password"),
        (made(pages=501), "pdf.too-many-pages"),
        (made(size=(10, 10)), "pdf.page-size"),
        (made(size=(20_000, 300)), "pdf.page-size"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_signed_is_refused(data: bytes, key: str) -> None:
    assert reason(data) == key


def test_blanks_around_a_pdf_do_no_harm() -> None:
    assert read_pdf(made() + b"\r\n\0\0 \n").pages == 1


@pytest.mark.parametrize(
    ("catalog", "key"),
    [
        (b"/AcroForm << /Fields [] /XFA 5 0 R >>", "pdf.xfa"),
        (b"/Collection << /View /D >>", "pdf.portfolio"),
        (b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", "pdf.javascript"),
        (b"/OpenAction << /S /J#61vaScript >>", "pdf.javascript"),
        (b"/AA << /WC << /S /Launch /F (calc.exe) >> >>", "pdf.launch"),
        (b"/Names << /JavaScript << /Names [(a) 5 0 R] >> >>", "pdf.javascript"),
    ],
)
def test_files_that_act_on_their_own_are_refused(catalog: bytes, key: str) -> None:
    acting = CATALOG.replace(b">>", catalog + b" >>")

    assert reason(raw(acting, *PLAIN[1:], b"<< /JS (1) >>")) == key


def test_a_launch_behind_a_link_is_found() -> None:
    annotation = b"/Annots [<< /Subtype /Link /A << /S /URI /Next 5 0 R >> >>]"
    page = PAGE.replace(b"/Contents", annotation + b" /Contents")
    objects = (CATALOG, PAGES, page, PLAIN[3], b"<< /S /Launch /F (x.exe) >>")

    assert reason(raw(*objects)) == "pdf.launch"


def test_signers_are_told_of_attachments_layers_and_forms() -> None:
    catalog = CATALOG.replace(
        b">>",
        b"/AcroForm << /Fields [6 0 R] >> /OCProperties << >> "
        b"/OpenAction << /S /GoTo >> /Names << /EmbeddedFiles << /Names [(a) 5 0 R] "
        b">> >> >>",
    )
    attached = b"<< /Type /Filespec /EF << >> >>"
    data = raw(catalog, *PLAIN[1:], attached, b"<< /FT /Tx /T (a) >>")

    facts = read_pdf(data)

    assert facts.notices == ("attachments", "form", "layers", "opens-itself")


def test_a_signed_file_is_refused() -> None:
    catalog = CATALOG.replace(b">>", b"/AcroForm << /Fields [5 0 R] >> >>")
    field = b"<< /FT /Sig /T (a) /V 6 0 R >>"
    signature = b"<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >>"

    assert reason(raw(catalog, *PLAIN[1:], field, signature)) == "pdf.signed"


@pytest.mark.parametrize(
    "objects",
    [
        (CATALOG, PAGES.replace(b"/Count 1", b"/Count 3"), *PLAIN[2:]),
        (CATALOG, PAGES.replace(b"/Count 1", b"/Count 536870912"), *PLAIN[2:]),
        (CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>", *PLAIN[2:]),
        (CATALOG, b"<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>", *PLAIN[2:]),
        (b"<< /Type /Catalog >>", *PLAIN[1:]),
        (CATALOG, PAGES, PAGE.replace(b"[0 0 300 200]", b"[0 0]"), PLAIN[3]),
        (*PLAIN[:3], stream(b"not deflated", b"/Filter /FlateDecode")),
        (*PLAIN[:3], deflated(bytes(9000)).replace(b"\nendstream", b"")),
    ],
    ids=[
        "count too high", "2^29 pages", "circle", "one page twice", "no pages",
        "half a box", "broken stream", "no end of stream",
    ],
)  # fmt: skip
def test_damaged_files_are_refused(objects: tuple[bytes, ...]) -> None:
    assert reason(raw(*objects)) == "pdf.damaged"


def test_a_wrong_place_in_the_table_of_objects_is_damage() -> None:
    data = raw(*PLAIN)
    place = b"%010d 00000 n" % data.index(b"4 0 obj")
    wrong = b"%010d 00000 n" % data.index(b"3 0 obj")

    assert reason(data.replace(place, wrong)) == "pdf.damaged"
    assert reason(data.replace(place, b"%010d 00000 n" % 12)) == "pdf.damaged"


def test_a_page_that_readers_measure_differently_is_refused() -> None:
    page = PAGE.replace(b"/Contents", b"/CropBox [400 400 500 500] /Contents")

    assert reason(raw(CATALOG, PAGES, page, PLAIN[3])) == "pdf.ambiguous"


def test_an_empty_page_tree_is_refused() -> None:
    empty = b"<< /Type /Pages /Kids [] /Count 0 >>"

    assert reason(raw(CATALOG, empty, *PLAIN[2:])) == "pdf.no-pages"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_file_with_flipped_bytes_is_read_or_refused(data: st.DataObject) -> None:
    file = bytearray(raw(*PLAIN))
    for place in data.draw(st.lists(st.integers(8, len(file) - 1), max_size=6)):
        file[place] = data.draw(st.integers(0, 255))
    assert outcome(bytes(file)) in {"read", *REFUSALS}
