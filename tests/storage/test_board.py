"""The board counts and finds without looking at what is finished, and leases work."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, text

from bot.domain.envelope import Stage
from bot.domain.fields import DIRECTOR
from bot.domain.folding import replay
from bot.domain.steps import due_at
from storage.database import Database
from storage.journal import Journal
from storage.schema import board, envelopes
from tests.domain.samples import NOW, Story, declined, drafted, identified
from tests.storage.conftest import Connect

MINUTE = timedelta(minutes=1)


@pytest.fixture
def journal(database: Database) -> Journal:
    return Journal(database)


async def put(
    journal: Journal, id: str, *, sent: bool = False, at: datetime = NOW, owner: int = 2
) -> None:
    """Put an envelope on the board; a sent one owes an invitation since `at`."""
    story = Story()
    if sent:
        story.send(at)
    events = [replace(drafted(at), owner=owner), *story.events[1:]]
    await journal.append(replay(id, events), events)


async def test_it_counts_what_stands_where_and_since_when(journal: Journal) -> None:
    await put(journal, "E1", at=NOW + MINUTE)
    await put(journal, "E2", at=NOW)
    await put(journal, "E3", sent=True)
    await put(journal, "E4", owner=3)
    assert await journal.count(2) == {Stage.DRAFT: (2, NOW), Stage.APPROVAL: (1, NOW)}
    assert await journal.count(3) == {Stage.DRAFT: (1, NOW)}
    assert await journal.count(None) == {
        Stage.DRAFT: (3, NOW),
        Stage.APPROVAL: (1, NOW),
    }
    assert await journal.count(99) == {}


async def test_what_moves_on_is_counted_where_it_is_now(journal: Journal) -> None:
    await put(journal, "E2")
    story = Story()
    await journal.append(story.envelope, story.events)
    story.send()
    story.then(declined(DIRECTOR))
    await journal.append(story.envelope, story.events[1:])
    assert await journal.count(2) == {
        Stage.DRAFT: (1, NOW),
        Stage.NOT_SIGNED: (1, NOW),
    }


async def test_lists_show_the_last_changed_first(journal: Journal) -> None:
    await put(journal, "E1")
    await put(journal, "E2", at=NOW + MINUTE, sent=True)
    await put(journal, "E3", at=NOW + 2 * MINUTE, owner=3)
    assert await listed(journal, None, None) == ["E3", "E2", "E1"]
    assert await listed(journal, 2, None) == ["E2", "E1"]
    assert await listed(journal, 2, Stage.DRAFT) == ["E1"]
    assert await listed(journal, None, Stage.DRAFT) == ["E3", "E1"]
    assert await listed(journal, None, None, limit=1) == ["E3"]
    (shown,) = await journal.summaries(3, None, "", 9)
    assert (shown.title, shown.updated) == ("Lieferschein 4711", NOW + 2 * MINUTE)


async def test_a_word_is_found_wherever_it_stands(journal: Journal) -> None:
    await put(journal, "E1", sent=True)
    for word in ("4711", "LIEFERSCHEIN", "e1", "çELIK", "bob braun", "1.234,56"):
        assert await listed(journal, None, None, word=word) == ["E1"], word
    for word in ("%", "_", "\\", "4712"):
        assert await listed(journal, None, None, word=word) == [], word


async def listed(
    journal: Journal,
    owner: int | None,
    stage: Stage | None,
    *,
    word: str = "",
    limit: int = 9,
) -> list[str]:
    return [row.id for row in await journal.summaries(owner, stage, word, limit)]


async def test_what_is_due_is_leased_oldest_first(journal: Journal) -> None:
    await put(journal, "E1", sent=True, at=NOW + MINUTE)
    await put(journal, "E2", sent=True, at=NOW)
    await put(journal, "E3", sent=True, at=NOW + 2 * MINUTE)
    await put(journal, "E4")
    late = NOW + 9 * MINUTE
    assert await journal.claim_due(NOW + MINUTE, late, 9) == ["E2", "E1"]
    assert await journal.claim_due(NOW + MINUTE, late, 9) == []
    assert await journal.claim_due(NOW + 2 * MINUTE, late, 9) == ["E3"]


async def test_a_lease_runs_out(journal: Journal) -> None:
    await put(journal, "E1", sent=True)
    until = NOW + 5 * MINUTE
    assert await journal.claim_due(NOW, until, 1) == ["E1"]
    assert await journal.next_due() == until
    assert await journal.claim_due(until, until + MINUTE, 1) == ["E1"]


async def test_what_is_given_back_can_be_leased_again(journal: Journal) -> None:
    await put(journal, "E1", sent=True)
    await journal.claim_due(NOW, NOW + MINUTE, 1)
    await journal.release("E1")
    await journal.release("E404")
    assert await journal.claim_due(NOW, NOW + MINUTE, 1) == ["E1"]


async def test_who_came_back_too_late_does_not_end_the_lease_of_another(
    connect: Connect,
) -> None:
    slow, fast = Journal(connect()), Journal(connect())
    await put(slow, "E1", sent=True)
    await slow.claim_due(NOW, NOW + MINUTE, 1)
    now = NOW + 2 * MINUTE
    assert await fast.claim_due(now, now + MINUTE, 1) == ["E1"]
    await slow.release("E1")
    assert await slow.claim_due(now, now + MINUTE, 1) == []


async def test_the_only_process_begins_without_the_leases_of_its_past(
    connect: Connect,
) -> None:
    killed = Journal(connect())
    await put(killed, "E1", sent=True)
    await killed.claim_due(NOW, NOW + MINUTE, 1)
    started = Journal(connect())
    await started.release_all()
    assert await started.claim_due(NOW, NOW + MINUTE, 1) == ["E1"]


async def test_the_lease_lasts_while_events_are_appended(journal: Journal) -> None:
    story = Story()
    story.send()
    await journal.append(story.envelope, story.events)
    await journal.claim_due(NOW, NOW + MINUTE, 1)
    story.then(story.envelope.record(identified(DIRECTOR)))
    await journal.append(story.envelope, story.events[-1:])
    assert await journal.claim_due(NOW, NOW + MINUTE, 1) == []


async def test_the_next_due_is_the_earliest_of_all(journal: Journal) -> None:
    assert await journal.next_due() is None
    await put(journal, "E1")
    assert await journal.next_due() is None
    await put(journal, "E2", sent=True, at=NOW + MINUTE)
    await put(journal, "E3", sent=True, at=NOW)
    assert await journal.next_due() == NOW == due_at(_sent())
    await journal.claim_due(NOW, NOW + 30 * MINUTE, 1)
    assert await journal.next_due() == NOW + MINUTE


def _sent() -> Any:
    story = Story()
    story.send()
    return story.envelope


async def test_finished_envelopes_cost_nothing(
    journal: Journal, database: Database, url: str
) -> None:
    for number in range(20):
        await put(journal, f"E{number}", sent=True)
    small = await cost(journal, database, url)
    await archive_many(database, 4_000)
    assert (await journal.count(None))[Stage.ARCHIVED][0] == 4_000
    large = await cost(journal, database, url)
    if database.is_sqlite:
        assert large <= small * 1.1
    else:
        assert large <= small * 3, "PostgreSQL's estimate, in pages read"


async def cost(journal: Journal, database: Database, url: str) -> float:
    """Return what /status and the sweep cost, in the database's own unit."""
    with statements(database) as run:
        for owner in (None, 2):
            await journal.count(owner)
        await journal.next_due()
        await journal.claim_due(NOW - MINUTE, NOW, 8)
    selects = [(sql, values) for sql, values in run if sql.startswith("SELECT")]
    assert len(selects) == 4
    assert not any("events" in sql for sql, _ in selects)
    if database.is_sqlite:
        return sum(_steps(url, *select) for select in selects)
    return sum([await _estimate(database, *select) for select in selects])


