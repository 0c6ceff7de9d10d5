"""Make documents from data: a delivery note from an order."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.company import Company
from bot.domain.fields import Field
from bot.domain.order import Order
from bot.pdf.evidence.form_font import refuse_unprintable
from bot.pdf.making.delivery_note import contents
from bot.pdf.making.flow import Block, flow
from bot.pdf.making.letterhead import NEXT_TOP, Letterhead
from bot.pdf.making.paper import Paper
from bot.pdf.making.signing_block import HEIGHT, signing_block
from bot.texts import texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """A document that was made, and the places in it that people fill."""

    pdf: bytes
    fields: tuple[Field, ...]
    title: str
    """What people call it, e.g. "Delivery note 4711"."""


def delivery_note(order: Order, company: Company, language: str) -> Generated:
    """Make the delivery note of an order. The same order gives the same bytes.

    Raises `InputRefused` when a text holds a character that the font lacks.
    """
    t = texts(language)
    refuse_unprintable("".join(_words(order, company)))
    title = t("Delivery note {number}", number=order.number)
    paper = Paper(title=title, author=company.name, language=t.language)
    letterhead = Letterhead(company, order, t("Delivery note"), t)
    signing = signing_block(t, company=company.name, stamp=order.customer.company)
    placed = flow(
        [*contents(order, t), Block(height=HEIGHT, draw=signing.draw)],
        first_top=letterhead.draw_first(paper),
        next_top=NEXT_TOP,
        bottom=letterhead.bottom,
    )
    last = placed[-1]
    page = 0
    for place in placed:
        if place.page > page:
            letterhead.draw_foot(paper, page + 1, last.page + 1)
            paper.next_page()
            letterhead.draw_next(paper)
            page = place.page
        place.block.draw(paper, place.top)
    letterhead.draw_foot(paper, page + 1, last.page + 1)
    return Generated(
        pdf=paper.finish(), fields=signing.fields(last.page, last.top), title=title
    )


def _words(order: Order, company: Company) -> Iterator[str]:
    customer = order.customer
    yield from (company.name, *company.address, order.number, order.note)
    yield from (customer.name, *customer.address, customer.email)
    for line in order.lines:
        yield from (line.description, line.unit)
