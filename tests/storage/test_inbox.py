"""No update is lost, none is handled before the one before it, none stops a chat."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.records import Letter
from storage.database import Database
from storage.inbox import MOST_CLAIMS, Inbox
from tests.domain.samples import NOW
from tests.storage.conftest import Connect

BOT, BOB, CHARLIE = 2**33, 2**40 + 1, 2**40 + 2
SECOND = timedelta(seconds=1)
LEASE = 60 * SECOND


@pytest.fixture
def inbox(database: Database) -> Inbox:
    return Inbox(database)


def letter(update_id: int, chat: int = BOB, *, after: int = 0) -> Letter:
    return Letter(
        bot_id=BOT,
        update_id=update_id,
        chat=chat,
        received=NOW + after * SECOND,
        payload={"update_id": update_id, "message": {"text": "Grüße\0🖋"}},
    )


async def ready(inbox: Inbox, *, at: int = 60, limit: int = 99) -> list[int]:
    now = NOW + at * SECOND
    return [it.update_id for it in await inbox.next_ready(limit, now, now + LEASE)]


async def test_an_update_comes_back_as_it_was(inbox: Inbox) -> None:
    first = letter(7)
    assert await inbox.put_many([first]) == 1
    assert await inbox.next_ready(9, NOW, NOW + LEASE) == [first]


async def test_the_same_update_twice_is_one(inbox: Inbox) -> None:
    assert await inbox.put_many([letter(7)]) == 1
    assert await inbox.put_many([replace(letter(7), payload={})]) == 0
    another = replace(letter(7), bot_id=BOT + 1)
    assert await inbox.put_many([another]) == 1, "another bot's update"
    assert await inbox.put_many([letter(7), letter(8), letter(8)]) == 1


async def test_the_same_update_from_everywhere_at_once_is_one(connect: Connect) -> None:
    inboxes = [Inbox(connect()) for _ in range(4)]
    new = await asyncio.gather(*(inbox.put_many([letter(7)]) for inbox in inboxes * 5))
    assert sum(new) == 1
    assert await ready(inboxes[0]) == [7]


async def test_the_same_batches_at_once_in_another_order_are_stored_once(
    connect: Connect,
) -> None:
    inboxes = [Inbox(connect()) for _ in range(4)]
    batch = [letter(n, chat=n) for n in range(40)]
    new = await asyncio.gather(
        *(
            inbox.put_many(batch if n % 2 else batch[::-1])
            for n, inbox in enumerate(inboxes)
        )
    )
    assert sum(new) == 40


async def test_chats_go_side_by_side_and_each_in_order(inbox: Inbox) -> None:
    await inbox.put_many(
        [letter(1), letter(2), letter(3, CHARLIE), letter(4), letter(5, CHARLIE)]
    )
    first = await inbox.next_ready(9, NOW, NOW + LEASE)
    assert [it.update_id for it in first] == [1, 3]
    assert await ready(inbox, at=1) == []
    await inbox.done(first[0], NOW)
    assert await ready(inbox, at=1) == [2]


async def test_a_lower_id_that_comes_later_is_later(inbox: Inbox) -> None:
    """After a quiet week Telegram's ids begin at a random number."""
    await inbox.put_many([letter(900), letter(5, after=1)])
    (first,) = await inbox.next_ready(9, NOW + SECOND, NOW + LEASE)
    assert first.update_id == 900
    await inbox.done(first, NOW)
    assert await ready(inbox) == [5]


async def test_what_ends_at_the_same_moment_is_noted_all(inbox: Inbox) -> None:
    await inbox.put_many([letter(n, chat=n) for n in range(30)])
    letters = await inbox.next_ready(30, NOW, NOW + LEASE)
    await asyncio.gather(*(inbox.done(it, NOW) for it in letters[:29]))
    await inbox.release_all()
    assert await ready(inbox) == [29]


async def test_no_more_than_asked_for_and_the_oldest_first(inbox: Inbox) -> None:
    await inbox.put_many([letter(n, chat=n, after=9 - n) for n in range(9)])
    assert await ready(inbox, limit=2) == [8, 7]
    assert await ready(inbox) == [6, 5, 4, 3, 2, 1, 0]


