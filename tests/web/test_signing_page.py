"""Signing in a browser: with a finger, by keyboard, offline, without scripts."""

from math import cos, sin

from playwright.async_api import CDPSession, Page, expect

from bot.domain import events as e
from bot.domain.fields import CUSTOMER, DIRECTOR, Kind
from tests.images.photos import Scene, handwritten, photograph
from tests.web.conftest import DESK, Identify, OpenPage
from tests.web.world import USUAL, World, place

ALL_KINDS = (
    place(Kind.BANK, 6, label="Bank details"),
    place(Kind.CHOICE, 5, label="Delivery", choices=("Monday", "Tuesday")),
    place(Kind.CHECKBOX, 4, label="Undamaged", required=False),
    place(Kind.NUMBER, 3, label="Pieces"),
    *USUAL,
)
PHOTO = photograph(
    handwritten((1280, 960), "Bob Brandt"), (20, 30, 110), Scene(size=(1280, 960))
).jpeg


async def draw(page: Page) -> None:
    """Sign with a finger."""
    pad = page.locator("[data-pad]")
    await pad.scroll_into_view_if_needed()
    box = await pad.bounding_box()
    assert box
    finger = await page.context.new_cdp_session(page)
    middle = box["y"] + box["height"] / 2
    points = [
        (box["x"] + 60 + 3 * n + 12 * cos(n / 3), middle - 40 * sin(n / 3))
        for n in range(60)
    ]
    await touch(finger, "touchStart", points[0])
    for point in points[1:]:
        await touch(finger, "touchMove", point)
    await finger.send(
        "Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []}
    )


async def touch(finger: CDPSession, kind: str, point: tuple[float, float]) -> None:
    x, y = point
    await finger.send(
        "Input.dispatchTouchEvent",
        {"type": kind, "touchPoints": [{"x": round(x, 1), "y": round(y, 1)}]},
    )


async def ink(page: Page) -> list[float]:
    """Where the drawing lies on the pad: its edges in fractions; empty when blank."""
    edges: list[float] = await page.locator("[data-pad]").evaluate(
        """canvas => {
            const {width, height} = canvas;
            const brush = canvas.getContext("2d");
            const pixels = brush.getImageData(0, 0, width, height).data;
            let [left, top, right, bottom] = [width, height, 0, 0];
            for (let y = 0; y < height; y++) for (let x = 0; x < width; x++)
                if (pixels[4 * (y * width + x) + 3] > 99) {
                    left = Math.min(left, x); right = Math.max(right, x);
                    top = Math.min(top, y); bottom = Math.max(bottom, y);
                }
            return right ? [left / width, right / width] : [];
        }"""
    )
    return edges


async def saved(page: Page) -> None:
    await expect(page.locator("#save-state")).to_have_text("Everything is saved.")


async def test_charlie_signs_on_his_phone_with_a_finger(
    world: World, identified: Identify
) -> None:
    envelope = await world.sent(ALL_KINDS)
    page = await identified(envelope)
    await expect(page.get_by_text("Total: €1,234.50")).to_be_visible()
    await page.get_by_role("link", name="Next field").click()
    await expect(page.get_by_role("textbox", name="Bank details")).to_be_focused()
    await page.keyboard.type("DE89 3704 0044 0532 0130 00")
    await page.keyboard.press("Tab")
    await page.get_by_role("combobox", name="Delivery").select_option("Tuesday")
    await expect(page.get_by_text("Commerzbank")).to_be_visible()
    await page.get_by_role("textbox", name="Pieces").fill("12.5")
    await page.get_by_role("textbox", name="Place").fill("Köln")
    await draw(page)
    await saved(page)
    await expect(page.get_by_role("link", name="Next field")).to_be_hidden()
    await page.get_by_role("button", name="Preview").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(
        "This is how it will look"
    )
    await page.get_by_label("I have read the document").check()
    await page.get_by_role("button", name="Sign now").click()
    await expect(page.get_by_text("You have signed")).to_be_visible()
    now = await world.seal(envelope)
    assert now.sealed
    assert now.opened[CUSTOMER].trace.via == "page"
    assert "Chrom" in now.signed[CUSTOMER].trace.agent
    await page.reload()
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Download the sealed document").click()
    file = await download.value
    assert file.suggested_filename == f"Delivery-note-4711-{envelope.id}.pdf"
    await page.get_by_role("link", name="Check a PDF").click()
    await page.locator("#file").set_input_files(await file.path())
    await page.get_by_role("button", name="Check this file").click()
    await expect(page.get_by_text("Unaltered")).to_be_visible()
    await expect(page.get_by_text("comes from this service")).to_be_visible()


