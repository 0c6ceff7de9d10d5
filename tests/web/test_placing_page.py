"""The placing page, as Alice uses it: with a mouse, a finger, and keys alone."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER, Kind
from tests.web.conftest import DESK, PHONE, OpenPage
from tests.web.placing_desk import (
    NAME,
    PAGES,
    SIGNATURE,
    STAMP,
    Draft,
    Hand,
    drafted,
    middle,
    near,
    on_paper,
    saved,
    spot,
)
from tests.web.test_look import no_barriers
from tests.web.world import World

Enter = Callable[..., Awaitable[tuple[Draft, Page, Hand]]]
WIDE = DESK | {"is_mobile": False, "has_touch": False}
BOTH = pytest.mark.parametrize("screen", [PHONE, WIDE], ids=["phone", "desk"])


@pytest_asyncio.fixture(loop_scope="session")
async def enter(world: World, browse: OpenPage) -> AsyncIterator[Enter]:
    """Open the placing page of a new draft."""

    async def open_page(
        screen: dict[str, object] = WIDE, **how: object
    ) -> tuple[Draft, Page, Hand]:
        draft = await drafted(world, **how)  # type: ignore[arg-type]
        page = await browse(**screen)
        await page.goto(draft.link)
        await expect(page.locator("html.scripted")).to_be_attached()
        touches = screen is PHONE
        finger = await page.context.new_cdp_session(page) if touches else None
        return draft, page, Hand(page, finger)

    yield open_page


async def choose(page: Page, kind: str, role: str = CUSTOMER) -> None:
    """Choose what to add, and for whom."""
    more = page.locator("#more")
    if await more.is_visible():
        await more.click()
    await page.locator(f"[name=new-role][value={role}]").check()
    await page.locator(f"[data-add={kind}]").click()


@BOTH
async def test_a_place_is_added_moved_and_made_larger(
    enter: Enter, screen: dict[str, object]
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
    enter: Enter, screen: dict[str, object]
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


async def test_a_kind_is_dragged_from_the_palette(enter: Enter) -> None:
    draft, page, hand = await enter(WIDE)
    kind = page.locator("[data-add=checkbox]")
    await hand.drag(await middle(kind), await on_paper(page, 0, 0.2, 0.85))
    await saved(page)
    assert near(await draft.box("customer-checkbox"), (0.1875, 0.841, 0.2125, 0.859))
    await expect(page.locator("#armed")).to_be_hidden()


async def test_edges_and_sizes_snap_unless_alt_is_held(enter: Enter) -> None:
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


async def test_everything_works_with_keys_alone(enter: Enter) -> None:
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
    enter: Enter, screen: dict[str, object]
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


async def test_a_finger_moves_places_and_scrolls_pages(enter: Enter) -> None:
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


async def test_pages_are_enlarged_and_turned_to(enter: Enter) -> None:
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


async def test_what_the_chat_changes_meanwhile_is_kept_and_shown(enter: Enter) -> None:
    draft, page, hand = await enter(WIDE)
    placing = draft.world.pages.placing
    await hand.tap(await middle(spot(page, "customer-text")))
    await placing.change(draft.envelope, "customer-signature", role=DIRECTOR)
    await placing.remove(draft.envelope, "director-stamp")
    await page.keyboard.press("ArrowLeft")
    await expect(page.locator("#said")).to_contain_text("Changed in the chat")
    await saved(page)
    kept = await draft.fields()
    assert [*kept] == ["customer-text", "customer-signature"]
    assert kept["customer-text"].box[0] < NAME.box[0]
    assert kept["customer-signature"].role == DIRECTOR

    await placing.change(draft.envelope, "customer-text", label="Full name")
    await page.evaluate("window.dispatchEvent(new Event('focus'))")
    name = spot(page, "customer-text")
    await expect(name).to_have_accessible_name("Full name (Text), customer, page 1")
    # Undone is what was done here, not what was done there.
    await page.keyboard.press("Control+z")
    await saved(page)
    kept = await draft.fields()
    assert kept["customer-text"] == replace(NAME, label="Full name")
    assert kept["customer-signature"].role == DIRECTOR
    assert "director-stamp" not in kept


async def test_a_lost_connection_loses_nothing(enter: Enter) -> None:
    draft, page, _ = await enter(WIDE)
    await page.context.set_offline(True)
    await spot(page, "customer-text").focus()
    await page.keyboard.press("ArrowLeft")
    state = page.locator("#save-state")
    await expect(state).to_have_text("Not saved – trying again")
    assert await draft.box("customer-text") == NAME.box
    left = await page.evaluate(
        """() => {
            const leaving = new Event("beforeunload", {cancelable: true});
            window.dispatchEvent(leaving);
            return leaving.defaultPrevented;
        }"""
    )
    assert left, "nobody was warned"
    # Another page of the same browser, after this one has crashed.
    other = await page.context.new_page()
    await page.close()
    await other.context.set_offline(False)
    await other.goto(draft.link)
    await saved(other)
    assert (await draft.box("customer-text"))[0] < NAME.box[0]


async def test_a_refused_place_is_marked_and_nothing_is_lost(enter: Enter) -> None:
    choice = replace(NAME, kind=Kind.CHOICE, choices=("Monday",))
    draft, page, hand = await enter(WIDE, fields=(choice, SIGNATURE), language="de")
    await hand.tap(await middle(spot(page, "customer-text")))
    choices = page.locator("#place-choices")
    await choices.fill("")
    problem = "Eine Auswahl braucht mindestens eine Möglichkeit."
    await expect(page.locator("#place-problem")).to_have_text(problem)
    await expect(page.locator("#save-state")).to_have_text(
        f"Nicht gespeichert: {problem}"
    )
    await expect(spot(page, "customer-text")).to_have_class("spot chosen wrong")
    assert (await draft.fields())["customer-text"] == choice
    await choices.fill("Dienstag")
    await expect(page.locator("#save-state")).to_have_text("Gespeichert")
    assert (await draft.fields())["customer-text"].choices == ("Dienstag",)
    await expect(page.locator("#place-problem")).to_be_hidden()


async def test_done_says_that_the_page_may_be_closed(enter: Enter) -> None:
    draft, page, _ = await enter(PHONE)
    await spot(page, "customer-signature").focus()
    await page.keyboard.press("Delete")
    await page.get_by_role("button", name="Done").click()
    await expect(page.get_by_role("dialog")).to_contain_text("You can close this page")
    assert "customer-signature" not in await draft.fields()
    await page.get_by_role("button", name="Go on changing").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_as_a_mini_app_it_closes_itself(world: World, browse: OpenPage) -> None:
    # Chromium takes a page that a test makes up for one from the Internet.
    page = await browse(**PHONE, permissions=["local-network-access"])
    draft, (telegram,) = await drafted(world), world.pages.messengers[1:]
    inside = f"{draft.link}#tgWebAppVersion=9.1&tgWebAppPlatform=weba"
    host = f"""<iframe src="{inside}" width="390" height="800"></iframe>
        <script>window.heard = []; onmessage = e => heard.push(JSON.parse(e.data))
        </script>"""
    await page.route(
        f"{telegram}/chat",
        lambda route: route.fulfill(body=host, content_type="text/html"),
    )
    await page.goto(f"{telegram}/chat")
    app = page.frame_locator("iframe")
    await app.get_by_role("button", name="Done").click()
    await page.wait_for_function("heard.some(e => e.eventType === 'web_app_close')")
    kinds = await page.evaluate("heard.map(event => event.eventType)")
    assert kinds[:2] == ["web_app_ready", "web_app_expand"]


@pytest.mark.parametrize(
    ("screen", "scheme"), [(PHONE, "light"), (WIDE, "dark")], ids=["phone", "desk"]
)
async def test_axe_finds_nothing_serious_while_placing(
    enter: Enter, screen: dict[str, object], scheme: str
) -> None:
    _, page, hand = await enter(screen | {"color_scheme": scheme}, language="de")
    await no_barriers(page, "placing")
    await choose(page, "stamp")
    await no_barriers(page, "what to add is chosen")
    await hand.tap(await on_paper(page, 0, 0.4, 0.8))
    if await page.locator("#details").is_visible():
        await page.locator("#details").click()
        await page.locator("#leaf").click()
    await no_barriers(page, "a place is open")
    await page.locator("#done").click()
    await no_barriers(page, "done")


async def test_without_scripts_it_says_what_to_do_instead(
    world: World, browse: OpenPage
) -> None:
    draft = await drafted(world, language="de")
    page = await browse(**PHONE, java_script_enabled=False)
    await page.goto(draft.link)
    await expect(page.get_by_text("Im Chat geht dasselbe")).to_be_visible()
    await expect(page.locator("#done")).to_be_hidden()
    assert STAMP.id in await draft.fields()
