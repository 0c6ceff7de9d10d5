"""What is filled in stands upright at its place on pages that are turned, cropped or
large, whoever shows them: pdfium, poppler and MuPDF."""

import subprocess
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw
from pypdf import PdfWriter
from pypdf.generic import RectangleObject

from bot.domain.fields import DIRECTOR, SENDER, Box, Field, Kind
from bot.pdf.evidence.plan import Plan
from bot.pdf.evidence.prepare import prepare
from bot.pdf.evidence.revise import revise
from tests.pdf.chain import NOW, bobs_act, plan, sample_keys, scrawl
from tests.pdf.judges import need

_AVERAGE = Image.Resampling.BOX
TURNS = (0, 90, 180, 270)
SHAPES = ("A4", "cropped", "A3")
PAGES = [(shape, turn) for shape in SHAPES for turn in TURNS]
SENT, TYPED, STAMP, SIGNED = (
    (0.1, 0.8, 0.4, 0.86),
    (0.55, 0.62, 0.85, 0.68),
    (0.15, 0.3, 0.35, 0.45),
    (0.6, 0.2, 0.9, 0.3),
)
"""Where each page has the sender's text, the signer's, his stamp and his signature."""
_WORD = "LLLL"
"""Has more ink below than above, and begins at the left."""


def _pages() -> bytes:
    """Return one blank page of each shape and turn."""
    writer = PdfWriter()
    for shape, turn in PAGES:
        page = writer.add_blank_page(595, 842)
        if shape == "A3":
            page.mediabox = RectangleObject((0, 0, 842, 1191))
        if shape == "cropped":
            page.mediabox = RectangleObject((-40, -60, 700, 900))
            page.cropbox = RectangleObject((30, 50, 560, 800))
        page.rotate(turn)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _field(name: str, kind: Kind, role: str, page: int, box: Box) -> Field:
    return Field(id=f"{name}-{page}", kind=kind, role=role, page=page, box=box)


def _plan() -> Plan:
    fields = [
        field
        for page in range(len(PAGES))
        for field in (
            _field("sent", Kind.TEXT, SENDER, page, SENT),
            _field("typed", Kind.TEXT, DIRECTOR, page, TYPED),
            _field("stamp", Kind.STAMP, DIRECTOR, page, STAMP),
            # The first is the signature itself, the others are its copies.
            _field("signature", Kind.SIGNATURE, DIRECTOR, page, SIGNED),
        )
    ]
    usual = plan("en")
    return Plan(
        envelope=usual.envelope,
        title=usual.title,
        verify_url=usual.verify_url,
        language="en",
        company=usual.company,
        fields=tuple(fields),
        signers=tuple(s for s in usual.signers if s.role == DIRECTOR),
        values={f"sent-{page}": (_WORD,) for page in range(len(PAGES))},
    )


def _corner() -> bytes:
    """Return a picture that is dark in its upper left quarter."""
    picture = Image.new("RGBA", (200, 200))
    ImageDraw.Draw(picture).rectangle((0, 0, 99, 99), fill=(20, 20, 20, 255))
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


@cache
def signed() -> bytes:
    pages = range(len(PAGES))
    act = bobs_act(
        values={f"typed-{page}": _WORD for page in pages},
        pictures={f"stamp-{page}": _corner() for page in pages}
        | {f"signature-{page}": scrawl() for page in pages},
    )
    keys = sample_keys()
    identity = keys.one_shot("Bob Direktor", "Telegram", NOW)
    return revise(prepare(_pages(), _plan()), act, identity)


def by_pdfium(data: bytes, _: Path) -> list[Image.Image]:
    with pdfium.PdfDocument(data) as file:
        file.init_forms()
        return [page.render(scale=1.5, may_draw_forms=True).to_pil() for page in file]


def by_poppler(data: bytes, folder: Path) -> list[Image.Image]:
    return _by(folder, data, ("pdftoppm", "-r", "108", "-cropbox", "-png"), "{}/p")


def by_mupdf(data: bytes, folder: Path) -> list[Image.Image]:
    return _by(folder, data, ("mutool", "draw", "-r", "108", "-o"), "{}/p-%02d.png")


def _by(
    folder: Path, data: bytes, command: tuple[str, ...], target: str
) -> list[Image.Image]:
    need(command[0])
    file = folder / "signed.pdf"
    file.write_bytes(data)
    out = target.format(folder)
    arguments = [out, file] if command[0] == "mutool" else [file, out]
    subprocess.run([*command, *arguments], check=True, capture_output=True)
    return [
        Image.open(BytesIO(path.read_bytes()))
        for path in sorted(folder.glob("p-*.png"))
    ]


def quarters(page: Image.Image, box: Box) -> np.ndarray:
    """Return the share of dark pixels in the quarters of a box: upper left and right,
    lower left and right."""
    x1, y1, x2, y2 = box
    width, height = page.size
    part = page.convert("L").crop(
        (
            round(x1 * width), round((1 - y2) * height),
            round(x2 * width), round((1 - y1) * height),
        )
    )  # fmt: skip
    dark = np.asarray(part) < 128
    rows, columns = dark.shape[0] // 2, dark.shape[1] // 2
    return np.array(
        [
            [dark[:rows, :columns].mean(), dark[:rows, columns:].mean()],
            [dark[rows:, :columns].mean(), dark[rows:, columns:].mean()],
        ]
    )


@pytest.mark.parametrize("render", [by_pdfium, by_poppler, by_mupdf])
def test_everything_stands_upright_in_its_box(
    render: Callable[[bytes, Path], list[Image.Image]], tmp_path: Path
) -> None:
    shown = render(signed(), tmp_path)

    for (shape, turn), page in zip(PAGES, shown, strict=False):
        where = (shape, turn)
        for box in (SENT, TYPED):
            ink = quarters(page, box)
            assert ink[1, 0] > 1.1 * ink[0, 0] > 0.001, where
            assert ink[:, 1].max() == 0, where
        stamp = quarters(page, STAMP)
        assert stamp[0, 0] > 0.4, where
        assert stamp.sum() == pytest.approx(stamp[0, 0], abs=0.06), where
        signature = quarters(page, SIGNED)
        assert signature.min() > 0.01, where


def test_the_three_show_the_same_page(tmp_path: Path) -> None:
    """Seen from afar, where each one's smoothing does not count."""
    ours = by_pdfium(signed(), tmp_path)
    for number, render in enumerate((by_poppler, by_mupdf)):
        folder = tmp_path / str(number)
        folder.mkdir()
        theirs = render(signed(), folder)
        # Below an empty signature on the last page MuPDF says that it is one.
        for one, other, _ in zip(ours, theirs, PAGES, strict=False):
            assert abs(one.width - other.width) <= 2
            small = [
                np.asarray(page.convert("L").resize((60, 60), _AVERAGE), dtype=float)
                for page in (one, other)
            ]
            assert np.abs(small[0] - small[1]).max() < 60
