"""Drafting: from an order or a file to an envelope that is on its way."""

import hashlib
import hmac
import re
from datetime import timedelta, tzinfo
from typing import Any

from bot.domain import events as e
from bot.domain.answers import read_answer
from bot.domain.company import Company
from bot.domain.draft import PLACES, Ask, Draft, as_json
from bot.domain.envelope import Envelope, Stage
from bot.domain.errors import InputRefused, NotAllowed
from bot.domain.fields import (
    CUSTOMER,
    DIRECTOR,
    SENDER,
    Channel,
    Field,
    Party,
    Signer,
    mask,
)
from bot.domain.naming import envelope_id, title_of
from bot.domain.order import Order
from bot.domain.people import Person, Role
from bot.domain.records import Contact
from bot.domain.values import clean_text, parse_email
from bot.pdf.evidence.prepare import Plan, prepare
from bot.pdf.intake.order_reader import read_order_file
from bot.pdf.intake.reader import read_pdf
from bot.pdf.making.generate import delivery_note
from bot.pdf.placing.locate import Want, propose
from bot.pdf.render import page_count
from bot.services.envelopes import Envelopes
from bot.services.ports import Blobs, Clock, Desk, People, Workers
from bot.services.sealing import Sealing
from bot.texts import Texts, texts

DEADLINE = timedelta(days=30)
KNOWN = "person:"
"""Before the id of a person who was chosen by button, not typed as an address."""


