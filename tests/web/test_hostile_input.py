"""Mallory types, uploads and asks for what breaks pages. Numbers are abuse rows."""

import io
import json
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import aiohttp
import pytest
from aiohttp import web
from PIL import Image

from bot.domain.fields import CUSTOMER
from bot.web.app import make_app
from tests.web.conftest import NewVisitor
from tests.web.visitor import problem
from tests.web.world import World

SIGNATURE = "customer-signature-0"


async def save(visitor: object, **form: object) -> dict[str, dict[str, str]]:
    """Save the signature as the page's script does."""
    posted = aiohttp.FormData()
    posted.add_field("csrf", visitor.token())  # type: ignore[attr-defined]
    posted.add_field("only", SIGNATURE)
    for name, value in form.items():
        filename = "me.png" if isinstance(value, bytes) else None
        posted.add_field(
            f"{SIGNATURE}.{name}",
            io.BytesIO(value) if isinstance(value, bytes) else value,
            filename=filename,
        )
    status, text = await visitor.post_raw(  # type: ignore[attr-defined]
        "/fields", posted, headers={"Accept": "application/json"}
    )
    assert status == 200
    fields: dict[str, dict[str, str]] = json.loads(text)["fields"]
    return fields


@pytest.mark.parametrize(
    "name", ["<img src=x onerror=alert(1)>", "{{7*7}} ${7*7} %7b%7b", "A&B \"C\" 'D'"]
)
async def test_row_19_names_are_only_text(
    world: World, visitor: NewVisitor, name: str
) -> None:
    envelope = await world.sent(title=name, name=name)
    charlie = visitor(envelope)
    text = await charlie.enter()
    assert "<img src=x" not in text
    assert "49" not in text.split("<h1>")[1].split("</h1>")[0]
    await charlie.fill(**{f"{SIGNATURE}.typed": "Charlie", "customer-text-1": name})
    _, text = await charlie.get()
    assert "<img src=x" not in text
    status, text = await charlie.sign()
    assert (status, "You have signed" in text) == (200, True)
    assert "<img src=x" not in text


async def test_row_19_direction_marks_vanish_and_novels_are_refused(
    world: World, visitor: NewVisitor
) -> None:
    envelope = await world.sent()
    charlie = visitor(envelope)
    await charlie.enter()
    place = "customer-text-1"
    await charlie.post("/fields", {"only": place, place: "Kö\u202eln\u200b\x07"})
    assert (await world.desk.form(envelope.id, CUSTOMER)).values[place] == "Köln"
    for text, reason in (("x" * 10_000, "too long"), ("签名", "cannot be printed")):
        status, page = await charlie.post(
            "/fields", {place: text, "customer-date-2": "2026-11-24"}
        )
        assert (status, reason in page) == (422, True)
    assert (await world.desk.form(envelope.id, CUSTOMER)).values[place] == "Köln"


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", "con", "x" * 300, 'a"b\\c', "Übergabe fdp.exe"]
)
async def test_row_22_no_title_escapes_from_the_file_name(
    world: World, visitor: NewVisitor, title: str
) -> None:
    charlie = visitor(await world.sent(title=title))
    await charlie.enter()
    async with charlie.http.get(f"{charlie.path}/document.pdf") as answer:
        header = answer.headers["Content-Disposition"]
        assert answer.headers["Content-Type"] == "application/pdf"
        assert (await answer.read()).startswith(b"%PDF-")
    kind, plain, full = header.split("; ")
    assert kind == "attachment"
    name = unquote(full.removeprefix("filename*=UTF-8''"))
    assert name.endswith(f"{charlie.envelope.id}.pdf")
    assert len(name) < 120
    assert not set('/\\:"<>|.\n\r') & set(name.removesuffix(".pdf"))
    assert plain.isascii()


