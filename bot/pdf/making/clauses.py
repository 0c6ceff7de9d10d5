"""What all contracts have: their parties, their last section and their signatures.

The wordings are samples and no legal advice; docs/order.md says so.
"""

from collections.abc import Sequence

from bot.domain.company import Company
from bot.domain.documents import Agreement
from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER, Kind
from bot.domain.order import Customer
from bot.domain.values import Period, Unit
from bot.pdf.making.flow import Block
from bot.pdf.making.place import Blank
from bot.pdf.making.prose import Party, Section, parties, sections, together
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

_LAST_LINES = 2


def contract(
    heading: str,
    order: Agreement,
    company: Company,
    t: Texts,
    *,
    roles: tuple[str, str],
    parts: Sequence[Section],
    day: Blank | None = None,
    numbered: bool = True,
) -> Script:
    """Put a contract together. `day` stands beside our place, instead of the date on
    which our director signs."""
    customer = order.customer
    head = parties(
        Party(role=roles[0], name=company.name, address=company.address),
        Party(role=roles[1], name=customer.name, address=customer.address),
    )
    body = sections(parts, t, numbered=numbered)
    # The last lines stay with the signatures: a page of them alone could be put under
    # any other contract.
    end = together(body[-_LAST_LINES:])
    return Script(
        heading=heading,
        title=f"{heading} {order.number or customer.name}",
        blocks=[
            *head,
            *body[:-_LAST_LINES],
            *end,
            _signing(order, company, t, day or date_of(DIRECTOR, t)),
        ],
    )


def final_provisions(customer: Customer, jurisdiction: str, t: Texts) -> Section:
    """Return the last section: changes, law, courts, and what if a part is void."""
    law = t(
        "This contract is governed by the law of the country in which the first-named "
        "party has its seat."
    )
    if not customer.company:
        law += " " + t("Mandatory rules that protect consumers remain unaffected.")
    paragraphs = [
        t(
            "There are no oral side agreements. Changes and additions need text form; "
            "what the parties agree individually takes precedence."
        ),
        law,
    ]
    # Consumers can be sued at home, whatever a contract says.
    if jurisdiction and customer.company:
        paragraphs.append(
            t(
                "If both parties are merchants, the courts of {place} decide disputes "
                "from this contract.",
                place=jurisdiction,
            )
        )
    paragraphs.append(
        t(
            "Should a provision be void, the others remain valid, and the law takes "
            "the place of the void one."
        )
    )
    return t("Final provisions"), paragraphs


def special_agreements(note: str, t: Texts) -> list[Section]:
    """Return the order's note as a section of its own; none without a note."""
    return [(t("Special agreements"), [note])] if note else []


def length(period: Period, t: Texts) -> str:
    """Say how long, like "of 3 months" after "a period"."""
    match period.unit:
        case Unit.DAY:
            return t.n("of {count} day", "of {count} days", period.count)
        case Unit.WEEK:
            return t.n("of {count} week", "of {count} weeks", period.count)
        case Unit.MONTH:
            return t.n("of {count} month", "of {count} months", period.count)
        case Unit.YEAR:
            return t.n("of {count} year", "of {count} years", period.count)


def _signing(order: Agreement, company: Company, t: Texts, day: Blank) -> Block:
    customer = order.customer
    place = Blank(
        id="place", kind=Kind.TEXT, role=SENDER, label=t("Place"), text=order.place
    )
    their_place = Blank(
        id="customer-place", kind=Kind.TEXT, role=CUSTOMER, label=t("Place")
    )
    named = [[name_of_customer(t)]] if customer.company else []
    name = (
        t("For {company}", company=customer.name) if customer.company else customer.name
    )
    return signing_block(
        Side(
            heading=t("For {company}", company=company.name),
            rows=([place, day], signed_by_us(t)),
        ),
        Side(
            heading=name,
            rows=(
                *named,
                [their_place, date_of(CUSTOMER, t)],
                signed_by(customer, t),
            ),
        ),
    )