async def test_two_processes_never_handle_one_chat_at_once(connect: Connect) -> None:
    inboxes = [Inbox(connect()) for _ in range(4)]
    await inboxes[0].put_many([letter(n, chat=n % 10) for n in range(60)])
    handled: list[int] = []
    busy: set[int] = set()

    async def work(inbox: Inbox) -> None:
        while got := await inbox.next_ready(3, NOW, NOW + LEASE):
            chats = {it.chat for it in got}
            assert not busy & chats
            busy.update(chats)
            await asyncio.sleep(0)
            for it in got:
                handled.append(it.update_id)
                busy.discard(it.chat)
                await inbox.done(it, NOW)

    for _ in range(20):
        await asyncio.gather(*(work(inbox) for inbox in inboxes))
        if len(handled) == 60:
            break
    assert sorted(handled) == list(range(60))
    for chat in range(10):
        own = [n for n in handled if n % 10 == chat]
        assert own == sorted(own)


async def test_what_was_interrupted_is_handed_out_again(inbox: Inbox) -> None:
    await inbox.put_many([letter(1)])
    assert await ready(inbox, at=0) == [1]
    assert await ready(inbox, at=59) == []
    assert await ready(inbox, at=60) == [1]


async def test_the_only_process_begins_with_what_its_past_left(inbox: Inbox) -> None:
    await inbox.put_many([letter(1)])
    await ready(inbox, at=0)
    await inbox.release_all()
    assert await ready(inbox, at=0) == [1]


async def test_a_failure_is_tried_again_after_a_while_before_what_follows(
    inbox: Inbox,
) -> None:
    await inbox.put_many([letter(1), letter(2)])
    (first,) = await inbox.next_ready(9, NOW, NOW + LEASE)
    assert not await inbox.failed(first, "ValueError: no\0", NOW)
    assert await ready(inbox, at=0) == []
    (again,) = await inbox.next_ready(9, NOW + SECOND, NOW + LEASE)
    assert (again.update_id, again.attempts, again.error) == (1, 1, "ValueError: no")


async def test_the_fifth_failure_parks_it_and_the_chat_goes_on(inbox: Inbox) -> None:
    await inbox.put_many([letter(1), letter(2)])
    at, waits = NOW, []
    for failure in range(1, 6):
        while not (got := await inbox.next_ready(9, at, at + LEASE)):
            at += SECOND
            assert at < NOW + 300 * SECOND
        waits.append((at - NOW) // SECOND)
        assert await inbox.failed(got[0], f"no {failure}", at) is (failure == 5)
    assert waits == [0, 1, 4, 14, 44]
    (parked,) = await inbox.parked()
    assert (parked.update_id, parked.error, parked.attempts) == (1, "no 5", 5)
    assert parked.payload == letter(1).payload
    assert await ready(inbox, at=100) == [2]


async def test_what_ends_the_process_each_time_is_parked_at_last(inbox: Inbox) -> None:
    await inbox.put_many([letter(1), letter(2)])
    for claim in range(MOST_CLAIMS):
        assert await ready(inbox, at=60 * claim) == [1]
        if claim % 2:
            await inbox.release_all()
    assert await ready(inbox, at=60 * MOST_CLAIMS) == [2]
    assert [it.update_id for it in await inbox.parked()] == [1]


async def test_the_only_process_parks_what_ends_it_each_time(inbox: Inbox) -> None:
    await inbox.put_many([letter(1), letter(2)])
    for _ in range(MOST_CLAIMS):
        assert await ready(inbox) == [1]
        await inbox.release_all()
    assert await ready(inbox) == [2]


async def test_what_is_not_to_blame_waits_however_often(inbox: Inbox) -> None:
    await inbox.put_many([letter(1), letter(2)])
    for at in range(0, 10 * (MOST_CLAIMS + 9), 10):
        now = NOW + at * SECOND
        (first,) = await inbox.next_ready(9, now, now + LEASE)
        await inbox.postpone(first, "no network", now)
        assert await ready(inbox, at=at) == []
    assert (first.update_id, first.attempts) == (1, 0)
    assert await inbox.parked() == []


async def test_what_was_handled_is_known_a_while_without_its_words(
    inbox: Inbox,
) -> None:
    await inbox.put_many([letter(1), letter(2)])
    for at in (0, 9):
        now = NOW + at * SECOND
        (first,) = await inbox.next_ready(9, now, now + LEASE)
        await inbox.done(first, now)
    assert await inbox.put_many([letter(1)]) == 0
    assert await inbox.prune(NOW + SECOND) == 1
    assert await inbox.put_many([letter(1), letter(2)]) == 1


async def test_pruning_keeps_what_is_open_or_parked(inbox: Inbox) -> None:
    await inbox.put_many([letter(1)])
    assert await inbox.prune(NOW + 9 * LEASE) == 0
    assert await ready(inbox) == [1]
