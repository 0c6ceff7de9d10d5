"""Alice photographs a contract; it becomes a PDF as if it had been scanned."""

from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt
import pillow_heif
import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab.lib.pagesizes import A4, letter

from bot.domain.errors import InputRefused
from bot.fonts import SANS
from bot.images.pages.edges import find_sheet
from bot.pdf.intake.photographs import (
    MAX_PHOTOS,
    page_from_photo,
    pdf_from_pages,
    pdf_from_photos,
)
from bot.pdf.intake.reader import read_pdf
from bot.texts import LANGUAGES, texts
from tests.images.test_intake import png_bomb, saved
from tests.pdf.contracts import CODE, SIGNATURE, STAMP, contract
from tests.pdf.reprints import picture
from tests.pdf.snapshots import Shot, corners_on, page_picture, photograph, varied

Places = npt.NDArray[np.float64]
Levels = npt.NDArray[Any]

NEAR = Shot(size=(1200, 1600), tilt=-3, perspective=0.06, shadow=0.35)


@cache
def sheet(dpi: int = 150) -> Image.Image:
    return page_picture(contract(), 0, dpi)


@cache
def photo() -> bytes:
    return photograph(sheet(), NEAR)


def shown(pdf: bytes, page: int = 0) -> Image.Image:
    return picture(pdf, page, dpi=120)


def code_on(page: Image.Image) -> Places:
    """Return the corners of the contract's code, as shares of the page's sides."""
    (code,) = zxingcpp.read_barcodes(page)
    assert code.text == CODE
    place = code.position
    corners = place.top_left, place.top_right, place.bottom_right, place.bottom_left
    return np.array([(it.x, it.y) for it in corners]) / page.size


def misplaced(page: Image.Image) -> float:
    """Return how far the code is from its place, as a share of the page's sides."""
    return float(np.abs(code_on(page) - code_on(sheet())).max())


def pdf_of(*photos: bytes) -> bytes:
    return pdf_from_photos(photos, title="Vertrag", language="de")


def part(page: Image.Image, box: tuple[int, int, int, int]) -> Levels:
    """Return the pixels of a box in points from the page's lower left."""
    left, bottom, right, top = (round(side * page.height / A4[1]) for side in box)
    height = page.height
    return np.asarray(page.crop((left, height - top, right, height - bottom)))


def inked(pixels: Levels) -> Levels:
    """Return the colour of what is not paper."""
    flat = pixels.reshape(-1, 3)
    return flat[flat.min(axis=1) < 110].mean(axis=0)


def corner_error(data: bytes, shot: Shot, size: tuple[int, int]) -> float:
    """Return by how much the worst corner is off, in per cent of the diagonal."""
    found = find_sheet(Image.open(BytesIO(data)).convert("RGB"))
    assert found is not None
    true = np.array(corners_on(shot, size))
    diagonal = float(np.hypot(*(true[2] - true[0])))
    return float(np.hypot(*(found - true).T).max()) / diagonal * 100


def test_a_photo_in_perspective_and_shadow_becomes_a_clean_page() -> None:
    assert corner_error(photo(), NEAR, sheet().size) < 0.25

    pdf = pdf_of(photo())

    assert read_pdf(pdf).sizes == (pytest.approx((595.28, 841.89), abs=0.1),)
    assert len(pdf) < 410_000
    page = shown(pdf)
    assert misplaced(page) < 0.012
    assert part(page, (60, 250, 535, 400)).min() > 240  # bare paper, half in shadow
    blue, red = (inked(part(page, box)) for box in (SIGNATURE, STAMP))
    assert blue[2] > 1.8 * blue[0]
    assert red[0] > 1.8 * red[2]


def test_a_photo_held_sideways_is_upright_and_forgets_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter clockwise
    exif.get_ifd(0x8825)[1] = "N"  # GPS
    exif[0x010E] = "at home"
    turned = Image.open(BytesIO(photo())).rotate(90, expand=True)

    pdf = pdf_of(saved(turned, "JPEG", exif=exif.tobytes(), quality=90))

    assert misplaced(shown(pdf)) < 0.012
    assert b"Exif" not in pdf
    assert b"at home" not in pdf


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_that_lies_turned_is_turned_by_its_text(quarters: int) -> None:
    turned = sheet().rotate(90 * quarters, expand=True)
    grainy = turned.filter(ImageFilter.GaussianBlur(0.7))
    page = shown(pdf_of(saved(grainy, "JPEG", quality=70)))
    assert misplaced(page) < 0.012


def test_an_upright_page_of_cyrillic_stays_as_it_is() -> None:
    words = "Сторона обязуется передать товар в срок. Цена договора указана. " * 20
    page = Image.new("RGB", (1240, 1754), "white")
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(SANS, 22)
    for row in range(24):
        line = words[row * 11 :][: 60 - row % 5 * 6]
        draw.text((100, 100 + 40 * row), line, "black", font)
    levels = np.asarray(Image.open(BytesIO(page_from_photo(saved(page)).jpeg)))
    assert levels[:1100].mean() < 250 < levels[1150:].mean()


def test_a_scan_keeps_all_of_its_page_and_is_made_level() -> None:
    leaning = sheet().rotate(2.0, Image.Resampling.BICUBIC, fillcolor="white")
    grain = Image.effect_noise(leaning.size, 8).convert("RGB")
    scanned = Image.blend(leaning, grain, 0.03)
    assert find_sheet(scanned) is None
    page = shown(pdf_of(saved(scanned, "JPEG", quality=85)))
    across = (code_on(page)[1] - code_on(page)[0]) * page.size
    assert abs(np.degrees(np.arctan2(across[1], across[0]))) < 0.5
    assert misplaced(page) < 0.05


