"""What Telegram shows of the bot by itself: its menu of commands, and who it is."""

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


async def introduce(bot: Bot) -> None:
    """Give strangers their menu and say what the bot is for, in every language."""
    for code in LANGUAGES:
        t, language = texts(code), None if code == LANGUAGES[0] else code
        await bot.set_my_commands(
            _commands(t, None),
            scope=BotCommandScopeAllPrivateChats(),
            language_code=language,
        )
        await bot.set_my_description(
            t(
                "Documents are made, approved, signed and sealed here.\n\nAnyone can "
                "send me a PDF, and I'll say whether it was altered after signing."
            ),
            language_code=language,
        )
        await bot.set_my_short_description(
            t("Gets documents signed and tells you whether a PDF was altered."),
            language_code=language,
        )


def _commands(t: Texts, role: Role | None) -> list[BotCommand]:
    commands = []
    if role is not None:
        commands += [
            ("new", t("Start a document")),
            ("status", t("Where every document stands")),
            ("inbox", t("What is waiting for my signature")),
        ]
    if role is Role.OWNER:
        commands += [("company", t("Company profile")), ("team", t("Invite people"))]
    if role is not None:
        commands.append(("me", t("My name, e-mail address and language")))
    commands += [
        ("verify", t("Check a PDF")),
        ("help", t("What I can do")),
        ("cancel", t("Cancel a question")),
    ]
    return [BotCommand(command=name, description=text) for name, text in commands]
