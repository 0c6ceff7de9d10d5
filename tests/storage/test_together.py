"""Many at once: the database says who was first, and nobody's change is lost."""

import asyncio
from collections.abc import Callable

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import events as e
from bot.domain.chain import first_broken
from bot.domain.envelope import Envelope, Stage
from bot.domain.errors import NotAllowed
from bot.domain.fields import CUSTOMER, DIRECTOR
from bot.domain.folding import apply, replay
from bot.domain.records import Conflict
from storage.database import Database
from storage.journal import Journal
from storage.schema import board
from storage.upkeep import Upkeep
from tests.domain.samples import (
    ALICE,
    NOW,
    PAGE,
    Story,
    declined,
    drafted,
    identified,
    signed,
)
from tests.storage.conftest import Connect

Decide = Callable[[Envelope], e.Event | None]


async def change(journal: Journal, decide: Decide, pause: float = 0) -> None:
    """Decide until the decision was the first on the state it was made on."""
    while True:
        envelope = replay("E1", await journal.load("E1"))
        event = decide(envelope)
        if event is None:
            return
        try:
            await journal.append(apply("E1", envelope, event), [event])
        except Conflict:
            await asyncio.sleep(pause)
            continue
        return


async def begin(journal: Journal) -> None:
    story = Story()
    story.send()
    for role in (DIRECTOR, CUSTOMER):
        story.then(story.envelope.record(identified(role)))
    await journal.append(story.envelope, story.events)


async def test_fifty_changes_at_once_all_happen_one_after_the_other(
    connect: Connect,
) -> None:
    journals = [Journal(connect()) for _ in range(3)]
    await begin(journals[0])

    def rejected(number: int) -> Decide:
        fact = e.Rejected(
            at=NOW, by=e.BOT, role=CUSTOMER, reason=f"try {number}", trace=PAGE
        )
        return lambda envelope: envelope.record(fact)

    async with asyncio.TaskGroup() as group:
        for number in range(50):
            pause = number / 50
            group.create_task(change(journals[number % 3], rejected(number), pause))

    records = await journals[0].records("E1")
    assert [record["version"] for record in records] == list(range(1, 56))
    assert first_broken(records) is None
    reasons = {record["data"].get("reason") for record in records[5:]}
    assert reasons == {f"try {number}" for number in range(50)}
    assert await journals[0].count(None) == {Stage.APPROVAL: (1, NOW)}


@pytest.mark.parametrize("attempt", range(3))
async def test_who_signs_while_another_declines_or_takes_it_back(  # abuse 12
    connect: Connect, attempt: int
) -> None:
    journals = [Journal(connect()) for _ in range(3)]
    await begin(journals[0])
    decisions: list[Decide] = [
        lambda env: env.sign(signed(env, DIRECTOR), base=env.document),
        lambda env: env.decline(declined(DIRECTOR)),
        lambda env: env.take_back("Oops", at=NOW, by=ALICE),
    ]
    results = await asyncio.gather(
        *(
            change(journals[n], decide)
            for n, decide in enumerate(decisions[attempt:] + decisions[:attempt])
        ),
        return_exceptions=True,
    )
    refused = [result for result in results if result is not None]
    assert all(isinstance(result, NotAllowed) for result in refused), refused
    kinds = [type(event) for event in await journals[0].load("E1")][5:]
    assert kinds.count(e.Signed) <= 1
    assert kinds.count(e.Declined) + kinds.count(e.TakenBack) == 1
    assert len(kinds) == 3 - len(refused)


async def test_who_presses_sign_ten_times_has_signed_once(  # abuse 12
    connect: Connect,
) -> None:
    journals = [Journal(connect()) for _ in range(2)]
    await begin(journals[0])

    def sign(envelope: Envelope) -> e.Event:
        return envelope.sign(signed(envelope, DIRECTOR), base=envelope.document)

    results = await asyncio.gather(
        *(change(journals[n % 2], sign) for n in range(10)), return_exceptions=True
    )
    assert results.count(None) == 1
    assert {r.key for r in results if isinstance(r, NotAllowed)} == {"already-signed"}
    events = await journals[0].load("E1")
    assert [type(event) for event in events].count(e.Signed) == 1


async def test_the_same_draft_from_two_sides_is_one_envelope(connect: Connect) -> None:
    journals = [Journal(connect()) for _ in range(4)]
    first = drafted()
    results = await asyncio.gather(
        *(journal.append(replay("E1", [first]), [first]) for journal in journals * 3),
        return_exceptions=True,
    )
    assert results.count(None) == 1
    assert sum(isinstance(result, Conflict) for result in results) == 11
    assert await journals[0].count(None) == {Stage.DRAFT: (1, NOW)}


