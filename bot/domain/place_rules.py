"""Which places a draft may have: what is refused, and of which place it is said."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from pydantic import ConfigDict, TypeAdapter, ValidationError

from bot.domain.errors import InputRefused
from bot.domain.fields import CUSTOMER, DIRECTOR, PICTURES, SENDER, Field, Kind
from bot.domain.values import clean_text

ROLES = (SENDER, DIRECTOR, CUSTOMER)
MOST_FIELDS = 200
SMALLEST_SIDE = 0.004
"""Of a box, in fractions of the page."""
LONGEST_LABEL = 80
LONGEST_ANSWER = 1000
"""Characters that a text may be allowed."""
MOST_CHOICES = 40

_MOST_DIGITS = 20
_ID = re.compile(r"(?=.{1,32}\Z)[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_RESERVED = frozenset({"fields", "placed", "shown", "director"})
"""What the sender's form keeps under other names than those of places."""
_POSTED = TypeAdapter(
    tuple[Field, ...],
    config=ConfigDict(strict=True, extra="forbid", allow_inf_nan=False),
)


def read_places(data: bytes) -> tuple[Field, ...]:
    """Read fields from JSON of the shape of `as_json`.

    Raises `InputRefused` for every other shape; `field` is the id of a wrong one.
    """
    try:
        return _POSTED.validate_json(data)
    except ValidationError as error:
        at = next(iter(error.errors(include_url=False)[0]["loc"]), None)
        raise InputRefused("places.broken", field=_id_at(data, at)) from error


def _id_at(data: bytes, at: int | str | None) -> str:
    if not isinstance(at, int):
        return ""
    entry = _ANYTHING.validate_json(data)[at]
    return str(entry.get("id", ""))[:32] if isinstance(entry, dict) else ""


_ANYTHING = TypeAdapter(list[object])


def insist_on_places(
    fields: Sequence[Field], pages: int, kept: Sequence[Field] = ()
) -> tuple[Field, ...]:
    """Return the fields with clean words.

    Raises `InputRefused` for what no document of so many pages can have. Words are
    only looked at where they differ from the `kept` ones: those found in a file stay.
    """
    if len(fields) > MOST_FIELDS:
        raise InputRefused("places.too-many", limit=MOST_FIELDS)
    seen: set[str] = set()
    before = {field.id: _words(field) for field in kept}
    for field in fields:
        if field.id in seen or field.id in _RESERVED or not _ID.fullmatch(field.id):
            raise InputRefused("places.broken", field=field.id[:32])
        seen.add(field.id)
        _insist_on_place(field, pages)
    return tuple(
        field if before.get(field.id) == _words(field) else _clean(field)
        for field in fields
    )


def _insist_on_place(field: Field, pages: int) -> None:
    x1, y1, x2, y2 = field.box
    on_page = 0 <= x1 < x2 <= 1 and 0 <= y1 < y2 <= 1 and 0 <= field.page <= pages
    if not on_page or min(x2 - x1, y2 - y1) < SMALLEST_SIDE:
        raise InputRefused("places.off-page", field=field.id)
    if field.role not in ROLES or (field.role == SENDER and field.kind in PICTURES):
        raise InputRefused("places.not-theirs", field=field.id)
    if field.kind is Kind.CHOICE and not field.choices:
        raise InputRefused("places.no-choices", field=field.id)
    if len(set(field.choices)) < len(field.choices):
        raise InputRefused("places.same-choices", field=field.id)
    if len(field.choices) > MOST_CHOICES:
        raise InputRefused(
            "places.too-many-choices", field=field.id, limit=MOST_CHOICES
        )
    if not 1 <= field.max_length <= LONGEST_ANSWER:
        raise InputRefused("places.length", field=field.id, limit=LONGEST_ANSWER)
    _insist_on_limits(field)


def _insist_on_limits(field: Field) -> None:
    try:
        limits = [Decimal(limit) for limit in (field.least, field.most) if limit]
    except InvalidOperation as error:
        raise InputRefused("places.no-range", field=field.id) from error
    if not all(map(_is_limit, limits)) or limits != sorted(limits):
        raise InputRefused("places.no-range", field=field.id)


def _is_limit(limit: Decimal) -> bool:
    """Whether it can be written out; 1e999999 would take a million digits."""
    return limit.is_finite() and abs(limit.adjusted()) <= _MOST_DIGITS


def _words(field: Field) -> tuple[str, ...]:
    return field.label, *field.choices


def _clean(field: Field) -> Field:
    try:
        label = clean_text(field.label, LONGEST_LABEL) if field.label.strip() else ""
        choices = tuple(clean_text(choice, LONGEST_LABEL) for choice in field.choices)
    except InputRefused as refusal:
        refusal.params["field"] = field.id
        raise
    return replace(field, label=label, choices=choices)
