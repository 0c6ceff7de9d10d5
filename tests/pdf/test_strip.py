"""The strip and what the sender wrote, on pages of every kind."""

from io import BytesIO

import numpy as np
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, NameObject, NumberObject, RectangleObject
from reportlab.lib.pagesizes import A4, A5, landscape
from reportlab.pdfgen.canvas import Canvas

from bot.domain.fields import CUSTOMER, SENDER, Field, Kind
from bot.pdf.evidence.objects import as_stream
from bot.pdf.evidence.prepare import prepare
from tests.pdf.chain import CHARLIE, document, plan
from tests.pdf.judges import part_of, pixels, run, text_in, text_of

STRIP = 241
"""The strip's gray."""


def pages_of_all_kinds() -> bytes:
    """Return pages turned, cropped, wide, small, and one that forgets to restore."""
    file = BytesIO()
    canvas = Canvas(file, invariant=1)
    for size in (A4, A4, A4, A4, landscape(A4), A5, A4):
        canvas.setPageSize(size)
        canvas.drawString(30, size[1] - 60, "Chairs")
        canvas.showPage()
    canvas.save()
    writer = PdfWriter(clone_from=BytesIO(file.getvalue()))
    for index, turn in ((1, 90), (2, 180), (3, 270)):
        writer.pages[index][NameObject("/Rotate")] = NumberObject(turn)
    writer.pages[3].cropbox = RectangleObject((50, 100, 500, 700))
    last = writer.pages[6]
    unbalanced = writer._add_object(as_stream(b"q 0.5 0 0 0.5 9 9 cm q (q) Tj"))
    last[NameObject("/Contents")] = ArrayObject([unbalanced, last.raw_get("/Contents")])
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def same(one: np.ndarray, other: np.ndarray) -> bool:
    return bool((one < 128).any() and (np.abs(one - other) > 64).mean() < 0.003)


def test_strip_and_values_stand_upright_on_every_kind_of_page() -> None:
    box = (0.3, 0.4, 0.7, 0.46)
    fields = tuple(
        Field(id=f"t{page}", kind=Kind.TEXT, role=SENDER, page=page, box=box)
        for page in range(7)
    )
    values = {field.id: ("Sender's words",) for field in fields}
    prepared = prepare(
        pages_of_all_kinds(), plan(fields=fields, signers=(CHARLIE,), values=values)
    )
    parts = []
    for page in range(7):
        shown = pixels(prepared, page)
        assert (shown[-2, 2:200] == STRIP).all(), page
        assert shown[shown.shape[0] // 2, 2] == 255
        parts.append(part_of(shown, box))
    # Turned pages look like pages that were never turned.
    assert same(parts[0], parts[2])
    assert same(parts[0], parts[6])
    assert same(parts[1], parts[4])
    rows, columns = np.nonzero(parts[3] < 128)
    assert np.ptp(columns) > 4 * np.ptp(rows) > 0
    assert text_in(prepared, 0, box).strip() == "Sender's words"
    strips = text_of(prepared).count("Envelope 7K3M9-QX2BT · check it at https://")
    # Seven pages, the signature page and the evidence page.
    assert strips == 9
    assert "No syntax or stream encoding errors" in run(
        "qpdf", "--check", "{}", data=prepared
    )


def test_the_strip_covers_nothing_while_an_edge_is_free() -> None:
    file = BytesIO()
    canvas = Canvas(file, invariant=1)
    for edges in ((3,), (3, 832), (3, 832, None)):
        for y in edges:
            if y is None:
                canvas.rect(0, 0, 12, A4[1], fill=1)
            else:
                canvas.drawString(100, y, "At the very edge")
        canvas.showPage()
    canvas.save()
    prepared = prepare(file.getvalue(), plan(fields=(), signers=(CHARLIE,), values={}))
    before, after = (
        [pixels(data, page) for page in range(3)]
        for data in (file.getvalue(), prepared)
    )
    for old, new in zip(before, after, strict=True):
        assert (new[old < 128] < 128).all()
    top, left, right = after
    assert top[2, 200] == left[200, 3] == right[200, -3] == STRIP


def test_a_field_at_the_lower_edge_is_not_covered() -> None:
    low = Field(
        id="low", kind=Kind.TEXT, role=CUSTOMER, page=0, box=(0.1, 0.0, 0.5, 0.03)
    )
    prepared = prepare(document(1), plan(fields=(low,), signers=(CHARLIE,), values={}))
    assert pixels(prepared, 0)[2, 200] == STRIP
