"""Before signing: what has no room is said at once, and all places can be found."""

from dataclasses import replace

import pytest
from playwright.async_api import Locator, expect

from bot.domain.fields import Kind
from tests.web.conftest import PHONE, Identify, OpenPage
from tests.web.hand import draw, saved
from tests.web.papers import USUAL, place
from tests.web.test_choosing import SCREEN
from tests.web.world import World

both_screens = pytest.mark.parametrize("screen", [PHONE, SCREEN], ids=["phone", "desk"])


async def test_a_text_without_room_is_refused_at_its_field(
    world: World, identified: Identify
) -> None:
    narrow = replace(USUAL[1], box=(0.12, 0.19, 0.22, 0.21))
    page = await identified(await world.sent((USUAL[0], narrow, USUAL[2])))
    await page.get_by_role("textbox", name="Place").fill("unpronounceable " * 12)
    await page.get_by_role("button", name="Preview").click()
    entry = page.locator("#field-customer-text-1")
    await expect(entry.locator("[data-problem]")).to_contain_text("too long")
    await expect(entry.locator("[data-problem]")).not_to_contain_text("customer-text")
    await expect(page.locator("#problems")).to_contain_text("Place")


@both_screens
async def test_the_preview_leads_to_the_entries_and_to_the_signature(
    world: World,
    browse: OpenPage,
    identified: Identify,
    screen: dict[str, object],
) -> None:
    page = await browse(**(screen | {"has_touch": True}))
    page = await identified(await world.sent(pages=3), page=page)
    await page.get_by_role("textbox", name="Place").fill("Köln")
    await draw(page)
    await saved(page)
    await page.get_by_role("button", name="Preview").click()
    await page.get_by_role("link", name="Go to your entries on page 2").click()
    await expect(page.locator("#place-customer-date-2")).to_be_in_viewport(ratio=0.9)
    await page.evaluate("scrollTo(0, 0)")
    await page.get_by_role("link", name="Go to the signature").click()
    await expect(page.locator("#place-customer-signature-0")).to_be_in_viewport(
        ratio=0.9
    )
    if screen is PHONE:
        await page.get_by_role("link", name="Sign", exact=True).click()
    await expect(page.get_by_role("button", name="Sign now")).to_be_in_viewport(
        ratio=0.9
    )


@both_screens
async def test_the_numbers_stand_inside_their_places(
    world: World,
    browse: OpenPage,
    identified: Identify,
    screen: dict[str, object],
) -> None:
    """What a page says about a field stands above its place or before it."""
    page = await browse(**screen)
    page = await identified(
        await world.sent((place(Kind.TEXT, 1), *USUAL[2:])), page=page
    )
    for mark in await page.locator(".mark").all():
        place_of, number = (
            await edges(mark.locator("rect")),
            await edges(mark.locator("circle")),
        )
        assert place_of[0] < number[0]
        assert number[2] < place_of[2]
        assert place_of[1] <= number[1]


async def edges(shape: Locator) -> tuple[float, float, float, float]:
    box = await shape.bounding_box()
    assert box
    x, y = box["x"], box["y"]
    return x, y, x + box["width"], y + box["height"]
