"""The independent page agrees with our verifier, from a folder, without a network."""

from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import (  # type: ignore[import-untyped]
    Axe,
)
from playwright.async_api import Page, async_playwright

from bot.web.checker import PAGE, file
from tests.checker.conftest import samples
from tests.chromium import ARGUMENTS

SAID = """() => [...document.querySelectorAll(".answer")].map(
    (card) => [card.dataset.integrity, card.dataset.origin, card.innerText])"""


async def judged(page: Page, files: list[Path]) -> list[tuple[str, str, str]]:
    await page.set_input_files("#files", files)
    await page.wait_for_selector(f".answer:nth-child({len(files)})", timeout=60_000)
    return [tuple(each) for each in await page.evaluate(SAID)]


@pytest.mark.parametrize("language", ["en", "de"])
async def test_both_agree_on_what_is_genuine(folder: Path, language: str) -> None:
    files = [folder / f"{number}.pdf" for number in range(len(samples()))]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=list(ARGUMENTS)
        )
        context = await browser.new_context(
            locale=language, offline=True, viewport={"width": 390, "height": 844}
        )
        page = await context.new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        await page.goto(file(PAGE).as_uri())
        await page.set_input_files("#authority", folder / "authority.pem")
        await page.wait_for_selector("#pinned:not([hidden])")
        if language == "de":
            files = files[:2]
        answers = await judged(page, files)
        for (name, sample), (integrity, origin, text) in zip(
            samples().items(), answers, strict=False
        ):
            ours = (integrity, origin) == ("intact", "this-service")
            assert ours == sample.genuine, (name, integrity, text)
        assert problems == []
        word = "UNALTERED" if language == "en" else "Das ist das versiegelte Original"
        assert word.lower() in answers[0][2].lower()
        assert "Charlie Customer" in answers[0][2]
        wide = "document.documentElement.scrollWidth > innerWidth"
        assert not await page.evaluate(wide)
        found = await Axe().run(page)
        assert [v["id"] for v in found.response["violations"]] == []
        await browser.close()
