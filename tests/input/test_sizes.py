"""What is too large is known before it is taken in, whatever size it says it has."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Chat, Document, Message
from aiohttp import ClientSession, FormData, web

from bot.domain.errors import InputRefused
from bot.handlers.files import MAX_BYTES, download
from tests.stage import Stage
from tests.verdicts.doors import at_command_line

pytestmark = pytest.mark.asyncio(loop_scope="module")

MEGABYTE = bytes(1 << 20)
TOKEN = "4711:" + "x" * 35


class EndlessFiles:
    """A Bot API whose files are larger than it says."""

    def __init__(self) -> None:
        self.asked = False
        self.sent = 0

    async def get_file(self, _: web.Request) -> web.Response:
        self.asked = True
        about = {"file_id": "1", "file_unique_id": "1", "file_path": "a.pdf"}
        return web.json_response({"ok": True, "result": about})

    async def send(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(200):
            await response.write(MEGABYTE)
            self.sent += 1
        return response


@pytest_asyncio.fixture(loop_scope="module")
async def telegram() -> AsyncIterator[tuple[EndlessFiles, Bot]]:
    files = EndlessFiles()
    app = web.Application()
    app.add_routes(
        [
            web.post("/bot{token}/getFile", files.get_file),
            web.get("/file/bot{token}/a.pdf", files.send),
        ]
    )
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    api = TelegramAPIServer.from_base(f"http://{host}:{port}")
    async with Bot(TOKEN, session=AiohttpSession(api=api)) as bot:
        yield files, bot
    await runner.cleanup()


@pytest.mark.parametrize("told", [None, 9])
async def test_a_file_that_is_larger_than_it_says_is_not_taken_in(
    telegram: tuple[EndlessFiles, Bot], told: int | None
) -> None:
    files, bot = telegram
    with pytest.raises(InputRefused) as refused:
        await download(bot, message(told))
    assert refused.value.key == "file.too-big"
    assert files.sent < 2 * MAX_BYTES / len(MEGABYTE), "the rest was never sent"


async def test_a_file_that_says_it_is_too_large_is_not_even_asked_for(
    telegram: tuple[EndlessFiles, Bot],
) -> None:
    files, bot = telegram
    with pytest.raises(InputRefused):
        await download(bot, message(MAX_BYTES + 1))
    assert not files.asked


def message(size: int | None) -> Message:
    document = Document(file_id="1", file_unique_id="1", file_size=size)
    chat = Chat(id=1, type="private")
    at = datetime(2026, 11, 24, tzinfo=UTC)
    return Message(message_id=1, date=at, chat=chat, document=document)


async def test_an_upload_that_announces_too_much_is_refused_before_it_comes(
    stage: Stage,
) -> None:
    host, _, port = stage.url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    head = (
        f"POST /verify HTTP/1.1\r\nHost: {host}:{port}\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n"
        f"Content-Length: {1 << 30}\r\n\r\n"
    )
    writer.write(head.encode())
    assert b" 413 " in await reader.readline()
    writer.close()


async def test_an_upload_without_a_length_ends_where_it_is_too_large(
    stage: Stage,
) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"'
        yield b"\r\n\r\n%PDF-1.7\n"
        for sent in range(200):  # noqa: B007 - counted for the test
            yield MEGABYTE

    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    url = f"{stage.url}/verify"
    async with (
        ClientSession() as http,
        http.post(url, data=endless(), headers=headers) as answer,
    ):
        assert answer.status == 413
    assert sent < 2 * MAX_BYTES / len(MEGABYTE)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=x", b"nonsense"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n"),
        ("application/pdf", b"%PDF-1.7"),
    ],
)
async def test_what_is_no_form_is_answered(
    stage: Stage, kind: str, body: bytes
) -> None:
    headers = {"Content-Type": kind}
    async with (
        ClientSession() as http,
        http.post(f"{stage.url}/verify", data=body, headers=headers) as answer,
    ):
        assert answer.status == 422
        assert "verify" in await answer.text()
    form = FormData()
    form.add_field("file", b"%PDF-1.7", filename="next.pdf")
    async with (
        ClientSession() as http,
        http.post(f"{stage.url}/verify", data=form) as answer,
    ):
        assert answer.status == 200


async def test_the_command_line_reads_no_file_of_more_than_200_megabytes(
    tmp_path: Path,
) -> None:
    with (tmp_path / "large.pdf").open("wb") as file:
        file.truncate((200 << 20) + 1)
    code, answers = await asyncio.to_thread(
        at_command_line, tmp_path, ["large.pdf"], tmp_path
    )
    assert (code, answers["large.pdf"]["integrity"]) == (4, "unreadable")
    assert "expands to more" in answers["large.pdf"]["reason"]
