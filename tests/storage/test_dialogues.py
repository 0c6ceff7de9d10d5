"""A dialogue goes on where it stood, whoever asks."""

import asyncio

import pytest
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import StorageKey
from sqlalchemy import func, select

from storage.database import Database
from storage.fsm import Dialogues
from storage.inbox import Inbox
from storage.schema import dialogues
from tests.domain.samples import NOW
from tests.storage.conftest import Connect
from tests.storage.writer import letter_of


class Asking(StatesGroup):
    iban = State()
    email = State()


KEY = StorageKey(bot_id=1, chat_id=2**40, user_id=2**40)


@pytest.fixture
def alice(database: Database) -> FSMContext:
    return FSMContext(storage=Dialogues(database), key=KEY)


async def test_nothing_is_asked_at_first(alice: FSMContext) -> None:
    assert await alice.get_state() is None
    assert await alice.get_data() == {}
    assert await alice.get_value("envelope") is None


async def test_a_question_survives_a_restart(
    alice: FSMContext, connect: Connect
) -> None:
    await alice.set_state(Asking.iban)
    await alice.set_data({"envelope": "E1", "Feld": "ü"})
    restarted = FSMContext(storage=Dialogues(connect()), key=KEY)
    assert await restarted.get_state() == Asking.iban.state
    assert await restarted.get_data() == {"envelope": "E1", "Feld": "ü"}
    await restarted.set_state("Asking:email")
    assert await alice.get_state() == Asking.email.state
    assert await alice.get_value("envelope") == "E1"


async def test_people_chats_and_bots_are_kept_apart(database: Database) -> None:
    storage = Dialogues(database)
    keys = [
        StorageKey(bot_id=1, chat_id=2, user_id=3),
        StorageKey(bot_id=2, chat_id=1, user_id=3),
        StorageKey(bot_id=1, chat_id=2, user_id=4),
        StorageKey(bot_id=1, chat_id=2, user_id=3, thread_id=5),
        StorageKey(bot_id=1, chat_id=2, user_id=3, business_connection_id="5"),
        StorageKey(bot_id=1, chat_id=2, user_id=3, destiny="other"),
    ]
    for number, key in enumerate(keys):
        await storage.set_data(key, {"n": number})
    assert [(await storage.get_data(key))["n"] for key in keys] == list(range(6))


async def test_entries_at_once_are_all_there(connect: Connect) -> None:
    storages = [Dialogues(connect()) for _ in range(2)]
    async with asyncio.TaskGroup() as group:
        for number in range(40):
            data = {f"n{number}": number}
            group.create_task(storages[number % 2].update_data(KEY, data))
    assert len(await storages[0].get_data(KEY)) == 40


async def test_a_finished_dialogue_leaves_nothing(
    alice: FSMContext, database: Database
) -> None:
    await alice.set_state(Asking.iban)
    await alice.update_data(envelope="E1")
    await alice.clear()
    async with database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(dialogues)) == 0
    await alice.storage.close()


async def test_it_moves_on_when_its_update_is_done(database: Database) -> None:
    storage, inbox = Dialogues(database), Inbox(database)
    alice = FSMContext(storage=storage, key=KEY)
    await inbox.put_many([letter_of(1, chat=2**40)])
    (letter,) = await inbox.next_ready(1, NOW, NOW)
    with storage.held_back() as moves:
        await alice.set_state(Asking.iban)
        await alice.update_data(envelope="E1")
        assert await alice.get_state() == Asking.iban.state
        assert await alice.get_data() == {"envelope": "E1"}
    assert await alice.get_state() is None
    await inbox.done(letter, NOW, moves)
    assert await alice.get_state() == Asking.iban.state
    assert await alice.get_data() == {"envelope": "E1"}


async def test_it_stands_still_when_its_update_is_not_done(database: Database) -> None:
    storage = Dialogues(database)
    alice = FSMContext(storage=storage, key=KEY)
    await alice.set_state(Asking.iban)
    with storage.held_back():
        await alice.clear()
        assert await alice.get_state() is None
    assert await alice.get_state() == Asking.iban.state
