"""What is open on somebody's desk: contacts, half-filled forms, live cards."""

import json
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.envelope import Stage
from bot.domain.records import Conflict, Contact, Form
from storage.database import Database, insert_into
from storage.schema import cards, contacts, envelopes, forms


class Desk:
    """Plain rows by envelope and role."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def contact(self, envelope: str, role: str) -> Contact:
        """Return how to reach a party; an empty contact when that is not known."""
        query = select(contacts).where(
            contacts.c.envelope == envelope, contacts.c.role == role
        )
        async with self._database.read() as connection:
            row = (await connection.execute(query)).first()
        if row is None:
            return Contact()
        return Contact(email=row.email, phone=row.phone, account=row.account)

    async def envelopes_of(
        self, account: int, stages: Collection[Stage]
    ) -> list[tuple[str, str, Stage]]:
        """Return the envelopes in some stages in which an account is reached: each with
        its role and where it stands, what has waited longest first."""
        query = (
            select(contacts.c.envelope, contacts.c.role, envelopes.c.stage)
            .join(envelopes, envelopes.c.id == contacts.c.envelope)
            .where(contacts.c.account == account, envelopes.c.stage.in_(stages))
            .order_by(envelopes.c.updated, contacts.c.envelope, contacts.c.role)
        )
        async with self._database.read() as connection:
            rows = await connection.execute(query)
            return [(row.envelope, row.role, Stage(row.stage)) for row in rows]

    async def form(self, envelope: str, role: str) -> Form:
        """Return what somebody has entered so far."""
        async with self._database.read() as connection:
            text = await connection.scalar(_form_text(envelope, role))
        return Form(values=json.loads(text or "{}"))

    async def fill(
        self,
        envelope: str,
        role: str,
        values: Mapping[str, Any],
        *,
        given: Mapping[str, Any] = MappingProxyType({}),
    ) -> Form:
        """Lay values over those entered before; None takes one out.

        Raises `Conflict` when what is `given` does not stand there any more.
        """

        async def work(connection: AsyncConnection) -> dict[str, Any]:
            await connection.execute(
                insert_into(connection, forms)
                .values(envelope=envelope, role=role, values="{}")
                .on_conflict_do_nothing()
            )
            locked = _form_text(envelope, role).with_for_update()
            before = json.loads(await connection.scalar(locked) or "{}")
            if any(before.get(key) != value for key, value in given.items()):
                raise Conflict(f"the form of {envelope} went on")
            merged = {
                key: value
                for key, value in (before | dict(values)).items()
                if value is not None
            }
            await connection.execute(
                update(forms)
                .where(forms.c.envelope == envelope, forms.c.role == role)
                .values({"values": json.dumps(merged)})
            )
            return merged

        return Form(values=await self._database.change(work))

    async def drop_form(self, envelope: str, role: str) -> None:
        """Forget what somebody has entered."""
        async with self._database.write() as connection:
            await connection.execute(
                delete(forms).where(forms.c.envelope == envelope, forms.c.role == role)
            )

    async def card(self, envelope: str) -> tuple[int, int, int] | None:
        """Return the chat, the message and the version that a live card shows."""
        query = select(cards).where(cards.c.envelope == envelope)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).first()
        return (row.chat, row.message, row.version) if row else None

    async def save_card(
        self, envelope: str, chat: int, message: int, version: int
    ) -> None:
        """Note that a card shows a version."""

        async def work(connection: AsyncConnection) -> None:
            # Locked, so that an event appended meanwhile marks the card afterwards.
            current = await connection.scalar(
                select(envelopes.c.version)
                .where(envelopes.c.id == envelope)
                .with_for_update(read=True)
            )
            row = {
                "chat": chat,
                "message": message,
                "version": version,
                "stale": current is not None and current > version,
                "looks": 0,
            }
            await connection.execute(
                insert_into(connection, cards)
                .values(envelope=envelope, **row)
                .on_conflict_do_update(index_elements=["envelope"], set_=row)
            )

        await self._database.change(work)

    async def stale_cards(self, limit: int) -> list[str]:
        """Return envelopes that have gone on since their card was shown."""
        query = (
            select(cards.c.envelope)
            .where(cards.c.stale)
            .order_by(cards.c.looks)
            .limit(limit)
        )
        async with self._database.read() as connection:
            stale = list(await connection.scalars(query))
        if stale:
            async with self._database.write() as connection:
                await connection.execute(
                    update(cards)
                    .where(cards.c.envelope.in_(stale))
                    .values(looks=cards.c.looks + 1)
                )
        return stale


async def keep_contact(
    connection: AsyncConnection, envelope: str, role: str, contact: Contact
) -> None:
    """Replace how to reach a party, together with what the caller writes."""
    row = {"email": contact.email, "phone": contact.phone, "account": contact.account}
    await connection.execute(
        insert_into(connection, contacts)
        .values(envelope=envelope, role=role, **row)
        .on_conflict_do_update(index_elements=["envelope", "role"], set_=row)
    )


def _form_text(envelope: str, role: str) -> Select[str]:
    return select(forms.c["values"]).where(
        forms.c.envelope == envelope, forms.c.role == role
    )
