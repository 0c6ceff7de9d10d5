"""The composition root: the parts put together, and run."""

import bot.deferring  # noqa: F401 - before anything of aiogram

# isort: split
import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypeVar

import structlog
from aiogram import Dispatcher
from aiogram.exceptions import AiogramError
from aiohttp import web

from bot.delivery.telegram import passes
from bot.handlers import (
    draft,
    fill,
    places,
    sign,
    start,
    status,
    unknown,
    verify,
    webhook,
)
from bot.handlers import settings as settings_handlers
from bot.handlers.desk import Office
from bot.handlers.edge import Edge
from bot.handlers.inbox import UPDATES, Intake
from bot.handlers.menu import introduce
from bot.parts import Parts, make_bot, make_mailer, open_keys, utc_now
from bot.services.ports import Clock
from bot.settings import Settings
from bot.web.app import make_app
from bot.web.pages import Pages
from bot.workers import Workers
from storage.database import Database
from storage.fsm import Dialogues

T = TypeVar("T")

_log = structlog.get_logger()

_WARM = (
    "bot.pdf.evidence.revise",
    "bot.pdf.evidence.prepare",
    "bot.pdf.render",
    "bot.pdf.verifying.verify",
    "bot.images.clean",
)
"""Imported by every worker before its first job."""

_KEPT = timedelta(days=3)
"""Telegram repeats unconfirmed updates for a day; known ones are dropped for longer."""
_DAY = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """A wired service that is ready to run."""

    parts: Parts
    intake: Intake
    web: web.Application

    async def run(self) -> None:
        """Run the roles of the settings until cancelled."""
        roles = self.parts.settings.roles
        self.parts.workers.warm_up()
        async with AsyncExitStack() as stack, asyncio.TaskGroup() as group:
            if self.parts.settings.listens:
                await stack.enter_async_context(self._listening())
                group.create_task(self.parts.following.run())
            if "bot" in roles:
                await _patiently(self._connect)
                group.create_task(self._introduce())
                group.create_task(self.intake.work())
                if not self.parts.settings.webhook_secret:
                    group.create_task(self.intake.poll())
            if "sweep" in roles:
                group.create_task(self.parts.settling.run())
                group.create_task(self._tidy())
            _log.info("ready", url=self.parts.settings.base_url, roles=sorted(roles))

    async def _tidy(self) -> None:
        """Forget once a day what nobody needs any more."""
        while True:
            now = self.parts.clock()
            try:
                await self.parts.store.prune(now)
                await self.parts.inbox.prune(now - _KEPT)
            except Exception:  # noqa: BLE001 - tomorrow is another day
                _log.exception("tidying failed")
            await asyncio.sleep(_DAY)

    async def _connect(self) -> None:
        secret = self.parts.settings.webhook_secret
        if secret:
            await self.parts.bot.set_webhook(
                f"{self.parts.settings.base_url}{webhook.PATH}",
                secret_token=secret.get_secret_value(),
                allowed_updates=list(UPDATES),
            )
        else:
            await self.parts.bot.delete_webhook()

    async def _introduce(self) -> None:
        try:
            await _patiently(partial(introduce, self.parts.bot))
        except AiogramError as error:
            # What the bot says of itself is no reason to be silent.
            _log.warning("not introduced", error=str(error))

    @asynccontextmanager
    async def _listening(self) -> AsyncIterator[None]:
        # No access log: addresses of signing links are secrets.
        runner = web.AppRunner(self.web, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, *self.parts.settings.address).start()
        try:
            yield
        finally:
            await runner.cleanup()


@asynccontextmanager
async def opened(settings: Settings, clock: Clock = utc_now) -> AsyncIterator[App]:
    """Make everything from the settings; close it at the end."""
    async with AsyncExitStack() as stack:
        settings.data.mkdir(parents=True, exist_ok=True)
        database = Database.open(settings.database_url)
        stack.push_async_callback(database.close)
        await database.migrate()
        workers = Workers(settings.workers, warm=_WARM)
        stack.callback(workers.close)
        bot = make_bot(settings)
        stack.push_async_callback(bot.session.close)
        mailer = make_mailer(settings, clock)
        stack.push_async_callback(mailer.close)
        me = await _patiently(bot.me)
        parts = Parts(
            settings=settings,
            clock=clock,
            database=database,
            workers=workers,
            bot=bot,
            mailer=mailer,
            keys=open_keys(settings, clock),
            username=me.username or "",
        )
        if not settings.several_processes:
            await parts.journal.release_all()
            await parts.inbox.release_all()
        yield _assembled(parts)


def _assembled(parts: Parts) -> App:
    dialogues = Dialogues(parts.database)
    intake = Intake(
        bot=parts.bot,
        dispatcher=_dispatcher(parts.office(), dialogues),
        dialogues=dialogues,
        inbox=parts.inbox,
        people=parts.people,
        clock=parts.clock,
    )
    return App(
        parts=parts,
        intake=intake,
        web=_web(parts.settings, parts.pages(), intake),
    )


async def _patiently(ask: Callable[[], Awaitable[T]]) -> T:
    """Ask Telegram until it can be reached."""
    pause = 1.0
    while True:
        try:
            return await ask()
        except AiogramError as error:
            if not passes(error):
                raise
            wanted = getattr(error, "retry_after", 0.0)
            _log.warning("Telegram cannot be reached", error=type(error).__name__)
            await asyncio.sleep(max(pause, wanted))
            pause = min(pause * 2, 60.0)


def _dispatcher(office: Office, dialogues: Dialogues) -> Dispatcher:
    dispatcher = Dispatcher(storage=dialogues)
    edge = Edge(office)
    dispatcher.message.outer_middleware(edge)
    dispatcher.callback_query.outer_middleware(edge)
    dispatcher.include_routers(
        start.make_router(),
        settings_handlers.make_router(),
        status.make_router(),
        sign.make_router(),
        fill.make_router(),
        verify.make_router(),
        places.make_router(),
        draft.make_router(),
        verify.make_last_router(),
        unknown.make_router(),
    )
    return dispatcher


def _web(settings: Settings, pages: Pages, intake: Intake) -> web.Application:
    app = make_app(pages)
    if settings.webhook_secret:
        secret = settings.webhook_secret.get_secret_value()
        app.router.add_post(webhook.PATH, webhook.webhook(intake, secret))
    return app
