"""The composition root: everything is made and wired here, and only here."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramNetworkError
from aiogram.types import User
from aiohttp import web

from bot.delivery.courier import Courier
from bot.delivery.email import EmailCourier, Mailer
from bot.delivery.telegram import Telegram
from bot.handlers import (
    draft,
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
from bot.handlers.menu import set_public_menu
from bot.keys import Keys
from bot.services.access import Access
from bot.services.drafting import Drafting
from bot.services.envelopes import Envelopes
from bot.services.identifying import Identifying
from bot.services.reporting import Reporting
from bot.services.sealing import Sealing
from bot.services.settling import Settling
from bot.services.signing import Signing
from bot.services.team import Team
from bot.services.tickets import Tickets
from bot.services.verifying import Verifying
from bot.services.viewing import Viewing
from bot.settings import Settings
from bot.web.app import make_app
from bot.web.pages import Pages
from bot.workers import Workers
from storage.blobs import Blobs
from storage.database import Database
from storage.desk import Desk
from storage.fsm import Dialogues
from storage.inbox import Inbox
from storage.journal import Journal
from storage.people import People
from storage.tickets import Tickets as TicketStore

_log = structlog.get_logger()

_WARM = (
    "bot.pdf.revise",
    "bot.pdf.prepare",
    "bot.pdf.render",
    "bot.pdf.verify",
    "bot.images.clean",
)
"""Imported by every worker before its first job."""


def utc_now() -> datetime:
    """The service's one clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """A wired service that is ready to run."""

    settings: Settings
    bot: Bot
    intake: Intake
    settling: Settling
    web: web.Application
    team: Team

    async def run(self) -> None:
        """Run the roles of the settings until cancelled."""
        roles = self.settings.roles
        async with AsyncExitStack() as stack, asyncio.TaskGroup() as group:
            if "web" in roles or self.settings.webhook_secret:
                await stack.enter_async_context(self._listening())
            if "bot" in roles:
                await self._connect()
                group.create_task(self.intake.work())
                if not self.settings.webhook_secret:
                    group.create_task(self.intake.poll())
            if "sweep" in roles:
                group.create_task(self.settling.run())
            _log.info("ready", url=self.settings.base_url, roles=sorted(roles))

    async def _connect(self) -> None:
        secret = self.settings.webhook_secret
        if secret:
            await self.bot.set_webhook(
                f"{self.settings.base_url}{webhook.PATH}",
                secret_token=secret.get_secret_value(),
                allowed_updates=list(UPDATES),
            )
        else:
            await self.bot.delete_webhook()
        await set_public_menu(self.bot)

    @asynccontextmanager
    async def _listening(self) -> AsyncIterator[None]:
        # No access log: addresses of signing links are secrets.
        runner = web.AppRunner(self.web, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, *self.settings.address).start()
        try:
            yield
        finally:
            await runner.cleanup()


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[App]:
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
        mailer = make_mailer(settings)
        stack.push_async_callback(mailer.close)
        yield await _wire(settings, database, workers, bot, mailer)


