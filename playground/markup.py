"""HTML of a message to plain text and entities, with Telegram's own complaints."""

import html
import re
from dataclasses import dataclass
from typing import Any, Final

from aiogram.types import MessageEntity

from playground.errors import ApiError, bad_request

SIMPLE: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
}
SUPPORTED: Final = frozenset(SIMPLE) | {"a", "pre", "span", "blockquote", "tg-emoji"}
TOKEN: Final = re.compile(
    r"<[^>]*>|<|&(?:#\d+|#x[0-9a-fA-F]+|lt|gt|amp|quot);|[^<&]+|&"
)
ATTRIBUTE: Final = re.compile(
    r"""([a-zA-Z-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?"""
)
LINK: Final = re.compile(r"(?:https?|tg|ton|mailto|tel)://?\S+|[\w-]+(?:\.[\w-]+)+\S*")
SCHEME: Final = re.compile(r"[a-z]+:")


def utf16_length(text: str) -> int:
    """Telegram counts in UTF-16 units: most emoji are two."""
    return len(text.encode("utf-16-le")) // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.text = ""
        self.entities: list[MessageEntity] = []
        self._open: list[_Open] = []
        self._at = 0

    def read(self) -> None:
        for match in TOKEN.finditer(self.source):
            self._at = len(self.source[: match.start()].encode())
            self._take(match[0])
        if self._open:
            raise _complaint(
                f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"'
            )

    def _take(self, piece: str) -> None:
        if piece == "<":
            raise _complaint(f"Unclosed start tag at byte offset {self._at}")
        if piece.startswith("</"):
            self._end(piece[2:-1].strip().lower())
        elif piece.startswith("<"):
            self._start(piece[1:-1])
        else:
            self.text += html.unescape(piece) if piece.startswith("&") else piece

    def _start(self, inside: str) -> None:
        name, _, rest = inside.strip().rstrip("/").partition(" ")
        tag = name.lower()
        attributes = {
            key.lower(): html.unescape(value.strip("\"'"))
            for key, value in ATTRIBUTE.findall(rest)
        }
        spoiler = tag != "span" or attributes.get("class") == "tg-spoiler"
        if tag not in SUPPORTED or not spoiler:
            place = f"at byte offset {self._at}"
            raise _complaint(f'Unsupported start tag "{tag}" {place}')
        self._open.append(
            _Open(tag=tag, attributes=attributes, offset=utf16_length(self.text))
        )

    def _end(self, tag: str) -> None:
        if not self._open:
            raise _complaint(f"Unexpected end tag at byte offset {self._at}")
        opened = self._open.pop()
        if tag and tag != opened.tag:
            raise _complaint(
                f"Unmatched end tag at byte offset {self._at}, "
                f'expected "</{opened.tag}>", found "</{tag}>"'
            )
        length = utf16_length(self.text) - opened.offset
        if length and (entity := self._entity(opened, length)):
            self.entities.append(entity)

    def _entity(self, opened: _Open, length: int) -> MessageEntity | None:
        kind, extra = _kind(opened, self.text)
        if kind is None:
            return None
        inner = self.entities[-1] if self.entities else None
        whole = (opened.offset, length)
        if kind == "pre" and inner and (inner.offset, inner.length) == whole:
            language = self._language_of(inner)
            extra = {"language": language} if language else {}
        return MessageEntity(type=kind, offset=opened.offset, length=length, **extra)

    def _language_of(self, inner: MessageEntity) -> str | None:
        if inner.type != "code":
            return None
        self.entities.pop()
        return inner.language


def _kind(opened: _Open, text: str) -> tuple[str | None, dict[str, Any]]:
    attributes = opened.attributes
    match opened.tag:
        case "a":
            inside = text.encode("utf-16-le")[opened.offset * 2 :].decode("utf-16-le")
            url = attributes.get("href") or inside
            if not LINK.match(url):
                return None, {}
            full = url if SCHEME.match(url) else f"http://{url}"
            return "text_link", {"url": full}
        case "span":
            return "spoiler", {}
        case "pre":
            return "pre", {}
        case "blockquote":
            wide = "expandable" in attributes
            return ("expandable_blockquote" if wide else "blockquote"), {}
        case "tg-emoji":
            return "custom_emoji", {"custom_emoji_id": attributes.get("emoji-id", "")}
        case "code" if attributes.get("class", "").startswith("language-"):
            return "code", {"language": attributes["class"].removeprefix("language-")}
        case tag:
            return SIMPLE[tag], {}


def _complaint(text: str) -> ApiError:
    return bad_request(f"can't parse entities: {text}")


def parse_html(source: str) -> tuple[str, list[MessageEntity]]:
    reader = _Reader(source)
    reader.read()
    return trimmed(reader.text, reader.entities)


def trimmed(
    text: str, entities: list[MessageEntity]
) -> tuple[str, list[MessageEntity]]:
    """Telegram drops white space around a message and moves the entities along."""
    kept = text.strip()
    lead = utf16_length(text) - utf16_length(text.lstrip())
    end = utf16_length(kept)
    moved = []
    for entity in entities:
        start = max(0, entity.offset - lead)
        stop = min(end, entity.offset - lead + entity.length)
        if stop > start:
            change: dict[str, object] = {"offset": start, "length": stop - start}
            if entity.type == "code":
                change["language"] = None
            moved.append(entity.model_copy(update=change))
    return kept, sorted(moved, key=lambda one: (one.offset, -one.length))
