"""Signing in a browser: with a finger, by keyboard, by mail, without scripts."""

from playwright.async_api import Page, expect

from bot.domain import events as e
from bot.domain.fields import CUSTOMER, DIRECTOR, Kind
from tests.images.photos import Scene, handwritten, photograph
from tests.web.conftest import DESK, Identify, OpenPage
from tests.web.hand import draw, saved
from tests.web.papers import USUAL, place
from tests.web.world import World

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
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Download the sealed document").click()
    file = await download.value
    assert file.suggested_filename == f"Delivery-note-4711-{envelope.id}.pdf"
    await page.get_by_role("link", name="Check a PDF").click()
    await page.locator("#file").set_input_files(await file.path())
    await page.get_by_role("button", name="Check this file").click()
    await expect(page.get_by_text("Unaltered")).to_be_visible()
    await expect(page.get_by_text("sealed original of this service")).to_be_visible()


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
    await expect(bob.get_by_text("Next to sign: Charlie Chandler")).to_be_visible()
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
