"""The board picture: everything in its place, whatever the titles are."""

import pickle
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageStat

from bot.images.board import BoardCard, BoardColumn, Tone, draw_board

ENGLISH = ("Draft", "Approval", "Sent", "Partly signed", "Signed", "Archived", "Lost")
GERMAN = (
    "Entwurf",
    "Freigabe",
    "Verschickt",
    "Teilweise unterschrieben",
    "Unterschrieben",
    "Archiviert",
    "Nicht unterschrieben",
)
LEFT = [28 + index * 222 for index in range(7)]
"""Where the columns begin."""


def board(
    *counts: int, titles: tuple[str, ...] = ENGLISH, title: str = "Delivery note 4711"
) -> list[BoardColumn]:
    return [
        BoardColumn(name, count, (BoardCard(title, "Charlie"),) * min(count, 8), tone)
        for name, count, tone in zip(titles, counts, Tone, strict=True)
    ]


def drawn(columns: list[BoardColumn], **more: str) -> Image.Image:
    image = Image.open(BytesIO(draw_board(columns, "Acme GmbH", **more)))
    assert image.format == "PNG"
    return image.convert("RGB")


def whiteness(image: Image.Image, index: int) -> float:
    """How much of a column is covered by cards."""
    column = image.crop((LEFT[index], 174, LEFT[index] + 200, image.height - 28))
    return ImageStat.Stat(column.convert("L").point(lambda it: 255 * (it > 252))).sum[0]


def test_an_empty_board_has_its_seven_columns() -> None:
    image = drawn(board(0, 0, 0, 0, 0, 0, 0))
    assert image.size == (1600, 520)
    for left, tone in zip(LEFT, Tone, strict=True):
        wanted = tuple(bytes.fromhex(tone.value[1:]))
        seen = image.getpixel((left + 150, 110))
        assert max(abs(a - b) for a, b in zip(wanted, seen, strict=True)) == 0
    assert not any(whiteness(image, index) for index in range(7))


def test_cards_stand_in_their_columns() -> None:
    image = drawn(board(1, 0, 2, 0, 0, 0, 0))
    one, none, two = (whiteness(image, index) for index in range(3))
    assert none == 0
    assert 1.8 < two / one < 2.2


def test_it_grows_with_its_cards_but_not_beyond_what_a_phone_shows() -> None:
    few, some, many = (drawn(board(n, 0, 0, 0, 0, 0, 0)) for n in (2, 6, 900))
    assert few.height == 520
    assert 520 < some.height < 900
    assert many.height == 900


def test_what_is_not_shown_is_counted_in_the_readers_words() -> None:
    columns = board(0, 0, 12, 0, 0, 0, 0)
    plain, german = drawn(columns), drawn(columns, more="+{count} weitere")
    left, top, right, bottom = ImageChops.difference(plain, german).getbbox()
    assert LEFT[2] < left < right < LEFT[3]
    assert top > 750
    assert bottom < 872


@pytest.mark.parametrize(
    "title",
    [
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenvertrag" * 3,
        "W" * 10_000,
        "Rahmenvertrag über die Lieferung von Mützen und Hüten aller Art",
        "",
        "x\u202efdp.exe\r\n\u200b",
    ],
)
def test_no_title_leaves_its_card(title: str) -> None:
    image = drawn(board(3, 0, 3, 0, 9, 0, 3, titles=GERMAN, title=title))
    for index in range(7):
        gap = image.crop((LEFT[index] - 13, 92, LEFT[index] - 1, image.height))
        assert max(ImageStat.Stat(gap).stddev) < 1


def test_german_stages_are_written_out() -> None:
    """Cut, the two would look alike."""
    one = board(0, 0, 0, 0, 0, 0, 0, titles=GERMAN)
    other = board(0, 0, 0, 0, 0, 0, 0, titles=(*GERMAN[:6], "Nicht unterschriebem"))
    assert ImageChops.difference(drawn(one), drawn(other)).getbbox()


def test_it_travels_to_a_worker_and_is_the_same_every_time() -> None:
    columns = board(1, 2, 3, 4, 5, 6, 7)
    moved = pickle.loads(pickle.dumps(columns))
    assert draw_board(moved, "Acme") == draw_board(columns, "Acme")
    assert len(draw_board(columns, "Acme")) < 200_000