@contextmanager
def statements(database: Database) -> Iterator[list[tuple[str, Any]]]:
    """Collect what is sent to the database."""
    run: list[tuple[str, Any]] = []

    def note(_c: object, _u: object, sql: str, values: object, *_: object) -> None:
        run.append((sql, values))

    engine = database._engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    yield run
    event.remove(engine, "before_cursor_execute", note)


def _steps(url: str, sql: str, values: Any) -> int:
    """Count the steps of SQLite's machine."""
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    with closing(sqlite3.connect(url.removeprefix("sqlite+aiosqlite:///"))) as plain:
        plain.set_progress_handler(step, 1)
        plain.execute(sql, values).fetchall()
    return steps


async def _estimate(database: Database, sql: str, values: Any) -> float:
    """Ask PostgreSQL for the plan's total cost, and for no scan of all envelopes."""
    async with database.write() as connection:
        await connection.execute(text("ANALYZE"))
        await connection.execute(text("SET LOCAL enable_seqscan = off"))
        plan = await connection.exec_driver_sql(f"EXPLAIN {sql}", values)
        lines = [row[0] for row in plan]
    assert not any("Seq Scan on envelopes" in line for line in lines), lines
    return float(lines[0].split("..")[1].split()[0])


async def archive_many(database: Database, number: int) -> None:
    """Put finished envelopes on the board, as years of use would."""
    rows = [
        {
            "id": f"A{n}",
            "owner": 2,
            "title": "Old",
            "stage": "archived",
            "version": 30,
            "updated": NOW - n * MINUTE,
            "search": "old",
        }
        for n in range(number)
    ]
    async with database.write() as connection:
        await connection.execute(insert(envelopes), rows)
        await connection.execute(
            insert(board).values(owner=2, stage="archived", envelopes=number)
        )
