"""A handover protocol: what changes hands, in which state."""

from bot.domain.company import Company
from bot.domain.documents import Handover, Item
from bot.domain.fields import SENDER, Kind
from bot.pdf.making.clauses import contract
from bot.pdf.making.flow import Block
from bot.pdf.making.paper import LEFT, MM
from bot.pdf.making.place import Blank
from bot.pdf.making.prose import Section, items
from bot.pdf.making.script import Script
from bot.pdf.making.signing_block import DATE_WIDTH
from bot.pdf.making.table import Column, table
from bot.texts import Texts

_DESCRIPTION = 1
_GAP = 6.0


def handover(order: Handover, company: Company, t: Texts) -> Script:
    """Write what is handed over; both confirm it."""
    day = Blank(
        id="date",
        kind=Kind.DATE,
        role=SENDER,
        label=t("Date"),
        width=DATE_WIDTH,
        text=t.date(order.date) if order.date else "",
    )
    parts = [
        _subject(order, t),
        *([(t("Items"), [_items(order.items, t)])] if order.items else []),
        *([(t("Keys"), [items(order.keys, left=LEFT)])] if order.keys else []),
        _defects(order, t),
        *([(t("Note"), [order.note])] if order.note else []),
        _confirmation(t),
    ]
    return contract(
        t("Handover protocol"),
        order,
        company,
        t,
        roles=(t("Handed over by"), t("Received by")),
        parts=parts,
        day=day,
        numbered=False,
    )


def _subject(order: Handover, t: Texts) -> Section:
    if order.date:
        when = t("The handover took place on {date}.", date=t.date(order.date))
    else:
        when = t("The handover took place on the date entered below.")
    subject = t("It concerns: {subject}", subject=order.subject)
    return t("Handover"), [f"{when} {subject}" if order.subject else when]


def _items(handed: tuple[Item, ...], t: Texts) -> list[Block]:
    columns = (
        Column(head=t("Item"), align="right"),
        Column(head=t("Description")),
        Column(head=t("Quantity"), align="right"),
        Column(head=t("Serial number"), widest=34 * MM),
        Column(head=t("Reading"), align="right", widest=34 * MM),
        Column(head=t("Condition"), widest=44 * MM),
    )
    rows = [_cells(item, number, t) for number, item in enumerate(handed, start=1)]
    # Columns that nothing is said in are left out.
    said = [index for index in range(len(columns)) if any(row[index] for row in rows)]
    blocks = table(
        [columns[index] for index in said],
        [[row[index] for index in said] for row in rows],
        _DESCRIPTION,
    )
    return [*blocks, Block(height=_GAP)]


def _cells(item: Item, number: int, t: Texts) -> tuple[str, ...]:
    return (
        t.number(number),
        item.description,
        t.number(item.quantity.normalize()) if item.quantity else "",
        item.serial,
        item.reading,
        item.condition,
    )


def _defects(order: Handover, t: Texts) -> Section:
    if not order.defects:
        return t("Defects"), [t("No defects were found.")]
    return t("Defects"), [
        t("These defects were found:"),
        items(order.defects, left=LEFT),
    ]


def _confirmation(t: Texts) -> Section:
    return t("Confirmation"), [
        t(
            "Both sides confirm that this protocol is complete and correct. Each "
            "receives a copy."
        )
    ]
