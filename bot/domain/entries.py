"""The entries of an order: what each takes, checked the same wherever it comes from.

An attribute of an order says what it takes, `Annotated[date, Entry(takes=Takes.DATE)]`;
files, tables and questions in the chat all follow from that.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, get_type_hints

from babel.numbers import list_currencies

from bot.domain.company import Company
from bot.domain.errors import InputRefused, Refusal
from bot.domain.values import Period, clean_echo, clean_text, parse_email, parse_phone

LARGEST = Decimal(10) ** 12
"""No number of an order reaches it."""
_DECIMALS = 6
_CURRENCIES = frozenset(list_currencies("en"))
_YES = frozenset({"true", "1", "yes", "ja", "x"})
_NO = frozenset({"false", "0", "no", "nein"})

Part = TypeVar("Part")
Guess = Callable[[date, Company], str]
"""From today and our company to what an entry probably is, as files write it."""


class Takes(StrEnum):
    """What an entry takes."""

    TEXT = "text"
    TEXTS = "texts"
    DATE = "date"
    NUMBER = "number"
    PERCENT = "percent"
    PERIOD = "period"
    YES_NO = "yes-no"
    CHOICE = "choice"
    CURRENCY = "currency"
    EMAIL = "email"
    PHONE = "phone"
    PART = "part"
    PARTS = "parts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an attribute of an order takes."""

    takes: Takes = Takes.TEXT
    limit: int = 200
    """Characters of a text, or of each of many."""
    most: int = 1
    """How many texts or parts."""
    choices: tuple[str, ...] = ()
    positive: bool = False
    of: type[Any] = object
    """What a part is: a dataclass with entries of its own."""
    guess: Guess | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An entry under its name; `needed` when nothing stands in for it."""

    name: str
    entry: Entry
    needed: bool


def entries(part: type[Any]) -> tuple[Named, ...]:
    """Return the entries of a dataclass, in its order."""
    return _entries(part)  # type: ignore[arg-type] # mypy takes classes for unhashable


@cache
def _entries(part: type[Any]) -> tuple[Named, ...]:
    hints = get_type_hints(part, include_extras=True)
    return tuple(
        Named(
            name=field.name,
            entry=hints[field.name].__metadata__[0],
            needed=field.default is MISSING,
        )
        for field in fields(part)
    )


def read_part(part: type[Part], source: Mapping[str, object], prefix: str = "") -> Part:
    """Check JSON-like values and make an order, or a part of one, from them.

    Raises `InputRefused` that names the entry, e.g. `order.missing` with
    `entry="customer.name"`.
    """
    make: Callable[..., Part] = part
    found = {}
    for named in entries(part):
        value = source.get(named.name)
        if not _is_empty(value):
            found[named.name] = _read_named(named.entry, value, prefix + named.name)
        elif named.needed:
            raise InputRefused("order.missing", entry=prefix + named.name)
    return make(**found)


def _read_named(entry: Entry, value: object, key: str) -> Any:
    try:
        return read_entry(entry, value, key)
    except Refusal as refusal:
        if refusal.key.startswith("order."):
            raise
        raise _wrong(key, value) from refusal


def read_entry(entry: Entry, value: object, key: str) -> Any:
    """Check one value of a file. Raises `InputRefused`, which need not name the key."""
    match entry.takes:
        case Takes.PART:
            return _part(entry, value, key)
        case Takes.PARTS:
            return _parts(entry, value, key)
        case Takes.TEXTS:
            return _texts(entry, value, key)
    if not isinstance(value, str | int | float | Decimal):
        raise _wrong(key, value)
    text = str(value).strip()
    match entry.takes:
        case Takes.DATE:
            return _date(text)
        case Takes.NUMBER | Takes.PERCENT:
            return _number(entry, text, key)
        case Takes.PERIOD:
            return Period.parse(text)
        case Takes.YES_NO:
            return _flag(text, key)
        case Takes.CHOICE:
            return _choice(entry, text, key)
        case Takes.CURRENCY:
            return _currency(text)
        case Takes.EMAIL:
            return parse_email(text)
        case Takes.PHONE:
            return parse_phone(text)
    return clean_text(text, entry.limit)


def _is_empty(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, Sequence | Mapping) and not value)


def _wrong(key: str, value: object) -> InputRefused:
    return InputRefused("order.wrong", entry=key, value=clean_echo(str(value)))


def _part(entry: Entry, value: object, key: str) -> object:
    if not isinstance(value, Mapping):
        raise InputRefused("order.missing", entry=key)
    return read_part(entry.of, value, f"{key}.")


def _parts(entry: Entry, value: object, key: str) -> tuple[object, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise InputRefused("order.missing", entry=key)
    if len(value) > entry.most:
        raise InputRefused("order.too-many-lines", count=len(value), limit=entry.most)
    found = []
    for index, part in enumerate(value, start=1):
        if not isinstance(part, Mapping):
            raise _wrong(f"{key}[{index}]", part)
        found.append(read_part(entry.of, part, f"{key}[{index}]."))
    return tuple(found)


def _texts(entry: Entry, value: object, key: str) -> tuple[str, ...]:
    texts = value.splitlines() if isinstance(value, str) else value
    if not isinstance(texts, Sequence):
        raise _wrong(key, value)
    kept = [str(text) for text in texts if str(text).strip()]
    if len(kept) > entry.most:
        raise _wrong(key, kept[-1])
    return tuple(clean_text(text, entry.limit) for text in kept)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise InputRefused("order.date", value=clean_echo(text)) from error


def _number(entry: Entry, text: str, key: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise _wrong(key, text) from error
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        raise _wrong(key, text)
    if not number:
        number = Decimal(0)
    # adjusted() is the power of ten; arithmetic on 1e999999999 would overflow.
    elif exponent < -_DECIMALS or number.adjusted() >= LARGEST.adjusted():
        raise _wrong(key, text)
    if entry.positive and number <= 0:
        raise InputRefused("order.not-positive", entry=key, value=str(number))
    if entry.takes is Takes.PERCENT and not 0 <= number <= 100:
        raise _wrong(key, text)
    return number


def _flag(text: str, key: str) -> bool:
    if text.lower() not in _YES | _NO:
        raise _wrong(key, text)
    return text.lower() in _YES


def _choice(entry: Entry, text: str, key: str) -> str:
    if text.lower() not in entry.choices:
        raise InputRefused(
            "order.choice",
            entry=key,
            value=clean_echo(text),
            choices=", ".join(entry.choices),
        )
    return text.lower()


def _currency(text: str) -> str:
    if text.upper() not in _CURRENCIES:
        raise InputRefused("order.currency", currency=clean_echo(text.upper()))
    return text.upper()
