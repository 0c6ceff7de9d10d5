"""Makes the PDFs and truths.json anew: `python -m tests.placing_set.office.build`.

Every document is converted twice, plainly and with its places in colours of their own;
where a colour lies in the second is a place in the first.
"""

import ctypes
import json
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from bot.domain.fields import Box
from tests.placing_set.place import Want

from .documents import DOCUMENTS
from .writing import Writing, colour_of

_HERE = Path(__file__).parent
_MOST = 200


def main() -> None:
    """Write the PDFs beside this file, and truths.json."""
    with tempfile.TemporaryDirectory() as folder:
        plain, marked = Path(folder, "plain"), Path(folder, "marked")
        _convert(plain, marked=False)
        modes = _convert(marked, marked=True)
        truths = {}
        for name, places in modes.items():
            data = (plain / f"{name}.pdf").read_bytes()
            (_HERE / f"{name}.pdf").write_bytes(data)
            truths[name] = list(_truths(data, marked / f"{name}.pdf", places))
    lines = json.dumps(truths, ensure_ascii=False, indent=1)
    (_HERE / "truths.json").write_text(lines + "\n", encoding="utf-8")


def _convert(folder: Path, *, marked: bool) -> dict[str, list[tuple[str, str]]]:
    """Let LibreOffice make PDFs; return modes and wants of the places of each."""
    folder.mkdir()
    places = {}
    for write in DOCUMENTS:
        writing: Writing = write(marked)
        (folder / f"{write.__name__}.fodt").write_text(writing.xml(), encoding="utf-8")
        places[write.__name__] = writing.places
    files = sorted(str(file) for file in folder.glob("*.fodt"))
    program = [
        "soffice",
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
    ]
    command = [*program, "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return places


def _truths(
    data: bytes, marked: Path, places: Sequence[tuple[str, str]]
) -> Iterator[dict[str, object]]:
    plain, coloured = pdfium.PdfDocument(data), pdfium.PdfDocument(marked)
    found = {
        colour: (number, box)
        for number, page in enumerate(coloured)
        for colour, box in _coloured(page).items()
    }
    for at, (mode, wants) in enumerate(places):
        number, box = found[colour_of(at)]
        page = plain[number]
        width, height = page.get_size()
        for want, (x1, y1, x2, y2) in _boxes(mode, wants.split("&"), box, page):
            yield {
                "page": number,
                "want": want,
                "box": [
                    round(x1 / width, 5),
                    round(y1 / height, 5),
                    round(x2 / width, 5),
                    round(y2 / height, 5),
                ],
            }


def _boxes(
    mode: str, wants: Sequence[str], box: Box, page: pdfium.PdfPage
) -> Iterator[tuple[str, Box]]:
    """Yield the place or the places that a coloured box stands for."""
    x1, y1, x2, y2 = box
    letters = list(_letters(page))
    inside = [it for it in letters if _touch(it, box)]
    points = (y2 - y1) / 1.13
    if mode == "glyph":
        yield wants[0], _around(inside)
    elif mode == "shape":
        yield wants[0], (x1 + 1, y1 + 1, x2 - 1, y2 - 1)
    elif mode == "cell":
        yield from _shares(wants, _free_cell(box, inside))
    elif mode == "after":
        wide = 200 if _picture(wants[0]) else 150
        line = (x2 + 4, x2 + 4 + wide, y1 + 0.05 * points)
        yield wants[0], _above(wants[0], *line, points, letters, page)
    else:
        line_y = y2 if mode == "above" else y1 + 0.1 * points
        share = (x2 - x1) / len(wants)
        for at, want in enumerate(wants):
            line = (x1 + at * share, x1 + (at + 1) * share, line_y)
            yield (
                want,
                _above(want, *line, 11 if mode == "above" else points, letters, page),
            )


def _above(
    want: str,
    x1: float,
    x2: float,
    y: float,
    points: float,
    letters: Sequence[Box],
    page: pdfium.PdfPage,
) -> Box:
    """Return the place above a line, as far as the paper is free."""
    up = 1.5 * points
    if _picture(want):
        x2 = min(x2, x1 + 220)
        up = 60 if Want.read(want).kind == "stamp" else 36
    limits = [
        it[1] - 1
        for it in [*letters, *_rules(page)]
        if it[0] < x2 - 1 and it[2] > x1 + 1 and it[1] > y + 4
    ]
    return x1, y, x2, min([y + up, *limits])


def _free_cell(box: Box, inside: Sequence[Box]) -> Box:
    """Return what is free of a cell below its small label, or else right of it."""
    x1, y1, x2, y2 = box[0] + 1.5, box[1] + 1.5, box[2] - 1.5, box[3] - 1.5
    if not inside:
        return x1, y1, x2, y2
    _, low, right, _ = _around(inside)
    if low - y1 > (y2 - y1) / 2:
        return x1, y1, x2, low - 1.5
    return right + 3, y1, x2, y2


def _shares(wants: Sequence[str], box: Box) -> Iterator[tuple[str, Box]]:
    x1, y1, x2, y2 = box
    share = (x2 - x1) / len(wants)
    for at, want in enumerate(wants):
        yield want, (x1 + at * share, y1, x1 + (at + 1) * share, y2)


def _picture(want: str) -> bool:
    return Want.read(want).kind in ("signature", "initials", "stamp")


def _coloured(page: pdfium.PdfPage) -> dict[str, Box]:
    """Return where each colour lies on a page."""
    known = {colour_of(number) for number in range(_MOST)}
    boxes: dict[str, list[Box]] = {}
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for shape in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH]):
        pdfium_c.FPDFPageObj_GetFillColor(shape, red, green, blue, alpha)
        pdfium_c.FPDFPath_GetDrawMode(shape, fill, stroke)
        colour = f"#{red.value:02x}{green.value:02x}{blue.value:02x}"
        if fill.value and colour in known:
            boxes.setdefault(colour, []).append(shape.get_bounds())
    return {colour: _around(found) for colour, found in boxes.items()}


def _rules(page: pdfium.PdfPage) -> Iterator[Box]:
    """Yield the thin horizontal lines of a page."""
    for shape in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH]):
        box = shape.get_bounds()
        if box[3] - box[1] < 3 < box[2] - box[0]:
            yield box


def _letters(page: pdfium.PdfPage) -> Iterator[Box]:
    text = page.get_textpage()
    signs = text.get_text_range()
    for at, sign in enumerate(signs):
        if not sign.isspace():
            yield text.get_charbox(at)


def _around(boxes: Sequence[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _touch(one: Box, other: Box) -> bool:
    x, y = (one[0] + one[2]) / 2, (one[1] + one[3]) / 2
    return other[0] <= x <= other[2] and other[1] <= y <= other[3]


if __name__ == "__main__":
    main()
