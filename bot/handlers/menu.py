"""The menu of commands, by what somebody is in the company."""

from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)

from bot.domain.people import Person, Role
from bot.texts import LANGUAGES, Texts, texts


async def set_menu(bot: Bot, person: Person) -> None:
    """Give one of the company's people the commands he may use."""
    if person.account:
        await bot.set_my_commands(
            _commands(texts(person.language), person.role),
            scope=BotCommandScopeChat(chat_id=person.account),
        )


async def set_public_menu(bot: Bot) -> None:
    """Give strangers theirs, in every language."""
    for code in LANGUAGES:
        await bot.set_my_commands(
            _commands(texts(code), None),
            scope=BotCommandScopeAllPrivateChats(),
            language_code=None if code == LANGUAGES[0] else code,
        )


def _commands(t: Texts, role: Role | None) -> list[BotCommand]:
    commands = []
    if role is not None:
        commands += [
            ("new", t("Start a document")),
            ("status", t("Where every document stands")),
            ("inbox", t("What waits for my signature")),
        ]
    if role is Role.OWNER:
        commands += [("company", t("Company profile")), ("team", t("Invite people"))]
    if role is not None:
        commands.append(("me", t("My e-mail address and language")))
    commands += [
        ("verify", t("Check a PDF")),
        ("help", t("What I can do")),
        ("cancel", t("Leave a question")),
    ]
    return [BotCommand(command=name, description=text) for name, text in commands]