async def test_charlie_signs_by_keyboard_alone(world: World, browse: OpenPage) -> None:
    envelope = await world.sent()
    page = await browse(**DESK, has_touch=False, is_mobile=False)
    await page.goto(await world.link(envelope))
    await tab_to(page, "Send me a code")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("six digits")).to_be_focused()
    await page.keyboard.type(world.code(envelope))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Fill in")).to_be_visible()
    await expect(page.locator("html.scripted")).to_be_attached()
    await tab_to(page, "Next field")
    await page.keyboard.press("Enter")
    await page.keyboard.type("Köln")
    await tab_to(page, "Draw")
    await page.keyboard.press("ArrowRight")
    await expect(page.get_by_label("Your name; we write it")).to_be_visible()
    await expect(page.locator("[data-fresh]")).to_be_visible()
    await tab_to(page, "Preview")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Sign", exact=True)).to_be_visible()
    await tab_to(page, "I have read the document")
    await page.keyboard.press("Space")
    await tab_to(page, "Sign now")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("You have signed")).to_be_visible()


async def tab_to(page: Page, name: str) -> None:
    """Press Tab until something of that name has the focus, and can be seen to."""
    focused = """() => {
        const at = document.activeElement;
        const label = at.labels?.[0]?.textContent ?? "";
        return (at.getAttribute("aria-label") ?? "") + label + at.textContent;
    }"""
    for _ in range(60):
        await page.keyboard.press("Tab")
        if name in str(await page.evaluate(focused)):
            return
    raise AssertionError(f"no way to {name!r} by keyboard")


async def test_a_lost_connection_loses_nothing(
    world: World, identified: Identify
) -> None:
    envelope = await world.sent()
    page = await identified(envelope)
    await page.context.set_offline(True)
    await page.get_by_role("textbox", name="Place").fill("Köln")
    await draw(page)
    await expect(page.get_by_text("No connection.")).to_be_visible()
    await page.get_by_role("button", name="Preview").click()
    await expect(page.get_by_text("No connection.")).to_be_visible()
    assert "/preview" not in page.url
    await page.context.set_offline(False)
    await saved(page)
    values = (await world.desk.form(envelope.id, CUSTOMER)).values
    assert values["customer-text-1"] == "Köln"
    assert "customer-signature-0" in values
    assert await page.evaluate("localStorage.length") == 0


async def test_what_could_not_be_saved_comes_back_with_the_page(
    world: World, identified: Identify
) -> None:
    envelope = await world.sent()
    page = await identified(envelope)
    await page.route("**/fields", lambda route: route.abort())
    await page.get_by_role("textbox", name="Place").fill("Köln")
    await draw(page)
    await expect(page.get_by_text("No connection.")).to_be_visible()
    assert not (await world.desk.form(envelope.id, CUSTOMER)).values
    again = await page.context.new_page()
    await page.close()
    await again.goto(f"{world.url}/sign/{envelope.id}/customer")
    await expect(again.get_by_role("textbox", name="Place")).to_have_value("Köln")
    await saved(again)
    assert await ink(again)
    values = (await world.desk.form(envelope.id, CUSTOMER)).values
    assert set(values) == {"customer-text-1", "customer-signature-0"}


async def test_turning_and_zooming_keep_the_drawing(
    world: World, identified: Identify
) -> None:
    page = await identified(await world.sent())
    await draw(page)
    await saved(page)
    upright = await ink(page)
    assert upright
    pad = page.locator("[data-pad]")
    narrow = await pad.evaluate("canvas => canvas.width")
    await page.set_viewport_size({"width": 844, "height": 390})
    await expect(pad).not_to_have_js_property("width", narrow)
    across = await ink(page)
    assert [round(edge, 1) for edge in across] == [round(edge, 1) for edge in upright]
    await page.set_viewport_size({"width": 390, "height": 844})
    await expect(pad).to_have_js_property("width", narrow)
    back = await ink(page)
    assert max(abs(a - b) for a, b in zip(back, upright, strict=True)) < 0.02
    await page.get_by_role("button", name="Undo").click()
    assert not await ink(page)
    await saved(page)


async def test_a_scribble_of_one_dot_is_refused_with_a_hint(
    world: World, identified: Identify
) -> None:
    """Row 25 of the abuses."""
    page = await identified(await world.sent())
    await page.locator("[data-pad]").scroll_into_view_if_needed()
    await page.locator("[data-pad]").tap()
    await expect(page.get_by_text("draw a little more")).to_be_visible()
    await page.get_by_role("button", name="Preview").click()
    problems = page.get_by_role("alert").filter(has_text="missing")
    await expect(problems).to_contain_text("Signature")


