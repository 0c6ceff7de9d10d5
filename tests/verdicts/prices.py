"""How Mallory changes a price: painted over, saved anew, printed again."""

import subprocess
import tempfile
from pathlib import Path

import pypdfium2
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

from tests.pdf.attacks_on_signatures import qpdf
from tests.pdf.forging import Writer, page, update

OLD, NEW = "€2,411.10", "€9,411.10"


def painted_over(data: bytes) -> bytes:
    """One more revision, in which another price stands over the one on page 1."""
    left, bottom, right, top = _place_of(data, OLD)
    paint = (
        f"q 1 g {left - 1:.1f} {bottom - 2:.1f} {right - left + 2:.1f} "
        f"{top - bottom + 4:.1f} re f 0 g BT /Forged 12 Tf "
        f"{left:.1f} {bottom:.1f} Td (\\200{NEW[1:]}) Tj ET Q"
    )

    def change(writer: Writer) -> None:
        sheet = page(writer)
        font = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Font"),
                pdf_name("/Subtype"): pdf_name("/Type1"),
                pdf_name("/BaseFont"): pdf_name("/Helvetica-Bold"),
                pdf_name("/Encoding"): pdf_name("/WinAnsiEncoding"),
            }
        )
        resources = sheet["/Resources"]
        resources["/Font"][pdf_name("/Forged")] = writer.add_object(font)
        writer.update_container(resources["/Font"])
        more = writer.add_object(generic.StreamObject(stream_data=paint.encode()))
        before = sheet["/Contents"]
        sheet[pdf_name("/Contents")] = generic.ArrayObject(
            [*map(before.raw_get, range(len(before))), more]
        )
        writer.update_container(sheet)

    return update(data, change)


def saved_anew(data: bytes) -> bytes:
    """The same, written in one piece by another program."""
    with tempfile.TemporaryDirectory() as folder:
        return qpdf(painted_over(data), Path(folder))


def printed_by_poppler(data: bytes) -> bytes:
    """The same, printed to a PDF."""
    return _through(data, "pdftocairo", "-pdf", "{before}", "{after}")


def printed_by_mupdf(data: bytes) -> bytes:
    """The same, printed by another program."""
    return _through(data, "mutool", "convert", "-o", "{after}", "{before}")


def _through(data: bytes, *command: str) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        before, after = Path(name, "before.pdf"), Path(name, "after.pdf")
        before.write_bytes(painted_over(data))
        paths = {"before": before, "after": after}
        subprocess.run(
            [part.format(**paths) for part in command], check=True, capture_output=True
        )
        return after.read_bytes()


def _place_of(data: bytes, words: str) -> tuple[float, float, float, float]:
    document = pypdfium2.PdfDocument(data)
    try:
        text = document[0].get_textpage()
        found = text.search(words).get_next()
        assert found, f"no {words} on page 1"
        boxes = [text.get_charbox(found[0] + index) for index in range(found[1])]
    finally:
        document.close()
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)
