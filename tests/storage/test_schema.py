"""The database follows the release: upwards, downwards, and never from the future."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from storage.database import Database
from storage.migrating import UnknownSchema, configuration
from storage.people import People
from storage.schema import metadata
from tests.storage.conftest import Connect


@pytest.fixture
async def empty(empty_url: str) -> AsyncIterator[Database]:
    database = Database.open(empty_url)
    yield database
    await database.close()


async def test_up_the_stairs_down_and_up_again(empty: Database) -> None:
    def walk(connection: Connection) -> None:
        config = configuration(connection)
        stairs = [
            script.revision
            for script in ScriptDirectory.from_config(config).walk_revisions()
        ][::-1]
        for revision in stairs:
            command.upgrade(config, revision)
            command.downgrade(config, "-1")
            command.upgrade(config, revision)
        assert tables(connection) == set(metadata.tables)
        command.downgrade(config, "base")
        assert tables(connection) == set()
        command.upgrade(config, "head")
        assert tables(connection) == set(metadata.tables)

    async with empty.write() as connection:
        await connection.run_sync(walk)


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


async def test_the_migrations_lead_to_the_schema_that_is_used(empty: Database) -> None:
    def differences(connection: Connection) -> object:
        return compare_metadata(MigrationContext.configure(connection), metadata)

    await empty.migrate()
    async with empty.read() as connection:
        assert await connection.run_sync(differences) == []


async def test_partial_indexes_have_their_condition(database: Database) -> None:
    """What the comparison above does not look at."""
    query = "SELECT sql FROM sqlite_master WHERE name = :name"
    if not database.is_sqlite:
        query = "SELECT indexdef FROM pg_indexes WHERE indexname = :name"
    async with database.read() as connection:
        for name in ("ix_inbox_open", "ix_envelopes_due"):
            sql = await connection.scalar(text(query), {"name": name})
            assert " WHERE " in sql


async def test_migrating_twice_and_at_once_changes_nothing(
    empty: Database, empty_url: str
) -> None:
    other = Database.open(empty_url)
    await asyncio.gather(empty.migrate(), other.migrate(), empty.migrate())
    await other.close()
    assert await People(empty).all() == []


async def test_a_failed_migration_leaves_nothing_behind(empty: Database) -> None:
    async with empty.write() as connection:
        await connection.execute(text("CREATE TABLE inbox (id INTEGER)"))
    with pytest.raises(Exception, match="inbox"):
        await empty.migrate()
    async with empty.read() as connection:
        assert await connection.run_sync(tables) == {"inbox"}


async def test_the_schema_of_a_newer_release_is_refused(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(
            text("UPDATE alembic_version SET version_num = '9999'")
        )
    with pytest.raises(UnknownSchema, match=r"9999.*newer release"):
        await database.migrate()
    async with database.write() as connection:
        await connection.execute(
            text("UPDATE alembic_version SET version_num = '0001'")
        )


@pytest.mark.parametrize(
    "url", ["mysql://x/y", "sqlite+aiosqlite://", "sqlite+aiosqlite:///:memory:"]
)
async def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="database"):
        Database.open(url)


async def test_the_folder_of_a_new_database_is_made(tmp_path: Path) -> None:
    database = Database.open(f"sqlite+aiosqlite:///{tmp_path}/new/data/chatsign.db")
    await database.migrate()
    await database.close()
    assert (tmp_path / "new" / "data" / "chatsign.db").exists()


async def test_sqlite_is_set_up_to_lose_nothing(tmp_path: Path) -> None:
    database = Database.open(f"sqlite+aiosqlite:///{tmp_path}/chatsign.db")
    async with database.read() as connection:
        for pragma, value in (
            ("journal_mode", "wal"),
            ("synchronous", 2),
            ("foreign_keys", 1),
            ("busy_timeout", 30_000),
            ("recursive_triggers", 1),
            ("secure_delete", 1),
        ):
            assert await connection.scalar(text(f"PRAGMA {pragma}")) == value
    await database.close()


async def test_readers_see_one_state_and_do_not_wait_for_the_writer(
    connect: Connect,
) -> None:
    database = connect()
    query = text("SELECT count(*) FROM board")
    row = text("INSERT INTO board (owner, stage, envelopes) VALUES (1, 'draft', 1)")
    async with asyncio.timeout(5), database.write() as writer:
        await writer.execute(row)
        async with database.read() as reader:
            assert await reader.scalar(query) == 0
    async with database.read() as reader:
        assert await reader.scalar(query) == 1


async def test_what_fails_is_undone(database: Database) -> None:
    row = text("INSERT INTO board (owner, stage, envelopes) VALUES (1, 'draft', 1)")
    with pytest.raises(LookupError):
        await _write_and_fail(database, row)
    async with database.read() as reader:
        assert await reader.scalar(text("SELECT count(*) FROM board")) == 0


async def _write_and_fail(database: Database, row: object) -> None:
    async with database.write() as connection:
        await connection.execute(row)  # type: ignore[call-overload]
        raise LookupError


async def test_a_cancelled_writer_does_not_block_the_next(database: Database) -> None:
    row = text("INSERT INTO board (owner, stage, envelopes) VALUES (1, 'draft', 1)")

    async def write_for_ever() -> None:
        async with database.write() as connection:
            await connection.execute(row)
            await asyncio.sleep(100)

    for _ in range(3):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(write_for_ever(), 0.05)
    async with asyncio.timeout(5), database.write() as connection:
        await connection.execute(row)


async def test_errors_do_not_quote_what_people_wrote(empty: Database) -> None:
    with pytest.raises(DBAPIError) as refused:
        async with empty.write() as connection:
            await connection.execute(text("SELECT :what FROM no"), {"what": "secret"})
    assert "secret" not in str(refused.value)
