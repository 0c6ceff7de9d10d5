"""Chromium on a wide screen and on a phone, and what its pages must never do."""

import os
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}

in_chromium = [
    # One event loop for the module, so that one browser serves all its tests.
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(
        not CHROMIUM.exists() and not os.environ.get("CI"),
        reason="/usr/bin/chromium is missing",
    ),
]


async def visit(
    browser: Browser, address: str, viewport: Any, *, touch: bool = False
) -> Page:
    """A page whose script errors fail the test at its end."""
    context = await browser.new_context(
        viewport=viewport, has_touch=touch, is_mobile=touch
    )
    context.set_default_timeout(8000)
    page = await context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
    await page.goto(address)
    return page


async def no_barriers(page: Page) -> None:
    """axe finds nothing of any weight."""
    results = await Axe().run(page)
    assert not results.response["violations"], results.generate_report()
