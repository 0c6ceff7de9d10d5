"""Fields and signers: the places on a page and the people who fill them."""

from dataclasses import dataclass
from enum import StrEnum

SENDER = "sender"
DIRECTOR = "director"
CUSTOMER = "customer"
"""Roles. `sender` fills his fields before sending and never signs."""

Box = tuple[float, float, float, float]
"""x1, y1, x2, y2 in fractions of the visible page (CropBox as displayed), origin
bottom left."""


class Kind(StrEnum):
    """What a field takes."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    CHECKBOX = "checkbox"
    CHOICE = "choice"
    BANK = "bank"
    SIGNATURE = "signature"
    INITIALS = "initials"
    STAMP = "stamp"
    IMAGE = "image"


class Format(StrEnum):
    """What a text has to be."""

    ANY = ""
    EMAIL = "email"
    PHONE = "phone"


PICTURES = frozenset({Kind.SIGNATURE, Kind.INITIALS, Kind.STAMP, Kind.IMAGE})
"""Kinds whose value is the SHA-256 of a picture's blob; all others hold text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A place on a page that one role fills."""

    id: str
    """Letters, digits and dashes, unique in the envelope; names the form field."""
    kind: Kind
    role: str
    page: int
    """From 0. The number of pages itself means the signature page that is added."""
    box: Box
    label: str = ""
    required: bool = True
    max_length: int = 200
    choices: tuple[str, ...] = ()
    format: Format = Format.ANY
    least: str = ""
    most: str = ""
    """Of a number, as decimals; empty where there is no such limit."""


class Channel(StrEnum):
    """A way to reach somebody."""

    TELEGRAM = "telegram"
    EMAIL = "email"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody who is told about an envelope. His full address is not part of it."""

    role: str
    name: str
    contact: str = ""
    """Masked, as the evidence page shows it."""
    channels: tuple[Channel, ...] = ()
    """In the order in which they are tried."""
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer(Party):
    """A party who signs, at his turn."""

    order: int
    """Signers of one order may sign in any sequence; a higher one waits for them."""
    company: bool = False
    """A legal person's representative; a natural person is never asked for a stamp."""


def mask(contact: str) -> str:
    """Hide most of an e-mail address or phone number: `c••••••@example.com`."""
    name, at, domain = contact.partition("@")
    if at:
        return f"{name[:1]}{'•' * max(len(name) - 1, 3)}@{domain}"
    return f"{contact[:3]}{'•' * max(len(contact) - 5, 3)}{contact[-2:]}"
