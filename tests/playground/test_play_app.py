"""The playground as a whole: starting, stopping, keeping strangers out."""

import asyncio
import sys
import time
from typing import Any

import aiohttp
from aiogram import Bot

from playground import Playground
from playground.client import Person, World


async def test_it_runs_alone_and_prints_its_address() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "playground", "--port", "0", "--smtp-port", "0"),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    async with asyncio.timeout(30):
        line = (await process.stdout.readline()).decode()
    async with World(line.split()[-1]) as world:
        assert (await world.person("Alice")).name == "Alice"
    process.terminate()
    await process.communicate()


async def test_two_playgrounds_do_not_know_each_other(world: World) -> None:
    await world.person("Alice")
    async with Playground() as other, World(other.url) as elsewhere:
        assert await elsewhere.people() == []


async def test_it_stops_at_once_although_many_wait() -> None:
    async with Playground() as playground, World(playground.url) as world:
        alice = await world.person("Alice")
        seen = await alice.send("/start")
        async with asyncio.TaskGroup() as group:
            group.create_task(fails(alice.wait_for("never", after=seen, timeout=20)))
            group.create_task(fails(world.wait_for_mail(timeout=20)))
            await asyncio.sleep(0.1)
            began = time.monotonic()
            await playground.__aexit__()
    assert time.monotonic() - began < 2


async def fails(waiting: Any) -> None:
    try:
        await waiting
    except (AssertionError, aiohttp.ClientError):
        return
    raise RuntimeError("nothing can have come")


async def test_foreign_pages_cannot_drive_it(
    playground: Playground, alice: Person
) -> None:
    address = f"{playground.url}/play/people/{alice.id}/text"
    async with aiohttp.ClientSession() as http:
        for origin, status in (("https://evil.test", 403), (playground.url, 200)):
            headers = {"Origin": origin}
            async with http.post(
                address, json={"text": "x"}, headers=headers
            ) as answer:
                assert answer.status == status
        async with http.get(playground.url) as page:
            assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    assert [one.text for one in await alice.chat()] == ["/start", "x"]


async def test_many_people_at_once(bot: Bot, world: World) -> None:
    people = [await world.person(f"P{number}") for number in range(60)]
    async with asyncio.TaskGroup() as group:
        for person in people:
            group.create_task(person.send("hello"))
    updates = await bot.get_updates()
    async with asyncio.TaskGroup() as group:
        waiting = [group.create_task(one.wait_for("hello")) for one in people]
        for update in updates:
            assert update.message is not None
            chat = update.message.chat.id
            group.create_task(bot.send_message(chat, f"hello {chat}"))
    answers = [task.result().text for task in waiting]
    assert answers == [f"hello {person.id}" for person in people]
