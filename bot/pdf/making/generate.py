"""Make documents from data: the letter or contract that an order asks for."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from bot.domain.company import Company
from bot.domain.documents import (
    DeliveryNote,
    Handover,
    Invoice,
    Nda,
    Offer,
    ServiceContract,
)
from bot.domain.fields import Field
from bot.domain.order import Order
from bot.pdf.evidence.form_font import refuse_unprintable
from bot.pdf.making.flow import flow
from bot.pdf.making.handover import handover
from bot.pdf.making.letterhead import NEXT_TOP, Letterhead
from bot.pdf.making.letters import delivery_note, invoice, offer
from bot.pdf.making.nda import nda
from bot.pdf.making.paper import Paper
from bot.pdf.making.script import Script
from bot.pdf.making.service_contract import service_contract
from bot.texts import Texts, texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """A document that was made, and the places in it that people fill."""

    pdf: bytes
    fields: tuple[Field, ...]
    title: str
    """What people call it, e.g. "Delivery note 4711"."""


def generate(order: Order, company: Company, language: str) -> Generated:
    """Make the document of an order. The same order gives the same bytes.

    Raises `InputRefused` when a text holds a character that the font lacks.
    """
    t = texts(language)
    refuse_unprintable("".join((*_words(order), company.name, *company.address)))
    script = _script(order, company, t)
    paper = Paper(title=script.title, author=company.name, language=t.language)
    letterhead = Letterhead(company, script.title, t)
    top, found = _begin(letterhead, paper, script)
    placed = flow(
        script.blocks, first_top=top, next_top=NEXT_TOP, bottom=letterhead.bottom
    )
    page, pages = 0, placed[-1].page + 1
    for place in placed:
        if place.page > page:
            letterhead.draw_foot(paper, page + 1, pages)
            paper.next_page()
            letterhead.draw_next(paper)
            page = place.page
        place.block.draw(paper, place.top)
        fields_here = (one.field(page, place.top) for one in place.block.places)
        found += [field for field in fields_here if field]
    letterhead.draw_foot(paper, pages, pages)
    return Generated(pdf=paper.finish(), fields=tuple(found), title=script.title)


def _script(order: Order, company: Company, t: Texts) -> Script:
    match order:
        case DeliveryNote():
            return delivery_note(order, company, t)
        case Offer():
            return offer(order, company, t)
        case Invoice():
            return invoice(order, company, t)
        case ServiceContract():
            return service_contract(order, company, t)
        case Nda():
            return nda(order, company, t)
        case Handover():
            return handover(order, company, t)
    raise TypeError(order)


def _begin(
    letterhead: Letterhead, paper: Paper, script: Script
) -> tuple[float, list[Field]]:
    """Draw the first page's head; return where the contents begin, and its fields."""
    if script.letter_to is None:
        return letterhead.draw_contract(paper, script.heading), []
    return letterhead.draw_letter(paper, script.heading, script.letter_to, script.facts)


def _words(value: object) -> Iterator[str]:
    """Yield every text in an order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _words(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _words(getattr(value, field.name))
