"""What somebody wants on a document: kinds of fields for roles, and their sizes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.fields import Kind

_MM = 72 / 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """One field that a role shall fill."""

    kind: Kind
    role: str


_SIZES = {
    Kind.SIGNATURE: (60, 20),
    Kind.INITIALS: (18, 10),
    Kind.STAMP: (40, 28),
    Kind.IMAGE: (40, 28),
    Kind.DATE: (32, 7),
    Kind.NUMBER: (32, 7),
    Kind.CHECKBOX: (5, 5),
    Kind.CHOICE: (50, 7),
    Kind.TEXT: (60, 7),
    Kind.BANK: (70, 14),
}


def usual_size(kind: Kind) -> tuple[float, float]:
    """Return width and height in points."""
    width, height = _SIZES[kind]
    return width * _MM, height * _MM


def field_ids(wants: Sequence[Want]) -> list[str]:
    """Name each: `customer-signature`, and `customer-signature-2` for the next."""
    seen: Counter[Want] = Counter()
    ids = []
    for want in wants:
        seen[want] += 1
        number = f"-{seen[want]}" if seen[want] > 1 else ""
        ids.append(f"{want.role}-{want.kind}{number}")
    return ids
