"""Every refusal in Telegram's own words, and its limits against another source."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramForbiddenError
from aiogram.types import InlineKeyboardMarkup
from telegram import constants

from playground.client import Person, World


def keys(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Key", **button}]]}


KEY = InlineKeyboardMarkup.model_validate(keys(callback_data="x"))
REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"chat_id": 1, "text": "x"}, "chat not found"),
    ("sendMessage", {"chat_id": "@nobody", "text": "x"}, "chat not found"),
    ("sendMessage", {"text": "x"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": 0}, "message text is empty"),
    ("sendMessage", {"chat_id": 0, "text": " \n "}, "message text is empty"),
    ("sendMessage", {"chat_id": 0, "text": "🖋" * 2049}, "message is too long"),
    (
        "sendMessage",
        {"chat_id": 0, "text": "x", "colour": "red"},
        'unknown parameter "colour"',
    ),
    (
        "sendMessage",
        {"chat_id": 0, "text": "x", "reply_markup": keys(callback_data="ü" * 33)},
        "BUTTON_DATA_INVALID",
    ),
    (
        "sendMessage",
        {"chat_id": 0, "text": "x", "reply_markup": keys()},
        "can't parse inline keyboard button: "
        "Text buttons are unallowed in the inline keyboard",
    ),
    (
        "sendMessage",
        {"chat_id": 0, "text": "x", "reply_markup": keys(url="nonsense")},
        "inline keyboard button URL 'nonsense' is invalid: Wrong HTTP URL",
    ),
    (
        "sendMessage",
        {"chat_id": 0, "text": "x", "reply_markup": "{"},
        "can't parse reply_markup JSON object",
    ),
    (
        "sendMessage",
        {"chat_id": 0, "text": "x", "reply_parameters": {"message_id": 999}},
        "message to be replied not found",
    ),
    (
        "sendMessage",
        {"chat_id": 0, "text": "x", "parse_mode": "BBCode"},
        "unsupported parse_mode",
    ),
    (
        "sendDocument",
        {"chat_id": 0, "document": "made-up"},
        "wrong file identifier/HTTP URL specified",
    ),
    ("sendDocument", {"chat_id": 0}, "there is no document in the request"),
    (
        "sendMediaGroup",
        {"chat_id": 0, "media": [{"type": "document", "media": "x"}]},
        "media group must include 2-10 items",
    ),
    (
        "editMessageText",
        {"chat_id": 0, "message_id": 999, "text": "x"},
        "message to edit not found",
    ),
    (
        "editMessageText",
        {"chat_id": 0, "message_id": 1, "text": "x"},
        "message can't be edited",
    ),
    (
        "deleteMessage",
        {"chat_id": 0, "message_id": 999},
        "message to delete not found",
    ),
    (
        "getFile",
        {"file_id": "made-up"},
        "wrong file_id or the file is temporarily unavailable",
    ),
    (
        "answerCallbackQuery",
        {"callback_query_id": "1"},
        "query is too old and response timeout expired or query ID is invalid",
    ),
    (
        "setWebhook",
        {"url": "http://example.org/"},
        "bad webhook: An HTTPS URL must be provided for webhook",
    ),
    (
        "setWebhook",
        {"url": "https://example.org/", "secret_token": "ä"},
        "secret token contains unallowed characters",
    ),
]


@pytest.mark.parametrize(("method", "fields", "text"), REFUSED)
async def test_bad_request(
    raw: Any, alice: Person, method: str, fields: dict[str, Any], text: str
) -> None:
    if fields.get("chat_id") == 0:
        fields = fields | {"chat_id": alice.id}
    answer = await raw(method, **fields)
    assert answer == {
        "ok": False,
        "error_code": 400,
        "description": f"Bad Request: {text}",
    }


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("é<div>x</div>", 'Unsupported start tag "div" at byte offset 2'),
        (
            "<b>x</i>",
            'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
        ),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("1 < 2", "Unclosed start tag at byte offset 2"),
    ],
)
async def test_wrong_html(raw: Any, alice: Person, text: str, complaint: str) -> None:
    answer = await raw("sendMessage", chat_id=alice.id, text=text, parse_mode="HTML")
    assert answer["description"] == f"Bad Request: can't parse entities: {complaint}"


async def test_token_and_method(raw: Any) -> None:
    assert (await raw("getMe", token="1:wrong"))["description"] == "Unauthorized"
    assert (await raw("getMe", token="nonsense"))["description"] == "Not Found"
    assert (await raw("sendPigeon"))["error_code"] == 404
    assert (await raw("GETME"))["result"]["username"] == "chatsign_bot"


async def test_persons_who_cannot_be_reached(
    bot: Bot, alice: Person, world: World
) -> None:
    bob = await world.person("Bob")
    with pytest.raises(TelegramForbiddenError, match="can't initiate conversation"):
        await bot.send_message(bob.id, "Hello")
    await alice.block()
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(alice.id, "Hello")
    change = (await bot.get_updates())[-1].my_chat_member
    assert change is not None
    assert change.new_chat_member.status == "kicked"
    await alice.unblock()
    await bot.send_message(alice.id, "Hello")
    await alice.change(deactivated=True)
    with pytest.raises(TelegramForbiddenError, match="user is deactivated"):
        await bot.send_message(alice.id, "Hello")


async def test_limits_agree_with_python_telegram_bot(raw: Any, alice: Person) -> None:
    """At the limit it passes, one more is refused."""

    async def passes(method: str, **fields: Any) -> bool:
        return bool((await raw(method, chat_id=alice.id, **fields))["ok"])

    text = constants.MessageLimit.MAX_TEXT_LENGTH
    assert await passes("sendMessage", text="x" * text)
    assert not await passes("sendMessage", text="x" * (text + 1))
    data = constants.InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
    for size, good in ((data, True), (data + 1, False)):
        markup = keys(callback_data="x" * size)
        assert await passes("sendMessage", text="x", reply_markup=markup) is good
    copy = constants.InlineKeyboardButtonLimit.MAX_COPY_TEXT
    for size, good in ((copy, True), (copy + 1, False)):
        markup = keys(copy_text={"text": "x" * size})
        assert await passes("sendMessage", text="x", reply_markup=markup) is good
    commands = constants.BotCommandLimit.MAX_COMMAND_NUMBER
    for count, good in ((commands, True), (commands + 1, False)):
        menu = [{"command": f"c{n}", "description": "x"} for n in range(count)]
        assert (await raw("setMyCommands", commands=menu))["ok"] is good
    about = constants.BotDescriptionLimit.MAX_DESCRIPTION_LENGTH
    for size, good in ((about, True), (about + 1, False)):
        answer = await raw("setMyDescription", description="x" * size)
        assert answer["ok"] is good


async def test_caption_and_answer_limits(raw: Any, bot: Bot, alice: Person) -> None:
    await alice.document("a.pdf", b"%PDF")
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.document is not None
    file_id = message.document.file_id
    caption = constants.MessageLimit.CAPTION_LENGTH
    for size, good in ((caption, True), (caption + 1, False)):
        answer = await raw(
            "sendDocument", chat_id=alice.id, document=file_id, caption="x" * size
        )
        assert answer["ok"] is good
    assert answer["description"] == "Bad Request: message caption is too long"
    toast = constants.CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH
    await bot.send_message(alice.id, "x", reply_markup=KEY)
    for size, good in ((toast + 1, False), (toast, True)):
        pressed = await alice.press("x")
        answer = await raw(
            "answerCallbackQuery", callback_query_id=pressed.query_id, text="x" * size
        )
        assert answer["ok"] is good


async def test_a_query_expires(raw: Any, bot: Bot, alice: Person, world: World) -> None:
    markup = keys(callback_data="x")
    await raw("sendMessage", chat_id=alice.id, text="x", reply_markup=markup)
    await world.settings(query_life=0)
    pressed = await alice.press("Key")
    answer = await raw("answerCallbackQuery", callback_query_id=pressed.query_id)
    assert "query is too old" in answer["description"]
