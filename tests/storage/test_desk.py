"""What lies on a desk stays there until somebody puts it away."""

import asyncio

import pytest

from bot.domain.envelope import Stage
from bot.domain.folding import replay
from bot.domain.records import Conflict, Contact
from storage.database import Database
from storage.desk import Desk
from storage.journal import Journal
from tests.domain.samples import ALICE, NOW, Story, readdressed
from tests.storage.conftest import Connect

CHARLIE = Contact(email="charlie@example.com", phone="+4930123456", account=2**40)


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


async def begin(database: Database, id: str, contacts: dict[str, Contact]) -> None:
    events = Story().events
    await Journal(database).append(replay(id, events), events, contacts)


async def test_a_contact_is_kept_and_replaced(desk: Desk, database: Database) -> None:
    assert await desk.contact("E1", "customer") == Contact()
    await begin(database, "E1", {"customer": Contact(email="old@example.com")})
    story = Story()
    story.then(story.envelope.take_back("Oops", at=NOW, by=ALICE))
    charlie = {"customer": CHARLIE}
    await Journal(database).append(story.envelope, story.events[-1:], charlie)
    assert await desk.contact("E1", "customer") == CHARLIE
    assert await desk.contact("E1", "director") == Contact()


async def test_a_contact_comes_with_its_event_or_not_at_all(
    desk: Desk, connect: Connect
) -> None:
    """Two correct an address at once: who loses changes nothing, and decides again."""
    story = Story()
    story.send()
    await begin(connect(), "E1", {"customer": CHARLIE})
    await Journal(connect()).append(story.envelope, story.events[1:])
    journals = [Journal(connect()), Journal(connect())]
    emails = ["one@example.com", "two@example.com"]
    for _ in range(10):
        corrected = story.envelope.readdress(readdressed("customer"))
        story.then(corrected)
        outcomes = await asyncio.gather(
            *(
                journal.append(
                    story.envelope, [corrected], {"customer": Contact(email=email)}
                )
                for journal, email in zip(journals, emails, strict=True)
            ),
            return_exceptions=True,
        )
        (winner,) = [n for n, conflict in enumerate(outcomes) if conflict is None]
        assert isinstance(outcomes[1 - winner], Conflict)
        assert (await desk.contact("E1", "customer")).email == emails[winner]


async def test_an_account_has_its_envelopes(desk: Desk, database: Database) -> None:
    await begin(database, "E2", {"customer": CHARLIE})
    await begin(database, "E1", {"customer": CHARLIE, "sender": CHARLIE})
    await begin(database, "E3", {"customer": Contact(account=5)})
    assert await desk.envelopes_of(2**40, {Stage.DRAFT}) == [
        ("E1", "customer", Stage.DRAFT),
        ("E1", "sender", Stage.DRAFT),
        ("E2", "customer", Stage.DRAFT),
    ]
    assert await desk.envelopes_of(2**40, {Stage.SENT}) == []


async def test_a_form_fills_step_by_step(desk: Desk) -> None:
    assert (await desk.form("E1", "customer")).values == {}
    await desk.fill("E1", "customer", {"name": "Çelik", "bank": {"iban": "DE89"}})
    filled = await desk.fill("E1", "customer", {"date": "2026-11-24", "name": "C. Ç."})
    assert filled == await desk.form("E1", "customer")
    assert filled.values == {
        "name": "C. Ç.",
        "bank": {"iban": "DE89"},
        "date": "2026-11-24",
    }
    assert (await desk.form("E1", "director")).values == {}


async def test_a_value_is_taken_out_of_a_form(desk: Desk) -> None:
    await desk.fill("E1", "customer", {"name": "X", "note": "\0"})
    assert (await desk.fill("E1", "customer", {"name": None})).values == {"note": "\0"}


async def test_a_form_that_went_on_is_not_filled(desk: Desk) -> None:
    await desk.fill("E1", "customer", {"name": "X"})
    await desk.fill("E1", "customer", {"name": "Y"}, given={"name": "X", "age": None})
    with pytest.raises(Conflict):
        await desk.fill(
            "E1", "customer", {"name": "Z", "note": ""}, given={"name": "X"}
        )
    assert (await desk.form("E1", "customer")).values == {"name": "Y"}


async def test_a_form_is_dropped(desk: Desk) -> None:
    await desk.fill("E1", "customer", {"name": "X"})
    await desk.fill("E1", "director", {"name": "Y"})
    await desk.drop_form("E1", "customer")
    assert (await desk.form("E1", "customer")).values == {}
    assert (await desk.form("E1", "director")).values == {"name": "Y"}


async def test_two_hundred_entries_at_once_are_all_there(connect: Connect) -> None:
    desks = [Desk(connect()), Desk(connect())]
    async with asyncio.TaskGroup() as group:
        for number in range(200):
            entry = {f"field-{number}": number}
            group.create_task(desks[number % 2].fill("E1", "customer", entry))
    values = (await desks[0].form("E1", "customer")).values
    assert values == {f"field-{number}": number for number in range(200)}


async def test_a_card_goes_stale_when_its_envelope_goes_on(
    desk: Desk, database: Database
) -> None:
    journal, story = Journal(database), Story()
    await journal.append(story.envelope, story.events)
    assert await desk.card("E1") is None
    await desk.save_card("E1", 2**40, 77, 1)
    assert await desk.card("E1") == (2**40, 77, 1)
    assert await desk.stale_cards(9) == []

    story.send()
    await journal.append(story.envelope, story.events[1:])
    assert await desk.stale_cards(9) == ["E1"]
    await desk.save_card("E1", 2**40, 77, 2)
    assert await desk.stale_cards(9) == ["E1"], "it has gone on while it was shown"
    await desk.save_card("E1", 2**40, 77, 3)
    assert await desk.stale_cards(9) == []
    assert await desk.card("E1") == (2**40, 77, 3)


async def test_a_card_that_cannot_be_shown_does_not_stand_before_the_others(
    desk: Desk, database: Database
) -> None:
    journal = Journal(database)
    for id in ("E1", "E2", "E3"):
        await desk.save_card(id, 1, 1, 0)
        story = Story()
        await journal.append(replay(id, story.events), story.events)
    seen = [await desk.stale_cards(1) for _ in range(3)]
    assert sorted(seen) == [["E1"], ["E2"], ["E3"]]


async def test_a_card_shown_while_its_envelope_goes_on_is_not_lost(
    connect: Connect,
) -> None:
    here, there = Desk(connect()), Journal(connect())
    story = Story()
    story.send()
    await there.append(story.envelope, story.events)
    for _ in range(10):
        shown = story.envelope.version
        story.then(story.envelope.readdress(readdressed("director")))
        async with asyncio.TaskGroup() as group:
            group.create_task(here.save_card("E1", 1, 1, shown))
            group.create_task(there.append(story.envelope, story.events[-1:]))
        assert await here.stale_cards(1) == ["E1"]
