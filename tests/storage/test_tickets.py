"""Ways in open for who has the secret, as often and as long as they may."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.people import Role
from bot.domain.records import TeamLink, Ticket, Tried
from storage.database import Database
from storage.schema import codes, limits, metadata, sessions, team_links, tickets
from storage.tickets import Tickets
from tests.domain.samples import NOW
from tests.storage.conftest import Connect

KEY = b"not in the database"
BOB, MALLORY = 2**40 + 1, 2**40 + 2
TICKET = Ticket(envelope="E1", role="customer", generation=1)
MINUTE = timedelta(minutes=1)
LATER = NOW + 5 * MINUTE


@pytest.fixture
def store(database: Database) -> Tickets:
    return Tickets(database, key=KEY)


async def test_a_link_leads_to_its_ticket_and_no_other_does(store: Tickets) -> None:
    await store.put("token", TICKET)
    assert await store.find("token") == TICKET
    assert await store.find("tokeN") is None
    assert await store.find("") is None


async def test_the_first_account_keeps_the_link(store: Tickets) -> None:
    await store.put("token", TICKET)
    for account in (BOB, MALLORY, BOB):
        claimed = await store.claim("token", account)
        assert claimed is not None
        assert claimed.account == BOB
    assert await store.claim("other", BOB) is None


async def test_an_invitation_that_is_repeated_keeps_its_account(store: Tickets) -> None:
    await store.put("token", TICKET)
    await store.claim("token", BOB)
    await store.put("token", TICKET)
    found = await store.find("token")
    assert found is not None
    assert found.account == BOB


async def test_of_two_accounts_at_once_one_has_the_link(connect: Connect) -> None:
    stores = [Tickets(connect(), key=KEY) for _ in range(2)]
    await stores[0].put("token", TICKET)
    claims = await asyncio.gather(
        *(store.claim("token", n) for n, store in enumerate(stores * 5, start=1))
    )
    assert len({claim.account for claim in claims if claim}) == 1


async def test_a_session_ends(store: Tickets) -> None:
    known = Ticket(envelope="E1", role="customer", generation=1, identified=True)
    await store.open_session("s1", TICKET, LATER)
    await store.open_session("s2", known, LATER)
    assert await store.session("s1", NOW) == TICKET
    assert await store.session("s2", LATER - MINUTE) == known
    assert await store.session("s1", LATER) is None
    assert await store.session("s3", NOW) is None


async def test_a_team_link_is_good_for_one_person(store: Tickets) -> None:
    link = TeamLink(role=Role.DIRECTOR, expires=LATER)
    await store.put_team_link("token", link)
    assert await store.use_team_link("nekot", BOB, NOW) is None
    assert await store.use_team_link("token", BOB, NOW) == link
    assert await store.use_team_link("token", MALLORY, NOW) is None
    assert await store.use_team_link("token", BOB, NOW) == link, "it was interrupted"
    await store.put_team_link("token", link)
    assert await store.use_team_link("token", MALLORY, NOW) is None


async def test_a_team_link_expires(store: Tickets) -> None:
    await store.put_team_link("token", TeamLink(role=Role.OWNER, expires=LATER))
    assert await store.use_team_link("token", BOB, LATER) is None


async def test_of_two_people_with_one_owner_code_one_becomes_owner(
    connect: Connect,
) -> None:
    stores = [Tickets(connect(), key=KEY) for _ in range(2)]
    await stores[0].put_team_link("once", TeamLink(role=Role.OWNER, expires=LATER))
    used = await asyncio.gather(
        *(
            store.use_team_link("once", account, NOW)
            for account, store in enumerate(stores * 5, start=1)
        )
    )
    assert len([link for link in used if link]) == 1


async def test_a_code_is_right_once(store: Tickets) -> None:  # abuse 9
    await store.put_code("E1/customer", "123456", LATER)
    assert await store.try_code("E1/customer", "123456", "h", NOW, 5) is Tried.RIGHT
    assert await store.try_code("E1/customer", "123456", "x", NOW, 5) is Tried.VOID


async def test_who_was_right_may_be_right_again(store: Tickets) -> None:
    await store.put_code("E1/customer", "123456", LATER)
    assert await store.try_code("E1/customer", "123456", "h", NOW, 5) is Tried.RIGHT
    assert await store.try_code("E1/customer", "123456", "h", NOW, 5) is Tried.AGAIN
    assert await store.try_code("E1/customer", "123456", "h", LATER, 5) is Tried.VOID


async def test_of_ten_right_tries_at_once_one_is_right(connect: Connect) -> None:
    stores = [Tickets(connect(), key=KEY) for _ in range(2)]
    await stores[0].put_code("E1/customer", "123456", LATER)
    tries = await asyncio.gather(
        *(
            store.try_code("E1/customer", "123456", f"h{n}", NOW, 99)
            for n, store in enumerate(stores * 5)
        )
    )
    assert tries.count(Tried.RIGHT) == 1
    assert tries.count(Tried.VOID) == 9


async def test_a_code_dies_of_five_wrong_tries(store: Tickets) -> None:  # abuse 8
    await store.put_code("E1/customer", "123456", LATER)
    for _ in range(5):
        assert await store.try_code("E1/customer", "000000", "h", NOW, 5) is Tried.WRONG
    assert await store.try_code("E1/customer", "123456", "h", NOW, 5) is Tried.VOID


async def test_many_at_once_have_no_more_than_five_tries(  # abuse 8
    connect: Connect,
) -> None:
    stores = [Tickets(connect(), key=KEY) for _ in range(4)]
    await stores[0].put_code("E1/customer", "999999", LATER)
    tries = await asyncio.gather(
        *(
            store.try_code("E1/customer", f"{n:06}", "h", NOW, 5)
            for n, store in enumerate(stores * 10)
        )
    )
    assert (tries.count(Tried.WRONG), tries.count(Tried.VOID)) == (5, 35)


async def test_a_code_is_good_for_its_purpose_and_its_time(  # abuse 9
    store: Tickets,
) -> None:
    await store.put_code("E1/customer", "123456", LATER)
    await store.put_code("E2/customer", "654321", LATER)
    assert await store.try_code("E2/customer", "123456", "h", NOW, 5) is Tried.WRONG
    assert await store.try_code("E3/customer", "123456", "h", NOW, 5) is Tried.VOID
    assert await store.try_code("E1/customer", "123456", "h", LATER, 5) is Tried.VOID


async def test_a_new_code_replaces_the_old_one(store: Tickets) -> None:
    await store.put_code("E1/customer", "111111", LATER)
    await store.put_code("E1/customer", "222222", LATER)
    assert await store.try_code("E1/customer", "111111", "h", NOW, 5) is Tried.WRONG
    assert await store.try_code("E1/customer", "222222", "h", NOW, 5) is Tried.RIGHT


async def test_a_limit_holds_for_its_window(store: Tickets) -> None:  # abuse 10
    uses = [await store.allow("mail/c@example.com", 2, 60, NOW) for _ in range(4)]
    assert uses == [True, True, False, False]
    assert await store.allow("mail/d@example.com", 2, 60, NOW)
    assert not await store.allow("mail/c@example.com", 2, 60, NOW + MINUTE * 0.99)
    assert await store.allow("mail/c@example.com", 2, 60, NOW + MINUTE)


async def test_many_at_once_stay_within_the_limit(connect: Connect) -> None:
    stores = [Tickets(connect(), key=KEY) for _ in range(4)]
    uses = await asyncio.gather(
        *(store.allow("key", 7, 60, NOW) for store in stores * 10)
    )
    assert uses.count(True) == 7


async def test_a_stolen_database_opens_no_door(  # abuse 40
    store: Tickets, database: Database
) -> None:
    secrets = ["tok-1", "tok-2", "tok-3", "123456", "c@example.com"]
    await store.put("tok-1", TICKET)
    await store.open_session("tok-2", TICKET, LATER)
    await store.put_team_link("tok-3", TeamLink(role=Role.OWNER, expires=LATER))
    await store.put_code("E1/customer", "123456", LATER)
    await store.allow("mail/c@example.com", 5, 60, NOW)
    everything = ""
    async with database.read() as connection:
        for table in metadata.sorted_tables:
            everything += str((await connection.execute(select(table))).all())
    assert "customer" in everything
    assert not [secret for secret in secrets if secret in everything]
    await store.put_code("E2/customer", "123456", LATER)
    async with database.read() as connection:
        assert len(set(await connection.scalars(select(codes.c.hash)))) == 2
    guesser = Tickets(database, key=b"another key")
    assert await guesser.try_code("E1/customer", "123456", "h", NOW, 5) is Tried.WRONG


async def test_what_has_expired_is_forgotten(
    store: Tickets, database: Database
) -> None:
    for number, expires in enumerate((NOW, LATER)):
        await store.put(f"t{number}", TICKET)
        await store.open_session(f"s{number}", TICKET, expires)
        await store.put_team_link(
            f"l{number}", TeamLink(role=Role.OWNER, expires=expires)
        )
        await store.put_code(f"c{number}", "123456", expires)
        await store.allow(f"k{number}", 1, 0, expires)
    await store.prune(NOW)
    async with database.read() as connection:
        for table in (sessions, team_links, codes, limits):
            assert len((await connection.execute(select(table))).all()) == 1
        assert len((await connection.execute(select(tickets))).all()) == 2
