"""Drafting: from an order or a file to a draft without open questions."""

import hashlib
import hmac
import re
from dataclasses import replace
from datetime import tzinfo
from typing import Any

from bot.domain import events as e
from bot.domain.answers import read_answer
from bot.domain.draft import Ask, Draft, as_json
from bot.domain.envelope import Envelope, Stage
from bot.domain.errors import InputRefused, NotAllowed
from bot.domain.fields import SENDER, Field
from bot.domain.naming import envelope_id, title_of
from bot.domain.order import Order, Sale
from bot.domain.people import Person, Role
from bot.domain.placing import field_ids, missing_signatures, proposed
from bot.domain.values import clean_text, parse_email
from bot.pdf.intake.order_reader import read_order_file
from bot.pdf.intake.reader import read_pdf
from bot.pdf.intake.text_layer import SECONDS as READING_SECONDS
from bot.pdf.intake.text_layer import read_words, scans_to_read, with_words
from bot.pdf.making.generate import generate
from bot.pdf.making.signature_page import signature_page_layout
from bot.pdf.placing.locate import locate
from bot.pdf.render import page_count
from bot.services.envelopes import Envelopes
from bot.services.facts import lines_of
from bot.services.fitting import insist_it_fits
from bot.services.ports import Blobs, Clock, Desk, People, Workers
from bot.texts import texts

KNOWN = "person:"
"""Before the id of a person who was chosen by button, not typed as an address."""


