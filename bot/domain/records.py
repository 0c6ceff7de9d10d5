"""Rows beside the journal: what is kept about envelopes and ways in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.envelope import Stage
from bot.domain.people import Role


class Tried(StrEnum):
    """What came of trying a code."""

    RIGHT = "right"
    AGAIN = "again"
    """Right, and tried before by the same one."""
    WRONG = "wrong"
    VOID = "void"
    """There is none to try, or not any more, or not for this one."""


Standing = tuple[str | None, dict[str, Any]]
"""Where somebody stands in a dialogue: which question is open, and what it is about."""


class Conflict(Exception):
    """Somebody else appended first: decide again on the new state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One envelope as a list shows it."""

    id: str
    owner: int
    title: str
    stage: Stage
    updated: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach a party. Kept beside the journal so that it can be erased."""

    email: str = ""
    phone: str = ""
    account: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A signer's way in. Only the hash of its token is stored."""

    envelope: str
    role: str
    generation: int
    """A ticket of an older generation was replaced."""
    account: int | None = None
    """The Telegram account that claimed it first."""
    identified: bool = False
    """Of a page session: its holder has typed the right code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamLink:
    """An invitation into the company; good for one person."""

    role: Role
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What somebody has entered so far; kept until he has signed or sent."""

    values: Mapping[str, Any] = field(default_factory=dict)
    """By field id: text, an ISO date, bank details, or a picture's SHA-256."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One update from Telegram, stored. `attempts` counts its failures."""

    bot_id: int
    update_id: int
    chat: int
    received: datetime
    payload: Mapping[str, Any]
    """The update as Telegram sent it."""
    attempts: int = 0
    error: str = ""
    """What the last failure said."""
