"""The pages as browsers see them: one service and one Chromium for all tests."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from shutil import which

import pytest
import pytest_asyncio
from playwright.async_api import (
    Browser,
    BrowserContext,
    Page,
    async_playwright,
    expect,
)

from bot.domain.envelope import Envelope
from bot.domain.fields import CUSTOMER
from tests.chromium import ARGUMENTS
from tests.web.placing_desk import Draft, Hand, drafted
from tests.web.visitor import Visitor
from tests.web.world import World, open_world

CHROMIUM = which("chromium")
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
DESK = {"viewport": {"width": 1280, "height": 800}}
WIDE = DESK | {"is_mobile": False, "has_touch": False}
"""A desk's screen that takes no fingers."""

_PATIENCE = 20_000
"""Milliseconds for a page to do something, on a busy machine too."""
expect.set_options(timeout=_PATIENCE)

OpenPage = Callable[..., Awaitable[Page]]
Identify = Callable[..., Awaitable[Page]]
NewVisitor = Callable[..., Visitor]
EnterPlacing = Callable[..., Awaitable[tuple[Draft, Page, Hand]]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # One event loop for all: the browser and the server outlive each test.
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    async with open_world(tmp_path_factory.mktemp("world")) as opened:
        yield opened


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing("Chromium is not installed")
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(ARGUMENTS)
        )
        yield chromium
        await chromium.close()


@pytest_asyncio.fixture(loop_scope="session")
async def browse(browser: Browser, world: World) -> AsyncIterator[OpenPage]:
    """Open a browser of somebody's own. A page that breaks its own rules (a script
    that fails, something that the policy forbids) fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    async def open_page(**options: object) -> Page:
        headers = {"X-Forwarded-For": world.new_address()}
        settings = {**PHONE, "locale": "en-GB", "extra_http_headers": headers}
        context = await browser.new_context(**(settings | options))  # type: ignore[arg-type]
        context.set_default_timeout(_PATIENCE)
        contexts.append(context)
        page = await context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text)
                if "Content Security Policy" in message.text
                else None
            ),
        )
        return page

    yield open_page
    for context in contexts:
        await context.close()
    assert not complaints


@pytest_asyncio.fixture(loop_scope="session")
async def identified(world: World, browse: OpenPage) -> Identify:
    """A signer on his document, after the code."""

    async def enter(
        envelope: Envelope,
        role: str = CUSTOMER,
        page: Page | None = None,
        *,
        scripts: bool = True,
    ) -> Page:
        page = page or await browse()
        await page.goto(await world.link(envelope, role))
        await page.get_by_role("button", name="Send me a code").click()
        await page.get_by_label("six digits").fill(world.code(envelope, role))
        await page.get_by_role("button", name="Open the document").click()
        await expect(page.locator("main.wide, .result")).to_be_visible()
        if scripts and await page.locator("#entries").count():
            await expect(page.locator("html.scripted")).to_be_attached()
        return page

    return enter


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(world: World) -> AsyncIterator[NewVisitor]:
    """Make somebody who visits a signing page without a screen."""
    async with AsyncExitStack() as stack:

        def new(envelope: Envelope, role: str = CUSTOMER, address: str = "") -> Visitor:
            made = Visitor(world, envelope, role, address)
            stack.push_async_callback(made.http.close)
            return made

        yield new


@pytest_asyncio.fixture(loop_scope="session")
async def enter(world: World, browse: OpenPage) -> AsyncIterator[EnterPlacing]:
    """Open the placing page of a new draft."""

    async def open_page(
        screen: dict[str, object] = WIDE, **how: object
    ) -> tuple[Draft, Page, Hand]:
        draft = await drafted(world, **how)  # type: ignore[arg-type]
        page = await browse(**screen)
        await page.goto(draft.link)
        await expect(page.locator("html.scripted")).to_be_attached()
        touches = screen["has_touch"]
        finger = await page.context.new_cdp_session(page) if touches else None
        return draft, page, Hand(page, finger)

    yield open_page