async def _wire(
    settings: Settings,
    database: Database,
    workers: Workers,
    bot: Bot,
    mailer: Mailer,
) -> App:
    zone = ZoneInfo(settings.zone)
    keys = open_keys(settings)
    journal, people, desk = Journal(database), People(database), Desk(database)
    blobs = Blobs.open(settings.blobs_url)
    store = TicketStore(database, key=keys.derive("codes"))
    inbox = Inbox(database)
    if not settings.several_processes:
        await journal.release_all()
        await inbox.release_all()
    username = (await _me(bot)).username or ""

    envelopes = Envelopes(journal)
    tickets = Tickets(
        store=store, envelopes=envelopes, secret=keys.derive("links"), clock=utc_now
    )
    viewing = Viewing(blobs=blobs, workers=workers)
    telegram = Telegram(bot)
    courier = Courier(
        telegram=telegram,
        email=EmailCourier(
            mailer=mailer,
            desk=desk,
            people=people,
            blobs=blobs,
            tickets=tickets,
            zone=zone,
            base_url=settings.base_url,
            bot_username=username,
            telegram_url=settings.telegram_url,
            attached_up_to=settings.mail_attachment_mb * 10**6,
        ),
        desk=desk,
        people=people,
        blobs=blobs,
        viewing=viewing,
        zone=zone,
    )
    sealing = Sealing(
        journal=journal,
        people=people,
        blobs=blobs,
        workers=workers,
        keys=keys,
        clock=utc_now,
    )
    access = Access(
        envelopes=envelopes, people=people, desk=desk, tickets=tickets, clock=utc_now
    )
    identifying = Identifying(
        store=store, envelopes=envelopes, desk=desk, courier=courier, clock=utc_now
    )
    signing = Signing(
        envelopes=envelopes,
        desk=desk,
        blobs=blobs,
        workers=workers,
        keys=keys,
        clock=utc_now,
        zone=zone,
    )
    verifying = Verifying(journal=journal, workers=workers, keys=keys)
    team = Team(people=people, store=store, clock=utc_now)
    office = Office(
        access=access,
        blobs=blobs,
        clock=utc_now,
        courier=courier,
        desk=desk,
        drafting=Drafting(
            envelopes=envelopes,
            desk=desk,
            blobs=blobs,
            people=people,
            workers=workers,
            sealing=sealing,
            clock=utc_now,
            zone=zone,
            verify_url=f"{settings.base_url}/v",
            secret=keys.derive("envelopes"),
        ),
        envelopes=envelopes,
        identifying=identifying,
        people=people,
        reporting=Reporting(journal),
        signing=signing,
        team=team,
        telegram=telegram,
        tickets=tickets,
        verifying=verifying,
        viewing=viewing,
        workers=workers,
        zone=zone,
        telegram_url=settings.telegram_url,
    )
    intake = Intake(
        bot=bot, dispatcher=_dispatcher(office, database), inbox=inbox, clock=utc_now
    )
    pages = Pages(
        access=access,
        tickets=tickets,
        identifying=identifying,
        signing=signing,
        verifying=verifying,
        viewing=viewing,
        envelopes=envelopes,
        people=people,
        clock=utc_now,
        zone=zone,
        base_url=settings.base_url,
        bot_username=username,
        trusted_proxies=settings.trusted_proxies,
        secure_cookies=settings.base_url.startswith("https:"),
    )
    return App(
        settings=settings,
        bot=bot,
        intake=intake,
        settling=Settling(
            envelopes=envelopes,
            desk=desk,
            courier=courier,
            sealing=sealing,
            clock=utc_now,
        ),
        web=_web(settings, pages, intake),
        team=team,
    )


def open_keys(settings: Settings) -> Keys:
    """Open the installation's keys; its first start makes them."""
    return Keys.open(
        settings.data / "keys",
        settings.passphrase.get_secret_value(),
        "Chatsign",
        utc_now(),
    )


def make_bot(settings: Settings) -> Bot:
    """Return the bot of the settings; close its session at the end."""
    api = TelegramAPIServer.from_base(settings.bot_api)
    return Bot(
        settings.bot_token.get_secret_value(),
        session=AiohttpSession(api=api),
        default=DefaultBotProperties(parse_mode=ParseMode.HTML),
    )


async def _me(bot: Bot) -> User:
    pause = 1.0
    while True:
        try:
            return await bot.me()
        except TelegramNetworkError:
            _log.warning("Telegram cannot be reached; trying again", seconds=pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, 60.0)


def _mailer(settings: Settings) -> Mailer:
    return Mailer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.mail_from,
        clock=utc_now,
        username=settings.smtp_user,
        password=settings.smtp_password.get_secret_value(),
        security=settings.smtp_security,
    )


def _dispatcher(office: Office, database: Database) -> Dispatcher:
    dispatcher = Dispatcher(storage=Dialogues(database))
    edge = Edge(office)
    dispatcher.message.outer_middleware(edge)
    dispatcher.callback_query.outer_middleware(edge)
    dispatcher.include_routers(
        start.router,
        settings_handlers.router,
        status.router,
        sign.router,
        verify.router,
        draft.router,
        verify.anybody,
        unknown.router,
    )
    return dispatcher


def _web(settings: Settings, pages: Pages, intake: Intake) -> web.Application:
    app = make_app(pages)
    if settings.webhook_secret:
        secret = settings.webhook_secret.get_secret_value()
        app.router.add_post(webhook.PATH, webhook.webhook(intake, secret))
    return app
