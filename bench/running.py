"""Bots in processes of their own, each with a playground to itself."""

import asyncio
import os
import secrets
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bench.processes import cpu_seconds
from playground.app import Playground

ROOT = Path(__file__).parents[1]
_PATIENCE = 60.0
"""Seconds that a bot may take to start, to stop, or to come to rest."""
_CALM = 0.05
"""A bot that used no CPU for so many seconds is at rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A bot at work."""

    playground: Playground
    pid: int

    async def at_rest(self) -> None:
        """Wait until whatever the bot still had to do is done."""
        used = -1.0
        for _ in range(int(_PATIENCE / _CALM)):
            if used == (used := cpu_seconds(self.pid)):
                return
            await asyncio.sleep(_CALM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Running):
    """Chatsign at work."""

    url: str
    owner_code: str
    database: str


@asynccontextmanager
async def chatsign(folder: Path) -> AsyncIterator[Service]:
    """Run `chatsign serve` in an empty folder."""
    async with Playground() as playground:
        url = f"http://127.0.0.1:{_free_port()}"
        environment = _environment(playground, url)
        code = await _owner_code(folder, environment)
        command = (sys.executable, "-m", "bot.cli", "serve")
        async with _process(command, folder, environment) as process:
            await _until_ready(url, process, folder)
            yield Service(
                playground=playground,
                pid=process.pid,
                url=url,
                owner_code=code,
                database=f"sqlite+aiosqlite:///{folder / 'data' / 'chatsign.db'}",
            )


@asynccontextmanager
async def echo(folder: Path) -> AsyncIterator[Running]:
    """Run the bot that everything is compared with."""
    async with Playground() as playground:
        command = (
            *(sys.executable, "-m", "bench.echo"),
            *(playground.token, playground.url),
        )
        path = {"PYTHONPATH": str(ROOT)}
        async with _process(command, folder, os.environ | path) as process:
            yield Running(playground=playground, pid=process.pid)


def _environment(playground: Playground, url: str) -> dict[str, str]:
    others = {n: v for n, v in os.environ.items() if not n.startswith("CHATSIGN_")}
    return others | {
        "PYTHONPATH": str(ROOT),
        "CHATSIGN_BOT_TOKEN": playground.token,
        "CHATSIGN_BOT_API": playground.url,
        "CHATSIGN_TELEGRAM_URL": f"{playground.url}/t.me",
        "CHATSIGN_PASSPHRASE": secrets.token_urlsafe(24),
        "CHATSIGN_BASE_URL": url,
        "CHATSIGN_LISTEN": url.removeprefix("http://"),
        "CHATSIGN_SMTP_HOST": "127.0.0.1",
        "CHATSIGN_SMTP_PORT": str(playground.smtp_port),
        "CHATSIGN_SMTP_SECURITY": "none",
        "CHATSIGN_MAIL_FROM": "chatsign@nordwind.example",
    }


@asynccontextmanager
async def _process(
    command: tuple[str, ...], folder: Path, environment: dict[str, str]
) -> AsyncIterator[asyncio.subprocess.Process]:
    # In its own folder, so that no .env of whoever measures is read.
    with (folder / "log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=folder, env=environment, stdout=log, stderr=log
        )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), _PATIENCE)
        except TimeoutError:
            process.kill()
            await process.wait()


async def _owner_code(folder: Path, environment: dict[str, str]) -> str:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", "owner"),
        cwd=folder,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    return said.decode().split()[-1]


async def _until_ready(
    url: str, process: asyncio.subprocess.Process, folder: Path
) -> None:
    async with asyncio.timeout(_PATIENCE), aiohttp.ClientSession() as session:
        while process.returncode is None:
            with suppress(aiohttp.ClientError):
                async with session.get(f"{url}/healthz") as answer:
                    if answer.ok:
                        return
            await asyncio.sleep(0.1)
    raise RuntimeError((folder / "log").read_text()[-2000:])


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
