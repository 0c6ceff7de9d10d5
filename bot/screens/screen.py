"""A screen: text, buttons and pictures, before any messenger's own types."""

from dataclasses import dataclass
from html import escape

from bot.texts import Texts

_MOST_BYTES = 64
"""Telegram's limit for the data of a button."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button that sends `data` back, or opens `url`, as a Mini App inside Telegram
    or in a browser."""

    text: str
    data: str = ""
    url: str = ""
    mini_app: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A document to attach."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One message. `text` is HTML with everything from people escaped."""

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    picture: bytes | None = None
    file: File | None = None
    album: tuple[bytes, ...] = ()
    """Pictures sent before the message itself."""
    reply_to: int | None = None
    """The message that it answers."""


def say(t: Texts, message: str, /, **params: object) -> str:
    """Translate and fill in parameters, escaped for HTML."""
    return t(message, **{key: escape(str(value)) for key, value in params.items()})


def press(verb: str, *args: str) -> str:
    """Return button data: a verb and what it is about."""
    data = ":".join((verb, *args))
    if len(data.encode()) > _MOST_BYTES:
        raise ValueError(f"button data too long: {data}")
    return data


def numbered(index: int, name: str) -> str:
    """Set a name in bold behind its number, counted from 0: ① <b>Bob</b>."""
    return f"{'①②③④⑤⑥⑦⑧⑨'[min(index, 8)]} {bold(name)}"


def bold(text: str) -> str:
    """Set text from people in bold."""
    return f"<b>{escape(text)}</b>"