class Drafting:
    """What the sender decides before anything is in the PDF."""

    def __init__(
        self,
        *,
        envelopes: Envelopes,
        desk: Desk,
        blobs: Blobs,
        people: People,
        workers: Workers,
        clock: Clock,
        zone: tzinfo,
        secret: bytes,
    ) -> None:
        self._envelopes = envelopes
        self._desk = desk
        self._blobs = blobs
        self._people = people
        self._workers = workers
        self._clock = clock
        self._zone = zone
        self._secret = secret

    # Beginning

    def new_id(self, seed: str) -> str:
        """Return the envelope id that belongs to a seed, such as one update: handled
        twice, it finds the envelope that it made the first time."""
        return envelope_id(hmac.digest(self._secret, seed.encode(), hashlib.sha256))

    async def from_order(
        self, sender: Person, id: str, name: str, data: bytes
    ) -> Envelope:
        """Make the document that an order file asks for."""
        owner = f"person:{sender.id}"
        order = await self._workers.run(read_order_file, name, data, owner=owner)
        company = await self._people.company()
        made = await self._workers.run(
            generate, order, company, sender.language, owner=owner
        )
        await self._desk.fill(id, SENDER, _known(order, made.fields))
        facts = _facts(order)
        drafted = e.Drafted(
            at=self._clock(),
            by=owner,
            owner=sender.id,
            title=made.title,
            source=await self._blobs.put(made.pdf),
            pages=await self._workers.run(page_count, made.pdf, owner=owner),
            language=sender.language,
            origin="order",
            facts=lines_of(texts(sender.language), facts),
            order=facts,
        )
        return await self._envelopes.begin(id, drafted)

    async def from_file(
        self, sender: Person, id: str, name: str, data: bytes
    ) -> Envelope:
        """Take any PDF that may be signed."""
        owner = f"person:{sender.id}"
        facts = await self._workers.run(read_pdf, data, owner=owner)
        await self._place(id, data, facts.pages, owner)
        drafted = e.Drafted(
            at=self._clock(),
            by=owner,
            owner=sender.id,
            title=title_of(name),
            source=await self._blobs.put(data),
            pages=facts.pages,
            language=sender.language,
            origin="file",
        )
        return await self._envelopes.begin(id, drafted)

    async def _place(self, id: str, data: bytes, pages: int, owner: str) -> None:
        """Find the places in a file; who has none signs on a page that is added."""
        if "fields" in (await self._desk.form(id, SENDER)).values:
            return
        found = await self._workers.run(
            locate, await self._legible(data, owner), owner=owner
        )
        fields = proposed(found)
        wants = missing_signatures(fields)
        added = await self._workers.run(signature_page_layout, wants, pages)
        taken = [field.id for field in fields]
        named = zip(added, field_ids(wants, taken), strict=True)
        fields += tuple(replace(field, id=name) for field, name in named)
        await self._desk.fill(id, SENDER, {"fields": as_json(fields)})

    async def _legible(self, data: bytes, owner: str) -> bytes:
        """Return the file with the words of its scans, as far as they can be read."""
        scans = await self._workers.run(scans_to_read, data, owner=owner)
        words = {
            page: await self._workers.run(
                read_words, data, page, owner=owner, seconds=READING_SECONDS + 10
            )
            for page in scans
        }
        if not any(words.values()):
            return data
        return await self._workers.run(with_words, data, words, owner=owner)

    # Answering

    async def draft(self, envelope: Envelope) -> Draft:
        """Return what is decided so far."""
        return Draft((await self._desk.form(envelope.id, SENDER)).values)

    def require_draft(self, envelope: Envelope) -> None:
        """Refuse to change what is on its way already."""
        if envelope.stage is not Stage.DRAFT:
            raise NotAllowed("is-sent")

    async def answer(
        self,
        sender: Person,
        envelope: Envelope,
        ask: Ask,
        field: Field | None,
        text: str,
    ) -> None:
        """Keep the typed answer to one question."""
        match ask:
            case Ask.FIELD if field and not field.required and not text.strip():
                await self._fill(envelope, **{field.id: ""})
            case Ask.FIELD if field:
                value = await self._read(sender, field, text)
                await insist_it_fits(
                    self._blobs, self._workers, envelope, field, value, sender.language
                )
                await self._fill(envelope, **{field.id: value})
            case Ask.DIRECTOR:
                await self._fill(envelope, **await self._director(text))
            case Ask.DIRECTOR_NAME:
                await self._fill(envelope, director_name=clean_text(text, 120))
            case Ask.CUSTOMER_NAME:
                await self._fill(envelope, customer_name=clean_text(text, 120))
            case Ask.CUSTOMER_KIND:
                await self._fill(envelope, customer_company=_is_company(text))
            case Ask.CUSTOMER_EMAIL:
                await self._fill(envelope, customer_email=parse_email(text))
            case _:
                raise InputRefused("choice.unknown")

    async def reopen(self, envelope: Envelope) -> None:
        """Ask everything again that the sender decides; the places stay."""
        draft = await self.draft(envelope)
        decided = [key for key in draft.values if key not in _PROPOSED]
        await self._fill(envelope, **dict.fromkeys(decided))

    async def _fill(self, envelope: Envelope, **values: Any) -> None:
        await self._desk.fill(envelope.id, SENDER, values)

    async def _read(self, sender: Person, field: Field, text: str) -> Any:
        company = await self._people.company()
        today = self._clock().astimezone(self._zone).date()
        return read_answer(
            field, text, language=sender.language, today=today, holder=company.name
        )

    async def _director(self, text: str) -> dict[str, Any]:
        """A known person from a button, or an e-mail address that was typed.

        An address never leads to a person's chat: what people say theirs is, nobody
        has proven.
        """
        chosen = re.fullmatch(rf"{KNOWN}([0-9]{{1,9}})", text)
        person = await self._people.get(int(chosen[1])) if chosen else None
        address = "" if person else parse_email(text)
        known = person or await self._people.by_email(address)
        if known and known.role is Role.EMPLOYEE:
            raise InputRefused("not-a-director")
        if person:
            return {"director": person.id, "director_name": person.name}
        return {"director": address}


_PROPOSED = (
    "fields",
    "placed",
    "customer_name",
    "customer_company",
    "customer_phone",
    "guess_email",
)


def _is_company(text: str) -> bool:
    kind = text.strip().lower()
    if kind not in {"person", *_COMPANY}:
        raise InputRefused("choice.unknown")
    return kind in _COMPANY


_COMPANY = frozenset({"company", "firma"})


def _known(order: Order, fields: tuple[Field, ...]) -> dict[str, Any]:
    """Return what an order says already, as the sender's form keeps it."""
    return {
        "fields": as_json(fields),
        "placed": True,
        "customer_name": order.customer.name,
        "customer_company": order.customer.company,
        "customer_phone": order.customer.phone,
        "guess_email": order.customer.email,
    }


def _facts(order: Order) -> e.OrderFacts:
    facts = e.OrderFacts(customer=order.customer.name, number=order.number)
    if not isinstance(order, Sale):
        return facts
    return replace(facts, day=order.date, total=order.total, currency=order.currency)
