"""The journal gives back what was put in, refuses to forget, and shows tampering."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.domain import events as e
from bot.domain.chain import GENESIS, first_broken
from bot.domain.envelope import Stage
from bot.domain.fields import CUSTOMER, DIRECTOR
from bot.domain.folding import replay
from bot.domain.records import Conflict, Contact, Ticket
from storage.database import Database
from storage.desk import Desk
from storage.journal import Journal
from storage.tickets import Tickets
from storage.upkeep import Upkeep
from tests.domain.samples import ALICE, NOW, Story, declined, drafted, sha


@pytest.fixture
def journal(database: Database) -> Journal:
    return Journal(database)


@pytest.fixture
def upkeep(database: Database) -> Upkeep:
    return Upkeep(database)


@pytest.fixture
async def sealed(journal: Journal) -> Story:
    """An envelope E1 that everybody has signed."""
    story = Story()
    story.send()
    story.sign(DIRECTOR)
    story.sign(CUSTOMER)
    story.then(e.Sealed(at=NOW, by=e.BOT, document=sha("sealed")))
    await journal.append(story.envelope, story.events)
    return story


async def run(database: Database, sql: str) -> None:
    async with database.write() as connection:
        await connection.execute(text(sql))


async def tamper(database: Database, sql: str) -> None:
    """Do to the database what only its administrator can."""
    async with database.write() as connection:
        if database.is_sqlite:
            for name in ("updated", "deleted"):
                await connection.execute(text(f"DROP TRIGGER events_are_not_{name}"))
        else:
            await connection.execute(
                text("SET LOCAL session_replication_role = replica")
            )
        await connection.execute(text(sql))


async def test_what_was_appended_is_loaded(journal: Journal, sealed: Story) -> None:
    assert await journal.load("E1") == sealed.events
    assert replay("E1", await journal.load("E1")) == sealed.envelope


async def test_an_unknown_envelope_has_no_events(journal: Journal) -> None:
    assert await journal.load("E404") == []
    assert await journal.records("E404") == []


async def test_each_row_follows_from_the_one_before(
    journal: Journal, sealed: Story
) -> None:
    records = await journal.records("E1")
    assert first_broken(records) is None
    assert records[0]["prev_hash"] == GENESIS
    assert [record["version"] for record in records] == list(range(1, 9))
    assert records[0] == {
        "envelope": "E1",
        "version": 1,
        "event": "Drafted",
        "at": "2026-11-24T09:00:00.000000Z",
        "by": "person:2",
        "data": e.to_data(sealed.events[0]),
        "prev_hash": GENESIS,
        "hash": records[1]["prev_hash"],
    }


async def test_one_event_at_a_time_makes_the_same_chain(
    journal: Journal, sealed: Story
) -> None:
    events = [replace(event) for event in sealed.events]
    for number in range(1, len(events) + 1):
        state = replace(replay("E2", events[:number]), id="E2")
        await journal.append(state, [events[number - 1]])
    assert await journal.load("E2") == sealed.events
    assert first_broken(await journal.records("E2")) is None


async def test_what_was_decided_on_an_old_state_is_a_conflict(journal: Journal) -> None:
    story, late = Story(), Story()
    await journal.append(story.envelope, story.events)
    story.send()
    await journal.append(story.envelope, story.events[1:])
    late.then(late.envelope.take_back("Oops", at=NOW, by=ALICE))
    before = await journal.records("E1")
    with pytest.raises(Conflict):
        await journal.append(late.envelope, late.events[1:])
    with pytest.raises(Conflict):
        await journal.append(Story().envelope, Story().events)
    assert await journal.records("E1") == before
    assert await journal.count(None) == {Stage.APPROVAL: (1, NOW)}


async def test_an_event_beyond_the_end_is_a_conflict(journal: Journal) -> None:
    story = Story()
    story.send()
    with pytest.raises(Conflict):
        await journal.append(story.envelope, story.events[1:])
    assert await journal.load("E1") == []


async def test_an_event_without_a_time_zone_is_refused(journal: Journal) -> None:
    naive = drafted(NOW.replace(tzinfo=None))
    with pytest.raises(ValueError, match="time zone"):
        await journal.append(replace(Story().envelope, drafted=naive), [naive])


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE events SET data = '{}' WHERE version = 3",
        "UPDATE events SET at = at",
        "DELETE FROM events WHERE version = 8",
        "DELETE FROM events",
    ],
)
async def test_nobody_changes_or_deletes_a_row(
    journal: Journal, database: Database, sealed: Story, sql: str
) -> None:
    with pytest.raises(DBAPIError, match="a journal row never changes"):
        await run(database, sql)
    assert await journal.load("E1") == sealed.events


async def test_nobody_replaces_or_truncates_rows(
    journal: Journal, database: Database, sealed: Story
) -> None:
    sql = "TRUNCATE events"
    if database.is_sqlite:
        sql = "INSERT OR REPLACE INTO events SELECT * FROM events WHERE version = 2"
    with pytest.raises(DBAPIError, match="a journal row never changes"):
        await run(database, sql)
    assert await journal.load("E1") == sealed.events


@pytest.mark.parametrize(
    ("sql", "version"),
    [
        ("UPDATE events SET by = 'person:9' WHERE version = 5", 5),
        ("UPDATE events SET at = '2026-11-24T08:00:00.000000Z' WHERE version = 1", 1),
        ("DELETE FROM events WHERE version = 4", 4),
        ("DELETE FROM events WHERE version = 1", 1),
        ("DELETE FROM events WHERE version = 8", 8),
        ("DELETE FROM events", 1),
    ],
)
async def test_what_the_administrator_does_to_a_row_shows(  # abuse 39
    upkeep: Upkeep, database: Database, sealed: Story, sql: str, version: int
) -> None:
    assert await upkeep.verify_chain("E1") is None
    await tamper(database, sql)
    assert await upkeep.verify_chain("E1") == version


async def test_a_pdf_is_found_by_each_of_its_revisions(
    journal: Journal, sealed: Story
) -> None:
    names = [sealed.envelope.drafted.source, *sealed.envelope.revisions, sha("sealed")]
    assert len(set(names)) == 5
    for sha256 in names:
        assert await journal.find_document(sha256) == "E1"
    assert await journal.find_document(sha("values", CUSTOMER)) is None
    assert await journal.find_document(sha("unknown")) is None


async def test_a_pdf_in_two_envelopes_is_found_where_it_got_furthest(
    journal: Journal, sealed: Story
) -> None:
    again = replace(drafted(), source=sha("sealed"))
    await journal.append(replay("A0", [again]), [again])
    assert await journal.find_document(sha("sealed")) == "E1"


async def test_an_erased_envelope_leaves_nothing(
    journal: Journal, upkeep: Upkeep, database: Database, sealed: Story
) -> None:
    other = drafted()
    await journal.append(replay("E2", [other]), [other])
    desk, tickets = Desk(database), Tickets(database, key=b"k")
    sealed.then(sealed.envelope.archive(at=NOW, by=ALICE))
    charlie = {CUSTOMER: Contact(email="c@example.com", account=7)}
    await journal.append(sealed.envelope, sealed.events[-1:], charlie)
    await desk.fill("E1", CUSTOMER, {"name": "Charlie"})
    await desk.save_card("E1", 1, 2, 3)
    await tickets.put("t", Ticket(envelope="E1", role=CUSTOMER, generation=0))

    blobs = await upkeep.erase("E1")

    assert sha("sealed") in blobs
    assert sha("values", CUSTOMER) in blobs
    assert other.source not in blobs, "the other envelope still needs it"
    assert await journal.load("E1") == []
    assert await journal.count(None) == {Stage.DRAFT: (1, NOW)}
    assert await journal.find_document(sha("sealed")) is None
    assert await desk.envelopes_of(7, set(Stage)) == []
    assert (await desk.form("E1", CUSTOMER)).values == {}
    assert await desk.card("E1") is None
    assert await tickets.find("t") is None
    assert await journal.load("E2") == [other]
    async with database.read() as connection:
        for table in ("events", "documents", "envelopes"):
            query = text(f"SELECT count(*) FROM {table}")
            assert await connection.scalar(query) == 1


async def test_erasing_one_envelope_does_not_open_another(
    upkeep: Upkeep, database: Database, sealed: Story, journal: Journal
) -> None:
    other = drafted()
    await journal.append(replay("E2", [other]), [other])
    async with database.write() as connection:
        await connection.execute(
            text("UPDATE envelopes SET erasing = true WHERE id = 'E2'")
        )
    with pytest.raises(DBAPIError, match="a journal row never changes"):
        await run(database, "DELETE FROM events")
    assert await upkeep.verify_chain("E1") is None
    assert await journal.load("E2") == [other]


async def test_lost_summaries_come_back_from_the_journal(
    journal: Journal, upkeep: Upkeep, database: Database, sealed: Story
) -> None:
    for id, ending in (("E2", None), ("E3", declined(DIRECTOR))):
        story = Story()
        story.send()
        story.then(ending)
        await journal.append(replay(id, story.events), story.events)
    before = await journal.summaries(None, None, "", 9), await journal.count(None)
    due = await journal.next_due()
    async with database.write() as connection:
        for table in ("envelopes", "board", "documents"):
            await connection.execute(text(f"DELETE FROM {table}"))
    assert await journal.count(None) == {}

    assert await upkeep.rebuild() == []

    after = await journal.summaries(None, None, "", 9), await journal.count(None)
    assert sorted(after[0], key=lambda s: s.id) == sorted(before[0], key=lambda s: s.id)
    assert after[1] == before[1]
    assert await journal.next_due() == due
    assert await journal.find_document(sha("sealed")) == "E1"


async def test_one_row_of_a_newer_release_does_not_stop_the_rebuilding(
    journal: Journal, upkeep: Upkeep, database: Database, sealed: Story
) -> None:
    other = drafted()
    await journal.append(replay("E2", [other]), [other])
    await tamper(database, "UPDATE events SET name = 'Beamed' WHERE envelope = 'E1'")
    assert await upkeep.rebuild() == ["E1"]
    assert (await journal.count(None))[Stage.DRAFT] == (1, NOW)
    with pytest.raises(KeyError):
        await journal.load("E1")
