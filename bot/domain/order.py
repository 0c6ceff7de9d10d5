"""Orders: what a document is made from, who it is for, its sums right to the cent."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cached_property
from typing import Annotated

from babel.numbers import get_currency_precision

from bot.domain.company import Company
from bot.domain.entries import LARGEST, Entry, Takes
from bot.domain.errors import InputRefused

MAX_LINES = 2_000
_EXACT = Context(prec=60)
"""Digits enough for every product of two entries: nothing is rounded twice."""


def today(day: date, _: Company) -> str:
    """Guess that something happens today."""
    return day.isoformat()


def euros(_: date, __: Company) -> str:
    """Guess the currency."""
    return "EUR"


def german_vat(_: date, __: Company) -> str:
    """Guess the rate of VAT."""
    return "19"


@dataclass(frozen=True, kw_only=True)
class Customer:
    """Who the document is for."""

    name: Annotated[str, Entry(limit=120)]
    company: Annotated[bool, Entry(takes=Takes.YES_NO)] = False
    """A legal person, who may stamp; a natural person is never asked to."""
    address: Annotated[
        tuple[str, ...], Entry(takes=Takes.TEXTS, limit=120, most=6)
    ] = ()
    email: Annotated[str, Entry(takes=Takes.EMAIL)] = ""
    phone: Annotated[str, Entry(takes=Takes.PHONE)] = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One position; `price` is net for one unit, `vat` a percentage."""

    description: Annotated[str, Entry(limit=300)]
    quantity: Annotated[Decimal, Entry(takes=Takes.NUMBER, positive=True)]
    unit: Annotated[str, Entry(limit=20)]
    price: Annotated[Decimal, Entry(takes=Takes.NUMBER)]
    vat: Annotated[Decimal, Entry(takes=Takes.PERCENT, guess=german_vat)]


@dataclass(frozen=True, kw_only=True)
class Order:
    """What every document is made from."""

    number: Annotated[str, Entry(limit=60)]
    customer: Annotated[Customer, Entry(takes=Takes.PART, of=Customer)]
    note: Annotated[str, Entry(limit=500)] = ""

    def check(self) -> None:
        """Refuse entries that are right one by one and wrong together."""


@dataclass(frozen=True, kw_only=True)
class Sale(Order):
    """Lines with prices. Sums are rounded half up to the currency's smallest coin: each
    line first, then the VAT of each rate on the sum of its lines."""

    date: Annotated[date, Entry(takes=Takes.DATE, guess=today)]
    currency: Annotated[str, Entry(takes=Takes.CURRENCY, guess=euros)]
    lines: Annotated[
        tuple[Line, ...], Entry(takes=Takes.PARTS, of=Line, most=MAX_LINES)
    ]

    def check(self) -> None:
        """Refuse amounts beyond reason."""
        for index, line in enumerate(self.lines, start=1):
            if abs(amount := self.amount(line)) >= LARGEST:
                entry = f"lines[{index}].price"
                raise InputRefused("order.wrong", entry=entry, value=f"{amount:f}")

    @cached_property
    def net(self) -> Decimal:
        """The sum of all lines without VAT."""
        return sum((self.amount(line) for line in self.lines), Decimal(0))

    @cached_property
    def vat(self) -> tuple[tuple[Decimal, Decimal, Decimal], ...]:
        """(rate, net at this rate, VAT) for each rate, the lowest first."""
        nets: dict[Decimal, Decimal] = {}
        for line in self.lines:
            nets[line.vat] = nets.get(line.vat, Decimal(0)) + self.amount(line)
        return tuple(
            (rate, net, vat_on(net, rate, self.currency))
            for rate, net in sorted(nets.items())
        )

    @cached_property
    def total(self) -> Decimal:
        """What the customer pays."""
        return self.net + sum((vat for _, _, vat in self.vat), Decimal(0))

    def amount(self, line: Line) -> Decimal:
        """Return the net amount of a line."""
        return rounded(_EXACT.multiply(line.quantity, line.price), self.currency)


def vat_on(net: Decimal, rate: Decimal, currency: str) -> Decimal:
    """Return the VAT on a net amount, rounded to the currency's smallest coin."""
    return rounded(_EXACT.multiply(net, rate.scaleb(-2)), currency)


def rounded(amount: Decimal, currency: str) -> Decimal:
    """Round half up to the currency's smallest coin."""
    coin = Decimal(1).scaleb(-get_currency_precision(currency))
    return amount.quantize(coin, ROUND_HALF_UP, _EXACT)
