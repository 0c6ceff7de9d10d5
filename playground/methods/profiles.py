"""Methods by which a bot sets and reads what it says about itself."""

import re
from collections.abc import Sequence
from typing import Any, Final

from aiogram import methods as m
from aiogram.types import BotCommand, BotDescription, BotName, BotShortDescription

from playground.calls import Call
from playground.errors import bad_request
from playground.telegram import Telegram

COMMAND: Final = re.compile(r"[a-z0-9_]{1,32}$")
COMMANDS_LIMIT: Final = 100
COMMAND_TEXT_LIMIT: Final = 256
NAME_LIMIT: Final = 64
DESCRIPTION_LIMIT: Final = 512
SHORT_LIMIT: Final = 120


async def set_commands(telegram: Telegram, call: Call[m.SetMyCommands]) -> bool:
    wish = call.method
    _check_commands(wish.commands)
    _check_scope(telegram, wish.scope)
    telegram.profile.set_commands(wish.scope, wish.language_code or "", wish.commands)
    telegram.touch_all()
    return True


async def get_commands(
    telegram: Telegram, call: Call[m.GetMyCommands]
) -> list[BotCommand]:
    wish = call.method
    return telegram.profile.get_commands(wish.scope, wish.language_code or "")


async def delete_commands(telegram: Telegram, call: Call[m.DeleteMyCommands]) -> bool:
    wish = call.method
    telegram.profile.delete_commands(wish.scope, wish.language_code or "")
    telegram.touch_all()
    return True


async def set_name(telegram: Telegram, call: Call[m.SetMyName]) -> bool:
    wish = call.method
    return _put(
        telegram, telegram.profile.name, wish.language_code, wish.name, NAME_LIMIT
    )


async def get_name(telegram: Telegram, call: Call[m.GetMyName]) -> BotName:
    found = _read(telegram.profile.name, call.method.language_code)
    return BotName(name=found or telegram.bot.first_name)


async def set_description(telegram: Telegram, call: Call[m.SetMyDescription]) -> bool:
    wish, texts = call.method, telegram.profile.description
    return _put(
        telegram, texts, wish.language_code, wish.description, DESCRIPTION_LIMIT
    )


async def get_description(
    telegram: Telegram, call: Call[m.GetMyDescription]
) -> BotDescription:
    found = _read(telegram.profile.description, call.method.language_code)
    return BotDescription(description=found)


async def set_short(telegram: Telegram, call: Call[m.SetMyShortDescription]) -> bool:
    wish, texts = call.method, telegram.profile.short_description
    return _put(
        telegram, texts, wish.language_code, wish.short_description, SHORT_LIMIT
    )


async def get_short(
    telegram: Telegram, call: Call[m.GetMyShortDescription]
) -> BotShortDescription:
    found = _read(telegram.profile.short_description, call.method.language_code)
    return BotShortDescription(short_description=found)


async def set_menu_button(telegram: Telegram, call: Call[m.SetChatMenuButton]) -> bool:
    telegram.profile.menu[call.method.chat_id] = call.method.menu_button
    telegram.touch_all()
    return True


async def get_menu_button(telegram: Telegram, call: Call[m.GetChatMenuButton]) -> Any:
    return telegram.profile.menu_button(call.method.chat_id)


def _check_commands(commands: Sequence[BotCommand]) -> None:
    if len(commands) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.match(command.command.removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.description) <= COMMAND_TEXT_LIMIT:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def _check_scope(telegram: Telegram, scope: Any) -> None:
    if scope is not None and scope.type == "chat":
        telegram.known(scope.chat_id)


def _put(
    telegram: Telegram,
    texts: dict[str, str],
    language: str | None,
    text: str | None,
    limit: int,
) -> bool:
    if len(text or "") > limit:
        raise bad_request("DESCRIPTION_TOO_LONG")
    texts[language or ""] = text or ""
    telegram.touch_all()
    return True


def _read(texts: dict[str, str], language: str | None) -> str:
    return texts.get(language or "") or texts.get("", "")
