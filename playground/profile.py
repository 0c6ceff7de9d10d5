"""What a bot says about itself: commands, descriptions, menu button."""

from dataclasses import dataclass, field
from typing import Any

from aiogram.types import BotCommand, MenuButtonCommands

from playground.people import Person


def _scope_key(scope: Any) -> str:
    """'default', 'all_private_chats' or 'chat:ID'."""
    kind = scope.type if scope else "default"
    chat = getattr(scope, "chat_id", None)
    return f"{kind}:{chat}" if chat is not None else str(kind)


@dataclass(slots=True, kw_only=True)
class Profile:
    commands: dict[tuple[str, str], list[BotCommand]] = field(default_factory=dict)
    name: dict[str, str] = field(default_factory=dict)
    description: dict[str, str] = field(default_factory=dict)
    short_description: dict[str, str] = field(default_factory=dict)
    menu: dict[int | None, Any] = field(default_factory=dict)

    def set_commands(self, scope: Any, language: str, new: list[BotCommand]) -> None:
        self.commands[_scope_key(scope), language] = new

    def delete_commands(self, scope: Any, language: str) -> None:
        self.commands.pop((_scope_key(scope), language), None)

    def get_commands(self, scope: Any, language: str) -> list[BotCommand]:
        return self.commands.get((_scope_key(scope), language), [])

    def commands_for(self, person: Person) -> list[BotCommand]:
        """What the person's menu shows: the narrowest scope, his language first."""
        for scope in (f"chat:{person.id}", "all_private_chats", "default"):
            for language in (person.language_code, ""):
                if found := self.commands.get((scope, language)):
                    return found
        return []

    def description_for(self, person: Person) -> str:
        texts = self.description
        return texts.get(person.language_code) or texts.get("", "")

    def menu_button(self, chat_id: int | None) -> Any:
        fallback = self.menu.get(None) or MenuButtonCommands()
        return self.menu.get(chat_id) or fallback
