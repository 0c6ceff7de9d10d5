"""python-telegram-bot, written by others, drives the same Bot API."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    Update,
)
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from playground import Playground
from playground.client import Person, World

pytestmark = pytest.mark.filterwarnings(
    # It announces a future type of `retry_after` whenever it raises RetryAfter.
    "ignore::telegram.warnings.PTBDeprecationWarning"
)
Context = ContextTypes.DEFAULT_TYPE
App = Application[Any, Any, Any, Any, Any, Any]


async def start(update: Update, context: Context) -> None:
    assert update.message is not None
    keys = [[InlineKeyboardButton("Go on", callback_data="go")]]
    await update.message.reply_html(
        f"<b>Welcome</b> {' '.join(context.args or [])}",
        reply_markup=InlineKeyboardMarkup(keys),
    )


async def echo_file(update: Update, context: Context) -> None:
    assert update.message is not None
    assert update.message.document is not None
    file = await update.message.document.get_file()
    data = bytes(await file.download_as_bytearray())
    await update.message.reply_document(data[::-1], caption="back", filename="b.pdf")
    media = [InputMediaDocument(b"1", filename="1"), InputMediaDocument(b"2")]
    await update.message.reply_media_group(media)


async def go_on(update: Update, context: Context) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("going")
    await update.callback_query.edit_message_text("Gone on")


@pytest.fixture
async def ptb(playground: Playground) -> AsyncIterator[App]:
    application = (
        ApplicationBuilder()
        .token(playground.token)
        .base_url(f"{playground.url}/bot")
        .base_file_url(f"{playground.url}/file/bot")
        .build()
    )
    application.add_handler(CommandHandler("start", start))
    application.add_handler(MessageHandler(filters.Document.ALL, echo_file))
    application.add_handler(CallbackQueryHandler(go_on))
    async with application:
        yield application


@pytest.fixture
async def polling(ptb: App) -> AsyncIterator[Bot]:
    assert ptb.updater is not None
    await ptb.start()
    await ptb.updater.start_polling(poll_interval=0, timeout=5)
    yield ptb.bot
    await ptb.updater.stop()
    await ptb.stop()


async def test_commands_buttons_and_files(polling: Bot, world: World) -> None:
    alice = await world.person("Alice")
    sent = await alice.open_link("abc")
    assert (await alice.wait_for("Welcome", after=sent)).text == "Welcome abc"
    pressed = await alice.press("Go on")
    assert (await alice.answer(pressed)).text == "going"
    assert (await alice.wait_for("Gone on", after=pressed)).labels == []
    sent = await alice.document("a.pdf", b"%PDF")
    back = await alice.wait_for("back", after=sent)
    assert await alice.download(back) == b"FDP%"
    await alice.wait_for(lambda one: one.album is not None, after=back)


async def test_its_errors_are_understood(ptb: App, alice: Person, world: World) -> None:
    bot = ptb.bot
    with pytest.raises(BadRequest, match=r"[Cc]hat not found"):
        await bot.send_message(1, "x")
    await world.fault("sendMessage", "rate", retry_after=3)
    with pytest.raises(RetryAfter, match="Retry in 3 seconds"):
        await bot.send_message(alice.id, "x")
    await alice.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(alice.id, "x")
    await bot.set_webhook("https://example.invalid/")
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()


async def test_a_wrong_token(playground: Playground) -> None:
    bot = Bot("1:wrong", base_url=f"{playground.url}/bot")
    with pytest.raises(InvalidToken):
        await bot.initialize()
    await bot.request.shutdown()
