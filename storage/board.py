"""The board: one summary row an envelope, what is due, and how many stand where.

Everything here is written in the journal's transactions and can be rebuilt from it.
Counting and finding what is due cost the same however many envelopes are finished.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, case, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.envelope import Envelope, Stage
from bot.domain.records import Summary
from bot.domain.steps import due_at
from storage.database import Database, insert_into
from storage.schema import board, envelopes


class Board:
    """Reads the summaries, and leases what is due."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._leases: dict[str, datetime] = {}

    async def claim_due(
        self, now: datetime, lease_until: datetime, limit: int
    ) -> list[str]:
        """Lease the envelopes that have waited longest for the bot.

        Nobody else gets them before `lease_until`, or before `release`.
        """

        async def work(connection: AsyncConnection) -> list[str]:
            query = (
                select(envelopes.c.id)
                .where(envelopes.c.due <= now, _free(now))
                .order_by(envelopes.c.due)
                .limit(limit)
                .with_for_update(skip_locked=True)
            )
            ids = list(await connection.scalars(query))
            if ids:
                await connection.execute(
                    update(envelopes)
                    .where(envelopes.c.id.in_(ids))
                    .values(lease=lease_until)
                )
            return ids

        ids = await self._database.change(work)
        self._leases |= dict.fromkeys(ids, lease_until)
        return ids

    async def release(self, id: str) -> None:
        """Give an envelope back, unless its lease ran out and another took it."""
        if lease := self._leases.pop(id, None):
            async with self._database.write() as connection:
                await connection.execute(
                    update(envelopes)
                    .where(envelopes.c.id == id, envelopes.c.lease == lease)
                    .values(lease=None)
                )

    async def release_all(self) -> None:
        """Drop every lease. For the start of the only process there is."""
        async with self._database.write() as connection:
            await connection.execute(
                update(envelopes)
                .where(envelopes.c.lease.is_not(None))
                .values(lease=None)
            )

    async def next_due(self) -> datetime | None:
        """Return when something can next be claimed; None when nothing is owed."""
        ready = case(
            (envelopes.c.lease > envelopes.c.due, envelopes.c.lease),
            else_=envelopes.c.due,
        )
        query = select(func.min(ready)).where(envelopes.c.due.is_not(None))
        async with self._database.read() as connection:
            due: datetime | None = await connection.scalar(query)
        return due

    async def count(self, owner: int | None) -> dict[Stage, tuple[int, datetime]]:
        """Return how many envelopes stand in a stage and since when the one that has
        not moved for longest; of one person or of all."""
        oldest = select(func.min(envelopes.c.updated)).where(
            envelopes.c.stage == board.c.stage
        )
        if owner is not None:
            oldest = oldest.where(envelopes.c.owner == owner)
        query = select(
            board.c.stage,
            func.sum(board.c.envelopes).label("number"),
            oldest.correlate(board).scalar_subquery().label("since"),
        ).group_by(board.c.stage)
        if owner is not None:
            query = query.where(board.c.owner == owner)
        async with self._database.read() as connection:
            return {
                Stage(row.stage): (row.number, row.since)
                for row in await connection.execute(query)
                if row.since
            }

    async def summaries(
        self, owner: int | None, stage: Stage | None, word: str, limit: int
    ) -> list[Summary]:
        """Return summaries, the last changed first. A word is looked for in the title,
        the id, the signers' names and the facts."""
        query = select(envelopes).order_by(envelopes.c.updated.desc()).limit(limit)
        if owner is not None:
            query = query.where(envelopes.c.owner == owner)
        if stage is not None:
            query = query.where(envelopes.c.stage == stage.value)
        if word:
            found = envelopes.c.search.contains(word.casefold(), autoescape=True)
            query = query.where(found)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return [
            Summary(
                id=row.id,
                owner=row.owner,
                title=row.title,
                stage=Stage(row.stage),
                updated=row.updated,
            )
            for row in rows
        ]


async def summarise(connection: AsyncConnection, envelope: Envelope) -> None:
    """Write an envelope's summary, and count it where it stands now."""
    old = await connection.scalar(
        select(envelopes.c.stage).where(envelopes.c.id == envelope.id).with_for_update()
    )
    row = {
        "owner": envelope.drafted.owner,
        "title": envelope.drafted.title,
        "stage": envelope.stage.value,
        "version": envelope.version,
        "updated": envelope.changed_at,
        "due": due_at(envelope),
        "search": _search_text(envelope),
    }
    await connection.execute(
        insert_into(connection, envelopes)
        .values(id=envelope.id, **row)
        .on_conflict_do_update(index_elements=["id"], set_=row)
    )
    if old != envelope.stage:
        moves = {envelope.stage.value: 1} | ({old: -1} if old else {})
        await move(connection, envelope.drafted.owner, moves)


async def move(connection: AsyncConnection, owner: int, moves: dict[str, int]) -> None:
    """Change the counts of some stages, always in one order: no deadlock."""
    for stage, change in sorted(moves.items()):
        await connection.execute(
            insert_into(connection, board)
            .values(owner=owner, stage=stage, envelopes=change)
            .on_conflict_do_update(
                index_elements=["owner", "stage"],
                set_={"envelopes": board.c.envelopes + change},
            )
        )


async def recount(connection: AsyncConnection) -> None:
    """Count all envelopes anew."""
    if connection.dialect.name == "postgresql":
        # Appends under way have moved their count already or wait and move it later.
        await connection.exec_driver_sql("LOCK TABLE board IN EXCLUSIVE MODE")
    await connection.execute(board.delete())
    counts = select(envelopes.c.owner, envelopes.c.stage, func.count()).group_by(
        envelopes.c.owner, envelopes.c.stage
    )
    await connection.execute(
        insert(board).from_select(["owner", "stage", "envelopes"], counts)
    )


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(envelopes.c.lease.is_(None), envelopes.c.lease <= now)


def _search_text(envelope: Envelope) -> str:
    names = (signer.name for signer in envelope.signers)
    drafted = envelope.drafted
    return "\n".join((drafted.title, envelope.id, *names, *drafted.facts)).casefold()
