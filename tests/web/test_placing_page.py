"""The placing page, as Alice uses it: with a mouse, a finger, and keys alone."""

from dataclasses import replace

import pytest
from playwright.async_api import expect

from bot.domain.fields import DIRECTOR, SENDER, Kind
from tests.web.conftest import PHONE, WIDE, EnterPlacing
from tests.web.placing_desk import (
    NAME,
    PAGES,
    choose,
    middle,
    near,
    on_paper,
    saved,
    spot,
)

BOTH = pytest.mark.parametrize("screen", [PHONE, WIDE], ids=["phone", "desk"])


@BOTH
async def test_a_place_is_added_moved_and_made_larger(
    enter: EnterPlacing, screen: dict[str, object]
) -> None:
    draft, page, hand = await enter(screen)
    await choose(page, "date", DIRECTOR)
    await hand.tap(await on_paper(page, 0, 0.3, 0.8))
    await saved(page)
    assert near(await draft.box("director-date"), (0.2, 0.789, 0.4, 0.811))

    added = spot(page, "director-date")
    await expect(added).to_have_accessible_name("Date, director, page 1")
    await hand.drag(await middle(added), await on_paper(page, 0, 0.35, 0.72))
    await saved(page)
    assert near(await draft.box("director-date"), (0.25, 0.709, 0.45, 0.731))

    corner = await middle(added.locator('[data-corner="se"]'))
    paper = await page.locator("#page-1 .spots").bounding_box()
    assert paper
    to = corner[0] + 0.2 * paper["width"], corner[1] + 0.05 * paper["height"]
    await hand.drag(corner, to, "" if hand.finger else "Alt")
    await saved(page)
    assert near(await draft.box("director-date"), (0.25, 0.659, 0.65, 0.731), 0.02)

    kept = await draft.fields()
    await page.reload()
    await expect(page.locator(".desk .spot")).to_have_count(4)
    assert await draft.fields() == kept
    assert kept["customer-text"] == NAME


@BOTH
async def test_places_come_from_the_signature_page_and_go_back(
    enter: EnterPlacing, screen: dict[str, object]
) -> None:
    draft, page, hand = await enter(screen)
    stamp = spot(page, "director-stamp")
    await expect(stamp).to_have_accessible_name("Stamp, director, signature page")
    await stamp.scroll_into_view_if_needed()
    await hand.drag(await middle(stamp), await on_paper(page, PAGES - 1, 0.5, 0.1))
    await saved(page)
    placed = (await draft.fields())["director-stamp"]
    assert placed.page == PAGES - 1
    assert near(placed.box, (0.415, 0.05, 0.585, 0.15))

    await hand.drag(await middle(stamp), await middle(page.locator("#tray-title")))
    await saved(page)
    assert (await draft.fields())["director-stamp"].page == PAGES
    await expect(page.locator(".tray .spot")).to_have_count(1)


async def test_a_kind_is_dragged_from_the_palette(enter: EnterPlacing) -> None:
    draft, page, hand = await enter(WIDE)
    kind = page.locator("[data-add=checkbox]")
    await hand.drag(await middle(kind), await on_paper(page, 0, 0.2, 0.85))
    await saved(page)
    assert near(await draft.box("customer-checkbox"), (0.1875, 0.841, 0.2125, 0.859))
    await expect(page.locator("#armed")).to_be_hidden()


async def test_edges_and_sizes_snap_unless_alt_is_held(enter: EnterPlacing) -> None:
    other = replace(NAME, id="customer-text-2", box=(0.6, 0.8, 0.8, 0.83))
    draft, page, hand = await enter(WIDE, fields=(NAME, other))
    moving = spot(page, "customer-text-2")
    x, y = await on_paper(page, 0, 0.3 + 0.004, 0.7)
    await hand.drag(await middle(moving), (x, y), "Alt")
    await saved(page)
    assert (await draft.box("customer-text-2"))[0] == pytest.approx(0.204, abs=0.001)
    await hand.drag(await middle(moving), (x, y - 30))
    await saved(page)
    box = await draft.box("customer-text-2")
    assert box[0] == NAME.box[0]

    grip = await middle(moving.locator('[data-corner="ne"]'))
    paper = await page.locator("#page-1 .spots").bounding_box()
    assert paper
    # Three pixels short of being as wide as the other.
    far = (NAME.box[2] - box[2]) * paper["width"] - 3
    await page.mouse.move(*grip)
    await page.mouse.down()
    await page.mouse.move(grip[0] + far / 2, grip[1])
    await page.mouse.move(grip[0] + far, grip[1])
    await expect(page.locator(".guide")).to_have_count(1)
    await page.mouse.up()
    await expect(page.locator(".guide")).to_have_count(0)
    await saved(page)
    assert (await draft.box("customer-text-2"))[2] == NAME.box[2]


