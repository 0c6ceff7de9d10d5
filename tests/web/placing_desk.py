"""What Alice does on the placing page, and what can be seen of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlsplit

from playwright.async_api import CDPSession, Locator, Page, expect

from bot.domain import events as e
from bot.domain.draft import as_json
from bot.domain.envelope import Envelope
from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER, Box, Field, Kind
from tests.web.hand import touch
from tests.web.papers import paper
from tests.web.world import World

_IDS = count(1)
PAGES = 3
NAME = Field(
    id="customer-text",
    kind=Kind.TEXT,
    role=CUSTOMER,
    page=0,
    box=(0.2, 0.6, 0.5, 0.64),
    label="Name",
)
SIGNATURE = Field(
    id="customer-signature",
    kind=Kind.SIGNATURE,
    role=CUSTOMER,
    page=0,
    box=(0.55, 0.4, 0.85, 0.46),
)
STAMP = Field(
    id="director-stamp",
    kind=Kind.STAMP,
    role=DIRECTOR,
    page=PAGES,
    box=(0.1, 0.1, 0.3, 0.2),
)
FOUND = (NAME, SIGNATURE, STAMP)
"""Two places on the first page, and one on the signature page."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A document of Alice's that is not sent yet."""

    world: World
    envelope: Envelope
    link: str
    """To its placing page."""

    async def fields(self) -> dict[str, Field]:
        """Its places as they are kept, by id."""
        kept = await self.world.pages.placing.fields(self.envelope)
        return {field.id: field for field in kept}

    async def box(self, id: str) -> Box:
        """Where one of them is."""
        return (await self.fields())[id].box


async def drafted(
    world: World,
    fields: Sequence[Field] = FOUND,
    *,
    pages: int = PAGES,
    language: str = "en",
) -> Draft:
    """Alice has sent a PDF in which these places were found."""
    id = f"7K3M9-P{next(_IDS):04d}"
    source = await world.blobs.put(paper("Contract", pages))
    drafted = e.Drafted(
        at=world.clock(),
        by="person:1",
        owner=1,
        title="Contract",
        source=source,
        pages=await world.pages.viewing.count(source),
        language=language,
        origin="file",
    )
    await world.desk.fill(id, SENDER, {"fields": as_json(tuple(fields))})
    envelope = await world.pages.envelopes.begin(id, drafted)
    address = world.pages.placing_links.address(envelope)
    return Draft(world, envelope, f"{world.url}{urlsplit(address).path}")


@dataclass(frozen=True, slots=True)
class Hand:
    """Alice's hand on the page: a mouse, or a finger where the screen takes one."""

    page: Page
    finger: CDPSession | None = None

    async def drag(
        self, from_: tuple[float, float], to: tuple[float, float], key: str = ""
    ) -> None:
        """Drag from one point of the window to another, in steps as a hand does."""
        points = [
            (
                from_[0] + (to[0] - from_[0]) * step / 6,
                from_[1] + (to[1] - from_[1]) * step / 6,
            )
            for step in range(7)
        ]
        if key:
            await self.page.keyboard.down(key)
        if self.finger:
            await touch(self.finger, "touchStart", points[0])
            for point in (*points[1:], points[-1]):
                await touch(self.finger, "touchMove", point)
            await frames(self.page)
            await self.finger.send(
                "Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []}
            )
        else:
            await self.page.mouse.move(*points[0])
            await self.page.mouse.down()
            for point in points[1:]:
                await self.page.mouse.move(*point)
            await frames(self.page)
            await self.page.mouse.up()
        if key:
            await self.page.keyboard.up(key)

    async def tap(self, at: tuple[float, float]) -> None:
        """Press once."""
        if self.finger:
            await self.page.touchscreen.tap(*at)
        else:
            await self.page.mouse.click(*at)


async def frames(page: Page) -> None:
    """Wait until the page has drawn what was done to it."""
    await page.evaluate(
        "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )


async def choose(page: Page, kind: str, role: str = CUSTOMER) -> None:
    """Choose what to add, and for whom."""
    more = page.locator("#more")
    if await more.is_visible():
        await more.click()
    await page.locator(f"[name=new-role][value={role}]").check()
    await page.locator(f"[data-add={kind}]").click()


def spot(page: Page, id: str) -> Locator:
    """A place on the page."""
    return page.locator(f'.desk .spot[data-id="{id}"]')


async def middle(found: Locator) -> tuple[float, float]:
    """The middle of something, in the window."""
    await found.scroll_into_view_if_needed()
    box = await found.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


async def on_paper(page: Page, number: int, x: float, y: float) -> tuple[float, float]:
    """A point of a page (from 0), in fractions from its lower left, in the window."""
    box = await page.locator(f"#page-{number + 1} .spots").bounding_box()
    assert box
    return box["x"] + x * box["width"], box["y"] + (1 - y) * box["height"]


async def saved(page: Page) -> None:
    """Wait until the page says that everything is saved."""
    await expect(page.locator("#save-state")).to_have_text("Saved")


def near(box: Sequence[float], wanted: Sequence[float], by: float = 0.006) -> bool:
    """Whether a box is where it should be, within a few pixels."""
    return all(abs(a - b) <= by for a, b in zip(box, wanted, strict=True))