class Drafting:
    """What the sender does until he presses "Send for signing"."""

    def __init__(
        self,
        *,
        envelopes: Envelopes,
        desk: Desk,
        blobs: Blobs,
        people: People,
        workers: Workers,
        sealing: Sealing,
        clock: Clock,
        zone: tzinfo,
        verify_url: str,
        secret: bytes,
    ) -> None:
        self._envelopes = envelopes
        self._desk = desk
        self._blobs = blobs
        self._people = people
        self._workers = workers
        self._sealing = sealing
        self._clock = clock
        self._zone = zone
        self._verify_url = verify_url
        self._secret = secret

    # Beginning

    def new_id(self, seed: str) -> str:
        """Return the envelope id that belongs to a seed, such as one update: handled
        twice, it finds the envelope that it made the first time."""
        return envelope_id(hmac.digest(self._secret, seed.encode(), hashlib.sha256))

    async def from_order(
        self, sender: Person, id: str, name: str, data: bytes
    ) -> Envelope:
        """Make a delivery note from an order file."""
        owner = f"person:{sender.id}"
        order = await self._workers.run(read_order_file, name, data, owner=owner)
        company = await self._people.company()
        made = await self._workers.run(
            delivery_note, order, company, sender.language, owner=owner
        )
        await self._desk.fill(id, SENDER, _known(order, made.fields))
        drafted = e.Drafted(
            at=self._clock(),
            by=owner,
            owner=sender.id,
            title=made.title,
            source=await self._blobs.put(made.pdf),
            pages=await self._workers.run(page_count, made.pdf, owner=owner),
            language=sender.language,
            origin="order",
            facts=_facts(order, texts(sender.language)),
        )
        return await self._envelopes.begin(id, drafted)

    async def from_file(
        self, sender: Person, id: str, name: str, data: bytes
    ) -> Envelope:
        """Take any PDF that may be signed."""
        owner = f"person:{sender.id}"
        facts = await self._workers.run(read_pdf, data, owner=owner)
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

    # Answering

    async def draft(self, envelope: Envelope) -> Draft:
        """Return what is decided so far."""
        return Draft((await self._desk.form(envelope.id, SENDER)).values)

    def require_draft(self, envelope: Envelope) -> None:
        """Refuse to change what is on its way already."""
        if envelope.stage is not Stage.DRAFT:
            raise NotAllowed("is-sent")

    async def want_place(self, envelope: Envelope, key: str, *, wanted: bool) -> None:
        """Switch one place of a file on or off; again changes nothing."""
        kept = (await self.draft(envelope)).wanted
        if key not in {place.key for place in PLACES}:
            raise NotAllowed("button-old")
        others = [other for other in kept if other != key]
        await self._fill(envelope, wanted=[*others, key] if wanted else others)

    async def place(self, envelope: Envelope) -> None:
        """Put the wanted places into the file: near labels, or on an added page."""
        wanted = (await self.draft(envelope)).wanted
        wants = [
            Want(kind=place.kind, role=place.role)
            for place in PLACES
            if place.key in wanted
        ]
        if not any(want.role != SENDER for want in wants):
            raise NotAllowed("no-signers")
        source = await self._blobs.get(envelope.drafted.source)
        await self._fill(
            envelope, fields=as_json(await self._workers.run(propose, source, wants))
        )

    async def replace(self, envelope: Envelope) -> None:
        """Go back to choosing places, and forget what was asked for the old ones."""
        await self._desk.drop_form(envelope.id, SENDER)

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
            case Ask.FIELD if field:
                value = await self._read(sender, field, text)
                await self._fill(envelope, **{field.id: value})
            case Ask.DIRECTOR:
                await self._fill(envelope, **await self._director(text))
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
        kept = {key: draft.values[key] for key in _PROPOSED if key in draft.values}
        await self._desk.drop_form(envelope.id, SENDER)
        await self._fill(envelope, **kept)

    # Sending

    async def prepare(self, sender: Person, envelope: Envelope) -> Envelope:
        """Put places, signers and the sender's values into the PDF."""
        draft = await self.draft(envelope)
        if draft.question:
            raise NotAllowed("question-open")
        company = await self._people.company()
        signers = await self._signers(envelope, draft, company)
        party = await self._sender(envelope, sender)
        source = await self._blobs.get(envelope.drafted.source)
        plan = self._plan(envelope, draft, signers, company)
        document = await self._workers.run(prepare, source, plan)
        prepared = e.Prepared(
            at=self._clock(),
            by=f"person:{sender.id}",
            document=await self._blobs.put(document),
            pages=envelope.drafted.pages,
            fields=tuple(field for field in plan.fields if field.role != SENDER),
            signers=signers,
            sender=party,
            deadline=self._clock() + DEADLINE,
        )
        return await self._envelopes.change(
            envelope.id, lambda current: current.prepare(prepared)
        )

    async def send(self, sender: Person, envelope: Envelope, seen: str) -> Envelope:
        """Let it go, after sealing was tried on this very file.

        `seen` begins the SHA-256 of the file in the summary that was agreed to.
        """
        if envelope.sent:
            return envelope
        if (await self.draft(envelope)).question:
            raise NotAllowed("question-open")
        if not envelope.document.startswith(seen):
            raise NotAllowed("button-old")
        await self._sealing.rehearse(envelope)
        by = f"person:{sender.id}"

        def decide(current: Envelope) -> e.Event | None:
            if current.sent:
                return None
            if current.document != envelope.document:
                raise NotAllowed("button-old")
            return current.send(at=self._clock(), by=by)

        changed = await self._envelopes.change(envelope.id, decide)
        await self._desk.drop_form(envelope.id, SENDER)
        return changed

    async def readdress(
        self, sender: Person, envelope: Envelope, role: str, email: str
    ) -> Envelope:
        """Correct a signer's address; his old link dies with it."""
        address = parse_email(email)
        contact = Contact(email=address)
        readdressed = e.Readdressed(
            at=self._clock(),
            by=f"person:{sender.id}",
            role=role,
            contact=mask(address),
            channels=(Channel.EMAIL,),
        )
        envelope.readdress(readdressed)
        await self._desk.save_contact(envelope.id, role, contact)
        return await self._envelopes.change(
            envelope.id, lambda current: current.readdress(readdressed)
        )

    async def nudge(self, sender: Person, envelope: Envelope) -> Envelope:
        """Remind whose turn it is."""
        by = f"person:{sender.id}"
        return await self._envelopes.change(
            envelope.id, lambda current: current.nudge(at=self._clock(), by=by)
        )

    async def take_back(
        self, sender: Person, envelope: Envelope, reason: str
    ) -> Envelope:
        """End it before it is sealed."""
        by = f"person:{sender.id}"
        text = clean_text(reason, 500)
        return await self._envelopes.change(
            envelope.id,
            lambda current: current.take_back(text, at=self._clock(), by=by),
        )

    async def archive(self, sender: Person, envelope: Envelope) -> Envelope:
        """Put a finished envelope away."""
        by = f"person:{sender.id}"
        return await self._envelopes.change(
            envelope.id,
            lambda current: (
                None if current.archived else current.archive(at=self._clock(), by=by)
            ),
        )

    async def _fill(self, envelope: Envelope, **values: Any) -> None:
        await self._desk.fill(envelope.id, SENDER, values)

    async def _read(self, sender: Person, field: Field, text: str) -> Any:
        company = await self._people.company()
        today = self._clock().astimezone(self._zone).date()
        return read_answer(
            field, text, language=sender.language, today=today, holder=company.name
        )

    async def _director(self, text: str) -> dict[str, Any]:
        """A known person from a button, or an e-mail address that was typed."""
        if chosen := re.fullmatch(rf"{KNOWN}([0-9]{{1,9}})", text):
            person = await self._people.get(int(chosen[1]))
        else:
            person = await self._people.by_email(parse_email(text))
        if person is None:
            return {"director": parse_email(text), "director_name": ""}
        if person.role is Role.EMPLOYEE:
            raise InputRefused("not-a-director")
        return {"director": person.id, "director_name": person.name}

    async def _signers(
        self, envelope: Envelope, draft: Draft, company: Company
    ) -> tuple[Signer, ...]:
        signers = []
        if draft.needs_director:
            signers.append(await self._directing(envelope, draft, company))
        if draft.needs_customer:
            signers.append(await self._customer(envelope, draft))
        return tuple(signers)

    async def _directing(
        self, envelope: Envelope, draft: Draft, company: Company
    ) -> Signer:
        chosen = draft.values["director"]
        person = (
            await self._people.get(chosen)
            if isinstance(chosen, int)
            else await self._people.by_email(chosen)
        )
        email = person.email if person else str(chosen)
        contact = Contact(email=email, account=person.account if person else None)
        await self._desk.save_contact(envelope.id, DIRECTOR, contact)
        return Signer(
            role=DIRECTOR,
            name=person.name if person else company.name,
            contact=mask(email) if email else "Telegram",
            channels=_channels(contact),
            language=person.language if person else envelope.drafted.language,
            order=1,
            company=True,
        )

    async def _customer(self, envelope: Envelope, draft: Draft) -> Signer:
        email = draft.values["customer_email"]
        contact = Contact(email=email, phone=draft.values.get("customer_phone", ""))
        await self._desk.save_contact(envelope.id, CUSTOMER, contact)
        return Signer(
            role=CUSTOMER,
            name=draft.values["customer_name"],
            contact=mask(email),
            channels=(Channel.EMAIL,),
            language=envelope.drafted.language,
            order=2,
            company=bool(draft.values["customer_company"]),
        )

    async def _sender(self, envelope: Envelope, sender: Person) -> Party:
        contact = Contact(email=sender.email, account=sender.account)
        await self._desk.save_contact(envelope.id, SENDER, contact)
        return Party(
            role=SENDER,
            name=sender.name,
            contact=mask(sender.email) if sender.email else "Telegram",
            channels=_channels(contact),
            language=sender.language,
        )

    def _plan(
        self,
        envelope: Envelope,
        draft: Draft,
        signers: tuple[Signer, ...],
        company: Company,
    ) -> Plan:
        t = texts(envelope.drafted.language)
        fields = draft.fields or ()
        return Plan(
            envelope=envelope.id,
            title=envelope.drafted.title,
            verify_url=f"{self._verify_url}/{envelope.id}",
            language=envelope.drafted.language,
            company=company.name,
            fields=fields,
            signers=signers,
            values={
                field.id: t.value(field, draft.values[field.id])
                for field in fields
                if field.role == SENDER
            },
            zone=str(self._zone),
        )


_PROPOSED = (
    "fields",
    "wanted",
    "customer_name",
    "customer_company",
    "customer_phone",
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
        "customer_name": order.customer.name,
        "customer_company": order.customer.company,
        "customer_phone": order.customer.phone,
        "guess_email": order.customer.email,
    }


def _facts(order: Order, t: Texts) -> tuple[str, ...]:
    return (
        t("Customer: {name}", name=order.customer.name),
        t("Number: {number}", number=order.number),
        t("Date: {date}", date=t.date(order.date)),
        t("Total: {amount}", amount=t.money(order.total, order.currency)),
    )


def _channels(contact: Contact) -> tuple[Channel, ...]:
    return tuple(
        channel
        for channel, known in (
            (Channel.TELEGRAM, contact.account),
            (Channel.EMAIL, contact.email),
        )
        if known
    )
