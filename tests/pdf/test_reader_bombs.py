"""Mallory sends small files that would grow; they are refused before they do."""

import time
import zlib

from bot.pdf.intake.reader import read_pdf
from tests.pdf.raw_pdf import (
    CATALOG,
    PAGE,
    PAGES,
    PLAIN,
    deflated,
    raw,
    reason,
    stream,
)


def test_a_decompression_bomb_is_refused_quickly() -> None:
    bomb = deflated(bytes(80 * 1024 * 1024))
    twice = stream(
        zlib.compress(zlib.compress(bytes(80 * 1024 * 1024), 9), 9),
        b"/Filter [/FlateDecode /FlateDecode]",
    )
    picture = stream(b"x", b"/Subtype /Image /Width 60000 /Height 60000")
    elsewhere = CATALOG.replace(b">>", b"/X 5 0 R >>")
    start = time.process_time()

    assert reason(raw(*PLAIN[:3], bomb)) == "file.too-much"
    assert reason(raw(*PLAIN[:3], twice)) == "file.too-much"
    assert reason(raw(elsewhere, *PLAIN[1:], bomb)) == "file.too-much"
    assert reason(raw(elsewhere, *PLAIN[1:], picture)) == "file.too-much"
    assert time.process_time() - start < 5


def test_drawings_that_call_themselves_are_refused() -> None:
    page = PAGE.replace(b"/Contents", b"/Resources 5 0 R /Contents")
    resources = b"<< /XObject << /A 6 0 R >> /Pattern << /A 6 0 R >> >>"
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 5 0 R"

    for call in (b"/A Do", b"/A %\n Do", b"/#41 Do", b"/Pattern cs /A scn"):
        data = raw(
            CATALOG, PAGES, page, stream(b"/A Do"), resources, stream(call, form)
        )
        assert reason(data) == "file.too-much"


def test_a_form_that_only_could_call_itself_is_read() -> None:
    page = PAGE.replace(b"/Contents", b"/Resources 5 0 R /Contents")
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 5 0 R"
    objects = (CATALOG, PAGES, page, stream(b"/A Do"))

    data = raw(*objects, b"<< /XObject << /A 6 0 R >> >>", stream(b"0 0 m", form))

    assert read_pdf(data).pages == 1


def test_a_billion_laughs_are_not_drawn() -> None:
    page = PAGE.replace(b"/Contents", b"/Resources 5 0 R /Contents")
    names = b" ".join(b"/F%d %d 0 R" % (n, n + 6) for n in range(12))
    head = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 5 0 R"
    forms = [stream(b"/F%d Do " % (n + 1) * 10, head) for n in range(11)]
    objects = (
        CATALOG,
        PAGES,
        page,
        stream(b"/F0 Do"),
        b"<< /XObject << %s >> >>" % names,
    )

    assert reason(raw(*objects, *forms, stream(b"0 0 m", head))) == "file.too-much"
