"""Keyboards under messages: checked like Telegram does, found by their buttons."""

import re
from typing import Final
from urllib.parse import urlsplit

from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)
from aiogram.types.reply_markup_union import ReplyMarkupUnion

from playground.errors import bad_request

DATA_LIMIT: Final = 64
"""Bytes."""
COPY_LIMIT: Final = 256
BUTTONS_LIMIT: Final = 100
WEB_HOST: Final = re.compile(r"[^\s/]+$")


def inline(markup: ReplyMarkupUnion | None) -> InlineKeyboardMarkup | None:
    """The inline keyboard of a message, checked; None for the other kinds."""
    if not isinstance(markup, InlineKeyboardMarkup):
        return None
    rows = [row for row in markup.inline_keyboard if row]
    for button in (button for row in rows for button in row):
        _check(button)
    if sum(map(len, rows)) > BUTTONS_LIMIT:
        raise bad_request("reply markup is too long")
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def check_reply_keyboard(markup: ReplyKeyboardMarkup) -> None:
    if not any(markup.keyboard):
        raise bad_request("keyboard can't be empty")
    for button in (button for row in markup.keyboard for button in row):
        if not button.text:
            raise bad_request("can't parse keyboard button: Text must be non-empty")


def find_inline(
    markup: InlineKeyboardMarkup | None, wanted: str
) -> InlineKeyboardButton | None:
    """A button by its callback data or its visible text, exactly or as a part."""
    buttons = [one for row in markup.inline_keyboard for one in row] if markup else []
    exact = [one for one in buttons if wanted in {one.callback_data, one.text}]
    part = [one for one in buttons if wanted.lower() in one.text.lower()]
    return next(iter(exact + part), None)


def find_reply(
    markup: ReplyKeyboardMarkup | None, wanted: str
) -> KeyboardButton | None:
    buttons = [one for row in markup.keyboard for one in row] if markup else []
    exact = [one for one in buttons if wanted == one.text]
    part = [one for one in buttons if wanted.lower() in one.text.lower()]
    return next(iter(exact + part), None)


def _check(button: InlineKeyboardButton) -> None:
    if not button.text:
        raise bad_request("can't parse inline keyboard button: Text must be non-empty")
    if button.callback_data is not None:
        if not 1 <= len(button.callback_data.encode()) <= DATA_LIMIT:
            raise bad_request("BUTTON_DATA_INVALID")
    elif button.url is not None:
        _check_url(button.url, f"inline keyboard button URL '{button.url}'")
    elif button.web_app is not None:
        address = button.web_app.url
        _check_url(address, f"inline keyboard button Web App URL '{address}'")
    elif button.copy_text is not None:
        if not 1 <= len(button.copy_text.text) <= COPY_LIMIT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    elif not any(
        value is not None
        for name, value in button
        if name.startswith(("switch_", "login_", "pay", "callback_game"))
    ):
        raise bad_request(
            "can't parse inline keyboard button: "
            "Text buttons are unallowed in the inline keyboard"
        )


def _check_url(address: str, what: str) -> None:
    parts = urlsplit(address)
    if parts.scheme == "tg":
        return
    if parts.scheme not in {"http", "https"} or not WEB_HOST.match(parts.netloc):
        raise bad_request(f"{what} is invalid: Wrong HTTP URL")
