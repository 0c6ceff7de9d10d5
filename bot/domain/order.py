"""An order of the CRM: its lines, its customer and its totals, right to the cent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import cached_property

from babel.numbers import get_currency_precision, list_currencies

from bot.domain.errors import InputRefused, Refusal
from bot.domain.values import clean_echo, clean_text, parse_email, parse_phone

MAX_LINES = 2_000
_ADDRESS_LINES = 6
_CURRENCIES = frozenset(list_currencies("en"))
_LARGEST = Decimal(10) ** 12
_EXACT = Context(prec=60)
"""Digits enough for every product of two entries: nothing is rounded twice."""


@dataclass(frozen=True, kw_only=True)
class Customer:
    """Who the goods go to."""

    name: str
    company: bool
    """A legal person, who may stamp; a natural person is never asked to."""
    address: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One position; `price` is net for one unit, `vat` a percentage."""

    description: str
    quantity: Decimal
    unit: str
    price: Decimal
    vat: Decimal


@dataclass(frozen=True, kw_only=True)
class Order:
    """One order. Sums are rounded half up to the currency's smallest coin: each line
    first, then the VAT of each rate on the sum of its lines."""

    number: str
    date: date
    currency: str
    customer: Customer
    lines: tuple[Line, ...]
    note: str = ""

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
            (rate, net, self._round(_EXACT.multiply(net, rate.scaleb(-2))))
            for rate, net in sorted(nets.items())
        )

    @cached_property
    def total(self) -> Decimal:
        """What the customer pays."""
        return self.net + sum((vat for _, _, vat in self.vat), Decimal(0))

    def amount(self, line: Line) -> Decimal:
        """Return the net amount of a line."""
        return self._round(_EXACT.multiply(line.quantity, line.price))

    def _round(self, amount: Decimal) -> Decimal:
        coin = Decimal(1).scaleb(-get_currency_precision(self.currency))
        return amount.quantize(coin, ROUND_HALF_UP, _EXACT)


def read_order(source: Mapping[str, object]) -> Order:
    """Check an order given as JSON-like values.

    Raises `InputRefused` naming the entry that is missing or wrong, e.g.
    `order.missing` with `entry="customer.name"`.
    """
    customer = _mapping(source, "customer")
    lines = source.get("lines")
    if not isinstance(lines, Sequence) or isinstance(lines, str) or not lines:
        raise InputRefused("order.missing", entry="lines")
    if len(lines) > MAX_LINES:
        raise InputRefused("order.too-many-lines", count=len(lines), limit=MAX_LINES)
    order = Order(
        number=_text(source, "number", limit=60),
        date=_date(source, "date"),
        currency=_currency(source),
        customer=_customer(customer),
        lines=tuple(_line(line, index) for index, line in enumerate(lines, start=1)),
        note=_text(source, "note", limit=500, required=False),
    )
    for index, line in enumerate(order.lines, start=1):
        if abs(amount := order.amount(line)) >= _LARGEST:
            entry = f"lines[{index}].price"
            raise InputRefused("order.wrong", entry=entry, value=f"{amount:f}")
    return order


def _customer(source: Mapping[str, object]) -> Customer:
    email = _text(source, "email", "customer.", required=False)
    phone = _text(source, "phone", "customer.", required=False)
    return Customer(
        name=_text(source, "name", "customer.", limit=120),
        company=_flag(source.get("company", False)),
        address=_address(source.get("address", ())),
        email=_entry("customer.email", parse_email, email) if email else "",
        phone=_entry("customer.phone", parse_phone, phone) if phone else "",
    )


def _address(value: object) -> tuple[str, ...]:
    lines = value.splitlines() if isinstance(value, str) else value
    if not isinstance(lines, Sequence):
        raise InputRefused(
            "order.wrong", entry="customer.address", value=clean_echo(str(value))
        )
    kept = [str(line) for line in lines if str(line).strip()]
    if len(kept) > _ADDRESS_LINES:
        raise InputRefused(
            "order.wrong", entry="customer.address", value=clean_echo(kept[-1])
        )
    return tuple(
        _entry("customer.address", lambda text: clean_text(text, 120), line)
        for line in kept
    )


def _line(source: object, index: int) -> Line:
    if not isinstance(source, Mapping):
        raise InputRefused(
            "order.wrong", entry=f"lines[{index}]", value=clean_echo(str(source))
        )
    prefix = f"lines[{index}]."
    quantity = _number(source, "quantity", prefix)
    if quantity <= 0:
        raise InputRefused(
            "order.not-positive", entry=prefix + "quantity", value=str(quantity)
        )
    vat = _number(source, "vat", prefix)
    if not 0 <= vat <= 100:
        raise InputRefused("order.wrong", entry=prefix + "vat", value=str(vat))
    return Line(
        description=_text(source, "description", prefix, limit=300),
        quantity=quantity,
        unit=_text(source, "unit", prefix, limit=20),
        price=_number(source, "price", prefix),
        vat=vat,
    )


def _mapping(source: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = source.get(key)
    if not isinstance(value, Mapping) or not value:
        raise InputRefused("order.missing", entry=key)
    return value


def _text(
    source: Mapping[str, object],
    key: str,
    prefix: str = "",
    *,
    limit: int = 200,
    required: bool = True,
) -> str:
    value = source.get(key)
    if value is None or not str(value).strip():
        if required:
            raise InputRefused("order.missing", entry=prefix + key)
        return ""
    if not isinstance(value, str | int | float | Decimal):
        raise InputRefused(
            "order.wrong", entry=prefix + key, value=clean_echo(str(value))
        )
    return _entry(prefix + key, lambda text: clean_text(text, limit), str(value))


def _entry(entry: str, read: Callable[[str], str], value: str) -> str:
    """Read one entry; a refusal also names the entry."""
    try:
        return read(value)
    except Refusal as refusal:
        raise InputRefused(
            "order.wrong", entry=entry, value=clean_echo(str(value))
        ) from refusal


def _number(source: Mapping[str, object], key: str, prefix: str) -> Decimal:
    value = source.get(key)
    if value is None or value == "":
        raise InputRefused("order.missing", entry=prefix + key)
    try:
        if isinstance(value, bool):
            raise InvalidOperation
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise InputRefused(
            "order.wrong", entry=prefix + key, value=clean_echo(str(value))
        ) from error
    exponent = number.as_tuple().exponent
    if not number:
        return Decimal(0)
    # adjusted() is the power of ten; arithmetic on 1e999999999 would overflow.
    too_large = number.is_finite() and number.adjusted() >= _LARGEST.adjusted()
    if not isinstance(exponent, int) or exponent < -6 or too_large:
        raise InputRefused(
            "order.wrong", entry=prefix + key, value=clean_echo(str(value))
        )
    return number


def _date(source: Mapping[str, object], key: str) -> date:
    text = _text(source, key)
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise InputRefused("order.date", value=clean_echo(text)) from error


def _currency(source: Mapping[str, object]) -> str:
    currency = _text(source, "currency").upper()
    if currency not in _CURRENCIES:
        raise InputRefused("order.currency", currency=clean_echo(currency))
    return currency


def _flag(value: object) -> bool:
    return str(value).strip().lower() in {"true", "1", "yes", "ja", "x"}
