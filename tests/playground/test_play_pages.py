"""The pages in a real browser, wide and on a phone, with a real bot behind them."""

import re
from collections.abc import AsyncIterator
from email.message import EmailMessage
from typing import Any

import aiosmtplib
import pytest
import pytest_asyncio
from playwright.async_api import Browser, FilePayload, expect
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    Update,
    WebAppInfo,
)
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from playground import Playground
from playground.client import World
from tests.playground.browsing import PHONE, WIDE, in_chromium, no_barriers, visit

Context = ContextTypes.DEFAULT_TYPE
MINI_APP = "http://127.0.0.1:1/place"
pytestmark = in_chromium


async def answer(update: Update, context: Context) -> None:
    """A small bot: documents come back with keys, /phone asks for a contact."""
    message = update.message
    assert message is not None
    if message.document is not None:
        keys = [
            [InlineKeyboardButton("Sign", callback_data="sign")],
            [InlineKeyboardButton("Why?", callback_data="why")],
        ]
        await message.reply_document(
            message.document.file_id,
            caption="Please sign",
            reply_markup=InlineKeyboardMarkup(keys),
        )
    elif message.contact is not None:
        await message.reply_text(f"Thanks, {message.contact.phone_number}")
    elif message.text == "/phone":
        keyboard = [[KeyboardButton("Share my number", request_contact=True)]]
        await message.reply_text(
            "Your number?",
            reply_markup=ReplyKeyboardMarkup(keyboard, one_time_keyboard=True),
        )
    elif message.text == "/place":
        app = InlineKeyboardButton("Place the fields", web_app=WebAppInfo(MINI_APP))
        await message.reply_text("Here", reply_markup=InlineKeyboardMarkup([[app]]))
    else:
        await message.reply_html(f"<b>You said</b> {message.text}")


async def pressed(update: Update, context: Context) -> None:
    query = update.callback_query
    assert query is not None
    if query.data == "why":
        await query.answer("Because it is due", show_alert=True)
    else:
        await query.answer("Signed!")
        await query.edit_message_caption("Signed by you")


@pytest_asyncio.fixture(loop_scope="module")
async def playground() -> AsyncIterator[Playground]:
    """With a guide and samples, and a bot that polls."""
    async with Playground(
        guide=[("Start", "<p>Press <b>START</b>.</p>"), ("Send", "<p>A file.</p>")],
        samples={"order.json": b'{"number": 1}'},
    ) as running:
        application = (
            ApplicationBuilder()
            .token(running.token)
            .base_url(f"{running.url}/bot")
            .base_file_url(f"{running.url}/file/bot")
            .build()
        )
        application.add_handler(MessageHandler(filters.ALL, answer))
        application.add_handler(CallbackQueryHandler(pressed))
        assert application.updater is not None
        async with application:
            await application.start()
            await application.updater.start_polling(poll_interval=0, timeout=5)
            yield running
            await application.updater.stop()
            await application.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def world(playground: Playground) -> AsyncIterator[World]:
    async with World(playground.url) as world:
        yield world


async def test_a_chat_on_a_wide_screen(
    browser: Browser, playground: Playground, world: World
) -> None:
    page = await visit(browser, playground.url, WIDE)
    await expect(page.get_by_text("Nobody is here yet")).to_be_visible()
    for name in ("Alice", "Bob"):
        await page.get_by_role("button", name="Add a person").first.click()
        assert await page.get_by_label("First name").input_value() == name
        await page.get_by_role("button", name="Add", exact=True).click()
    alice = page.get_by_label("Alice's chat")
    await expect(page.get_by_label("Bob's chat")).to_be_visible()
    await expect(page.get_by_label("Guide")).to_contain_text("Press START.")

    await alice.get_by_role("button", name="START").click()
    await expect(alice.get_by_text("You said /start")).to_be_visible()
    box = alice.get_by_label("Message of Alice")
    await box.fill("<b>not bold</b>")
    await box.press("Enter")
    await expect(alice.locator(".mine").last).to_contain_text("<b>not bold</b>")

    await page.get_by_role("button", name="Send order.json").click()
    await page.get_by_role("button", name="Alice sends it").click()
    await alice.get_by_role("button", name="Why?").click()
    await expect(page.get_by_text("Because it is due")).to_be_visible()
    await page.get_by_role("button", name="OK").click()
    await alice.get_by_role("button", name="Sign", exact=True).click()
    await expect(alice.get_by_role("status")).to_have_text("Signed!")
    await expect(alice.get_by_text("Signed by you")).to_be_visible()
    await expect(alice.get_by_text("edited")).to_be_visible()

    person = (await world.people())[0]
    file = [one for one in await person.chat() if one.document][-1]
    async with page.context.expect_page() as opened:
        await alice.get_by_role("link", name="order.json").last.click()
    await (await opened.value).close()
    assert await person.download(file) == b'{"number": 1}'
    await no_barriers(page)


