"""The mailbox: every mail that arrived, parsed for people and for tests."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime
from functools import cached_property
from html import unescape
from typing import Final

from playground.changes import Changes

HREF: Final = re.compile(r"""href\s*=\s*["']([^"']+)["']""", re.IGNORECASE)
ADDRESS: Final = re.compile(r"https?://[^\s<>\"')\]]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    index: int
    name: str
    mime: str
    data: bytes
    content_id: str = ""
    inline: bool = False


@dataclass(kw_only=True)
class Mail:
    id: int
    envelope_from: str
    envelope_to: tuple[str, ...]
    raw: bytes
    arrived: datetime
    change: int
    seen: bool = False

    @cached_property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=policy.default)

    @cached_property
    def text(self) -> str:
        return self._body("plain")

    @cached_property
    def html(self) -> str:
        return self._body("html")

    @cached_property
    def attachments(self) -> list[Attachment]:
        """Every part that is not one of the two bodies, inline pictures included."""
        bodies = [self.message.get_body((kind,)) for kind in ("plain", "html")]
        parts = [
            part
            for part in self.message.walk()
            if not part.is_multipart() and part not in bodies
        ]
        return [_attachment(index, part) for index, part in enumerate(parts)]

    @cached_property
    def links(self) -> list[str]:
        """Links of both bodies, each once, in order."""
        found = [unescape(one) for one in HREF.findall(self.html)]
        found += [one.rstrip(".,;:!?") for one in ADDRESS.findall(self.text)]
        return list(dict.fromkeys(found))

    def header(self, name: str) -> str:
        try:
            return str(self.message.get(name, ""))
        except (HeaderParseError, ValueError):
            return ""

    def date(self) -> datetime:
        try:
            return parsedate_to_datetime(self.header("Date"))
        except (TypeError, ValueError):
            return self.arrived

    def to(self, address: str) -> bool:
        return address.lower() in {one.lower() for one in self.envelope_to}

    def _body(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return _decoded(part) if part is not None else ""


@dataclass(slots=True, kw_only=True)
class Mailbox:
    changes: Changes
    news: Changes = field(default_factory=Changes)
    mails: dict[int, Mail] = field(default_factory=dict)
    _count: int = 0

    def put(self, envelope_from: str, envelope_to: list[str], raw: bytes) -> Mail:
        self._count += 1
        mail = Mail(
            id=self._count,
            envelope_from=envelope_from,
            envelope_to=tuple(envelope_to),
            raw=raw,
            arrived=datetime.now(UTC),
            change=self.changes.bump(),
        )
        self.mails[mail.id] = mail
        self.news.bump()
        return mail

    def see(self, mail: Mail) -> None:
        if not mail.seen:
            mail.seen = True
            self.changes.bump()

    def unread(self) -> int:
        return sum(not mail.seen for mail in self.mails.values())

    def clear(self) -> None:
        self.mails.clear()
        self.changes.bump()


def _decoded(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError):
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _attachment(index: int, part: EmailMessage) -> Attachment:
    payload = part.get_payload(decode=True)
    return Attachment(
        index=index,
        name=part.get_filename() or f"part-{index}",
        mime=part.get_content_type(),
        data=payload if isinstance(payload, bytes) else b"",
        content_id=str(part.get("Content-ID", "")).strip("<> "),
        inline=part.get_content_disposition() == "inline",
    )
