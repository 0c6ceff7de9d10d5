"""Mails on a phone and on a desk, by day and by night, in a real browser."""

import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, async_playwright

from bot.delivery.email import EmailCourier
from bot.domain.fields import CUSTOMER
from playground.mails import Mailbox
from tests.chromium import ARGUMENTS
from tests.delivery.office import Office, Story, step

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed")
LONG = Story(
    title="Rahmenvertrag Donaudampfschifffahrtsgesellschaftskapitänsmützen 2026/2027",
    customer="Dr. Maximiliane Freifrau von Hohenlohe-Langenburg-Schillingsfürst",
    facts=(f"Number: {'4711' * 30}", "One line without any label " * 5),
)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(ARGUMENTS)
        )
        yield browser
        await browser.close()


async def test_mails_fit_every_screen(
    browser: Browser, courier: EmailCourier, mailbox: Mailbox, office: Office
) -> None:
    document = office.keep(b"%PDF-1.7")
    await courier.send(LONG.sent(), step("invite", CUSTOMER))
    await courier.send(LONG.signed(document), step("deliver", CUSTOMER))
    await courier.send_code(LONG.sent(), CUSTOMER, "204815")

    for width in (320, 390, 700):
        page = await browser.new_page(viewport={"width": width, "height": 800})
        for mail in mailbox.mails.values():
            await page.set_content(mail.html)
            assert await page.evaluate("document.documentElement.scrollWidth") == width
            card = await page.locator(".card").bounding_box()
            assert card["width"] <= 560
            for button in await page.locator("a.button").all():
                assert (await button.bounding_box())["height"] >= 48
        await page.close()


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
async def test_mails_follow_day_and_night(
    browser: Browser, courier: EmailCourier, mailbox: Mailbox, scheme: str, dark: bool
) -> None:
    await courier.send(Story().sent(), step("invite", CUSTOMER))
    (mail,) = mailbox.mails.values()
    page = await browser.new_page(color_scheme=scheme)
    await page.set_content(mail.html)
    card, text = await page.evaluate(
        """[".card", ".lead"].map((name, i) => {
             const style = getComputedStyle(document.querySelector(name));
             const colour = i ? style.color : style.backgroundColor;
             return Math.max(...colour.match(/[0-9]+/g).slice(0, 3).map(Number));
           })"""
    )
    assert (card < 64) is dark
    assert (text > 192) is dark
    await page.close()
