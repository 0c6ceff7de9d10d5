"""One e-mail: its value, and how it becomes a message that no name can break out of."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address, BaseHeader, HeaderRegistry, MessageIDHeader
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import cast

from email_validator import validate_email

_SPACING = frozenset({"Cc", "Zl", "Zp"})
_DROPPED = frozenset({"Cf", "Cs", "Co", "Cn"})

_headers = HeaderRegistry()
_id_header = cast("type[BaseHeader]", MessageIDHeader)
_headers.map_to_type("references", _id_header)
_headers.map_to_type("in-reply-to", _id_header)
# As plain text the policy would encode long ids, and no program could thread by them.
# 76 is what quoted-printable allows in a line; the policy's own 78 breaks that rule.
_POLICY = SMTP.clone(header_factory=_headers, max_line_length=76, cte_type="7bit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A PDF that travels with a mail."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What is sent to whom. Names and subject may hold anything; addresses may not."""

    to: str
    name: str
    subject: str
    text: str
    html: str
    language: str
    id: str
    """Message-ID without brackets; the same again for a repeat."""
    thread: str = ""
    """What this mail belongs to, written like an id."""
    answers: bool = False
    """Whether it follows an earlier mail of its thread."""
    company: str = ""
    """In whose name it is sent."""
    reply_to: str = ""
    attachment: Attachment | None = None


def compose(mail: Mail, *, sender: str, at: datetime) -> EmailMessage:
    """Return the message. Raises ValueError for an address that cannot be written."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = _address(mail.company, sender)
    message["To"] = _address(mail.name, mail.to)
    if mail.reply_to.isascii() and mail.reply_to:
        message["Reply-To"] = _address("", mail.reply_to)
    message["Subject"] = plain(mail.subject, 160)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{mail.id}>"
    if mail.thread:
        message["References"] = f"<{mail.thread}>"
    if mail.thread and mail.answers:
        message["In-Reply-To"] = f"<{mail.thread}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    _fill(message, mail)
    # After the parts: headers about contents move into the first of them.
    message["Content-Language"] = mail.language
    return message


def to_bytes(message: EmailMessage, *, utf8: bool) -> bytes:
    """Return the message as it is transferred; `utf8` for addresses beyond ASCII."""
    return message.as_bytes(policy=_POLICY.clone(utf8=utf8))


def plain(text: str, limit: int = 1000) -> str:
    """Return one line without control, direction and invisible characters."""
    kept = "".join(
        " " if unicodedata.category(char) in _SPACING else char
        for char in text[: 4 * limit]
        if unicodedata.category(char) not in _DROPPED
    )
    line = " ".join(kept.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _fill(message: EmailMessage, mail: Mail) -> None:
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    if mail.attachment:
        message.add_attachment(
            mail.attachment.data,
            maintype="application",
            subtype="pdf",
            filename=mail.attachment.name,
        )


def _address(name: str, address: str) -> Address:
    local, at, domain = address.rpartition("@")
    if not at or not local or plain(address).replace(" ", "") != address:
        raise ValueError("not an e-mail address")
    if not domain.isascii():
        domain = str(validate_email(address, check_deliverability=False).ascii_domain)
    return Address(plain(name, 80), username=local, domain=domain)