async def test_envelopes_of_one_owner_move_side_by_side(connect: Connect) -> None:
    journals = [Journal(connect()) for _ in range(4)]

    async def live(number: int) -> None:
        journal, story, id = journals[number % 4], Story(), f"E{number}"
        await journal.append(replay(id, story.events), story.events)
        story.send()
        await journal.append(replay(id, story.events), story.events[1:])
        if number % 2:
            story.then(declined(DIRECTOR))
            await journal.append(replay(id, story.events), story.events[-1:])

    async with asyncio.TaskGroup() as group:
        for number in range(40):
            group.create_task(live(number))
    expected = {Stage.APPROVAL: (20, NOW), Stage.NOT_SIGNED: (20, NOW)}
    assert await journals[0].count(2) == expected


async def test_each_due_envelope_is_given_to_one_process(connect: Connect) -> None:
    journals = [Journal(connect()) for _ in range(4)]
    for number in range(30):
        story = Story()
        story.send()
        await journals[0].append(replay(f"E{number}", story.events), story.events)
    claims: list[str] = []
    for _ in range(10):
        got = await asyncio.gather(
            *(journal.claim_due(NOW, NOW.replace(year=2027), 3) for journal in journals)
        )
        claims += [id for ids in got for id in ids]
    assert sorted(claims) == sorted(f"E{number}" for number in range(30))


async def test_counts_are_right_after_rebuilding_amid_changes(connect: Connect) -> None:
    journals, upkeep = [Journal(connect()) for _ in range(2)], Upkeep(connect())

    async def live(number: int) -> None:
        story, id = Story(), f"E{number}"
        await journals[number % 2].append(replay(id, story.events), story.events)
        story.send()
        await journals[number % 2].append(replay(id, story.events), story.events[1:])

    async with asyncio.TaskGroup() as group:
        for number in range(20):
            group.create_task(live(number))
        for _ in range(3):
            group.create_task(upkeep.rebuild())
    assert await journals[0].count(None) == {Stage.APPROVAL: (20, NOW)}


async def test_two_hundred_counts_at_once_lose_none(connect: Connect) -> None:
    databases = [connect() for _ in range(2)]
    async with databases[0].write() as connection:
        await connection.execute(board.insert().values(owner=1, stage="x", envelopes=0))

    async def add(connection: AsyncConnection) -> None:
        query = select(board.c.envelopes).with_for_update()
        count: int = await connection.scalar(query) or 0
        await asyncio.sleep(0)
        await connection.execute(update(board).values(envelopes=count + 1))

    async with asyncio.TaskGroup() as group:
        for number in range(200):
            group.create_task(databases[number % 2].change(add))
    async with databases[0].read() as connection:
        assert await connection.scalar(select(board.c.envelopes)) == 200


async def test_who_blocks_one_another_gets_through_in_the_end(
    connect: Connect,
) -> None:
    """PostgreSQL ends one of two transactions that wait for each other."""
    databases = [connect() for _ in range(2)]
    async with databases[0].write() as connection:
        await connection.execute(text("SELECT 1"))
        for owner in (1, 2):
            await connection.execute(
                board.insert().values(owner=owner, stage="x", envelopes=0)
            )
    started = asyncio.Barrier(2)

    async def cross(database: Database, first: int, second: int) -> int:
        tries = 0

        async def work(connection: AsyncConnection) -> None:
            nonlocal tries
            tries += 1
            for owner in (first, second):
                await connection.execute(
                    update(board)
                    .where(board.c.owner == owner)
                    .values(envelopes=board.c.envelopes + 1)
                )
                if tries == 1 and owner == first and not database.is_sqlite:
                    await started.wait()

        await database.change(work)
        return tries

    tries = await asyncio.gather(cross(databases[0], 1, 2), cross(databases[1], 2, 1))
    # On a slow machine PostgreSQL may end both.
    assert max(tries) == (1 if databases[0].is_sqlite else 2)
    async with databases[0].read() as connection:
        assert list(await connection.scalars(select(board.c.envelopes))) == [2, 2]


async def test_one_envelope_of_a_newer_release_does_not_stop_the_sweep(
    connect: Connect,
) -> None:
    database = connect()
    journal = Journal(database)
    for id in ("E1", "E2", "E3"):
        story = Story()
        story.send()
        await journal.append(replay(id, story.events), story.events)
    async with database.write() as connection:
        await connection.execute(
            text(
                "INSERT INTO events SELECT envelope, 4, 'Beamed', at, by, data,"
                " hash, hash FROM events WHERE envelope = 'E1' AND version = 3"
            )
        )
    settled = []
    for id in await journal.claim_due(NOW, NOW.replace(year=2027), 9):
        try:
            settled.append((id, len(await journal.load(id))))
        except KeyError:
            continue
    assert sorted(settled) == [("E2", 3), ("E3", 3)]
    assert (await journal.count(None))[Stage.APPROVAL] == (3, NOW)
