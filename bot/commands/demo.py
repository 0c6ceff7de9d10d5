"""The demo: playground, bot, pages and sweep in one process, on loopback only."""

import asyncio
import logging
import secrets
import tempfile
from contextlib import AsyncExitStack, suppress
from pathlib import Path

import click
from pydantic import SecretStr

from bot.app import opened
from bot.commands.configured import DEMO_PAGES_AFTER
from bot.commands.serve import set_up_logs
from bot.settings import Settings
from playground.app import Playground
from playground.guide import gather_cast, guide, samples
from playground.scripts.contract import Contract
from playground.scripts.delivery_note import DeliveryNote
from playground.scripts.photos import Photos
from playground.scripts.scenario import Scenario, play

SCRIPTS: dict[str, type[Scenario]] = {
    "delivery-note": DeliveryNote,
    "contract": Contract,
    "photos": Photos,
}


def run_demo(port: int, script: str | None, out: Path) -> int:
    """Run until interrupted, or until the script has ended; return the exit code."""
    set_up_logs(logging.WARNING)
    temporary = tempfile.TemporaryDirectory(prefix="chatsign-demo-")
    with temporary as folder, suppress(KeyboardInterrupt):
        return asyncio.run(_run(Path(folder), port, script, out))
    return 0


async def _run(folder: Path, port: int, script: str | None, out: Path) -> int:
    async with AsyncExitStack() as stack:
        steps: list[tuple[str, str]] = []
        playground = await stack.enter_async_context(
            Playground(port=port, guide=steps, samples=samples())
        )
        settings = demo_settings(
            folder,
            bot_api=playground.url,
            bot_token=playground.token,
            smtp_port=playground.smtp_port,
            port=playground.port + DEMO_PAGES_AFTER,
        )
        app = await stack.enter_async_context(opened(settings))
        code = await app.parts.team.owner_code()
        group = await stack.enter_async_context(asyncio.TaskGroup())
        running = group.create_task(app.run())
        try:
            if script:
                kind = SCRIPTS[script]
                return await play(kind, playground.url, settings.base_url, code, out)
            steps += guide(code)
            await gather_cast(playground.url)
            click.echo(f"\n  Open {playground.url}\n  Ctrl+C ends the demo.\n")
            await asyncio.Event().wait()
            return 0
        finally:
            running.cancel()


def demo_settings(
    folder: Path, *, bot_api: str, bot_token: str, smtp_port: int, port: int
) -> Settings:
    """Return settings for a service that talks to a playground."""
    return Settings(
        _env_file=None,
        bot_token=SecretStr(bot_token),
        bot_api=bot_api,
        telegram_url=f"{bot_api}/t.me",
        data=folder,
        passphrase=SecretStr(secrets.token_urlsafe(24)),
        base_url=f"http://127.0.0.1:{port}",
        listen=f"127.0.0.1:{port}",
        smtp_host="127.0.0.1",
        smtp_port=smtp_port,
        smtp_security="none",
        mail_from="chatsign@nordwind.example",
    )
