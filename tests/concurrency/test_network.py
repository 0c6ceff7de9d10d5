"""When Telegram numbers its updates anew, and when the network fails."""

import asyncio
from datetime import timedelta

import pytest

from tests import paperwork as paper
from tests.paperwork import offers
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_after_a_quiet_week_no_lower_number_is_lost(stage: Stage) -> None:
    world, mallory = stage.world, stage.story.mallory
    # The confirmation of the last update gets lost, so the next request comes late.
    await world.fault("getUpdates", "lost", times=3)
    sent = await mallory.send("/start")
    await mallory.wait_for("Nordwind", after=sent)
    await world.settings(next_update=1000)
    sent = await mallory.send("/start")
    await mallory.wait_for("Nordwind", after=sent)
    answers = [m for m in await mallory.chat() if "Nordwind" in m.text]
    assert len(answers) == 2
    await world.clear_faults()


async def test_a_number_that_was_seen_is_no_news(stage: Stage) -> None:
    mallory = stage.story.mallory
    await stage.world.settings(next_update=1000)
    await mallory.send("/start")
    await stage.world.settings(next_update=2000)
    sent = await mallory.send("/help")
    await mallory.wait_for(lambda message: True, after=sent)
    chat = await mallory.chat()
    assert not [m for m in chat[chat.index(sent) - 1 :] if "Nordwind" in m.text]


@pytest.mark.parametrize("fault", ["gateway", "drop"])
async def test_an_invitation_survives_a_bad_line(stage: Stage, fault: str) -> None:
    await stage.world.fault("sendDocument", fault, chat_id=stage.story.bob.id)
    sent = await paper.sent(stage, paper.BOTH_SIGN)
    await stage.story.bob.wait_for(offers("sign", sent.id))
    events = paper.kinds(await stage.records(sent.id))
    assert events.count("DeliveryFailed") == 1
    await stage.world.clear_faults()


async def test_a_message_of_a_new_kind_holds_up_nobody(stage: Stage) -> None:
    mallory, alice = stage.story.mallory, stage.story.alice
    sender = {"id": mallory.id, "is_bot": False, "first_name": "Mallory"}
    chat = {"id": mallory.id, "type": "private"}
    origin = {"type": "from_the_future", "date": 1}
    await stage.world.newer_message(
        {
            "message_id": 1,
            "date": 1,
            "chat": chat,
            "from": sender,
            "forward_origin": origin,
        }
    )
    sent = await alice.send("/status")
    await alice.wait_for("Your documents", after=sent)


async def test_an_outage_of_telegram_parks_nothing(stage: Stage) -> None:
    alice, world = stage.story.alice, stage.world
    await world.fault("sendPhoto", "gateway", times=7, chat_id=alice.id)
    sent = await alice.send("/status")
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(alice.wait_for("Your documents", after=sent))
        while not waiting.done():
            await asyncio.sleep(0.3)
            stage.clock.ahead += timedelta(seconds=10)
    assert "Something went wrong" not in "".join(m.text for m in await alice.chat())
    await world.clear_faults()


async def test_a_lost_spinner_repeats_nothing(stage: Stage) -> None:
    alice, world = stage.story.alice, stage.world
    sent = await paper.sent(stage, paper.BOTH_SIGN)
    await world.fault("answerCallbackQuery", "gateway", times=99)
    card = await alice.wait_for(offers("pdf", sent.id))
    pressed = await alice.press(f"pdf:{sent.id}", card)
    await alice.wait_for(lambda message: bool(message.document), after=pressed)
    asked = await alice.send("/help")
    await alice.wait_for("What I can do", after=asked)
    chat = await alice.chat()
    files = [m for m in chat[chat.index(card) :] if m.document and not m.mine]
    assert len(files) == 1
    await world.clear_faults()


async def test_what_takes_longer_than_its_lease_is_done_once(stage: Stage) -> None:
    alice, seconds = stage.story.alice, 3
    await stage.world.fault("sendMessage", "slow", seconds=seconds, chat_id=alice.id)
    sent = await alice.send("/help")
    await asyncio.sleep(0.5)
    stage.clock.ahead += timedelta(minutes=10)
    await asyncio.sleep(seconds)
    await alice.wait_for("What I can do", after=sent)
    chat = await alice.chat()
    answers = [m for m in chat[chat.index(sent) :] if "What I can do" in m.text]
    assert len(answers) == 1
