"""Where people stand in a dialogue, for aiogram, on the database: read for every
update, so that a restart or another process goes on with the same question.

While an update is handled, its changes are held back. They are written in the
transaction that marks the update as done, so an update that is handled twice finds the
same question open both times.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.records import Standing
from storage.database import Database, insert_into
from storage.schema import dialogues

Data = dict[str, Any]

_moves: ContextVar[dict[str, Standing] | None] = ContextVar("moves", default=None)


class Dialogues(BaseStorage):
    """One row a dialogue; a finished one leaves none."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def held_back(self) -> Iterator[dict[str, Standing]]:
        """Collect the changes of this task instead of writing them."""
        moves: dict[str, Standing] = {}
        token = _moves.set(moves)
        try:
            yield moves
        finally:
            _moves.reset(token)

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Replace the state."""
        name = state.state if isinstance(state, State) else state
        await self._change(key, lambda _, data: (name, data))

    async def get_state(self, key: StorageKey) -> str | None:
        """Return the state."""
        state, _ = await self._read(_text(key))
        return state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Replace the data."""
        await self._change(key, lambda state, _: (state, dict(data)))

    async def get_data(self, key: StorageKey) -> Data:
        """Return the data."""
        _, data = await self._read(_text(key))
        return data

    async def update_data(self, key: StorageKey, data: Mapping[str, Any]) -> Data:
        """Lay data over the old, in one transaction."""
        return await self._change(key, lambda state, old: (state, old | dict(data)))

    async def close(self) -> None:
        """The database is closed by who opened it."""

    async def _read(self, key: str) -> Standing:
        moves = _moves.get() or {}
        if key in moves:
            state, data = moves[key]
            return state, dict(data)
        query = select(dialogues).where(dialogues.c.key == key)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).first()
        return (row.state, json.loads(row.data)) if row else (None, {})

    async def _change(
        self, key: StorageKey, edit: Callable[[str | None, Data], Standing]
    ) -> Data:
        moves, text = _moves.get(), _text(key)
        if moves is not None:
            moves[text] = edit(*await self._read(text))
            return dict(moves[text][1])

        async def work(connection: AsyncConnection) -> Data:
            await connection.execute(
                insert_into(connection, dialogues)
                .values(key=text, data="{}")
                .on_conflict_do_nothing()
            )
            query = select(dialogues).where(dialogues.c.key == text).with_for_update()
            row = (await connection.execute(query)).one()
            standing = edit(row.state, json.loads(row.data))
            await write_dialogues(connection, {text: standing})
            return standing[1]

        return await self._database.change(work)


async def write_dialogues(
    connection: AsyncConnection, moves: Mapping[str, Standing]
) -> None:
    """Write where people stand now; a finished dialogue leaves no row."""
    for key, (state, data) in sorted(moves.items()):
        if state is None and not data:
            await connection.execute(delete(dialogues).where(dialogues.c.key == key))
            continue
        row = {"state": state, "data": json.dumps(data)}
        await connection.execute(
            insert_into(connection, dialogues)
            .values(key=key, **row)
            .on_conflict_do_update(index_elements=["key"], set_=row)
        )


def _text(key: StorageKey) -> str:
    return json.dumps(
        [
            key.bot_id,
            key.chat_id,
            key.user_id,
            key.thread_id,
            key.business_connection_id,
            key.destiny,
        ]
    )
