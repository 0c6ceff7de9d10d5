"""Telegram's updates, kept from before they are confirmed until they are handled.

Within a chat they are handed out one at a time and in order; chats go side by side. An
update may be handed out twice: when its handler, or the whole service, was interrupted.
"""

import asyncio
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    delete,
    exists,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.records import Letter, Standing
from storage.database import Database, insert_into
from storage.fsm import write_dialogues
from storage.schema import inbox

_RETRY_AFTER = tuple(timedelta(seconds=s) for s in (1, 3, 10, 30))
"""Waiting times after failures; the next failure parks the update."""
_LATER = timedelta(seconds=5)
"""How long a chat waits for Telegram to come back."""
MOST_CLAIMS = 50
"""An update that ends the whole process each time is parked after so many times."""


Key = tuple[int, int]
"""The bot and the number of an update."""
Moves = Mapping[str, Standing]
"""Where dialogues stand, by their keys."""


class Inbox:
    """One row an update; the primary key drops what Telegram sends twice."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn = asyncio.Lock()
        self._handled: dict[Key, Moves] = {}

    async def put_many(self, letters: Sequence[Letter]) -> int:
        """Keep updates, all or none, and return how many of them are new."""
        # Two transactions that insert the same rows in one order cannot deadlock.
        in_order = sorted(letters, key=lambda letter: (letter.bot_id, letter.update_id))

        async def work(connection: AsyncConnection) -> int:
            new = 0
            for letter in in_order:
                result = await connection.execute(
                    insert_into(connection, inbox)
                    .values(_values(letter))
                    .on_conflict_do_nothing()
                    .returning(inbox.c.update_id)
                )
                new += len(result.all())
            return new

        return await self._database.change(work)

    async def next_ready(
        self, limit: int, now: datetime, lease_until: datetime
    ) -> list[Letter]:
        """Lease the oldest open update of each chat that nobody is handling."""
        earlier = inbox.alias()
        has_earlier = exists().where(
            earlier.c.bot_id == inbox.c.bot_id,
            earlier.c.chat == inbox.c.chat,
            tuple_(earlier.c.received, earlier.c.update_id)
            < tuple_(inbox.c.received, inbox.c.update_id),
            earlier.c.done.is_(None),
            earlier.c.parked.is_(None),
        )
        query = (
            select(inbox)
            .where(
                inbox.c.done.is_(None),
                inbox.c.parked.is_(None),
                inbox.c.ready <= now,
                or_(inbox.c.lease.is_(None), inbox.c.lease <= now),
                ~has_earlier,
            )
            .order_by(inbox.c.received, inbox.c.update_id)
            .limit(limit)
            .with_for_update(skip_locked=True, of=inbox)
        )

        async def work(connection: AsyncConnection) -> list[Letter]:
            await _park_the_deadly(connection, now)
            letters = [_letter(row) for row in await connection.execute(query)]
            if letters:
                await connection.execute(
                    update(inbox)
                    .where(_among(map(_key, letters)))
                    .values(lease=lease_until, claims=inbox.c.claims + 1)
                )
            return letters

        return await self._database.change(work)

    async def done(
        self,
        letter: Letter,
        now: datetime,
        moves: Moves = MappingProxyType({}),
    ) -> None:
        """Note that an update was handled, where its dialogue stands since, and forget
        what it said. What waits for its turn at the same time is noted together, for
        it is the disk that takes its time."""
        key = _key(letter)
        self._handled[key] = moves
        async with self._turn:
            if key in self._handled:
                for noted in await self._database.change(partial(self._note, now)):
                    del self._handled[noted]

    async def _note(self, now: datetime, connection: AsyncConnection) -> list[Key]:
        batch = dict(self._handled)
        await connection.execute(
            update(inbox)
            .where(_among(batch))
            .values(done=now, lease=None, payload="{}", error="")
        )
        for moves in batch.values():
            await write_dialogues(connection, moves)
        return list(batch)

    async def failed(self, letter: Letter, error: str, now: datetime) -> bool:
        """Note a failure. The update is tried again after a while; after the fifth
        failure it is parked, the chat goes on, and this returns True."""
        attempts = letter.attempts + 1
        park = attempts > len(_RETRY_AFTER)
        again = now if park else now + _RETRY_AFTER[attempts - 1]
        await self._refile(letter, error, again, attempts, now if park else None)
        return park

    async def postpone(self, letter: Letter, error: str, now: datetime) -> None:
        """Note that an update could not be handled and is not to blame. It and its chat
        wait, however often that happens."""
        await self._refile(letter, error, now + _LATER, letter.attempts, None)

    async def _refile(
        self,
        letter: Letter,
        error: str,
        again: datetime,
        attempts: int,
        parked: datetime | None,
    ) -> None:
        async with self._database.write() as connection:
            await connection.execute(
                update(inbox)
                .where(_is(letter))
                .values(
                    attempts=attempts,
                    claims=0,
                    lease=None,
                    ready=again,
                    parked=parked,
                    error=error.replace("\0", "")[:1000],
                )
            )

    async def parked(self) -> list[Letter]:
        """Return the updates that were given up, the last first."""
        query = (
            select(inbox)
            .where(inbox.c.parked.is_not(None))
            .order_by(inbox.c.parked.desc())
        )
        async with self._database.read() as connection:
            return [_letter(row) for row in await connection.execute(query)]

    async def prune(self, before: datetime) -> int:
        """Forget updates handled before then; Telegram repeats none after a day."""
        async with self._database.write() as connection:
            result = await connection.execute(
                delete(inbox).where(inbox.c.done < before)
            )
        return result.rowcount

    async def release_all(self) -> None:
        """Drop every lease. For the start of the only process there is."""
        async with self._database.write() as connection:
            await connection.execute(
                update(inbox).where(inbox.c.lease.is_not(None)).values(lease=None)
            )


async def _park_the_deadly(connection: AsyncConnection, now: datetime) -> None:
    await connection.execute(
        update(inbox)
        .where(
            inbox.c.done.is_(None),
            inbox.c.parked.is_(None),
            inbox.c.claims >= MOST_CLAIMS,
            or_(inbox.c.lease.is_(None), inbox.c.lease <= now),
        )
        .values(parked=now, lease=None, error="interrupted too often")
    )


def _among(keys: Iterable[Key]) -> ColumnElement[bool]:
    # SQLite finds no index for pairs, so one list for each bot.
    by_bot = groupby(sorted(keys), key=itemgetter(0))
    return or_(
        *(
            and_(inbox.c.bot_id == bot, inbox.c.update_id.in_([id for _, id in keys]))
            for bot, keys in by_bot
        )
    )


def _key(letter: Letter) -> Key:
    return letter.bot_id, letter.update_id


def _is(letter: Letter) -> ColumnElement[bool]:
    return and_(inbox.c.bot_id == letter.bot_id, inbox.c.update_id == letter.update_id)


def _values(letter: Letter) -> dict[str, Any]:
    return {
        "bot_id": letter.bot_id,
        "update_id": letter.update_id,
        "chat": letter.chat,
        "received": letter.received,
        "payload": json.dumps(letter.payload),
        "attempts": 0,
        "claims": 0,
        "ready": letter.received,
        "error": "",
    }


def _letter(row: Row[*tuple[object, ...]]) -> Letter:
    return Letter(
        bot_id=row.bot_id,
        update_id=row.update_id,
        chat=row.chat,
        received=row.received,
        payload=json.loads(row.payload),
        attempts=row.attempts,
        error=row.error,
    )
