"""What an administrator does with the journal: verify, rebuild, erase."""

from sqlalchemy import delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.chain import first_broken
from bot.domain.folding import replay
from storage import schema
from storage.board import move, recount, summarise
from storage.database import Database
from storage.journal import index_blobs, read_records, to_event

_BATCH = 200
_events = schema.events
_envelopes = schema.envelopes
_documents = schema.documents
_BESIDE = (
    *(schema.documents, schema.tickets, schema.sessions),
    *(schema.contacts, schema.forms, schema.cards),
)
"""Tables that hold something about an envelope, beside its events and summary."""


class Upkeep:
    """Rare work over whole envelopes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def verify_chain(self, id: str) -> int | None:
        """Return the version of the first row that was changed or is missing, or None
        when the whole journal of an envelope holds."""
        async with self._database.read() as connection:
            records = await read_records(connection, id)
            version = await connection.scalar(
                select(_envelopes.c.version).where(_envelopes.c.id == id)
            )
        versions = [record["version"] for record in records]
        expected = list(range(1, max(version or 0, len(records)) + 1))
        broken = first_broken(records)
        if broken is not None:
            return broken + 1
        return next((n for n in expected if n not in versions), None)

    async def broken_chains(self) -> dict[str, int]:
        """Return the envelopes whose journal does not hold, each with the version of
        the first row that was changed or is missing."""
        broken: dict[str, int] = {}
        last = ""
        while ids := await self._ids_after(last):
            firsts = [(id, await self.verify_chain(id)) for id in ids]
            broken |= {id: first for id, first in firsts if first is not None}
            last = ids[-1]
        return broken

    async def rebuild(self) -> list[str]:
        """Replay the whole journal into the summaries.

        Returns the envelopes that cannot be replayed: they keep their old summary.
        """
        failed: list[str] = []
        last = ""
        while ids := await self._ids_after(last):
            failed += [id for id in ids if not await self._rebuild(id)]
            last = ids[-1]
        await self._database.change(recount)
        return failed

    async def erase(self, id: str) -> list[str]:
        """Remove an envelope and all that is known about it.

        Returns the SHA-256 of the blobs that no other envelope names.
        """

        async def work(connection: AsyncConnection) -> list[str]:
            blobs = await _own_blobs(connection, id)
            await _remove(connection, id)
            return blobs

        return await self._database.change(work)

    async def _ids_after(self, last: str) -> list[str]:
        query = (
            select(_events.c.envelope)
            .where(_events.c.envelope > last)
            .distinct()
            .order_by(_events.c.envelope)
            .limit(_BATCH)
        )
        async with self._database.read() as connection:
            return list(await connection.scalars(query))

    async def _rebuild(self, id: str) -> bool:
        async def work(connection: AsyncConnection) -> None:
            await connection.execute(
                select(_envelopes.c.id).where(_envelopes.c.id == id).with_for_update()
            )
            events = [to_event(row) for row in await read_records(connection, id)]
            for version, event in enumerate(events, start=1):
                await index_blobs(connection, id, version, event)
            await summarise(connection, replay(id, events))

        try:
            await self._database.change(work)
        except (KeyError, ValueError, TypeError):
            return False
        return True


async def _own_blobs(connection: AsyncConnection, id: str) -> list[str]:
    other = _documents.alias()
    elsewhere = exists().where(
        other.c.sha256 == _documents.c.sha256, other.c.envelope != id
    )
    query = select(_documents.c.sha256).where(_documents.c.envelope == id, ~elsewhere)
    return sorted(set(await connection.scalars(query)))


async def _remove(connection: AsyncConnection, id: str) -> None:
    # The flag tells the journal's triggers that this is meant.
    removed = await connection.execute(
        update(_envelopes)
        .where(_envelopes.c.id == id)
        .values(erasing=True)
        .returning(_envelopes.c.owner, _envelopes.c.stage)
    )
    for row in removed.all():
        await move(connection, row.owner, {row.stage: -1})
    await connection.execute(delete(_events).where(_events.c.envelope == id))
    await connection.execute(delete(_envelopes).where(_envelopes.c.id == id))
    for table in _BESIDE:
        await connection.execute(delete(table).where(table.c.envelope == id))
