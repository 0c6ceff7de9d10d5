"""What a client of the playground sees: messages and mails as values."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, Self


class Change(Protocol):
    """Anything that knows when it happened: what comes `after` it is news."""

    @property
    def change(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    text: str
    data: str | None = None
    url: str | None = None
    web_app: str | None = None
    copy: str | None = None
    style: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSeen:
    """A file or photo in a chat; `name` is None for photos."""

    file_id: str
    url: str
    size: int
    name: str | None = None
    mime: str | None = None
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    id: int
    change: int
    mine: bool
    date: datetime
    text: str
    """The text, or the caption of a file or photo."""
    html: str
    buttons: tuple[tuple[Button, ...], ...]
    edited: bool
    deleted: bool
    album: str | None
    photo: FileSeen | None
    document: FileSeen | None
    contact: dict[str, Any] | None
    reply_to: int | None
    forwarded_from: str | None
    raw: dict[str, Any] = field(repr=False)

    @classmethod
    def of(cls, raw: dict[str, Any]) -> Self:
        photo, document, reply = raw["photo"], raw["document"], raw["reply_to"]
        return cls(
            id=raw["id"],
            change=raw["change"],
            mine=raw["mine"],
            date=datetime.fromisoformat(raw["date"]),
            text=raw["text"] or raw["caption"] or "",
            html=raw["html"],
            buttons=tuple(
                tuple(Button(**button) for button in row) for row in raw["buttons"]
            ),
            edited=raw["edited"],
            deleted=raw["deleted"],
            album=raw["album"],
            photo=FileSeen(**photo) if photo else None,
            document=FileSeen(**document) if document else None,
            contact=raw["contact"],
            reply_to=reply["id"] if reply else None,
            forwarded_from=raw["forwarded_from"],
            raw=raw,
        )

    @property
    def labels(self) -> list[str]:
        """The visible texts of the inline buttons, in reading order."""
        return [button.text for row in self.buttons for button in row]

    @property
    def file(self) -> FileSeen | None:
        return self.document or self.photo

    def line(self, name: str) -> str:
        """One line for a failure report."""
        what = self.text
        if self.document:
            what = f"[{self.document.name}] {what}"
        if self.photo:
            what = f"[photo] {what}"
        if self.contact:
            what = f"[contact {self.contact['phone_number']}]"
        keys = f"  {self.labels}" if self.buttons else ""
        mark = " (edited)" if self.edited else ""
        return f"  #{self.id} {name if self.mine else 'bot'}: {what!r}{mark}{keys}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A pressed inline button: wait for news `after` it, or for its answer."""

    change: int
    query_id: str | None
    url: str | None
    copy: str | None
    message: Message | None

    @classmethod
    def of(cls, raw: dict[str, Any]) -> Self:
        message = raw["message"]
        return cls(
            change=message["change"] if message else raw["change"],
            query_id=raw["query_id"],
            url=raw["url"],
            copy=raw["copy"],
            message=Message.of(message) if message else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the bot answered to a pressed button."""

    query_id: str
    change: int
    text: str
    alert: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentSeen:
    index: int
    name: str
    mime: str
    size: int
    inline: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    id: int
    change: int
    sender: str
    to: tuple[str, ...]
    subject: str
    date: datetime
    text: str
    html: str
    links: tuple[str, ...]
    attachments: tuple[AttachmentSeen, ...]
    headers: dict[str, str]

    @classmethod
    def of(cls, raw: dict[str, Any]) -> Self:
        return cls(
            id=raw["id"],
            change=raw["change"],
            sender=raw["from"],
            to=tuple(raw["to"]),
            subject=raw["subject"],
            date=datetime.fromisoformat(raw["date"]),
            text=raw["text"],
            html=raw["html"],
            links=tuple(raw["links"]),
            attachments=tuple(AttachmentSeen(**one) for one in raw["attachments"]),
            headers=raw["headers"],
        )

    def contains(self, part: str) -> bool:
        return any(part in text for text in (self.subject, self.text, self.html))


def last_lines(messages: Sequence[Message], name: str, count: int = 8) -> str:
    lines = [message.line(name) for message in messages[-count:]]
    return "\n".join(lines) or "  (nothing)"
