"""The answer page: what changed for whom, the version as signed, numbers and photos."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from io import BytesIO
from typing import NamedTuple

import aiohttp
import pytest
import pytest_asyncio
import segno
from playwright.async_api import Page, expect
from pypdf import PdfWriter

from bot.domain.envelope import Envelope
from bot.services.verifying import MAX_BYTES
from tests.pdf.foreign import sign
from tests.pdf.reprints import FORGED, PRICE, TOOLS, by_tool, invoice, price_forged
from tests.web.conftest import DESK, PHONE, Identify, OpenPage
from tests.web.papers import paper
from tests.web.test_look import no_barriers
from tests.web.visitor import Visitor
from tests.web.world import World

SAID = f"{PRICE} → {FORGED}"


class Finished(NamedTuple):
    """A sealed envelope, its file, and its customer with her session."""

    envelope: Envelope
    sealed: bytes
    charlie: Visitor


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def finished(world: World) -> AsyncIterator[Finished]:
    charlie = Visitor(world, await world.sent(title=f"Invoice over {PRICE}"))
    await charlie.enter()
    await charlie.fill()
    await charlie.sign()
    envelope = await world.seal(charlie.envelope)
    assert envelope.sealed
    sealed = await world.blobs.get(envelope.sealed.document)
    yield Finished(envelope, sealed, charlie)
    await charlie.http.close()


def printed(data: bytes) -> bytes:
    return by_tool(price_forged(data), *TOOLS["pdftocairo"])


def form(data: bytes, name: str = "invoice.pdf") -> aiohttp.FormData:
    made = aiohttp.FormData(quote_fields=False)
    made.add_field("file", data, filename=name)
    return made


async def upload(visitor: Visitor, data: bytes, name: str = "invoice.pdf") -> str:
    async with visitor.http.post("/verify?lang=en", data=form(data, name)) as answer:
        assert answer.status == 200, await answer.text()
        return await answer.text()


every_forgery = pytest.mark.parametrize(
    "forge", [price_forged, printed], ids=["one more revision", "printed"]
)


@every_forgery
async def test_a_signer_with_his_session_sees_the_page(
    forge: Callable[[bytes], bytes], finished: Finished
) -> None:
    forged = await asyncio.to_thread(forge, finished.sealed)
    text = await upload(finished.charlie, forged)
    assert 'class="card result verdict red"' in text
    assert f"“{PRICE}” → “{FORGED}”" in text or f"{PRICE}” → “" in text
    assert text.count("data:image/jpeg;base64,") >= 1
    assert f'href="/sign/{finished.envelope.id}/customer"' in text


@every_forgery
async def test_a_stranger_sees_its_number(
    forge: Callable[[bytes], bytes], world: World, finished: Finished
) -> None:
    mallory = Visitor(world, await world.sent())
    await mallory.enter()  # a signer, but of something else
    text = await upload(mallory, await asyncio.to_thread(forge, finished.sealed))
    await mallory.http.close()
    assert 'class="card result verdict red"' in text
    assert "<strong>Page 1:</strong>" in text
    assert "data:image/jpeg" not in text
    assert f"/sign/{finished.envelope.id}" not in text
    if forge is printed:
        assert PRICE not in text


async def test_a_link_alone_makes_nobody_a_party(
    world: World, finished: Finished
) -> None:
    """Nor does a session that is shown under another envelope's name."""
    reader = Visitor(world, finished.envelope)
    await reader.follow()
    forged = await asyncio.to_thread(printed, finished.sealed)
    assert "data:image/jpeg" not in await upload(reader, forged)
    other = Visitor(world, await world.sent())
    await other.enter()
    jar = {cookie.key: cookie.value for cookie in other.http.cookie_jar}
    session = jar[f"party-{other.envelope.id}"]
    cookies = {f"party-{finished.envelope.id}": session}
    async with (
        aiohttp.ClientSession(world.url, cookies=cookies) as http,
        http.post("/verify", data=form(forged)) as answer,
    ):
        assert "data:image/jpeg" not in await answer.text()
    await reader.http.close()
    await other.http.close()


async def test_the_version_as_signed_is_downloaded(
    world: World, browse: OpenPage, finished: Finished
) -> None:
    page = await browse(java_script_enabled=False, accept_downloads=True)
    await check(page, world, price_forged(finished.sealed))
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Download it").click()
    file = await download.value
    assert file.suggested_filename == "invoice (as signed).pdf"
    assert (await file.path()).read_bytes() == finished.sealed


