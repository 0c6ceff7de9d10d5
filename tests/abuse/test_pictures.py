"""Mallory sends what is no signature, or more than that. Numbers are rows."""

import time
from io import BytesIO
from pathlib import Path

import pytest
import pytest_asyncio
from PIL import Image, ImageDraw

from bot.domain.fields import DIRECTOR
from playground.scripts.visitor import Visitor
from tests import paperwork as paper
from tests.images.test_intake import png_bomb
from tests.paperwork import offers, refusal, told
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SIDE = 13_000


def saved(image: Image.Image, kind: str = "PNG") -> bytes:
    file = BytesIO()
    image.save(file, kind)
    return file.getvalue()


def with_words() -> bytes:
    """A good picture of a signature that carries words along, and a page behind."""
    image = Image.new("RGB", (900, 400), "white")
    drawn = ImageDraw.Draw(image)
    drawn.line([(150, 250), (300, 120), (420, 290), (720, 160)], "navy", 12)
    file = BytesIO()
    image.save(file, "JPEG", comment=b"<script>alert(1)</script>")
    return file.getvalue() + b"<html><script>alert(1)</script></html>"


REFUSED = {
    "row_23_svg": (SVG, "image.format"),
    "row_23_html": (b"<!doctype html><script>alert(1)</script>", "image.format"),
    "row_23_svg_named_png": (b"\x89PNG" + SVG, "image.unreadable"),
    "row_23_gif": (saved(Image.new("RGB", (99, 99)), "GIF"), "image.format"),
    "row_24_bomb": (png_bomb(SIDE), "image.too-large"),
    "row_25_transparent": (saved(Image.new("RGBA", (400, 200))), "image.no-ink"),
    "row_25_white": (saved(Image.new("RGB", (400, 200), "white")), "image.no-ink"),
    "row_25_one_pixel": (saved(Image.new("RGB", (1, 1))), "image.too-small"),
    "row_25_empty": (b"", "image.unreadable"),
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked(stage: Stage) -> paper.Paper:
    """A document whose director is asked for his signature."""
    bob = stage.story.bob
    made = await paper.sent(stage, paper.DIRECTOR_SIGNS)
    invited = await bob.wait_for(offers("sign", made.id))
    pressed = await bob.press(f"sign:{made.id}:{DIRECTOR}", invited)
    await bob.wait_for(offers("type", made.id), after=pressed)
    return made


@pytest.mark.parametrize("case", REFUSED)
async def test_row_23_24_25_what_is_no_signature_is_refused_in_the_chat(
    stage: Stage, asked: paper.Paper, case: str
) -> None:
    bob = stage.story.bob
    data, key = REFUSED[case]
    records = paper.of_people(await stage.records(asked.id))
    sent = await bob.document("signature.png", data)
    limits = {"millions": 25} if key == "image.too-large" else {}
    await told(bob, sent, refusal("de", key, **limits))
    assert not await stage.form(asked.id, DIRECTOR)
    assert paper.of_people(await stage.records(asked.id)) == records


async def test_row_23_of_a_picture_only_its_pixels_are_kept(
    stage: Stage, asked: paper.Paper
) -> None:
    bob = stage.story.bob
    sent = await bob.document("signature.jpg", with_words())
    await bob.wait_for(offers("signnow", asked.id), after=sent)
    (sha256,) = (await stage.form(asked.id, DIRECTOR)).values()
    kept = await stage.blob(sha256)
    assert kept.startswith(b"\x89PNG")
    assert b"script" not in kept
    image = Image.open(BytesIO(kept))
    assert not image.info.keys() - {"transparency"}


async def test_row_24_an_image_bomb_is_refused_quickly_and_weighs_nothing(
    stage: Stage,
) -> None:
    made = await paper.sent(stage)
    bomb = png_bomb(SIDE)
    assert len(bomb) < 600_000
    async with Visitor() as mallory:
        page = await paper.come_to_page(stage, made, mallory)
        how = {"customer-signature.how": "photo"}
        times, before = [], peak_of_workers()
        for _ in range(3):
            began = time.monotonic()
            files = {"customer-signature.photo": ("me.png", bomb)}
            answer = await mallory.submit(page, "/fields", how, files)
            times.append(time.monotonic() - began)
            assert refusal("en", "image.too-large", millions=25) in answer.text
    assert min(times) < 1
    assert peak_of_workers() - before < 30_000


def peak_of_workers() -> int:
    """The most memory that any process of this test's family ever had, in KiB."""
    return max(_peak(pid) for pid in _family(Path("/proc/self").resolve().name))


def _family(parent: str) -> list[str]:
    children: dict[str, list[str]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            about = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(about[1], []).append(status.parent.name)
    found = list(children.get(parent, []))
    for pid in found:
        found += children.get(pid, [])
    return found


def _peak(pid: str) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    lines = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(lines[0].split()[1]) if lines else 0


async def test_row_25_a_dot_is_no_drawn_signature(stage: Stage) -> None:
    made = await paper.sent(stage)
    async with Visitor() as charlie:
        page = await paper.come_to_page(stage, made, charlie)
        for strokes in ("[[[5,5]]]", "[[[5,5],[5,5]]]", "[[]]", "[[[1,1],[2,2]]]", "x"):
            how = {
                "customer-signature.how": "draw",
                "customer-signature.strokes": strokes,
            }
            answer = await charlie.submit(page, "/fields", how)
            assert answer.status == 422, strokes
            assert refusal("en", "image.too-little") in answer.text
    assert "customer-signature" not in await stage.form(made.id, "customer")
