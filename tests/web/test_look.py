"""What everybody meets: the first load is small, and nobody is left out."""

import pytest
from axe_playwright_python.async_playwright import (  # type: ignore[import-untyped]
    Axe,
)
from playwright.async_api import CDPSession, Page, expect

from bot.domain.fields import DIRECTOR, Kind
from tests.web.conftest import (
    DESK,
    PHONE,
    WIDE,
    EnterPlacing,
    Identify,
    OpenPage,
)
from tests.web.papers import USUAL, place
from tests.web.placing_desk import choose, on_paper
from tests.web.world import World

FIELDS = (
    place(Kind.BANK, 6, label="Bank details"),
    place(Kind.CHOICE, 5, label="Delivery", choices=("Monday", "Tuesday")),
    place(Kind.CHECKBOX, 4, label="Undamaged", required=False),
    *USUAL,
)
MOST_BYTES = 200_000


async def weigh(page: Page) -> tuple[CDPSession, dict[str, int]]:
    """Count what comes over the network from now on, headers included."""
    network = await page.context.new_cdp_session(page)
    weights: dict[str, int] = {}
    await network.send("Network.enable")
    network.on(
        "Network.loadingFinished",
        lambda event: weights.update(
            {event["requestId"]: int(event["encodedDataLength"])}
        ),
    )
    return network, weights


async def test_the_first_load_of_two_pages_is_small(
    world: World, browse: OpenPage, identified: Identify
) -> None:
    envelope = await world.sent(pages=2)
    page = await identified(envelope)
    fresh = await page.context.new_page()
    await page.close()
    network, weights = await weigh(fresh)
    await network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    await fresh.goto(
        f"{world.url}/sign/{envelope.id}/customer", wait_until="networkidle"
    )
    await expect(fresh.get_by_role("link", name="Next field")).to_be_visible()
    assert len(weights) >= 8
    assert sum(weights.values()) <= MOST_BYTES


@pytest.mark.parametrize(
    ("screen", "scheme"),
    [(PHONE, "light"), (DESK | {"is_mobile": False}, "dark")],
    ids=["phone", "desk"],
)
async def test_axe_finds_nothing_serious(
    world: World,
    browse: OpenPage,
    screen: dict[str, object],
    scheme: str,
) -> None:
    envelope = await world.sent(FIELDS)
    page = await browse(**screen, color_scheme=scheme)
    await page.goto(await world.link(envelope))
    await no_barriers(page, "who asks")
    await page.get_by_role("button", name="Send me a code").click()
    await page.get_by_label("six digits").fill("x")
    await page.get_by_role("button", name="Open the document").click()
    await no_barriers(page, "wrong code")
    await page.get_by_label("six digits").fill(world.code(envelope))
    await page.get_by_role("button", name="Open the document").click()
    await page.get_by_role("button", name="Preview").click()
    await page.get_by_text("Something is missing").wait_for()
    await no_barriers(page, "document with problems")
    await page.get_by_role("textbox", name="Bank details").fill(
        "DE89370400440532013000"
    )
    await page.get_by_role("combobox", name="Delivery").select_option("Monday")
    await page.get_by_role("textbox", name="Place").fill("Köln")
    await page.get_by_text("Type", exact=True).click()
    await page.locator("[data-fresh]").wait_for()
    await no_barriers(page, "document filled in")
    await page.get_by_role("button", name="Preview").click()
    await page.get_by_label("I have read the document").check()
    await no_barriers(page, "preview")
    await page.get_by_role("button", name="Sign now").click()
    await page.get_by_text("You have signed").wait_for()
    await no_barriers(page, "done")
    await world.seal(envelope)
    await page.goto(f"{world.url}/v/{envelope.id}")
    await no_barriers(page, "look up")
    now = await world.now(envelope)
    await page.locator("#file").set_input_files(
        {
            "name": "final.pdf",
            "mimeType": "application/pdf",
            "buffer": await world.blobs.get(now.document) + b"x",
        }
    )
    await page.get_by_role("button", name="Check this file").click()
    await page.locator(".verdict").wait_for()
    await no_barriers(page, "verdict")
    await page.goto(f"{world.url}/nowhere")
    await no_barriers(page, "nothing here")


async def test_axe_finds_nothing_serious_where_nothing_is_to_do(
    world: World, identified: Identify
) -> None:
    ours = place(Kind.SIGNATURE, 0, role=DIRECTOR, label="Signature")
    charlie = await identified(await world.sent((*USUAL, ours)))
    await no_barriers(charlie, "not your turn")
    page = await identified(await world.sent(), page=charlie)
    await page.get_by_text("I do not want to sign").click()
    await page.get_by_label("Why not?").fill("Two chairs are missing.")
    await page.get_by_role("button", name="Decline to sign").click()
    await page.get_by_text("You declined to sign").wait_for()
    await no_barriers(page, "declined")
    await page.goto(f"{world.url}/verify")
    await no_barriers(page, "verify")


@pytest.mark.parametrize(
    ("screen", "scheme"), [(PHONE, "light"), (WIDE, "dark")], ids=["phone", "desk"]
)
async def test_axe_finds_nothing_serious_while_placing(
    enter: EnterPlacing, screen: dict[str, object], scheme: str
) -> None:
    _, page, hand = await enter(screen | {"color_scheme": scheme}, language="de")
    await no_barriers(page, "placing")
    await choose(page, "stamp")
    await no_barriers(page, "what to add is chosen")
    await hand.tap(await on_paper(page, 0, 0.4, 0.8))
    if await page.locator("#details").is_visible():
        await page.locator("#details").click()
        await page.locator("#leaf").click()
    await no_barriers(page, "a place is open")
    await page.locator("#done").click()
    await no_barriers(page, "done")


async def no_barriers(page: Page, name: str) -> None:
    """Neither axe nor a narrow screen has anything serious to say."""
    await page.locator("h1").first.wait_for()
    results = await Axe().run(page)
    serious = [
        (name, found["id"], found["nodes"][0]["html"][:200])
        for found in results.response["violations"]
        if found["impact"] in {"serious", "critical"}
    ]
    assert not serious
    sideways = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert sideways == 0, name
