"""Bob photographs his signature and his company's stamp; only the ink comes back."""

from io import BytesIO
from statistics import mean

import numpy as np
import pytest
from PIL import Image

from bot.images.clean import clean_signature, clean_stamp
from bot.images.errors import ImageRefused
from bot.images.picture import Picture
from tests.images.gallery import exhibits, hopeless
from tests.images.photos import (
    BLACK,
    BLUE,
    OAK,
    STAMP_RED,
    Scene,
    handwritten,
    photograph,
    scribble,
)
from tests.images.quality import delta_e, measure
from tests.images.samples import FOLDER
from tests.images.stamps import round_stamp, square_stamp

SIZE = (800, 600)


def opened(picture: Picture) -> Image.Image:
    image = Image.open(BytesIO(picture.png))
    assert (image.format, image.mode) == ("PNG", "RGBA")
    assert image.size == (picture.width, picture.height)
    return image


def ink_colour(picture: Picture) -> list[float]:
    pixels = np.asarray(opened(picture))
    solid = pixels[pixels[..., 3] > 230]
    return [float(value) for value in np.median(solid[:, :3], axis=0)]


def took(clean, data: bytes) -> str:
    try:
        clean(data)
    except ImageRefused as refusal:
        return refusal.key
    return "taken"


@pytest.fixture(scope="module")
def bad_photos() -> dict[str, bytes]:
    return hopeless((800, 600))


def test_ink_is_lifted_from_every_kind_of_photo():
    chosen = [e for n, e in enumerate(exhibits()) if n in (1, 6, 27, 38, 47)]
    quality = {e.name: measure(e.take(), e.tool) for e in chosen}

    assert {n: q.overlap for n, q in quality.items() if q.overlap < 0.82} == {}
    assert {n: q.background for n, q in quality.items() if q.background > 0.02} == {}
    assert mean(q.overlap for q in quality.values()) > 0.9
    assert mean(q.colour for q in quality.values()) < 10


def test_a_photo_without_a_usable_mark_is_refused(bad_photos):
    for clean in (clean_signature, clean_stamp):
        answers = {name: took(clean, data) for name, data in bad_photos.items()}
        assert [name for name, answer in answers.items() if answer == "taken"] == []


def test_the_refusal_says_what_is_wrong(bad_photos):
    expected = {
        "blank": "image.no-ink",
        "wall": "image.no-ink",
        "oak desk": "image.no-ink",
        "in the dark": "image.too-dark",
        "page of text": "image.too-busy",
        "cut off": "image.cut-off",
    }

    assert {n: took(clean_signature, bad_photos[n]) for n in expected} == expected


def test_a_signature_on_a_turned_sheet_comes_back_level():
    ink = handwritten(SIZE, "Maria Nagy", font="Caveat")
    level = opened(clean_signature(photograph(ink, BLUE, Scene(size=SIZE)).jpeg))

    scene = Scene(size=SIZE, desk=OAK, sheet=0.85, tilt=9)
    turned = opened(clean_signature(photograph(ink, BLUE, scene).jpeg))

    assert turned.height / turned.width == pytest.approx(
        level.height / level.width, rel=0.1
    )


def test_a_framed_stamp_is_turned_level_and_a_round_one_is_left_alone():
    lines = ["NORDWIND GMBH", "20457 Hamburg"]
    scene = Scene(size=SIZE, tilt=11)
    framed = photograph(square_stamp(SIZE, lines), STAMP_RED, scene)
    around = photograph(round_stamp(SIZE, "NORDWIND · ", "HH"), STAMP_RED, scene)

    frame = np.asarray(opened(clean_stamp(framed.jpeg)))[..., 3] > 128
    circle = opened(clean_stamp(around.jpeg))

    # Level, the upper side of the frame lies in a few rows.
    assert frame[: len(frame) // 10].sum(axis=1).max() > 0.8 * frame.any(axis=0).sum()
    assert circle.width == pytest.approx(circle.height, rel=0.04)


def test_what_is_cut_out_already_keeps_its_pixels():
    ink = scribble(SIZE, 4)
    cut_out = Image.new("RGBA", SIZE, BLUE)
    cut_out.putalpha(ink)
    data = BytesIO()
    cut_out.save(data, "PNG")

    picture = clean_signature(data.getvalue())

    assert picture.width < SIZE[0]
    assert delta_e(ink_colour(picture), BLUE) < 1


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "CMYK"])
def test_a_scan_on_pure_white_is_lifted(mode):
    scan = Image.new("RGB", SIZE, "white")
    scan.paste(Image.new("RGB", SIZE, BLACK), mask=scribble(SIZE, 5, pen=0.005))
    data = BytesIO()
    scan.convert(mode).save(data, "JPEG" if mode == "CMYK" else "PNG")

    picture = clean_signature(data.getvalue())

    assert 330 < picture.width < 600
    assert max(ink_colour(picture)) < 80


def test_a_picture_of_a_few_pixels_is_too_small():
    data = BytesIO()
    Image.new("RGB", (20, 10), "white").save(data, "PNG")

    with pytest.raises(ImageRefused) as refusal:
        clean_signature(data.getvalue())

    assert refusal.value.key == "image.too-small"


def test_the_samples_of_the_playground_do_what_they_are_for():
    signature = clean_signature((FOLDER / "signature-photo.jpg").read_bytes())
    stamp = clean_stamp((FOLDER / "stamp-photo.jpg").read_bytes())

    assert signature.width > 2 * signature.height
    assert stamp.width == pytest.approx(stamp.height, rel=0.05)
    with pytest.raises(ImageRefused):
        clean_signature((FOLDER / "blank-photo.jpg").read_bytes())
