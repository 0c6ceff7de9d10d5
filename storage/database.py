"""The connection to the database: one way to read and one way to write.

On SQLite one transaction writes at a time, begun with BEGIN IMMEDIATE, and readers go
on beside it. On PostgreSQL transactions run side by side.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Table, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.migrating import upgrade

T = TypeVar("T")
Work = Callable[[AsyncConnection], Awaitable[T]]

_BUSY_SECONDS = 30
_CONNECTIONS = 20
"""Kept open: a few more than the chats that are handled side by side. Opening one takes
longer than most of what is done with it."""
_OPTIONS: Mapping[str, Any] = {
    "pool_size": _CONNECTIONS,
    # Errors are logged, and what people wrote is none of the log's business.
    "hide_parameters": True,
}
_AGAIN = frozenset({"40001", "40P01"})
"""PostgreSQL's serialization failure and deadlock: nothing happened, try again."""
_ATTEMPTS = 8
_PRAGMAS = (
    f"busy_timeout = {_BUSY_SECONDS * 1000}",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "secure_delete = ON",
)


class Database:
    """An engine and the rules for its transactions."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._engine = engine
        self._writer = engine.execution_options(writes=True)
        self._turn = asyncio.Lock()

    @classmethod
    def open(cls, url: str) -> Self:
        """Open `sqlite+aiosqlite:///path` or `postgresql+asyncpg://…`.

        Raises ValueError for any other engine. Nothing is connected yet.
        """
        match make_url(url).drivername:
            case "sqlite+aiosqlite":
                return cls(_sqlite(url))
            case "postgresql+asyncpg":
                return cls(create_async_engine(url, pool_pre_ping=True, **_OPTIONS))
        raise ValueError("the database is sqlite+aiosqlite or postgresql+asyncpg")

    async def migrate(self) -> None:
        """Bring the schema up to date. Raises `UnknownSchema` for a newer one."""
        async with self.write() as connection:
            await connection.run_sync(upgrade)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection that sees one state of the database."""
        async with self._engine.begin() as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection whose changes are kept together or not at all."""
        async with AsyncExitStack() as stack:
            if self.is_sqlite:
                await stack.enter_async_context(self._turn)
            yield await stack.enter_async_context(self._writer.begin())

    async def change(self, work: Work[T]) -> T:
        """Write by a function, again when PostgreSQL had to give up on it."""
        for _ in range(_ATTEMPTS - 1):
            try:
                async with self.write() as connection:
                    return await work(connection)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in _AGAIN:
                    raise
        async with self.write() as connection:
            return await work(connection)

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()


def insert_into(
    connection: AsyncConnection, table: Table
) -> sqlite.Insert | postgresql.Insert:
    """Begin an INSERT that can say what happens on a conflict."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def _sqlite(url: str) -> AsyncEngine:
    path = make_url(url).database
    if not path or path == ":memory:":
        raise ValueError("a SQLite database needs a file")
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(
        url, connect_args={"timeout": _BUSY_SECONDS}, **_OPTIONS
    )
    event.listen(engine.sync_engine, "connect", _prepare_connection)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _prepare_connection(connection: Any, _: object) -> None:
    # The driver's own idea of when a transaction begins loses concurrent changes.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN DEFERRED")
