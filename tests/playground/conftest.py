"""A fresh playground for every test, and the clients that talk to it."""

import io
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from PIL import Image
from playwright.async_api import Browser, async_playwright

from playground import Playground
from playground.client import Person, World
from tests.chromium import ARGUMENTS
from tests.playground.browsing import CHROMIUM

Raw = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with Playground() as running:
        yield running


@pytest.fixture
async def world(playground: Playground) -> AsyncIterator[World]:
    async with World(playground.url) as world:
        yield world


@pytest.fixture
async def alice(world: World) -> Person:
    """She has started the bot already."""
    alice = await world.person("Alice", last_name="Ames", phone="+493012345")
    await alice.send("/start")
    return alice


@pytest.fixture
async def bot(playground: Playground) -> AsyncIterator[Bot]:
    api = TelegramAPIServer.from_base(playground.url)
    session = AiohttpSession(api=api)
    yield Bot(playground.token, session=session)
    # aiogram's own close() sleeps for the sake of TLS, which is not used here.
    if session._session is not None:
        await session._session.close()


@pytest.fixture
async def raw(playground: Playground) -> AsyncIterator[Raw]:
    """Calls the Bot API without any library: `await raw("getMe", text="…")`."""
    async with aiohttp.ClientSession() as http:

        async def call(method: str, token: str = "", **fields: Any) -> dict[str, Any]:
            address = f"{playground.url}/bot{token or playground.token}/{method}"
            async with http.post(address, json=fields) as answer:
                body: dict[str, Any] = await answer.json()
                assert body.get("error_code", 200) == answer.status
                return body

        yield call


@pytest.fixture
def picture() -> Callable[..., bytes]:
    """Makes an image: `picture(width, height, "JPEG", quality=95)`."""

    def make(width: int, height: int, kind: str = "PNG", **options: Any) -> bytes:
        out = io.BytesIO()
        image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
        image.save(out, kind, **options)
        return out.getvalue()

    return make


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(
            executable_path=CHROMIUM, args=list(ARGUMENTS)
        )
        yield browser
        await browser.close()
