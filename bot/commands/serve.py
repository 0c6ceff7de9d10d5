"""`chatsign serve` and `chatsign owner`."""

import asyncio
import logging
import signal
import sys

import click
import structlog

from bot.app import opened
from bot.keys import KeysError
from bot.parts import open_keys, utc_now
from bot.services.team import Team
from bot.settings import Settings
from storage.database import Database
from storage.people import People
from storage.tickets import Tickets as TicketStore


def set_up_logs(level: int = logging.INFO) -> None:
    """Log JSON lines, or coloured ones to a terminal."""
    readable = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer()
            if readable
            else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    # Their messages quote addresses, and addresses hold secrets.
    for name in ("aiogram", "aiohttp", "pyhanko", "pypdf"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def serve(settings: Settings) -> None:
    """Run the service until it is told to stop."""
    set_up_logs()
    try:
        asyncio.run(_serve(settings))
    except KeysError as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from error


async def _serve(settings: Settings) -> None:
    task = asyncio.current_task()
    assert task is not None  # noqa: S101 - asyncio.run made one
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, task.cancel)
    loop.add_signal_handler(signal.SIGINT, task.cancel)
    try:
        async with opened(settings) as app:
            await app.run()
    except asyncio.CancelledError:
        return


def print_owner_code(settings: Settings) -> None:
    """Print a one-time code for the owner's /start."""
    code = asyncio.run(_owner_code(settings))
    click.echo(f"/start {code}")


async def _owner_code(settings: Settings) -> str:
    settings.data.mkdir(parents=True, exist_ok=True)
    database = Database.open(settings.database_url)
    try:
        await database.migrate()
        store = TicketStore(database, key=open_keys(settings).derive("codes"))
        team = Team(people=People(database), store=store, clock=utc_now)
        return await team.owner_code()
    finally:
        await database.close()
