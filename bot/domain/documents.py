"""The documents that can be made, and what each is made from.

An order file names one, `"document": "offer"`; without it, it is a delivery note.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated

from bot.domain.company import Company
from bot.domain.entries import Entry, Guess, Takes, read_entry, read_part
from bot.domain.errors import InputRefused
from bot.domain.order import Order, Sale, euros, german_vat, today
from bot.domain.values import Period

_POSTCODE = re.compile(r"(?:[A-Z]{1,2}[- ])?\d{4,5}\s+(\D+)")


def _in_days(count: int) -> Guess:
    return lambda today, _: (today + dt.timedelta(days=count)).isoformat()


def town(_: dt.date, company: Company) -> str:
    """Guess the town: where our company is, by its postcode."""
    found = map(_POSTCODE.fullmatch, reversed(company.address))
    return next((match[1].strip() for match in found if match), "")


@dataclass(frozen=True, kw_only=True)
class DeliveryNote(Sale):
    """What was delivered."""


@dataclass(frozen=True, kw_only=True)
class Offer(Sale):
    """What we would deliver, and for what price."""

    valid_until: Annotated[
        dt.date | None, Entry(takes=Takes.DATE, guess=_in_days(30))
    ] = None

    def check(self) -> None:
        """Refuse an offer that has ended before it was made."""
        super().check()
        _in_turn("valid_until", self.date, self.valid_until)


@dataclass(frozen=True, kw_only=True)
class Invoice(Sale):
    """What is to be paid, until when."""

    delivered: Annotated[dt.date | None, Entry(takes=Takes.DATE, guess=today)] = None
    due: Annotated[dt.date | None, Entry(takes=Takes.DATE, guess=_in_days(14))] = None
    tax_id: Annotated[str, Entry(limit=40)] = ""
    """Our tax number or VAT id."""

    def check(self) -> None:
        """Refuse an invoice that was due before it was written."""
        super().check()
        _in_turn("due", self.date, self.due)


@dataclass(frozen=True, kw_only=True)
class Agreement(Order):
    """What both sides sign, at a place; its number may be left out."""

    number: Annotated[str, Entry(limit=60)] = ""
    place: Annotated[str, Entry(limit=40, guess=town)] = ""
    """Where we sign."""


@dataclass(frozen=True, kw_only=True)
class ServiceContract(Agreement):
    """What we do for the customer, for what fee."""

    services: Annotated[tuple[str, ...], Entry(takes=Takes.TEXTS, limit=500, most=40)]
    fee: Annotated[Decimal, Entry(takes=Takes.NUMBER, positive=True)]
    """Net, in `currency`."""
    per: Annotated[
        str,
        Entry(takes=Takes.CHOICE, choices=("once", "hour", "day", "month", "year")),
    ]
    currency: Annotated[str, Entry(takes=Takes.CURRENCY, guess=euros)]
    vat: Annotated[Decimal, Entry(takes=Takes.PERCENT, guess=german_vat)]
    start: Annotated[dt.date | None, Entry(takes=Takes.DATE, guess=today)] = None
    end: Annotated[dt.date | None, Entry(takes=Takes.DATE)] = None
    notice: Annotated[Period | None, Entry(takes=Takes.PERIOD)] = None
    jurisdiction: Annotated[str, Entry(limit=60, guess=town)] = ""
    """The town whose courts decide; between companies only."""

    def check(self) -> None:
        """Refuse a contract that ends before it begins."""
        _in_turn("end", self.start, self.end)


@dataclass(frozen=True, kw_only=True)
class Nda(Agreement):
    """What both sides keep secret, and for how long."""

    purpose: Annotated[str, Entry(limit=500)]
    """What they will talk about."""
    term: Annotated[Period | None, Entry(takes=Takes.PERIOD)] = None
    """From the last signature on; without it, as long as things are secret."""
    penalty: Annotated[Decimal | None, Entry(takes=Takes.NUMBER, positive=True)] = None
    """For each breach, in `currency`."""
    currency: Annotated[str, Entry(takes=Takes.CURRENCY, guess=euros)] = ""
    jurisdiction: Annotated[str, Entry(limit=60, guess=town)] = ""

    def check(self) -> None:
        """Refuse a penalty without a currency."""
        if self.penalty and not self.currency:
            raise InputRefused("order.missing", entry="currency")


@dataclass(frozen=True, kw_only=True)
class Item:
    """Something that is handed over, or a meter that is read."""

    description: Annotated[str, Entry(limit=300)]
    quantity: Annotated[Decimal | None, Entry(takes=Takes.NUMBER, positive=True)] = None
    serial: Annotated[str, Entry(limit=60)] = ""
    reading: Annotated[str, Entry(limit=40)] = ""
    condition: Annotated[str, Entry(limit=200)] = ""


@dataclass(frozen=True, kw_only=True)
class Handover(Agreement):
    """What was handed over, in which state."""

    date: Annotated[dt.date | None, Entry(takes=Takes.DATE, guess=today)] = None
    subject: Annotated[str, Entry(limit=200)] = ""
    """What it is about, e.g. a flat with its address."""
    items: Annotated[tuple[Item, ...], Entry(takes=Takes.PARTS, of=Item, most=500)] = ()
    keys: Annotated[tuple[str, ...], Entry(takes=Takes.TEXTS, most=40)] = ()
    defects: Annotated[
        tuple[str, ...], Entry(takes=Takes.TEXTS, limit=300, most=100)
    ] = ()

    def check(self) -> None:
        """Refuse to hand over nothing."""
        if not self.items and not self.keys:
            raise InputRefused("order.missing", entry="items")


DOCUMENTS: Mapping[str, type[Order]] = MappingProxyType(
    {
        "delivery-note": DeliveryNote,
        "offer": Offer,
        "invoice": Invoice,
        "service-contract": ServiceContract,
        "nda": Nda,
        "handover-protocol": Handover,
    }
)
_DOCUMENT = Entry(takes=Takes.CHOICE, choices=tuple(DOCUMENTS))


def document_of(name: object) -> type[Order]:
    """Return what an order file calls by this name; a delivery note without one."""
    if name is None or name == "":
        return DeliveryNote
    return DOCUMENTS[read_entry(_DOCUMENT, name, "document")]


def read_order(source: Mapping[str, object]) -> Order:
    """Check an order given as JSON-like values.

    Raises `InputRefused` naming the entry that is missing or wrong, e.g.
    `order.missing` with `entry="customer.name"`.
    """
    order = read_part(document_of(source.get("document")), source)
    order.check()
    return order


def _in_turn(entry: str, first: dt.date | None, second: dt.date | None) -> None:
    if first and second and second < first:
        raise InputRefused(
            "order.too-early",
            entry=entry,
            date=second.isoformat(),
            first=first.isoformat(),
        )
