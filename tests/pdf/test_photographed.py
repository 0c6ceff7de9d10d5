"""A photo of a page beside our original: the changed price, and nothing else."""

from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from bot.domain.errors import InputRefused
from bot.pdf.comparing.comparison import Comparison
from bot.pdf.comparing.photographed import compare_photo
from tests.images.photos import scribble
from tests.pdf.chain import document
from tests.pdf.reprints import (
    PRICE,
    PRICE_BOX,
    picture,
    price_forged,
    scan,
    sealed_invoice,
)
from tests.pdf.snapshots import Shot, page_picture, photograph, varied

NEAR = Shot(size=(1500, 2000), perspective=0.05, tilt=-2, bend=0.002)
NEAR_HD = replace(NEAR, size=(1920, 2560))


@cache
def sheet(*, forged: bool = False) -> Image.Image:
    """Return the first page of the invoice on paper."""
    data = sealed_invoice()
    return page_picture(price_forged(data) if forged else data, 0, dpi=300)


def finds_the_price(found: Comparison) -> bool:
    (difference,) = found.differences
    box = difference.box
    assert box is not None
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    inside = PRICE_BOX[0] < middle[0] < PRICE_BOX[2], box[1] < PRICE_BOX[3] < box[3]
    assert (difference.page, difference.was) == (0, 0)
    assert len(found.pictures) == 1
    Image.open(BytesIO(found.pictures[0].jpeg)).verify()
    return all(inside) and (difference.old, difference.new) == (PRICE, "")


@pytest.mark.parametrize(
    "shot", [varied(11), pytest.param(NEAR_HD, marks=pytest.mark.slow)]
)
def test_a_price_changed_on_a_print_is_boxed(shot: Shot) -> None:
    photo = photograph(sheet(forged=True), shot)
    assert finds_the_price(compare_photo(sealed_invoice(), 0, photo))


@pytest.mark.slow
def test_an_unaltered_print_shows_nothing_in_shadow_and_upside_down() -> None:
    for shot in (replace(NEAR, shadow=0.35), replace(NEAR, tilt=181, dark_desk=True)):
        found = compare_photo(sealed_invoice(), 0, photograph(sheet(), shot))
        assert found == Comparison(pages=1)


@pytest.mark.slow
def test_the_page_that_fits_is_found() -> None:
    second = page_picture(sealed_invoice(), 1, dpi=300)
    found = compare_photo(sealed_invoice(), None, photograph(second, NEAR))
    assert found == Comparison(pages=1)
    photo = photograph(sheet(forged=True), NEAR)
    assert finds_the_price(compare_photo(sealed_invoice(), None, photo))


@pytest.mark.slow
def test_a_scan_is_compared_like_a_photo() -> None:
    for forged in (False, True):
        data = sealed_invoice()
        page = picture(price_forged(data) if forged else data, 0, dpi=200)
        file = BytesIO()
        scan(page).save(file, "PNG")
        found = compare_photo(data, 0, file.getvalue())
        assert finds_the_price(found) if forged else not found.differences


@pytest.mark.slow
def test_handwriting_and_a_finger_are_boxed_and_no_more() -> None:
    written = sheet().copy()
    note = scribble((900, 300), 3, pen=0.008)
    written.paste((20, 30, 90), (1425, 675), note)
    found = compare_photo(sealed_invoice(), 0, photograph(written, NEAR)).differences
    assert 1 <= len(found) <= 3
    for difference in found:
        assert difference.box is not None
        assert difference.box[0] > 0.5
        assert difference.box[1] > 0.65
    held = photograph(sheet(), replace(NEAR, finger=True))
    assert len(compare_photo(sealed_invoice(), 0, held).differences) <= 12


def test_what_cannot_be_laid_over_the_original_is_refused() -> None:
    other = photograph(page_picture(document(1), 0, dpi=300), NEAR)
    blank = Image.new("RGB", (1200, 1600), (236, 234, 228))
    ImageDraw.Draw(blank).ellipse((300, 300, 900, 900), fill=(90, 30, 30))
    file = BytesIO()
    blank.save(file, "JPEG")
    for photo in (other, file.getvalue()):
        for page in (0, None):
            with pytest.raises(InputRefused) as refused:
                compare_photo(sealed_invoice(), page, photo)
            assert refused.value.key == "photo.unclear"
    with pytest.raises(InputRefused) as refused:
        compare_photo(b"%PDF-1.7", 0, other)
    assert refused.value.key == "pdf.damaged"
    with pytest.raises(InputRefused) as refused:
        compare_photo(sealed_invoice(), 0, b"no picture")
    assert refused.value.key == "image.format"
