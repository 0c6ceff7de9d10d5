"""The whole story through the webhook, and what the webhook refuses."""

import asyncio
from collections.abc import AsyncIterator
from itertools import count
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from pydantic import SecretStr
from sqlalchemy import select

from playground.client import Person
from storage.database import Database
from storage.schema import inbox
from tests.conftest import free_port
from tests.stage import Stage, staged

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRET = "only-Telegram-knows-it"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
_IDS = count(1)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hooked(
    engine: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    folder = tmp_path_factory.mktemp("hooked")
    secret = SecretStr(SECRET)
    async with staged(
        folder, free_port(), database=engine, webhook_secret=secret
    ) as running:
        yield running


async def test_the_story_is_told_through_the_webhook(hooked: Stage) -> None:
    await hooked.story.draft()
    await hooked.story.direct()
    await hooked.story.customer_signs()
    await hooked.story.sealed()
    await hooked.story.verify()
    await hooked.story.status()


async def test_without_the_secret_there_is_nothing(hooked: Stage) -> None:
    update = said(hooked.story.mallory, "/start")
    for headers in ({}, {HEADER: "wrong"}, {HEADER: SECRET[:-1]}, {HEADER: "ü"}):
        assert await post(hooked, update, headers) == 404
    assert await post(hooked, update, {HEADER: SECRET}, path="/telegran") == 404
    assert await kept(hooked, update) == []


async def test_an_update_is_stored_before_it_is_answered(hooked: Stage) -> None:
    update = said(hooked.story.mallory, "/start")
    database = Database.open(hooked.settings.database_url)
    async with asyncio.TaskGroup() as group, database.write() as connection:
        # Nobody else can write while this is open.
        if not database.is_sqlite:
            await connection.exec_driver_sql("LOCK TABLE inbox IN EXCLUSIVE MODE")
        answer = group.create_task(post(hooked, update, {HEADER: SECRET}))
        done, _ = await asyncio.wait([answer], timeout=0.5)
        assert not done
    await database.close()
    assert answer.result() == 200
    assert len(await kept(hooked, update)) == 1


async def test_an_update_that_comes_twice_at_once_is_one(hooked: Stage) -> None:
    nobody = await hooked.world.person("Nobody", language="en")
    begun = await nobody.send("/help")
    await nobody.wait_for(lambda message: True, after=begun)
    update = said(nobody, "/start")
    both = (post(hooked, update, {HEADER: SECRET}) for _ in range(2))
    assert await asyncio.gather(*both) == [200, 200]
    await nobody.wait_for("Nordwind", after=begun)
    ended = await nobody.send("/cancel")
    await nobody.wait_for("/help", after=ended)
    answers = [m for m in await nobody.chat() if "Nordwind" in m.text]
    assert len(answers) == 1


def said(person: Person, text: str) -> dict[str, Any]:
    """An update as Telegram would post it."""
    user = {"id": person.id, "is_bot": False, "first_name": person.name}
    return {
        "update_id": next(_IDS),
        "message": {
            "message_id": 1,
            "date": 0,
            "chat": {"id": person.id, "type": "private", "first_name": person.name},
            "from": user,
            "text": text,
            "entities": [{"type": "bot_command", "offset": 0, "length": len(text)}],
        },
    }


async def post(
    stage: Stage, update: object, headers: dict[str, str], path: str = "/telegram"
) -> int:
    url = f"{stage.url}{path}"
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, json=update, headers=headers) as response,
    ):
        return response.status


async def kept(stage: Stage, update: dict[str, Any]) -> list[int]:
    """The update as it is in the inbox."""
    database = Database.open(stage.settings.database_url)
    query = select(inbox.c.update_id).where(inbox.c.update_id == update["update_id"])
    async with database.read() as connection:
        found = list(await connection.scalars(query))
    await database.close()
    return found
