"""The company's people and what they may do."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may do: an owner everything, a director also signs."""

    OWNER = "owner"
    EMPLOYEE = "employee"
    DIRECTOR = "director"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody of the company. Without `account` he is not in the chat (yet)."""

    id: int = 0
    """Given by the storage; 0 before."""
    role: Role
    name: str
    email: str = ""
    language: str = "en"
    account: int | None = None
    """Telegram's id of the person, and of his private chat with the bot."""