def test_a_band_across_the_page_is_not_taken_for_the_desk() -> None:
    banded = Image.new("RGB", (1240, 1754), (250, 249, 247))
    banded.paste((30, 60, 70), (0, 0, 1240, 200))
    noise = np.random.default_rng(1).normal(0, 2, (1754, 1240, 1))
    pixels = (np.asarray(banded) + noise).clip(0, 255).astype(np.uint8)
    assert find_sheet(Image.fromarray(pixels)) is None


def test_letter_is_told_from_a4_and_other_papers_keep_their_proportions() -> None:
    american = page_picture(contract(letter), 0, 150)
    page = page_from_photo(photograph(american, replace(NEAR, perspective=0.02)))
    assert (page.width, page.height) == (612, 792)
    receipt = page_from_photo(saved(sheet().crop((100, 100, 600, 1600))))
    assert receipt.height / receipt.width == pytest.approx(3, rel=0.01)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "HEIF"])
def test_every_format_that_cameras_and_scanners_make_is_taken(kind: str) -> None:
    pillow_heif.register_heif_opener()
    page = shown(pdf_of(saved(sheet(90), kind)))
    assert misplaced(page) < 0.012


def test_an_album_keeps_its_order_and_is_the_same_each_time() -> None:
    numbers = []
    for number in range(1, 4):
        page = sheet(100).copy()
        ImageDraw.Draw(page).rectangle((0, 0, 100 * number, 20), fill="black")
        numbers.append(saved(page))
    pages = [page_from_photo(it) for it in numbers]
    pdf = pdf_from_pages(pages, title="Vertrag", language="de")
    assert pdf == pdf_from_pages(pages, title="Vertrag", language="de")
    assert read_pdf(pdf).pages == 3
    widths = [(np.asarray(shown(pdf, n).convert("L"))[10] < 99).sum() for n in range(3)]
    assert widths == sorted(set(widths))


def dark(share: float, noise: float = 3.0) -> bytes:
    pixels = np.asarray(Image.open(BytesIO(photo())), np.float32) * share
    pixels += np.random.default_rng(1).normal(0, noise, pixels.shape)
    return saved(Image.fromarray(pixels.clip(0, 255).astype(np.uint8)), "JPEG")


def textured() -> bytes:
    noise = np.random.default_rng(1).integers(0, 255, (120, 160, 3)).astype(np.uint8)
    return saved(Image.fromarray(noise).resize((1600, 1200), 3), "JPEG")


def blurred(radius: float) -> bytes:
    soft = Image.open(BytesIO(photo())).filter(ImageFilter.GaussianBlur(radius))
    return saved(soft, "JPEG", quality=85)


def two_pages() -> bytes:
    return saved(sheet(72), "TIFF", save_all=True, append_images=[sheet(72)])


@pytest.mark.parametrize(
    ("made", "key"),
    [
        (lambda: b"Dear Sirs", "image.format"),
        (lambda: saved(sheet(72), "GIF"), "image.format"),
        (lambda: photo()[:20_000], "image.unreadable"),
        (lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "image.unreadable"),
        (lambda: png_bomb(7_100), "image.too-large"),
        (two_pages, "image.pages"),
        (lambda: saved(sheet(72).resize((350, 500))), "page.too-small"),
        (lambda: dark(0.08), "page.too-dark"),
        (lambda: blurred(9), "page.blurred"),
        (textured, "page.none"),
    ],
)
def test_what_nobody_could_read_is_refused_with_the_reason(made, key: str) -> None:
    with pytest.raises(InputRefused) as refused:
        pdf_of(made())
    assert refused.value.key == key
    said = {texts(language).refusal(refused.value) for language in LANGUAGES}
    assert len(said) == len(LANGUAGES)
    assert not any("{" in it for it in said)


def test_an_album_has_some_photos_and_not_too_many() -> None:
    for photos, key in (([], "upload.nothing"), ([b""] * 41, "page.too-many")):
        with pytest.raises(InputRefused) as refused:
            pdf_of(*photos)
        assert refused.value.key == key
    assert str(MAX_PHOTOS) in texts("de").refusal(refused.value)


def test_what_can_be_read_is_taken() -> None:
    assert misplaced(shown(pdf_of(dark(0.3)))) < 0.012
    assert misplaced(shown(pdf_of(blurred(1.5)))) < 0.012
    blank = Image.effect_noise((1240, 1754), 6).point(lambda level: 100 + level)
    assert np.asarray(shown(pdf_of(saved(blank, "JPEG")))).min() > 200
    night = sheet(110).point(lambda level: 255 - level)
    assert np.median(np.asarray(shown(pdf_of(saved(night))))) < 40
    pencil = Image.blend(sheet(), Image.new("RGB", sheet().size, "white"), 0.75)
    assert pdf_of(saved(pencil, "JPEG"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_corners_are_found_on_all_sorts_of_photos(seed: int) -> None:
    rng = np.random.default_rng(seed)
    usual = replace(varied(seed), bend=0.0)
    hard = replace(
        usual,
        size=(1512, 2016),
        sheet=float(rng.uniform(0.55, 0.85)),
        tilt=float(rng.uniform(-20, 20)),
        perspective=float(rng.uniform(0.1, 0.25)),
        shadow=float(rng.choice([0, 0.3, 0.5])),
        finger=bool(seed % 2),
    )
    for shot in (usual, hard):
        data = photograph(sheet(300), shot)
        assert corner_error(data, shot, sheet(300).size) < 0.25
        assert misplaced(shown(pdf_of(data))) < 0.012
