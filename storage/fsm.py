"""Where people stand in a dialogue, for aiogram, on the database: read for every
update, so that a restart or another process goes on with the same question."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from sqlalchemy import Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database, insert_into
from storage.schema import dialogues

Data = dict[str, Any]


class Dialogues(BaseStorage):
    """One row a dialogue; a finished one leaves none."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Replace the state."""
        name = state.state if isinstance(state, State) else state
        await self._change(key, lambda _, data: (name, data))

    async def get_state(self, key: StorageKey) -> str | None:
        """Return the state."""
        row = await self._read(key)
        return row.state if row else None

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Replace the data."""
        await self._change(key, lambda state, _: (state, dict(data)))

    async def get_data(self, key: StorageKey) -> Data:
        """Return the data."""
        row = await self._read(key)
        return json.loads(row.data) if row else {}

    async def update_data(self, key: StorageKey, data: Mapping[str, Any]) -> Data:
        """Lay data over the old, in one transaction."""
        return await self._change(key, lambda state, old: (state, old | dict(data)))

    async def close(self) -> None:
        """The database is closed by who opened it."""

    async def _read(self, key: StorageKey) -> Row[*tuple[Any, ...]] | None:
        query = select(dialogues).where(dialogues.c.key == _text(key))
        async with self._database.read() as connection:
            return (await connection.execute(query)).first()

    async def _change(
        self,
        key: StorageKey,
        edit: Callable[[str | None, Data], tuple[str | None, Data]],
    ) -> Data:
        this = dialogues.c.key == _text(key)

        async def work(connection: AsyncConnection) -> Data:
            await connection.execute(
                insert_into(connection, dialogues)
                .values(key=_text(key), data="{}")
                .on_conflict_do_nothing()
            )
            query = select(dialogues).where(this).with_for_update()
            row = (await connection.execute(query)).one()
            state, data = edit(row.state, json.loads(row.data))
            if state is None and not data:
                await connection.execute(delete(dialogues).where(this))
            else:
                await connection.execute(
                    update(dialogues)
                    .where(this)
                    .values(state=state, data=json.dumps(data))
                )
            return data

        return await self._database.change(work)


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
