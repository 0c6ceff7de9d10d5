"""The placing page saves by itself, loses nothing, and ends well."""

from dataclasses import replace

from playwright.async_api import expect

from bot.domain.fields import DIRECTOR, Kind
from tests.web.conftest import PHONE, WIDE, EnterPlacing, OpenPage
from tests.web.placing_desk import (
    NAME,
    SIGNATURE,
    STAMP,
    drafted,
    middle,
    saved,
    spot,
)
from tests.web.world import World


async def test_what_the_chat_changes_meanwhile_is_kept_and_shown(
    enter: EnterPlacing,
) -> None:
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


async def test_a_lost_connection_loses_nothing(
    enter: EnterPlacing,
) -> None:
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


async def test_a_refused_place_is_marked_and_nothing_is_lost(
    enter: EnterPlacing,
) -> None:
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


async def test_done_says_that_the_page_may_be_closed(
    enter: EnterPlacing,
) -> None:
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


async def test_without_scripts_it_says_what_to_do_instead(
    world: World, browse: OpenPage
) -> None:
    draft = await drafted(world, language="de")
    page = await browse(**PHONE, java_script_enabled=False)
    await page.goto(draft.link)
    await expect(page.get_by_text("Im Chat geht dasselbe")).to_be_visible()
    await expect(page.locator("#done")).to_be_hidden()
    assert STAMP.id in await draft.fields()
