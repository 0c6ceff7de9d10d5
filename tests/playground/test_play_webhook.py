"""Webhook delivery: order, parallel chats, retries, secret, method in the answer."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import BufferedInputFile, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

from playground import Playground
from playground.client import Person, World


@dataclass
class Hook:
    """A bot's web server that answers as the test says."""

    url: str = ""
    seen: list[tuple[str, int]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    answers: list[web.Response] = field(default_factory=list)
    hold: dict[str, asyncio.Event] = field(default_factory=dict)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        text = update["message"]["text"]
        self.seen.append((text, update["update_id"]))
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.news.set()
        if text in self.hold:
            await self.hold[text].wait()
        return self.answers.pop(0) if self.answers else web.Response()

    async def heard(self, count: int) -> list[str]:
        async with asyncio.timeout(5):
            while len(self.seen) < count:
                self.news.clear()
                await self.news.wait()
        return [text for text, _ in self.seen]


async def serve(app: web.Application) -> AsyncIterator[str]:
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    async for url in serve(app):
        hook.url = url
        yield hook


async def test_one_chat_in_order_others_beside_it(
    bot: Bot, alice: Person, world: World, hook: Hook
) -> None:
    await bot.set_webhook(hook.url, secret_token="s3cret_-")
    assert await hook.heard(1) == ["/start"]
    hook.hold["A1"] = asyncio.Event()
    await alice.send("A1")
    await alice.send("A2")
    await hook.heard(2)
    bob = await world.person("Bob")
    await bob.send("B1")
    assert await hook.heard(3) == ["/start", "A1", "B1"]
    hook.hold["A1"].set()
    assert await hook.heard(4) == ["/start", "A1", "B1", "A2"]
    assert set(hook.secrets) == {"s3cret_-"}
    info = await bot.get_webhook_info()
    assert (info.url, info.max_connections) == (hook.url, 40)


async def test_refused_updates_come_again(
    bot: Bot, alice: Person, hook: Hook, playground: Playground
) -> None:
    playground.telegram.webhook.first_wait = 0.05
    hook.answers = [
        web.Response(status=500),
        web.Response(status=503, headers={"Retry-After": "0.3"}),
    ]
    began = time.monotonic()
    await bot.set_webhook(hook.url)
    await alice.send("after")
    assert await hook.heard(4) == ["/start", "/start", "/start", "after"]
    assert len({update_id for _, update_id in hook.seen}) == 2
    assert 0.35 <= time.monotonic() - began < 3
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 503"


async def test_a_webhook_that_is_gone_is_removed(
    bot: Bot, alice: Person, hook: Hook, playground: Playground
) -> None:
    playground.telegram.webhook.first_wait = 0.01
    playground.telegram.webhook.gone_patience = 0
    hook.answers = [web.Response(status=410), web.Response(status=410)]
    await bot.set_webhook(hook.url)
    await hook.heard(2)
    await alice.send("nobody takes it")
    await asyncio.sleep(0.1)
    assert not (await bot.get_webhook_info()).url
    assert len(hook.seen) == 2
    assert len(await bot.get_updates()) == 2


async def test_a_redelivered_update_comes_twice(
    bot: Bot, alice: Person, world: World, hook: Hook
) -> None:
    await bot.set_webhook(hook.url, drop_pending_updates=True)
    await world.redeliver()
    await alice.send("twice")
    await alice.send("once")
    assert sorted(await hook.heard(3)) == ["once", "twice", "twice"]


async def test_a_method_in_the_answer_is_done(
    bot: Bot, alice: Person, hook: Hook
) -> None:
    answer = {"method": "sendMessage", "chat_id": alice.id, "text": "by answer"}
    wrong = {"method": "sendMessage", "chat_id": alice.id, "text": ""}
    hook.answers = [web.json_response(wrong), web.json_response(answer)]
    await bot.set_webhook(hook.url)
    await alice.send("go on")
    await alice.wait_for("by answer")


async def test_aiogram_answers_with_a_file(bot: Bot, alice: Person) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def send_file(message: Message) -> Any:
        return message.answer_document(BufferedInputFile(b"%PDF", "a.pdf"))

    app = web.Application()
    handler = SimpleRequestHandler(dispatcher, bot, handle_in_background=False)
    handler.register(app, path="/hook")
    setup_application(app, dispatcher, bot=bot)
    async for url in serve(app):
        await bot.set_webhook(url)
        seen = await alice.wait_for(lambda message: message.document is not None)
        assert await alice.download(seen) == b"%PDF"
