"""Charlie draws his signature with a finger, or types his name."""

from io import BytesIO
from math import cos, sin

import numpy as np
import pytest
from PIL import Image

from bot.images.errors import ImageRefused
from bot.images.picture import Picture
from bot.images.strokes import draw_strokes
from bot.images.typed import Style, typed_signature

LOOPS = [(n * 2.0 + 20 * cos(n / 3), 60 - 40 * sin(n / 3)) for n in range(90)]
DASH = [(20.0 + n * 12, 110 + 3 * sin(n)) for n in range(14)]


def alpha(picture: Picture) -> np.ndarray:
    image = Image.open(BytesIO(picture.png))
    assert image.mode == "RGBA"
    return np.asarray(image)[..., 3]


def test_strokes_come_back_smooth_and_dark_on_nothing():
    picture = draw_strokes([LOOPS, DASH, [(5.0, 5.0)]])

    ink = alpha(picture)
    assert 600 < picture.width < 1200
    assert (ink == 255).any()
    assert 0 < ((ink > 0) & (ink < 255)).mean() < 0.2
    assert ink[0].max() == ink[-1].max() == ink[:, 0].max() == ink[:, -1].max() == 0


def test_the_unit_of_the_pad_does_not_matter():
    thumb = [[(x / 1000, y / 1000) for x, y in LOOPS]]

    assert draw_strokes(thumb).width == draw_strokes([LOOPS]).width


def test_pressure_makes_the_line_wider():
    light = alpha(draw_strokes([[(x, y, 0.1) for x, y in LOOPS]]))
    firm = alpha(draw_strokes([[(x, y, 0.9) for x, y in LOOPS]]))

    assert (firm > 128).sum() > 1.4 * (light > 128).sum()


@pytest.mark.parametrize(
    ("strokes", "key"),
    [
        ([], "image.too-little"),
        ([[]], "image.too-little"),
        ([[(1, 1)]], "image.too-little"),
        ([[(1, 1), (1, 1)]], "image.too-little"),
        ([[(0, 0), (50, 1), (100, 2)]], "image.too-little"),
        ([[(0, 0), (float("nan"), 3), (9, 9)]], "image.too-little"),
        ([[(0, 0), (float("inf"), 3), (9, 9)]], "image.too-little"),
        ([[(0,), (1,)]], "image.too-little"),
        ([[(n, n % 7) for n in range(30_000)]], "image.too-many-points"),
        ([[(0, 0), (1, 2)]] * 600, "image.too-many-points"),
        ([[(n % 2 * 100, n / 100) for n in range(9_000)]], "image.too-busy"),
    ],
)
def test_what_is_no_signature_is_refused(strokes, key):
    with pytest.raises(ImageRefused) as refusal:
        draw_strokes(strokes)

    assert refusal.value.key == key


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize(
    "name",
    [
        "Bärbel Keller-Łoś",
        "Дмитрий Щукин",
        "Тарас Ґалаґан Їжак",
        "Қайрат Әбілов",
        "Γιώργος Παπαδόπουλος",
        "Ağaoğlu Şükrü",
    ],
)
def test_a_name_is_written_in_latin_cyrillic_and_greek(name, style):
    picture = typed_signature(name, style)

    ink = alpha(picture)
    assert picture.width > 2 * picture.height
    # Not cut: the rim is clear on all sides.
    assert ink[0].max() == ink[-1].max() == ink[:, 0].max() == ink[:, -1].max() == 0


def test_the_styles_differ():
    pictures = {typed_signature("B. Keller", style).png for style in Style}

    assert len(pictures) == len(Style)


def test_a_long_name_is_written_smaller():
    long = typed_signature("Karl-Theodor Maria von und zu Guttenberg-Hohenlohe")

    assert long.width <= 1200
    assert long.height < typed_signature("Ida Ag").height


def test_a_composed_and_a_decomposed_name_are_one():
    assert typed_signature("И\u0306ован") == typed_signature("Йован")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("", "image.no-ink"),
        (" \n\t", "image.no-ink"),
        ("山田太郎", "image.no-glyph"),
        ("Bob ✍", "image.no-glyph"),
        ("Γιώργος Щ", "image.no-glyph"),
        ("x" * 61, "image.too-long"),
    ],
)
def test_a_name_that_cannot_be_written_is_refused(name, key):
    with pytest.raises(ImageRefused) as refusal:
        typed_signature(name)

    assert refusal.value.key == key


def test_the_refusal_names_the_letter():
    with pytest.raises(ImageRefused) as refusal:
        typed_signature("Bob 田")

    assert refusal.value.params == {"char": "田"}
