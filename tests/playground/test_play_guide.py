"""A newcomer follows the demo's guide: wide, on a phone, and by way of the mailbox."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from playground import Playground
from playground.client import World
from playground.guide import gather_cast, guide, samples
from tests.playground.browsing import PHONE, WIDE, in_chromium, no_barriers, visit

pytestmark = in_chromium


@pytest_asyncio.fixture(loop_scope="module")
async def playground() -> AsyncIterator[Playground]:
    """With the guide and the people of the demo; nobody answers for the bot."""
    async with Playground(guide=guide("owner-code"), samples=samples()) as running:
        await gather_cast(running.url)
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def world(playground: Playground) -> AsyncIterator[World]:
    async with World(playground.url) as world:
        yield world


def tour(page: Page) -> Locator:
    return page.get_by_label("Guide", exact=True)


async def write_as_the_bot(page: Page, playground: Playground, chat: int) -> None:
    address = f"{playground.url}/bot{playground.token}/sendMessage"
    answer = await page.request.post(address, data={"chat_id": chat, "text": "News!"})
    assert answer.ok


async def test_on_a_phone_the_guide_comes_first_and_stays_near(
    browser: Browser, playground: Playground, world: World
) -> None:
    page = await visit(browser, playground.url, PHONE, touch=True)
    await expect(tour(page)).to_contain_text("e-mail address")
    await tour(page).get_by_role("button", name="opens the owner's link").tap()
    await expect(tour(page)).not_to_be_visible()
    await page.get_by_label("Olivia's chat").get_by_role("button", name="START").tap()

    back = page.get_by_role("button", name="Step 1: Olivia takes over the bot")
    await back.tap()
    await tour(page).get_by_role("button", name="olivia@nordwind.example").tap()
    last = page.get_by_label("Olivia's chat").locator(".mine").last
    await expect(last).to_contain_text("olivia@nordwind.example")
    await no_barriers(page)

    await page.reload()
    await expect(tour(page)).not_to_be_visible()
    await back.tap()
    for label in ("opens the owner's link", "olivia@nordwind.example"):
        await expect(tour(page).get_by_role("button", name=label)).to_have_class("done")
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width == PHONE["width"]


async def test_the_mailbox_keeps_the_guide_and_the_place(
    browser: Browser, playground: Playground, world: World
) -> None:
    page = await visit(browser, playground.url, WIDE)
    await tour(page).get_by_text("Alice drafts").click()
    (_, alice, *_) = await world.people()
    await alice.send("/start")
    await tour(page).get_by_role("button", name="contract.pdf").first.click()
    await expect(page.get_by_role("tab", name="Alice")).to_have_attribute(
        "aria-selected", "true"
    )
    await tour(page).get_by_text("Charlie signs").click()
    await tour(page).get_by_role("link", name="mailbox").click()
    await expect(page.get_by_text("No mail yet")).to_be_visible()
    await expect(tour(page)).to_contain_text("a second mail brings his code")
    await no_barriers(page)

    await page.get_by_role("link", name="Chats").click()
    await expect(page.get_by_role("tab", name="Alice")).to_have_attribute(
        "aria-selected", "true"
    )
    await expect(tour(page)).to_contain_text("a second mail brings his code")
    await expect(tour(page).locator("button.done")).to_have_text("contract.pdf")


async def test_from_the_mailbox_a_step_leads_into_the_chat(
    browser: Browser, playground: Playground, world: World
) -> None:
    (_, alice, *_) = await world.people()
    await alice.send("/start")
    page = await visit(browser, f"{playground.url}/mail", WIDE)
    await tour(page).get_by_text("Everybody has it").click()
    await tour(page).get_by_role("button", name="/status").click()
    await expect(page.get_by_label("Alice's chat")).to_contain_text("/status")
    await expect(tour(page).locator("button.done")).to_have_text("/status")


async def test_everybody_can_be_reached_on_a_small_screen(
    browser: Browser, playground: Playground
) -> None:
    page = await visit(browser, playground.url, WIDE)
    mallory = page.get_by_role("region", name="Mallory's chat")
    await expect(mallory).not_to_be_in_viewport()
    for name in ("Olivia", "Alice", "Bob", "Charlie", "Mallory"):
        await expect(page.get_by_role("tab", name=name)).to_be_in_viewport(ratio=1)
    await page.get_by_role("tab", name="Mallory").click()
    await expect(mallory).to_be_in_viewport(ratio=0.99)

    await page.set_viewport_size({"width": 1900, "height": 900})
    await expect(page.get_by_role("tab", name="Mallory")).not_to_be_visible()
    await expect(mallory).to_be_in_viewport(ratio=0.99)


async def test_a_finger_finds_what_can_be_done_with_a_file(
    browser: Browser, playground: Playground, world: World
) -> None:
    (_, alice, *_, mallory) = await world.people()
    await mallory.send("/start")
    await alice.send("/start")
    await alice.document("contract.pdf", samples()["contract.pdf"])
    page = await visit(browser, f"{playground.url}/#{alice.id}", PHONE, touch=True)
    bubble = page.get_by_label("Alice's chat").locator(".bubble").last
    more = bubble.get_by_role("button", name="Actions for this message")
    await expect(more).to_have_css("opacity", "1")
    words, button = await bubble.bounding_box(), await more.bounding_box()
    assert words
    assert button
    # His own message stands at the right, so the button is left of it.
    assert button["x"] + button["width"] <= words["x"]
    await more.tap()
    assert await page.locator(".menu button").count() <= 4
    await page.get_by_role("button", name="Send a changed copy…").tap()
    await page.get_by_role("button", name="Mallory sends it").tap()
    sent = page.get_by_label("Mallory's chat").get_by_text("contract.pdf")
    await expect(sent).to_be_visible()
    await expect(page.get_by_role("tab", name="Mallory")).to_be_in_viewport(ratio=0.9)
    altered = await mallory.download((await mallory.chat())[-1])
    original = samples()["contract.pdf"]
    assert len(altered) == len(original)
    assert altered != original


async def test_a_dot_means_news(
    browser: Browser, playground: Playground, world: World
) -> None:
    (_, alice, bob, *_) = await world.people()
    page = await visit(browser, f"{playground.url}/#{alice.id}", PHONE)
    await expect(page.get_by_label("Alice's chat")).to_be_visible()
    await bob.change(language_code="pl")
    await bob.send("/start")
    await alice.send("/start")
    last = page.get_by_label("Alice's chat").locator(".mine").last
    await expect(last).to_contain_text("/start")
    await expect(page.get_by_title("New")).to_have_count(0)
    await write_as_the_bot(page, playground, bob.id)
    tab = page.get_by_role("tab", name="Bob")
    await expect(tab.get_by_title("New")).to_be_visible()
    await tab.click()
    await expect(page.get_by_title("New")).to_have_count(0)


async def test_the_last_message_stays_in_sight(
    browser: Browser, playground: Playground, world: World
) -> None:
    """As a keyboard on the screen or a new row takes room away."""
    (_, alice, *_) = await world.people()
    await alice.send("/start")
    for number in range(20):
        await alice.send(f"Message {number}")
    page = await visit(browser, f"{playground.url}/#{alice.id}", PHONE)
    last = page.get_by_label("Alice's chat").locator(".bubble").last
    await expect(last).to_be_in_viewport(ratio=0.9)
    await page.set_viewport_size({"width": 390, "height": 500})
    await expect(last).to_be_in_viewport(ratio=0.9)
