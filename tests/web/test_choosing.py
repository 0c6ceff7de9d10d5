"""Draw, type or photo: only what is visibly chosen counts, and problems go with it."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.async_api import Locator, Page, expect

from bot.domain.fields import CUSTOMER, Kind
from tests.web.conftest import PHONE, Identify, OpenPage
from tests.web.hand import draw, saved
from tests.web.papers import USUAL, place
from tests.web.world import World

STAMPED = (*USUAL, place(Kind.STAMP, 3, label="Stamp"))
SCREEN = {
    "viewport": {"width": 1280, "height": 900},
    "has_touch": False,
    "is_mobile": False,
}


async def count(page: Page, done: str) -> None:
    await expect(page.locator(".progress")).to_contain_text(done)


async def choose(page: Page, way: str) -> None:
    await page.get_by_text(way, exact=True).click()


def blank() -> bytes:
    file = BytesIO()
    Image.new("RGB", (400, 200), "white").save(file, "JPEG")
    return file.getvalue()


async def test_who_changes_his_mind_quickly_has_given_nothing(
    world: World, identified: Identify
) -> None:
    envelope = await world.sent()
    page = await identified(envelope)
    await page.get_by_role("textbox", name="Place").fill("Köln")
    await page.keyboard.press("Tab")
    await saved(page)
    await choose(page, "Type")
    await choose(page, "Photo")
    await page.wait_for_timeout(1200)
    await expect(page.locator("[type=file]")).to_be_visible()
    await expect(page.get_by_role("img", name="What you gave")).to_be_hidden()
    await expect(page.locator("#save-state")).to_have_text("")
    await count(page, "2 / 3")
    values = (await world.desk.form(envelope.id, CUSTOMER)).values
    assert "customer-signature-0" not in values


async def test_an_abandoned_choice_does_not_sign(
    world: World, identified: Identify
) -> None:
    page = await identified(await world.sent())
    await page.get_by_role("textbox", name="Place").fill("Köln")
    await choose(page, "Type")
    await saved(page)
    await count(page, "3 / 3")
    await choose(page, "Draw")
    await count(page, "2 / 3")
    await page.get_by_role("button", name="Preview").click()
    problems = page.get_by_role("alert").filter(has_text="missing")
    await expect(problems).to_contain_text("Signature")
    await expect(page.locator("[data-pad]")).to_be_visible()
    await choose(page, "Ready")
    await expect(problems).to_be_hidden()
    await expect(page.locator("fieldset img:visible")).to_have_count(1)
    await count(page, "3 / 3")
    await page.get_by_role("button", name="Preview").click()
    await page.get_by_text("This is how it will look").wait_for()


async def test_what_is_drawn_counts_again_when_it_is_chosen_again(
    world: World, identified: Identify
) -> None:
    envelope = await world.sent()
    page = await identified(envelope)
    await draw(page)
    await saved(page)
    drawn = (await world.desk.form(envelope.id, CUSTOMER)).values
    await choose(page, "Type")
    await page.locator("[data-fresh]").wait_for()
    typed = (await world.desk.form(envelope.id, CUSTOMER)).values
    assert typed != drawn
    await choose(page, "Ready")
    await expect(page.locator("fieldset img:visible")).to_have_count(1)
    async with page.expect_response("**/fields"):
        await choose(page, "Draw")
    await saved(page)
    assert (await world.desk.form(envelope.id, CUSTOMER)).values == drawn


async def test_a_refused_photo_is_not_counted(
    world: World, identified: Identify
) -> None:
    page = await identified(await world.sent())
    await page.get_by_role("textbox", name="Place").fill("Köln")
    await choose(page, "Type")
    await page.locator("[data-fresh]").wait_for()
    await choose(page, "Photo")
    await page.locator("[type=file]").set_input_files(
        {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": blank()}
    )
    problem = page.locator("fieldset [data-problem]")
    await expect(problem).to_contain_text("dark pen on white paper")
    await expect(problem).not_to_contain_text("draw")
    await count(page, "2 / 3")
    await choose(page, "Ready")
    await expect(problem).to_be_hidden()
    await count(page, "3 / 3")


async def test_the_red_box_and_the_counter_follow_the_truth(
    world: World, identified: Identify
) -> None:
    page = await identified(await world.sent((*USUAL, place(Kind.BANK, 3))))
    await page.get_by_role("button", name="Preview").click()
    box = page.locator("#problems")
    await expect(box.locator("li:visible")).to_have_count(3)
    await page.get_by_role("textbox", name="Bank").fill("DE11 1111")
    await page.get_by_role("textbox", name="Place").fill("Köln")
    await draw(page)
    await expect(page.get_by_text("is not a valid IBAN")).to_be_visible()
    await expect(box.locator("li:visible")).to_have_count(1)
    await count(page, "3 / 4")
    await page.get_by_role("link", name="Next field").click()
    await expect(page.get_by_role("textbox", name="Bank")).to_be_focused()
    await page.get_by_role("textbox", name="Bank").fill("DE89370400440532013000")
    await page.keyboard.press("Tab")
    await saved(page)
    await expect(box).to_be_hidden()
    await count(page, "4 / 4")


@pytest.mark.parametrize("screen", [PHONE, SCREEN], ids=["phone", "desk"])
async def test_a_stamp_has_room(
    world: World,
    browse: OpenPage,
    identified: Identify,
    screen: dict[str, object],
) -> None:
    page = await browse(**screen)
    page = await identified(await world.sent(STAMPED), page=page)
    entry = page.get_by_role("group", name="Stamp")
    card, file = await box(entry), await box(entry.locator("[type=file]"))
    assert file["width"] > card["width"] * 0.8
    assert file["x"] + file["width"] < card["x"] + card["width"]
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width == await page.evaluate("document.documentElement.clientWidth")


@pytest.mark.parametrize("screen", [PHONE, SCREEN], ids=["phone", "desk"])
async def test_declining_can_be_seen(
    world: World,
    browse: OpenPage,
    identified: Identify,
    screen: dict[str, object],
) -> None:
    page = await browse(**screen)
    page = await identified(await world.sent(STAMPED), page=page)
    way = page.get_by_text("I do not want to sign")
    if screen is SCREEN:
        await expect(way).to_be_in_viewport(ratio=1)
        await expect(page.get_by_role("button", name="Preview")).to_be_in_viewport(
            ratio=1
        )
    await way.click()
    decline = page.get_by_role("button", name="Decline to sign")
    await expect(decline).to_be_in_viewport(ratio=1)
    await page.wait_for_timeout(600)
    lowest = await box(decline)
    bar = await box(page.locator(".bar"))
    over = bar["y"] < lowest["y"] + lowest["height"] <= bar["y"] + bar["height"]
    assert not over, "the bar covers it"
    await decline.click(trial=True)


async def box(place: Locator) -> dict[str, float]:
    found = await place.bounding_box()
    assert found
    return dict(found)
