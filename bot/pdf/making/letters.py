"""Letters about a sale: delivery note, offer and invoice."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.domain.company import Company
from bot.domain.documents import DeliveryNote, Invoice, Offer
from bot.domain.fields import CUSTOMER, SENDER, Kind
from bot.domain.order import Sale
from bot.pdf.making.flow import Block
from bot.pdf.making.letterhead import Fact
from bot.pdf.making.payment import payment
from bot.pdf.making.place import Blank
from bot.pdf.making.prices import lines_of, totals_of
from bot.pdf.making.prose import note, paragraph, together
from bot.pdf.making.script import Script
from bot.pdf.making.signing_block import (
    Side,
    date_of,
    name_of_customer,
    signed_by,
    signed_by_us,
    signing_block,
)
from bot.texts import Texts


def delivery_note(order: DeliveryNote, company: Company, t: Texts) -> Script:
    """Write what was delivered; the customer confirms it."""
    bank = Blank(id="bank", kind=Kind.BANK, role=SENDER, label=t("Bank details"))
    customer = order.customer
    signing = signing_block(
        Side(
            heading=t("For {company}", company=company.name),
            rows=([date_of(SENDER, t)], [bank], signed_by_us(t)),
        ),
        Side(
            heading=t("Received by"),
            rows=(
                [name_of_customer(t)],
                [date_of(CUSTOMER, t)],
                signed_by(customer, t),
            ),
        ),
    )
    return Script(
        heading=t("Delivery note"),
        title=t("Delivery note {number}", number=order.number),
        letter_to=customer,
        facts=(
            *_number_and_date(order, t),
            (t("E-mail"), customer.email),
            (t("Phone"), customer.phone),
        ),
        blocks=_with_prices(order, t, [], [*note(order.note, t), signing]),
    )


def offer(order: Offer, company: Company, t: Texts) -> Script:
    """Write what we would deliver; the customer orders it by signing."""
    valid = order.valid_until
    if valid:
        bound = t("We keep to this offer until {date}.", date=t.date(valid))
    else:
        bound = t("We keep to this offer until the date given above.")
    opening = t("Thank you for your interest. We are pleased to offer you:")
    closing = f"{bound} {t('To place the order, please sign below.')}"
    return Script(
        heading=t("Offer"),
        title=t("Offer {number}", number=order.number),
        letter_to=order.customer,
        facts=(
            *_number_and_date(order, t),
            _day("valid-until", t("Valid until"), valid, t),
        ),
        blocks=_with_prices(
            order,
            t,
            paragraph(opening, gap=_ABOVE_TABLE),
            [
                *note(order.note, t),
                Block(height=10),
                *paragraph(closing),
                _signing(order, company, t, t("Order placed by")),
            ],
        ),
    )


def invoice(order: Invoice, company: Company, t: Texts) -> Script:
    """Write what is to be paid, with a code for banking apps."""
    opening = t("For our deliveries and services, we charge:")
    return Script(
        heading=t("Invoice"),
        title=t("Invoice {number}", number=order.number),
        letter_to=order.customer,
        facts=(*_number_and_date(order, t), *_facts_of_invoice(order, t)),
        blocks=_with_prices(
            order,
            t,
            paragraph(opening, gap=_ABOVE_TABLE),
            [
                *note(order.note, t),
                *payment(order, company, t),
                _signing(order, company, t, t("Received by")),
            ],
        ),
    )


_ABOVE_TABLE = 9.0


def _with_prices(
    order: Sale, t: Texts, opening: Sequence[Block], end: Sequence[Block]
) -> list[Block]:
    rows = lines_of(order, t)
    # The last row, the sums and the signatures belong on one page: a page of signatures
    # alone could be put under any other document.
    return [
        *together(opening),
        *rows[:-1],
        *together([rows[-1], *totals_of(order, t), *end]),
    ]


def _signing(order: Sale, company: Company, t: Texts, theirs: str) -> Block:
    return signing_block(
        Side(heading=t("For {company}", company=company.name), rows=(signed_by_us(t),)),
        Side(
            heading=theirs,
            rows=(
                [name_of_customer(t), date_of(CUSTOMER, t)],
                signed_by(order.customer, t),
            ),
        ),
    )


def _number_and_date(order: Sale, t: Texts) -> tuple[Fact, Fact]:
    return (t("Number"), order.number), (t("Date"), t.date(order.date))


def _facts_of_invoice(order: Invoice, t: Texts) -> Iterator[Fact]:
    yield _day("delivered", t("Date of supply"), order.delivered, t)
    # A date that is known stands where the payment is asked for.
    if order.due is None and order.total > 0:
        yield _day("due", t("Payable by"), None, t)
    label = t("Our tax number")
    blank = Blank(id="tax-id", kind=Kind.TEXT, role=SENDER, label=label)
    yield label, order.tax_id or blank


def _day(id: str, label: str, day: date | None, t: Texts) -> Fact:
    """Return a date, or the blank that it is asked for."""
    blank = Blank(id=id, kind=Kind.DATE, role=SENDER, label=label)
    return label, t.date(day) if day else blank
