"""The placing page and the chat show the same places, whoever changes them."""

import asyncio
from typing import Any

import aiohttp
import pytest

from bot.domain.fields import CUSTOMER
from tests import paperwork as paper
from tests.paperwork import datas, offers, press, refusal
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

ON_SCREEN = "Change on screen"


class Screen:
    """The placing page's script, without the screen."""

    def __init__(self, http: aiohttp.ClientSession, address: str) -> None:
        self.http = http
        self.fields_url = f"{address.partition('#')[0]}/fields"
        self.state: dict[str, Any] = {}

    async def load(self) -> list[dict[str, Any]]:
        async with self.http.get(self.fields_url) as answer:
            assert answer.status == 200
            self.state = await answer.json()
        return list(self.state["fields"])

    async def save(self, fields: list[dict[str, Any]]) -> int:
        headers = {"If-Match": f'"{self.state["version"]}"'}
        async with self.http.put(
            self.fields_url, json=fields, headers=headers
        ) as answer:
            self.state = await answer.json()
            return answer.status


async def test_the_chat_follows_the_page_and_the_page_the_chat(stage: Stage) -> None:
    alice = stage.story.alice
    _, message = await paper.placed(stage)
    id = datas(message)[0].split(":")[1]
    buttons = {b.text: b for row in message.buttons for b in row}
    assert any(ON_SCREEN in text and b.web_app for text, b in buttons.items())
    address = (await alice.press(ON_SCREEN, message)).url
    assert address
    assert "#tgWebAppData=" in address
    async with aiohttp.ClientSession() as http:
        screen = Screen(http, address)
        fields = await screen.load()
        stamp = next(f for f in fields if f["kind"] == "stamp")
        for number in range(1, 9):
            named = stamp | {"kind": "text", "label": f"Remark {number}"}
            changed = [named if f is stamp else f for f in fields]
            assert await screen.save(changed) == 200
        edits, seen = set[int](), message
        while "Remark 8" not in seen.text:
            seen = await alice.wait_for(offers("placed"), after=seen)
            assert seen.id == message.id
            edits.add(seen.change)
        assert len(edits) <= 4

        # The chat changes a place; what the page made of the older ones is refused.
        pressed = await alice.press(f"spot:{id}:{stamp['id']}", seen)
        one = await alice.wait_for(offers("spot", f"{id}:{stamp['id']}"), after=pressed)
        pressed = await alice.press(f"spot:{id}:{stamp['id']}:{CUSTOMER}", one)
        await alice.wait_for(offers("spot", f"{id}:{stamp['id']}"), after=pressed)
        before = dict(screen.state)
        assert await screen.save([]) == 409
        assert screen.state["version"] != before["version"]
        roles = {f["id"]: f["role"] for f in screen.state["fields"]}
        assert roles[stamp["id"]] == CUSTOMER

        # A Telegram that takes nothing keeps nobody from placing.
        await stage.world.fault("editMessageMedia", "gateway", times=9)
        assert await screen.save(before["fields"]) == 200
        await asyncio.sleep(0.5)
        await stage.world.clear_faults()
        assert await screen.save(before["fields"][:1]) == 200
    label = before["fields"][0]["label"]
    last = await alice.wait_for("1 place", after=seen)
    assert (last.id, label in last.text) == (message.id, True)


async def test_two_changes_at_once_are_both_kept(stage: Stage) -> None:
    _, message = await paper.placed(stage)
    envelope = await stage.app.parts.envelopes.get(datas(message)[0].split(":")[1])
    placing = stage.app.parts.placing
    ids = [field.id for field in await placing.fields(envelope)]
    async with asyncio.TaskGroup() as group:
        for id in ids:
            group.create_task(placing.change(envelope, id, label=f"about {id}"))
    kept = await placing.fields(envelope)
    assert [field.label for field in kept] == [f"about {id}" for id in ids]


async def test_what_is_sent_is_placed_no_more(stage: Stage) -> None:
    made = await paper.drafted(stage)
    draft = await stage.app.parts.envelopes.get(made.id)
    link = stage.app.parts.placing_links.address(draft)
    pressed = await press(stage.story.alice, made.message, "send")
    await stage.story.alice.wait_for(offers("nudge", made.id), after=pressed)
    async with aiohttp.ClientSession() as http:
        async with http.get(link) as answer:
            assert answer.status == 410
            assert refusal("en", "link-old") in await answer.text()
        async with http.put(f"{link}/fields", json=[]) as answer:
            assert answer.status == 410
