"""The same stage twice: on SQLite, and on a PostgreSQL of our own."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.conftest import free_port
from tests.stage import Stage, staged
from tests.storage.conftest import ENGINES, Postgres


@pytest.fixture(scope="package")
def postgres() -> Iterator[Postgres]:
    # Not in pytest's own folder: the server's user must be let in, when we are root.
    folder = Path(tempfile.mkdtemp(prefix="chatsign-postgres-"))
    server = Postgres(folder)
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database; empty for SQLite in the service's folder."""
    if request.param == "sqlite":
        yield ""
    else:
        server: Postgres = request.getfixturevalue("postgres")
        yield server.url("chatsign")
        server.wipe()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(
    engine: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    """A running service with its company founded; one for the tests of a module."""
    folder = tmp_path_factory.mktemp("stage")
    async with staged(folder, free_port(), database=engine) as running:
        yield running