async def test_row_23_24_25_what_is_no_signature_is_refused_with_a_hint(
    world: World, visitor: NewVisitor
) -> None:
    envelope = await world.sent()
    mallory = visitor(envelope)
    await mallory.enter()
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    began = time.monotonic()
    for form, hint in (
        ({"how": "photo", "photo": svg}, "JPEG, PNG, HEIC or WebP"),
        ({"how": "photo", "photo": b"<html>" + b"x" * 99}, "JPEG, PNG, HEIC or WebP"),
        ({"how": "photo", "photo": png((13_000, 13_000), "1")}, "25 million pixels"),
        ({"how": "photo", "photo": png((900, 400), "RGBA")}, "find a signature"),
        ({"how": "draw", "strokes": "[[[1,1]]]"}, "draw a little more"),
        ({"how": "draw", "strokes": "[[[1,1],[9,9]]]"}, "draw a little more"),
        ({"how": "draw", "strokes": "[" * 5000}, "draw a little more"),
        ({"how": "draw", "strokes": '{"a":1}'}, "draw a little more"),
        ({"how": "draw", "strokes": "[[[NaN,1],[Infinity,2]]]"}, "draw a little more"),
        ({"how": "draw", "strokes": f"[{'[[1,2]],' * 600}[]]"}, "too many strokes"),
        ({"how": "type", "typed": "   "}, "empty"),
        ({"how": "type", "typed": "x" * 70}, "too long"),
    ):
        fields = await save(mallory, **form)
        assert hint in fields[SIGNATURE]["problem"]
    assert time.monotonic() - began < 20
    assert not (await world.desk.form(envelope.id, CUSTOMER)).values
    assert not (await save(mallory, how="type", typed="Charlie"))[SIGNATURE]["problem"]
    kept = (await world.desk.form(envelope.id, CUSTOMER)).values[SIGNATURE]
    assert (await world.blobs.get(kept)).startswith(b"\x89PNG")


def png(size: tuple[int, int], mode: str) -> bytes:
    file = io.BytesIO()
    Image.new(mode, size).save(file, "PNG")
    return file.getvalue()


async def test_a_form_that_is_too_large_changes_nothing(
    world: World, visitor: NewVisitor
) -> None:
    mallory = visitor(await world.sent())
    await mallory.enter()
    large = aiohttp.FormData()
    large.add_field("csrf", mallory.token())
    large.add_field(
        f"{SIGNATURE}.photo", io.BytesIO(bytes(17 * 1024 * 1024)), filename="a.png"
    )
    status, text = await mallory.post_raw("/fields", large)
    assert (status, "too big" in problem(text)) == (413, True)
    long = f"csrf={mallory.token()}&reason={'x' * 2_000_000}".encode()
    plain = {"Content-Type": "application/x-www-form-urlencoded"}
    status, _ = await mallory.post_raw("/decline", io.BytesIO(long), headers=plain)
    assert status == 413
    assert not (await world.now(mallory.envelope)).ended
    broken = {"Content-Type": "multipart/form-data; boundary=x"}
    status, text = await mallory.post_raw("/fields", b"nonsense", headers=broken)
    assert status in {400, 403}


async def test_a_defect_tells_nothing_about_itself(
    world: World, visitor: NewVisitor, capsys: pytest.CaptureFixture[str]
) -> None:
    """What somebody deletes from the disk is missed loudly in the log only."""
    charlie = visitor(await world.sent())
    await charlie.enter()
    await world.blobs.delete(charlie.envelope.document)
    status, text = await charlie.get("/document.pdf")
    assert status == 500
    assert "our fault" in problem(text)
    for detail in ("BlobMissing", charlie.envelope.document, "Traceback", "/"):
        assert detail not in problem(text)
    assert "BlobMissing" in capsys.readouterr().out


async def test_with_https_cookies_are_secure(world: World) -> None:
    pages = replace(world.pages, secure_cookies=True, base_url="https://sign.example")
    runner = web.AppRunner(make_app(pages), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    link = await world.link(await world.sent())
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/s/{Path(link).name}"
    async with (
        aiohttp.ClientSession() as http,
        http.get(url, allow_redirects=False) as answer,
    ):
        assert answer.headers["Set-Cookie"].startswith("__Secure-link=")
        assert "Secure" in answer.headers["Set-Cookie"].split("; ")
        assert "max-age" in answer.headers["Strict-Transport-Security"]
    await runner.cleanup()