async def test_a_large_file_is_chosen_once_more(world: World, browse: OpenPage) -> None:
    """No link holds as much; and another file is no such version."""
    signed = await asyncio.to_thread(sign, _heavy(), "Trudy")
    assert 2_000_000 < len(signed) < MAX_BYTES
    forged = price_forged(signed)
    page = await browse(java_script_enabled=False, accept_downloads=True)
    await check(page, world, forged)
    for data, whole in ((forged, True), (forged[:1000], False)):
        await page.get_by_label("choose it once more").set_input_files(
            {"name": "invoice.pdf", "mimeType": "application/pdf", "buffer": data}
        )
        if whole:
            async with page.expect_download() as download:
                await page.get_by_role("button", name="Download it").click()
            path = await (await download.value).path()
            assert path.read_bytes() == signed
    await page.get_by_role("button", name="Download it").click()
    await expect(page.get_by_text("That is another file")).to_be_visible()


def _heavy() -> bytes:
    """The invoice with a file of 3 MB in it."""
    writer = PdfWriter(BytesIO(invoice()))
    writer.add_attachment("photo.raw", os.urandom(3_000_000))
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


async def check(
    page: Page, world: World, data: bytes, name: str = "invoice.pdf"
) -> None:
    await page.goto(f"{world.url}/verify")
    await page.locator("#file").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    await page.get_by_role("button", name="Check this file").click()
    await page.locator(".verdict, .result, main h1").first.wait_for()


async def test_a_number_is_understood_however_it_is_typed(
    world: World, browse: OpenPage, finished: Finished
) -> None:
    page = await browse(java_script_enabled=False)
    number = finished.envelope.id
    for typed in (
        number,
        number.lower().replace("-", " "),
        number.replace("-", "").replace("0", "o").replace("1", "l"),
        f" {number[:3]} {number[3:]} ",
    ):
        await page.goto(f"{world.url}/verify")
        await page.get_by_label("Type the number").fill(typed)
        await page.get_by_role("button", name="Look it up").click()
        await expect(page).to_have_url(f"{world.url}/verify/{number}?lang=en")
        await expect(page.locator("h1")).to_contain_text("was sealed here")
    await page.goto(f"{world.url}/verify")
    await page.get_by_label("Type the number").fill("4711")
    await page.get_by_role("button", name="Look it up").click()
    await expect(page.get_by_role("alert")).to_contain_text("looks like 7K3M9-QX2BT")
    await expect(page.get_by_label("Type the number")).to_have_value("4711")


async def test_parties_find_their_document_by_its_number(finished: Finished) -> None:
    path = f"/v/{finished.envelope.id.lower()}"
    async with finished.charlie.http.get(path) as answer:
        text = await answer.text()
        assert answer.status == 200
    assert finished.envelope.drafted.title in text
    assert f'href="/sign/{finished.envelope.id}/customer"' in text


async def test_a_photo_of_the_code_on_the_page(
    world: World, finished: Finished
) -> None:
    anybody = Visitor(world, finished.envelope)
    code = BytesIO()
    url = f"{world.url}/v/{finished.envelope.id}"
    segno.make(url).save(code, kind="png", scale=8, border=6)
    text = await upload(anybody, code.getvalue(), "code.png")
    assert "A document with this number was sealed here" in text
    assert finished.envelope.drafted.title not in text
    text = await upload(finished.charlie, code.getvalue(), "code.png")
    assert finished.envelope.drafted.title in text
    for name, data, said in (
        ("empty.png", _white(), "can&#39;t find the code"),
        ("broken.jpg", b"no picture", "not a picture I can read"),
    ):
        async with anybody.http.post("/verify?lang=en", data=form(data, name)) as it:
            assert it.status == 422
            assert said in await it.text()
    await anybody.http.close()


def _white() -> bytes:
    code = BytesIO()
    segno.make("https://shop.example.com").save(code, kind="png", scale=8, border=6)
    return code.getvalue()


@pytest.mark.parametrize(
    ("screen", "scheme"),
    [(PHONE, "light"), (DESK | {"is_mobile": False}, "dark")],
    ids=["phone", "desk"],
)
async def test_axe_finds_nothing_serious_about_answers(
    world: World,
    browse: OpenPage,
    identified: Identify,
    finished: Finished,
    screen: dict[str, object],
    scheme: str,
) -> None:
    page = await browse(**screen, color_scheme=scheme)
    await identified(finished.envelope, page=page)
    await check(page, world, price_forged(finished.sealed))
    await expect(page.locator(".changed img")).to_be_visible()
    await no_barriers(page, "what changed")
    await check(page, world, paper("Plain", 1))
    await no_barriers(page, "not signed")
    await page.goto(f"{world.url}/verify?number=4711&lang=de")
    await no_barriers(page, "a wrong number")
    await page.goto(f"{world.url}/verify/{finished.envelope.id}")
    await no_barriers(page, "a party's number")
