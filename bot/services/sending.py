"""Sending: places, signers and values go into the PDF, and it goes on its way."""

from datetime import timedelta, tzinfo

from bot.domain import events as e
from bot.domain.company import Company
from bot.domain.draft import Draft
from bot.domain.envelope import Envelope
from bot.domain.errors import InputRefused, NotAllowed
from bot.domain.fields import (
    CUSTOMER,
    DIRECTOR,
    SENDER,
    Channel,
    Party,
    Signer,
    mask,
)
from bot.domain.people import Person, Role
from bot.domain.records import Contact
from bot.pdf.evidence.prepare import Plan, prepare
from bot.services.drafting import Drafting
from bot.services.envelopes import Envelopes
from bot.services.fitting import insist_it_fits
from bot.services.ports import Blobs, Clock, Desk, People, Workers
from bot.services.sealing import Sealing
from bot.texts import texts

DEADLINE = timedelta(days=30)
_FRESH = timedelta(days=1)


class Sending:
    """Prepares what was drafted, and lets it go."""

    def __init__(
        self,
        *,
        drafting: Drafting,
        envelopes: Envelopes,
        desk: Desk,
        blobs: Blobs,
        people: People,
        workers: Workers,
        sealing: Sealing,
        clock: Clock,
        zone: tzinfo,
        verify_url: str,
    ) -> None:
        self._drafting = drafting
        self._envelopes = envelopes
        self._desk = desk
        self._blobs = blobs
        self._people = people
        self._workers = workers
        self._sealing = sealing
        self._clock = clock
        self._zone = zone
        self._verify_url = verify_url

    async def recheck(self, sender: Person, envelope: Envelope) -> InputRefused | None:
        """Take an answer out of a finished draft that is none any more, so that it is
        asked for again, and return what is wrong with it."""
        draft = await self._drafting.draft(envelope)
        if draft.question:
            return None
        wrong = await self._misfit(sender, envelope, draft)
        if wrong is None and isinstance(chosen := draft.values.get("director"), int):
            person = await self._people.get(chosen)
            if person is None or person.role is Role.EMPLOYEE:
                keys = "director", "director_name"
                wrong = keys, InputRefused("not-a-director")
        if wrong is None:
            return None
        await self._desk.fill(envelope.id, SENDER, dict.fromkeys(wrong[0]))
        return wrong[1]

    async def _misfit(
        self, sender: Person, envelope: Envelope, draft: Draft
    ) -> tuple[tuple[str, ...], InputRefused] | None:
        for field in draft.fields:
            if field.role == SENDER and draft.values[field.id] != "":
                try:
                    await insist_it_fits(
                        self._blobs,
                        self._workers,
                        envelope,
                        field,
                        draft.values[field.id],
                        sender.language,
                    )
                except InputRefused as refusal:
                    return (field.id,), refusal
        return None

    async def prepare(self, sender: Person, envelope: Envelope) -> Envelope:
        """Put places, signers and the sender's values into the PDF."""
        draft = await self._drafting.draft(envelope)
        if draft.question:
            raise NotAllowed("question-open")
        company = await self._people.company()
        reached = await self._signers(envelope, draft)
        signers = tuple(signer for signer, _ in reached)
        party, contact = await self._sender(envelope)
        contacts = {SENDER: contact} | {who.role: where for who, where in reached}
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
            envelope.id,
            lambda current: current.prepare(prepared),
            contacts,
        )

    def is_stale(self, envelope: Envelope) -> bool:
        """Tell whether the summary of a draft is so old that its deadline would leave
        the signers less time than it promised: prepare it again."""
        prepared = envelope.prepared
        if envelope.sent or prepared is None:
            return False
        return self._clock() - prepared.at > _FRESH

    async def send(self, sender: Person, envelope: Envelope, seen: str) -> Envelope:
        """Let it go, after sealing was tried on this very file.

        `seen` stands for what the summary that was agreed to showed.
        """
        if envelope.sent:
            return envelope
        draft = await self._drafting.draft(envelope)
        if draft.question:
            raise NotAllowed("question-open")
        if draft.seen(envelope.document) != seen:
            raise NotAllowed("button-old")
        await self._sealing.rehearse(envelope)
        by = f"person:{sender.id}"

        def decide(current: Envelope) -> e.Event | None:
            if current.sent:
                return None
            if current.prepared != envelope.prepared:
                raise NotAllowed("button-old")
            return current.send(at=self._clock(), by=by)

        changed = await self._envelopes.change(envelope.id, decide)
        await self._desk.drop_form(envelope.id, SENDER)
        return changed

    async def _signers(
        self, envelope: Envelope, draft: Draft
    ) -> list[tuple[Signer, Contact]]:
        signers = []
        if draft.needs_director:
            signers.append(await self._directing(envelope, draft))
        if draft.needs_customer:
            signers.append(_customer(envelope, draft))
        return signers

    async def _directing(
        self, envelope: Envelope, draft: Draft
    ) -> tuple[Signer, Contact]:
        chosen = draft.values["director"]
        # Only who was chosen by button has an account: an address is proven by a code.
        person = await self._people.get(chosen) if isinstance(chosen, int) else None
        email = person.email if person else str(chosen)
        contact = Contact(email=email, account=person.account if person else None)
        signer = Signer(
            role=DIRECTOR,
            name=draft.values["director_name"],
            contact=mask(email) if email else "Telegram",
            channels=_channels(contact),
            language=person.language if person else envelope.drafted.language,
            order=1,
            company=True,
        )
        return signer, contact

    async def _sender(self, envelope: Envelope) -> tuple[Party, Contact]:
        """The one who drafted it, whoever looks at it now."""
        sender = await self._people.get(envelope.drafted.owner)
        assert sender is not None  # noqa: S101 - people are never removed
        contact = Contact(email=sender.email, account=sender.account)
        party = Party(
            role=SENDER,
            name=sender.name,
            contact=mask(sender.email) if sender.email else "Telegram",
            channels=_channels(contact),
            language=sender.language,
        )
        return party, contact

    def _plan(
        self,
        envelope: Envelope,
        draft: Draft,
        signers: tuple[Signer, ...],
        company: Company,
    ) -> Plan:
        t = texts(envelope.drafted.language)
        fields = draft.fields
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
                if field.role == SENDER and draft.values[field.id] != ""
            },
            zone=str(self._zone),
        )


def _customer(envelope: Envelope, draft: Draft) -> tuple[Signer, Contact]:
    email = draft.values["customer_email"]
    signer = Signer(
        role=CUSTOMER,
        name=draft.values["customer_name"],
        contact=mask(email),
        channels=(Channel.EMAIL,),
        language=envelope.drafted.language,
        order=2,
        company=bool(draft.values["customer_company"]),
    )
    return signer, Contact(email=email, phone=draft.values.get("customer_phone", ""))


def _channels(contact: Contact) -> tuple[Channel, ...]:
    return tuple(
        channel
        for channel, known in (
            (Channel.TELEGRAM, contact.account),
            (Channel.EMAIL, contact.email),
        )
        if known
    )
