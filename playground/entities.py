"""Entities that Telegram finds by itself, and entities as HTML for the page."""

import html
import re
from collections.abc import Sequence
from typing import Any, Final

from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import HtmlDecoration

from playground.markup import utf16_length

FOUND: Final = {
    "bot_command": re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?\b"),
    "url": re.compile(r"(?:https?://|(?<![\w@.])t\.me/)[^\s<>\"]+[^\s<>\".,;:!?)]"),
    "email": re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b"),
    "mention": re.compile(r"(?<![\w@.])@[A-Za-z]\w{3,31}\b"),
    "hashtag": re.compile(r"(?<!\w)#\w*[^\W\d]\w*"),
}
SAFE_LINKS: Final = ("http://", "https://", "mailto:", "tg://")


def with_found(text: str, given: Sequence[MessageEntity]) -> list[MessageEntity]:
    """The given entities and those that stand in the text, none overlapping."""
    entities = list(given)
    for kind, pattern in FOUND.items():
        for match in pattern.finditer(text):
            start = utf16_length(text[: match.start()])
            length = utf16_length(match[0])
            if not any(_overlap(start, length, one) for one in entities):
                entities.append(MessageEntity(type=kind, offset=start, length=length))
    return sorted(entities, key=lambda one: (one.offset, -one.length))


def _overlap(start: int, length: int, other: MessageEntity) -> bool:
    if other.type in {"bold", "italic", "underline", "strikethrough", "spoiler"}:
        return False
    return start < other.offset + other.length and other.offset < start + length


class _PageDecoration(HtmlDecoration):
    """Like Telegram's HTML, with links and commands a page can act on."""

    def apply_entity(self, entity: MessageEntity, text: str) -> str:
        match entity.type:
            case "url":
                address = html.unescape(text)
                if not address.startswith(("http://", "https://")):
                    address = f"https://{address}"
                return _link(address, text)
            case "email":
                return _link(f"mailto:{html.unescape(text)}", text)
            case "text_link":
                address = entity.url or ""
                return _link(address, text) if address.startswith(SAFE_LINKS) else text
            case "bot_command":
                return f'<button type="button" class="command">{text}</button>'
            case "spoiler":
                return f'<span class="spoiler">{text}</span>'
            case "pre":
                return f"<pre>{text}</pre>"
            case "custom_emoji":
                return text
            case _:
                return super().apply_entity(entity, text)


def _link(address: str, text: str) -> str:
    safe = html.escape(address, quote=True)
    return f'<a href="{safe}" target="_blank" rel="noopener">{text}</a>'


_PAGE: Any = _PageDecoration()


def as_html(text: str, entities: Sequence[MessageEntity] | None) -> str:
    return str(_PAGE.unparse(text, list(entities or ())))