async def test_everything_but_drawing_works_without_scripts(
    world: World, browse: OpenPage, identified: Identify
) -> None:
    envelope = await world.sent(ALL_KINDS)
    plain = await browse(java_script_enabled=False)
    page = await identified(envelope, page=plain, scripts=False)
    await expect(page.get_by_text("Draw", exact=True)).to_be_hidden()
    await page.get_by_role("textbox", name="Bank details").fill("DE11 1111")
    await page.get_by_role("textbox", name="Place").fill("Köln <b>Süd</b>")
    await page.get_by_role("button", name="Save and finish later").click()
    await page.get_by_role("button", name="Preview").click()
    alert = page.get_by_role("alert").first
    await expect(alert).to_contain_text("Bank details")
    await expect(alert).to_contain_text("Delivery")
    await page.get_by_role("textbox", name="Bank details").fill("DE11 1111")
    await page.get_by_role("button", name="Preview").click()
    bank = page.get_by_role("textbox", name="Bank details")
    await expect(bank).to_have_value("DE11 1111")
    await expect(page.get_by_text("is not a valid IBAN")).to_be_visible()
    await expect(page.get_by_role("textbox", name="Place")).to_have_value(
        "Köln <b>Süd</b>"
    )
    await bank.fill("DE89370400440532013000")
    await page.get_by_role("combobox", name="Delivery").select_option("Monday")
    await page.get_by_role("checkbox", name="Undamaged").check()
    await page.get_by_role("textbox", name="Pieces").fill("3")
    await page.get_by_text("Photo", exact=True).click()
    await page.locator("[type=file]").set_input_files(
        {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": PHOTO}
    )
    await page.get_by_role("button", name="Preview").click()
    await page.get_by_role("button", name="Sign now").click()
    assert not await world.events(envelope, e.Signed)
    await page.get_by_label("I have read the document").check()
    await page.get_by_role("button", name="Sign now").click()
    await expect(page.get_by_text("You have signed")).to_be_visible()


async def test_bob_signs_and_stamps_by_mail_while_charlie_waits(
    world: World, identified: Identify
) -> None:
    envelope = await world.sent(
        (
            *USUAL,
            place(Kind.SIGNATURE, 0, role=DIRECTOR, label="Signature"),
            place(Kind.STAMP, 1, role=DIRECTOR, label="Stamp"),
        )
    )
    charlie = await identified(envelope)
    await expect(charlie.get_by_text("Not your turn yet")).to_be_visible()
    bob = await identified(envelope, DIRECTOR)
    for number, label in enumerate(("Stamp", "Signature")):
        entry = bob.get_by_role("group", name=label)
        if number:
            await entry.get_by_text("Photo", exact=True).click()
        await entry.locator("[type=file]").set_input_files(
            {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": PHOTO}
        )
        await expect(entry.locator("[data-picture]")).to_be_visible()
    await bob.get_by_role("button", name="Preview").click()
    await bob.get_by_label("I have read the document").check()
    await bob.get_by_role("button", name="Sign now").click()
    await expect(bob.get_by_text("turn of Charlie Chandler")).to_be_visible()
    await charlie.reload()
    await expect(charlie.get_by_role("heading", name="Fill in")).to_be_visible()


async def test_charlie_declines_with_a_reason(
    world: World, identified: Identify
) -> None:
    envelope = await world.sent()
    page = await identified(envelope)
    await page.get_by_text("I do not want to sign").click()
    await page.get_by_label("Why not?").fill("   ")
    await page.get_by_role("button", name="Decline to sign").click()
    await expect(page.get_by_text("That was empty.")).to_be_visible()
    await page.get_by_label("Why not?").fill("Two chairs are missing.")
    await page.get_by_role("button", name="Decline to sign").click()
    await expect(page.get_by_text("You declined to sign")).to_be_visible()
    ended = (await world.now(envelope)).ended
    assert isinstance(ended, e.Declined)
    assert ended.reason == "Two chairs are missing."


async def test_a_wrong_code_is_said_beside_it(world: World, browse: OpenPage) -> None:
    envelope = await world.sent()
    page = await browse()
    await page.goto(await world.link(envelope))
    await page.get_by_role("button", name="Send me a code").click()
    wrong = f"{(int(world.code(envelope)) + 1) % 10**6:06d}"
    await page.get_by_label("six digits").fill(wrong)
    await page.get_by_role("button", name="Open the document").click()
    await expect(page.get_by_role("alert")).to_contain_text("That is not the code.")
    assert not (await world.now(envelope)).opened