async def test_everything_works_with_keys_alone(enter: EnterPlacing) -> None:
    draft, page, _ = await enter(WIDE)
    keys = page.keyboard
    await page.locator("#desk").focus()
    seen = []
    for _ in range(3):
        await keys.press("Tab")
        seen.append(await page.evaluate("document.activeElement.ariaLabel"))
    assert seen == [
        "Name (Text), customer, page 1",
        "Signature, customer, page 1",
        "Stamp, director, signature page",
    ]
    name = spot(page, "customer-text")
    await name.focus()
    await keys.press("ArrowRight")
    await keys.press("Shift+ArrowDown")
    await keys.press("Control+ArrowRight")
    await saved(page)
    x1, y1, x2, _ = await draft.box("customer-text")
    assert (x1 > 0.2, y1 < 0.6, x2 - x1 > 0.3) == (True, True, True)
    await expect(page.locator("#said")).to_contain_text("% wide")
    await keys.press("Control+z")
    await keys.press("Control+z")
    await saved(page)
    assert await draft.box("customer-text") == NAME.box
    await expect(name).to_be_focused()

    await keys.press("Control+d")
    await expect(spot(page, "customer-text-2")).to_be_focused()
    await keys.press("Enter")
    await expect(page.locator("#place-kind")).to_be_focused()
    await keys.press("Escape")
    await expect(spot(page, "customer-text-2")).to_be_focused()
    await keys.press("Delete")
    await expect(spot(page, "customer-text-2")).to_have_count(0)
    await expect(spot(page, "customer-signature")).to_be_focused()

    await keys.press("Escape")
    await page.locator("[data-add=initials]").focus()
    await keys.press("Enter")
    added = spot(page, "customer-initials")
    await expect(added).to_be_focused()
    await expect(added).to_be_in_viewport()
    await saved(page)
    assert (await draft.fields())["customer-initials"].page == 0


@BOTH
async def test_a_place_is_what_its_panel_says(
    enter: EnterPlacing, screen: dict[str, object]
) -> None:
    draft, page, hand = await enter(screen)
    await hand.tap(await middle(spot(page, "customer-text")))
    if await page.locator("#details").is_visible():
        await page.locator("#details").click()
    form = page.locator("#place")
    await form.get_by_label("Label").fill("Delivery")
    await form.get_by_label("Longest answer").fill("40")
    await form.get_by_label("Must be filled in").uncheck()
    await form.get_by_label("What").select_option("choice")
    await form.get_by_label("Choices").fill("Monday\n Tuesday \n\nMonday")
    await form.locator("[name=role][value=sender]").check()
    await saved(page)
    kept = (await draft.fields())["customer-text"]
    assert kept == replace(
        NAME,
        kind=Kind.CHOICE,
        role=SENDER,
        label="Delivery",
        required=False,
        max_length=40,
        choices=("Monday", "Tuesday"),
    )
    # Who only sends signs nothing.
    signature = form.locator("option[value=signature]")
    assert await signature.is_disabled()

    await page.get_by_role("button", name="Copy to all pages").click()
    await saved(page)
    copies = [f for f in (await draft.fields()).values() if f.label == "Delivery"]
    assert [field.page for field in copies] == [0, 1, 2]
    assert {field.box for field in copies} == {NAME.box}
    await page.get_by_role("button", name="Undo", exact=True).click()
    await expect(page.locator(".desk .spot")).to_have_count(3)
    await page.get_by_role("button", name="Redo").click()
    await saved(page)
    assert len(await draft.fields()) == 5
    await page.get_by_role("button", name="Remove").click()
    await saved(page)
    assert "customer-text" not in await draft.fields()


async def test_a_finger_moves_places_and_scrolls_pages(enter: EnterPlacing) -> None:
    draft, page, hand = await enter(PHONE)
    desk = page.locator("#desk")
    await hand.drag(
        await middle(spot(page, "customer-text")), await on_paper(page, 0, 0.35, 0.8)
    )
    await saved(page)
    assert near(await draft.box("customer-text"), (0.2, 0.78, 0.5, 0.82))
    assert await desk.evaluate("desk => desk.scrollTop") == 0
    await hand.drag(
        await on_paper(page, 0, 0.5, 0.3), await on_paper(page, 0, 0.5, 0.7)
    )
    assert await desk.evaluate("desk => desk.scrollTop") > 50
    assert len(await draft.fields()) == 3


async def test_pages_are_enlarged_and_turned_to(enter: EnterPlacing) -> None:
    draft, page, hand = await enter(WIDE)
    paper = page.locator("#page-1 .paper")
    before = await paper.bounding_box()
    await page.get_by_role("button", name="Zoom in").click()
    await page.mouse.move(*await middle(paper))
    await page.keyboard.down("Control")
    await page.mouse.wheel(0, -120)
    await page.keyboard.up("Control")
    larger = await paper.bounding_box()
    assert before
    assert larger
    assert larger["width"] > 1.5 * before["width"]
    await hand.drag(
        await middle(spot(page, "customer-text")),
        await on_paper(page, 0, 0.35, 0.7),
        "Alt",
    )
    await saved(page)
    assert near(await draft.box("customer-text"), (0.2, 0.68, 0.5, 0.72))
    await page.get_by_role("button", name="Fit the width").click()
    again = await paper.bounding_box()
    assert again
    assert again["width"] == before["width"]
    await page.get_by_role("link", name="Page 3, places: 0").click()
    await expect(page.locator("#page-3 img")).to_be_in_viewport()