async def test_a_chat_on_a_phone(
    browser: Browser, playground: Playground, world: World, picture: Any
) -> None:
    alice = await world.person("Alice", phone="+4930555")
    bob = await world.person("Bob")
    page = await visit(browser, f"{playground.url}/#{bob.id}", PHONE)
    await expect(page.get_by_label("Bob's chat")).to_be_visible()
    await expect(page.get_by_label("Alice's chat")).not_to_be_visible()
    await page.get_by_role("tab", name="Alice").click()
    pane = page.get_by_label("Alice's chat")
    await pane.get_by_role("button", name="START").click()

    await pane.get_by_label("Message of Alice").fill("/phone")
    await pane.get_by_role("button", name="Send").click()
    await pane.get_by_role("button", name="Share my number").click()
    await expect(pane.get_by_text("Thanks, +4930555")).to_be_visible()

    photo = FilePayload(name="s.png", mimeType="image/png", buffer=picture(900, 600))
    async with page.expect_file_chooser() as chooser:
        await pane.get_by_role("button", name="Attach").click()
        await page.get_by_role("button", name="Photo", exact=True).click()
    await (await chooser.value).set_files(photo)
    await pane.get_by_role("button", name="Enlarge photo").click()
    await expect(page.get_by_role("dialog", name="Photo")).to_be_visible()
    await page.keyboard.press("Escape")
    assert [one.photo.width for one in await alice.chat() if one.photo] == [900]

    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width == PHONE["width"]
    await pane.get_by_role("button", name="Settings of this person").click()
    await page.get_by_role("button", name="Block the bot").click()
    await pane.get_by_role("button", name="UNBLOCK").click()
    await expect(pane.get_by_label("Message of Alice")).to_be_visible()
    await no_barriers(page)


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
async def test_a_mail_leads_into_the_chat(
    browser: Browser, playground: Playground, world: World, viewport: Any
) -> None:
    charlie = await world.person("Charlie")
    mail = EmailMessage()
    mail["From"], mail["To"] = "sign@company.test", "charlie@customer.test"
    mail["Subject"] = "Please sign"
    mail.set_content("Plain words https://t.me/chatsign_bot?start=tok_1")
    mail.add_alternative(
        '<p>Rich words <a href="https://t.me/chatsign_bot?start=tok_1">Open</a></p>',
        subtype="html",
    )
    mail.add_attachment(b"%PDF", "application", "pdf", filename="note.pdf")
    page = await visit(browser, f"{playground.url}/mail", viewport)
    await expect(page.get_by_text("No mail yet")).to_be_visible()
    await aiosmtplib.send(mail, hostname="127.0.0.1", port=playground.smtp_port)
    await expect(page.get_by_label("1 unread")).to_be_visible()

    await page.get_by_role("button", name=re.compile("Please sign")).click()
    await expect(page.get_by_label("1 unread")).not_to_be_visible()
    async with page.expect_download() as download:
        await page.get_by_role("link", name="note.pdf").click()
    assert (await download.value).suggested_filename == "note.pdf"
    await page.get_by_role("tab", name="Text").click()
    await expect(page.locator("article")).to_contain_text("Plain words")
    await page.get_by_role("tab", name="Source").click()
    await expect(page.locator("article")).to_contain_text("Subject: Please sign")
    await page.get_by_role("tab", name="HTML").click()
    await no_barriers(page)

    async with page.context.expect_page() as opened:
        frame = page.frame_locator("iframe")
        await frame.get_by_role("link", name="Open").click()
    chats = await opened.value
    await chats.get_by_role("button", name="Charlie").click()
    await chats.get_by_role("button", name="START", exact=True).click()
    await expect(chats.get_by_text("You said /start tok_1")).to_be_visible()
    assert (await charlie.chat())[0].text == "/start tok_1"


async def test_a_mini_app_opens_in_a_frame_and_closes_itself(
    browser: Browser, playground: Playground, world: World
) -> None:
    alice = await world.person("Alice")
    page = await visit(browser, f"{playground.url}/#{alice.id}", WIDE)
    closing = "parent.postMessage(JSON.stringify({eventType: 'web_app_close'}), '*')"
    await page.route(
        f"{MINI_APP}*",
        lambda route: route.fulfill(
            body=f'<button onclick="{closing}">Done</button>', content_type="text/html"
        ),
    )
    await alice.send("/place")
    await page.get_by_role("button", name="Place the fields").click()
    await expect(page.locator("#webapp")).to_be_visible()
    await page.frame_locator("#webapp iframe").get_by_role("button").click()
    await expect(page.locator("#webapp")).to_be_hidden()
