"""Places on a document: those that were found, whose they are, how they are changed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.errors import NotFound
from bot.domain.fields import (
    CUSTOMER,
    DIRECTOR,
    SENDER,
    Box,
    Field,
    Format,
    Kind,
)

_SIGNS = frozenset({Kind.SIGNATURE, Kind.STAMP, Kind.INITIALS})
_USUAL = (
    (DIRECTOR, Kind.SIGNATURE),
    (DIRECTOR, Kind.STAMP),
    (CUSTOMER, Kind.SIGNATURE),
)
_SURE = 0.75
"""A place found with a lower score need not be filled in."""
_SIZES = {
    Kind.SIGNATURE: (0.28, 0.06), Kind.STAMP: (0.17, 0.1), Kind.IMAGE: (0.17, 0.1),
    Kind.INITIALS: (0.1, 0.03), Kind.CHECKBOX: (0.025, 0.018), Kind.BANK: (0.32, 0.05),
}  # fmt: skip
_LINE = (0.2, 0.022)


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A place to be filled in, as it was found."""

    page: int
    """From 0."""
    kind: Kind
    party: str | None
    """`sender`, `director`, `customer` or `other`; None when nothing tells."""
    label: str
    box: Box
    score: float
    """How sure it is that this is one, 0 to 1."""
    required: bool = True
    choices: tuple[str, ...] = ()
    format: Format = Format.ANY


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """One field that a role shall fill."""

    kind: Kind
    role: str


def proposed(found: Sequence[Located]) -> tuple[Field, ...]:
    """Turn what was found into fields, each of a role.

    What has no party gets a likely one; a third person's places stay as they are, on
    paper.
    """
    roles = [_role(one, found) for one in found]
    kept = [(one, role) for one, role in zip(found, roles, strict=True) if role]
    names = field_ids([Want(kind=one.kind, role=role) for one, role in kept])
    return tuple(
        Field(
            id=name,
            kind=one.kind,
            role=role,
            page=one.page,
            box=one.box,
            label=one.label,
            required=one.required and one.score > _SURE,
            choices=one.choices,
            format=one.format,
        )
        for name, (one, role) in zip(names, kept, strict=True)
    )


def missing_signatures(fields: Sequence[Field]) -> tuple[Want, ...]:
    """Return what has no place yet: a signature of everybody who fills anything in,
    and the usual three where nobody would sign."""
    fillers = {field.role for field in fields} - {SENDER}
    if not fillers:
        return tuple(Want(role=role, kind=kind) for role, kind in _USUAL)
    signers = {field.role for field in fields if field.kind is Kind.SIGNATURE}
    return tuple(
        Want(role=role, kind=Kind.SIGNATURE)
        for role in (DIRECTOR, CUSTOMER)
        if role in fillers - signers
    )


def field_ids(wants: Iterable[Want], taken: Iterable[str] = ()) -> list[str]:
    """Name each: `customer-signature`, and `customer-signature-2` for the next."""
    used, seen = set(taken), Counter[Want]()
    ids = []
    for want in wants:
        while True:
            seen[want] += 1
            number = f"-{seen[want]}" if seen[want] > 1 else ""
            name = f"{want.role}-{want.kind}{number}"
            if name not in used:
                break
        used.add(name)
        ids.append(name)
    return ids


def field_named(fields: Sequence[Field], id: str) -> Field:
    """Return one of the fields. Raises `NotFound`."""
    for field in fields:
        if field.id == id:
            return field
    raise NotFound


def changed(fields: Sequence[Field], id: str, **changes: Any) -> tuple[Field, ...]:
    """Return the fields with one of them changed. Raises `NotFound`."""
    before = field_named(fields, id)
    return tuple(replace(f, **changes) if f is before else f for f in fields)


def without(fields: Sequence[Field], id: str) -> tuple[Field, ...]:
    """Return the fields without one of them."""
    return tuple(field for field in fields if field.id != id)


def usual_size(kind: Kind) -> tuple[float, float]:
    """Return width and height of a new place, in fractions of the page."""
    return _SIZES.get(kind, _LINE)


def moved(box: Box, dx: float, dy: float) -> Box:
    """Return a box shifted by fractions of the page, kept on it."""
    width, height = box[2] - box[0], box[3] - box[1]
    x = min(max(box[0] + dx, 0.0), 1 - width)
    y = min(max(box[1] + dy, 0.0), 1 - height)
    return (x, y, x + width, y + height)


def scaled(box: Box, factor: float) -> Box:
    """Return a box made larger or smaller, its lower left corner where it was."""
    x, y = box[:2]
    width = min(max((box[2] - box[0]) * factor, 0.02), 1 - x)
    height = min(max((box[3] - box[1]) * factor, 0.01), 1 - y)
    return (x, y, x + width, y + height)


def _role(one: Located, found: Sequence[Located]) -> str | None:
    if one.party == "other":
        return None
    ours = DIRECTOR if one.kind in _SIGNS else SENDER
    if one.party:
        return CUSTOMER if one.party == CUSTOMER else ours
    if one.kind in _SIGNS:
        return _side(one, found)
    parties = {other.party for other in found if other.kind in _SIGNS}
    # A form that only the customer signs is his to fill in.
    return CUSTOMER if parties == {CUSTOMER} else ours


def _side(one: Located, found: Sequence[Located]) -> str:
    """Of two places side by side the left one is ours, unless that is known to be
    theirs; a single one is the customer's."""
    row = [
        other
        for other in found
        if other is not one
        and other.page == one.page
        and other.kind is one.kind
        and abs(other.box[1] - one.box[1]) < 0.02
    ]
    for other in row:
        if other.party:
            return DIRECTOR if other.party == CUSTOMER else CUSTOMER
    if row:
        return DIRECTOR if one.box[0] < min(o.box[0] for o in row) else CUSTOMER
    return DIRECTOR if one.kind is Kind.STAMP else CUSTOMER
