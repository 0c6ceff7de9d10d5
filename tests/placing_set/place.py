"""What a labelled document is: a PDF, and the places where people write in it."""

from dataclasses import dataclass
from typing import Self

from bot.domain.fields import CUSTOMER, SENDER, Box, Kind

_WHO = {"us": SENDER, "customer": CUSTOMER, "other": "other", "-": None}


@dataclass(frozen=True, slots=True)
class Want:
    """What is to be written at a place and by whom, before it has a box."""

    kind: Kind
    party: str | None
    label: str
    optional: bool = False

    @classmethod
    def read(cls, text: str) -> Self:
        """Read `date/customer/Ort, Datum`; `date?/…` is a place that may be missed."""
        kind, who, *label = text.strip("{}").split("/", 2)
        known = Kind(kind.rstrip("?"))
        return cls(known, _WHO[who], "".join(label), kind.endswith("?"))

    @staticmethod
    def named(text: str, label: str) -> str:
        """Give `date/customer` the label that is printed at it, unless it has one."""
        return text if text.count("/") > 1 else f"{text}/{label.strip(' :')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A true place."""

    page: int
    kind: Kind
    party: str | None
    """None where nothing on the page tells."""
    label: str
    box: Box
    """Fractions of the visible page, as `bot.domain.fields` has them."""
    optional: bool = False
    """Nobody is blamed for missing it, or for proposing anything here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A PDF with its true places."""

    name: str
    language: str
    group: str
    """How it came about: drawn, form, form ignored, office, scan, ocr (a scan with unseen text)."""
    data: bytes
    places: tuple[Place, ...]
    ignore_form: bool = False
    letters: bytes = b""
    """The PDF whose letters a scan shows, where it has none itself."""
