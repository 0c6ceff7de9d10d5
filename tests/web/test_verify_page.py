"""Anybody's PDF on the page: the answer first, and nobody can use it to hurt."""

import asyncio
import hashlib
from io import BytesIO

import aiohttp
import pytest_asyncio
from playwright.async_api import Page, expect

from bot.domain.envelope import Envelope
from bot.services.verifying import MAX_BYTES
from tests.pdf.foreign import sign
from tests.web.conftest import NewVisitor, OpenPage
from tests.web.papers import COMPANY, paper
from tests.web.visitor import Visitor
from tests.web.world import World


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def finished(world: World) -> tuple[Envelope, bytes]:
    """An envelope that went all its way, and its sealed file."""
    charlie = Visitor(world, await world.sent())
    await charlie.enter()
    await charlie.fill()
    await charlie.sign()
    await charlie.http.close()
    envelope = await world.seal(charlie.envelope)
    assert envelope.sealed
    return envelope, await world.blobs.get(envelope.sealed.document)


async def check(page: Page, data: bytes, name: str = "contract.pdf") -> None:
    await page.locator("#file").set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": data}
    )
    await page.get_by_role("button", name="Check this file").click()


async def test_verdicts_in_a_browser(
    world: World, browse: OpenPage, finished: tuple[Envelope, bytes]
) -> None:
    envelope, sealed = finished
    page = await browse(java_script_enabled=False)
    page.set_default_timeout(30_000)
    cut = sealed[: sealed.rindex(b"%%EOF", 0, -6) + 6]
    flipped = bytearray(sealed)
    flipped[len(sealed) // 3] ^= 1
    for data, word, colour in (
        (sealed, "Unaltered", "green"),
        (sealed + b"x" * 500, "Altered", "red"),
        (bytes(flipped), "Not genuine", "red"),
        (cut, "Not finished", "yellow"),
        (paper("Plain", 1), "Not signed", "grey"),
        (sealed[: len(sealed) // 2], "Not readable", "grey"),
        (b"hello", "Not readable", "grey"),
    ):
        await page.goto(f"{world.url}/verify")
        await check(page, data)
        verdict = page.locator(".verdict")
        await expect(verdict).to_contain_text(word)
        assert colour in (await verdict.get_attribute("class") or "").split()
        digest = hashlib.sha256(data).hexdigest()
        await page.get_by_text("Details").click()
        await expect(page.get_by_text(digest)).to_be_visible()
    await page.goto(f"{world.url}/v/{envelope.id}")
    await check(page, sealed)
    await expect(page.get_by_text("Charlie Chandler")).to_be_visible()
    await expect(page.locator(".verdict")).to_contain_text("original of this service")
    await expect(page.get_by_text("comes from this service")).to_be_hidden()


async def test_row_36_the_code_on_a_document_shows_the_hash_and_nothing_else(
    world: World, visitor: NewVisitor, finished: tuple[Envelope, bytes]
) -> None:
    envelope, sealed = finished
    anybody = visitor(envelope)
    async with anybody.http.get(f"/v/{envelope.id}") as answer:
        text = await answer.text()
        assert answer.status == 200
    assert hashlib.sha256(sealed).hexdigest() in text
    for private in (envelope.drafted.title, "Charlie", "1,234.50", "•"):
        assert private not in text
    underway = await world.sent()
    bodies = set()
    for id in (underway.id, "0000-UNKNOWN"):
        async with anybody.http.get(f"/v/{id}") as answer:
            assert answer.status == 404
            bodies.add((await answer.text()).replace(id, ""))
    assert len(bodies) == 1
    assert "No sealed document with this number" in bodies.pop()


async def test_row_37_too_many_and_too_large_files(
    world: World, visitor: NewVisitor
) -> None:
    anybody = visitor(await world.sent())
    large = aiohttp.FormData()
    large.add_field("file", BytesIO(b"%PDF-" + bytes(MAX_BYTES)), filename="large.pdf")
    async with anybody.http.post("/verify", data=large) as answer:
        assert answer.status == 413
        assert "too big" in await answer.text()
    for form in ({"x": "y"}, {"file": ""}):
        async with anybody.http.post("/verify", data=form) as answer:
            assert answer.status == 422
            assert "no file" in await answer.text()
    allow = world.pages.identifying.limit
    await asyncio.gather(*(allow("verify", anybody.address, 10**6) for _ in range(60)))
    async with anybody.http.post("/verify", data=pdf(b"x")) as answer:
        assert answer.status == 429
    async with visitor(await world.sent()).http.post(
        "/verify", data=pdf(b"x")
    ) as answer:
        assert answer.status == 200


async def test_in_a_crowd_of_strangers_the_last_come_again(
    world: World, visitor: NewVisitor, finished: tuple[Envelope, bytes]
) -> None:
    """None of them waits for long, and the handlers are not all theirs."""
    envelope = await world.sent()
    crowd = [visitor(envelope) for _ in range(30)]

    async def send_in(somebody: Visitor) -> int:
        async with somebody.http.post("/verify", data=pdf(finished[1])) as answer:
            await answer.read()
            return answer.status

    statuses = await asyncio.gather(*map(send_in, crowd))
    assert sorted(set(statuses)) == [200, 503]
    assert statuses.count(200) >= 8
    assert await send_in(crowd[0]) == 200


def pdf(data: bytes, name: str = "a.pdf") -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("file", data, filename=name, content_type="application/pdf")
    return form


async def test_a_file_name_is_only_text(world: World, visitor: NewVisitor) -> None:
    """Rows 19 and 22."""
    anybody = visitor(await world.sent())
    name = "../../<img src=x onerror=alert(1)>{{7*7}}.pdf"
    async with anybody.http.post("/verify", data=pdf(b"x", name)) as answer:
        text = await answer.text()
    assert "<img" not in text
    assert "&lt;img" in text
    assert "{{7*7}}" in text


async def test_the_page_speaks_the_readers_language(
    world: World, visitor: NewVisitor
) -> None:
    anybody = visitor(await world.sent())
    for path, wish, language in (
        ("/verify", "de-AT,de;q=0.9,en;q=0.8", "de"),
        ("/verify", "fr,en;q=0.3,de;q=0.5", "de"),
        ("/verify", "fr", "en"),
        ("/verify", "de;q=nonsense", "en"),
        ("/verify?lang=en", "de", "en"),
        ("/verify?lang=xx", "de", "de"),
    ):
        headers = {"Accept-Language": wish}
        async with anybody.http.get(path, headers=headers) as answer:
            assert answer.headers["Content-Language"] == language
            assert f'<html lang="{language}">' in await answer.text()


async def test_health(world: World, visitor: NewVisitor) -> None:
    async with visitor(await world.sent()).http.get("/healthz") as answer:
        assert await answer.json() == {"status": "ok"}


async def test_row_35_a_stranger_named_like_us_is_not_us(
    world: World, visitor: NewVisitor
) -> None:
    forged = await asyncio.to_thread(sign, paper("Contract", 1), COMPANY)
    anybody = visitor(await world.sent())
    async with anybody.http.post("/verify", data=pdf(forged)) as answer:
        text = await answer.text()
    assert COMPANY in text
    assert '<div class="card result verdict yellow"' in text
    assert "<h1>Unaltered, but it was not sealed by this service</h1>" in text
    assert "It comes from this service" not in text
    assert '<li class="open">' in text
    assert '<li class="good">' not in text


async def test_the_root_leads_to_what_anybody_may_do(
    world: World, visitor: NewVisitor
) -> None:
    async with visitor(await world.sent()).http.get("/") as answer:
        assert answer.status == 200
        assert answer.url.path == "/verify"


async def test_the_checker_is_handed_out_with_our_certificate(world: World) -> None:
    async with aiohttp.ClientSession() as session:
        for name, holds in (
            ("chatsign-verify.py", "def judge("),
            ("chatsign-verify.html", 'id="publisher">\n-----BEGIN CERTIFICATE-----'),
            ("authority.pem", "-----BEGIN CERTIFICATE-----"),
        ):
            async with session.get(f"{world.url}/verify/checker/{name}") as answer:
                assert answer.status == 200
                assert holds in await answer.text()
                kept = answer.headers["Content-Disposition"]
                assert kept == f'attachment; filename="{name}"'
        async with session.get(f"{world.url}/verify/checker/keys.pem") as answer:
            assert answer.status == 404
