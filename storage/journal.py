"""The journal: the events of every envelope, chained by hashes, never changed."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import case, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import events as e
from bot.domain.chain import GENESIS, canonical, link
from bot.domain.envelope import Envelope
from bot.domain.records import Conflict, Contact
from storage.board import Board, summarise
from storage.database import insert_into
from storage.desk import keep_contact
from storage.schema import cards, documents, events

_PDFS = ("sealed", "revision", "prepared", "source")
"""The kinds of document that are looked for, the most telling first."""


class Journal(Board):
    """Events, and the summaries that are written with them."""

    async def load(self, id: str) -> list[e.Event]:
        """Return the events of an envelope, none for an unknown one.

        Raises KeyError for an event of a newer release.
        """
        return [to_event(record) for record in await self.records(id)]

    async def records(self, id: str) -> list[dict[str, Any]]:
        """Return the journal rows of an envelope as they were hashed."""
        async with self._database.read() as connection:
            return await read_records(connection, id)

    async def append(
        self,
        envelope: Envelope,
        events: Sequence[e.Event],
        contacts: Mapping[str, Contact] = MappingProxyType({}),
    ) -> None:
        """Append what led to this state, and summarise it, in one transaction.

        `contacts`, by role, are replaced in the same one: what an event says masked
        is where the next message goes. Raises `Conflict` when the journal has gone on
        since the state was loaded.
        """

        async def work(connection: AsyncConnection) -> None:
            version = envelope.version - len(events)
            prev_hash = await _last_hash(connection, envelope.id, version)
            for event in events:
                version += 1
                record = _record(envelope.id, version, event)
                prev_hash = await _insert(connection, record, prev_hash)
                await index_blobs(connection, envelope.id, version, event)
            for role, contact in contacts.items():
                await keep_contact(connection, envelope.id, role, contact)
            await summarise(connection, envelope)
            await connection.execute(
                update(cards).where(cards.c.envelope == envelope.id).values(stale=True)
            )

        await self._database.change(work)

    async def find_document(self, sha256: str) -> str | None:
        """Return the envelope that a PDF belongs to, where it got furthest."""
        rank = case({kind: n for n, kind in enumerate(_PDFS)}, value=documents.c.kind)
        query = (
            select(documents.c.envelope)
            .where(documents.c.sha256 == sha256, documents.c.kind.in_(_PDFS))
            .order_by(rank, documents.c.envelope)
            .limit(1)
        )
        async with self._database.read() as connection:
            id: str | None = await connection.scalar(query)
        return id


def to_event(record: dict[str, Any]) -> e.Event:
    """Rebuild the event of a journal row."""
    at = datetime.fromisoformat(record["at"])
    return e.from_data(record["event"], at, record["by"], record["data"])


async def read_records(connection: AsyncConnection, id: str) -> list[dict[str, Any]]:
    """Return the journal rows of an envelope, in order."""
    query = select(events).where(events.c.envelope == id).order_by(events.c.version)
    return [
        {
            "envelope": row.envelope,
            "version": row.version,
            "event": row.name,
            "at": row.at,
            "by": row.by,
            "data": json.loads(row.data),
            "prev_hash": row.prev_hash,
            "hash": row.hash,
        }
        for row in await connection.execute(query)
    ]


async def _last_hash(connection: AsyncConnection, id: str, version: int) -> str:
    """Return the hash that version has, which must be the last one."""
    query = select(events.c.version, events.c.hash).where(
        events.c.envelope == id, events.c.version.in_((version, version + 1))
    )
    hashes = {row.version: row.hash for row in await connection.execute(query)}
    if version == 0:
        hashes[0] = GENESIS
    if version not in hashes or version + 1 in hashes:
        raise Conflict(f"envelope {id} does not stand at version {version}")
    found: str = hashes[version]
    return found


def _record(id: str, version: int, event: e.Event) -> dict[str, Any]:
    if event.at.tzinfo is None:
        raise ValueError(f"an event's time needs a time zone: {event.at}")
    at = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    return {
        "envelope": id,
        "version": version,
        "event": type(event).__name__,
        "at": at.replace("+00:00", "Z"),
        "by": event.by,
        "data": e.to_data(event),
    }


async def _insert(
    connection: AsyncConnection, record: dict[str, Any], prev_hash: str
) -> str:
    """Store a row and return its hash."""
    row_hash = link(prev_hash, record)
    row = {key: value for key, value in record.items() if key != "event"} | {
        "name": record["event"],
        "data": canonical(record["data"]),
        "prev_hash": prev_hash,
        "hash": row_hash,
    }
    try:
        await connection.execute(events.insert().values(row))
    except IntegrityError as error:
        raise Conflict(f"envelope {record['envelope']} went on") from error
    return row_hash


async def index_blobs(
    connection: AsyncConnection, id: str, version: int, event: e.Event
) -> None:
    """Note the blobs that an event names."""
    named = _blobs(event)
    if named:
        await connection.execute(
            insert_into(connection, documents).on_conflict_do_nothing(),
            [
                {"sha256": sha256, "envelope": id, "version": version, "kind": kind}
                for kind, sha256 in named.items()
            ],
        )


def _blobs(event: e.Event) -> dict[str, str]:
    match event:
        case e.Drafted():
            return {"source": event.source}
        case e.Prepared():
            return {"prepared": event.document}
        case e.Signed():
            return {"revision": event.document, "values": event.values}
        case e.Sealed():
            return {"sealed": event.document}
    return {}
