"""The parts of the service, each made once, when it is first needed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode

from bot.delivery.courier import Courier
from bot.delivery.email import EmailCourier, Mailer
from bot.delivery.following import Following
from bot.delivery.placing import PlacesView
from bot.delivery.telegram import Telegram
from bot.handlers.desk import Office
from bot.keys import Keys
from bot.services.access import Access
from bot.services.drafting import Drafting
from bot.services.envelopes import Envelopes
from bot.services.filling import Filling
from bot.services.gathering import Gathering
from bot.services.identifying import Identifying
from bot.services.placing import Placing
from bot.services.placing_links import PlacingLinks
from bot.services.ports import Clock
from bot.services.reporting import Reporting
from bot.services.sealing import Sealing
from bot.services.sending import Sending
from bot.services.settling import Settling
from bot.services.signing import Signing
from bot.services.steering import Steering
from bot.services.team import Team
from bot.services.tickets import Tickets
from bot.services.verifying import Verifying
from bot.services.viewing import Viewing
from bot.settings import Settings
from bot.web.pages import Pages
from bot.workers import Workers
from storage.blobs import Blobs
from storage.database import Database
from storage.desk import Desk
from storage.inbox import Inbox
from storage.journal import Journal
from storage.people import People
from storage.tickets import Tickets as TicketStore


def utc_now() -> datetime:
    """The clock of a real service."""
    return datetime.now(UTC)


def open_keys(settings: Settings, clock: Clock = utc_now) -> Keys:
    """Open the installation's keys; its first start makes them."""
    passphrase = settings.passphrase.get_secret_value()
    return Keys.open(settings.data / "keys", passphrase, "Chatsign", clock())


def make_bot(settings: Settings) -> Bot:
    """Return the bot of the settings; close its session at the end."""
    api = TelegramAPIServer.from_base(settings.bot_api)
    return Bot(
        settings.bot_token.get_secret_value(),
        session=AiohttpSession(api=api),
        default=DefaultBotProperties(parse_mode=ParseMode.HTML),
    )


def make_mailer(settings: Settings, clock: Clock = utc_now) -> Mailer:
    """Return the way to the mail server; close it at the end."""
    return Mailer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.mail_from,
        clock=clock,
        username=settings.smtp_user,
        password=settings.smtp_password.get_secret_value(),
        security=settings.smtp_security,
    )


@dataclass(kw_only=True)
class Parts:
    """Everything a service is made of; what is given has to be closed by who gave it.

    `username` is the bot's own name, for links into the chat.
    """

    settings: Settings
    clock: Clock
    database: Database
    workers: Workers
    bot: Bot
    mailer: Mailer
    keys: Keys
    username: str

    # What keeps

    @cached_property
    def journal(self) -> Journal:
        """Events and their summaries."""
        return Journal(self.database)

    @cached_property
    def people(self) -> People:
        """The company and its people."""
        return People(self.database)

    @cached_property
    def desk(self) -> Desk:
        """Contacts, forms, cards."""
        return Desk(self.database)

    @cached_property
    def inbox(self) -> Inbox:
        """Telegram's updates."""
        return Inbox(self.database)

    @cached_property
    def blobs(self) -> Blobs:
        """Files."""
        return Blobs.open(self.settings.blobs_url)

    @cached_property
    def store(self) -> TicketStore:
        """Links, sessions, codes, limits."""
        return TicketStore(self.database, key=self.keys.derive("codes"))

    # What acts

    @cached_property
    def envelopes(self) -> Envelopes:
        """The one write path."""
        return Envelopes(self.journal)

    @cached_property
    def tickets(self) -> Tickets:
        """Ways in for signers."""
        return Tickets(
            store=self.store,
            envelopes=self.envelopes,
            secret=self.keys.derive("links"),
            clock=self.clock,
        )

    @cached_property
    def access(self) -> Access:
        """The gates to an envelope."""
        return Access(
            envelopes=self.envelopes,
            people=self.people,
            desk=self.desk,
            tickets=self.tickets,
            clock=self.clock,
        )

    @cached_property
    def sealing(self) -> Sealing:
        """The closing seal."""
        return Sealing(
            journal=self.journal,
            people=self.people,
            blobs=self.blobs,
            workers=self.workers,
            keys=self.keys,
            clock=self.clock,
        )

    @cached_property
    def drafting(self) -> Drafting:
        """From a file to a draft without open questions."""
        return Drafting(
            envelopes=self.envelopes,
            desk=self.desk,
            blobs=self.blobs,
            people=self.people,
            workers=self.workers,
            clock=self.clock,
            zone=self.zone,
            secret=self.keys.derive("envelopes"),
        )

    @cached_property
    def gathering(self) -> Gathering:
        """What was sent, until it is a document."""
        return Gathering(desk=self.desk, blobs=self.blobs, workers=self.workers)

    @cached_property
    def placing(self) -> Placing:
        """Where everything is filled in."""
        return Placing(desk=self.desk, blobs=self.blobs, workers=self.workers)

    @cached_property
    def placing_links(self) -> PlacingLinks:
        """Ways in to the placing page."""
        return PlacingLinks(
            envelopes=self.envelopes,
            secret=self.keys.derive("placing"),
            clock=self.clock,
            base_url=self.settings.base_url,
        )

    @cached_property
    def sending(self) -> Sending:
        """From a draft to an envelope that is on its way."""
        return Sending(
            drafting=self.drafting,
            envelopes=self.envelopes,
            desk=self.desk,
            blobs=self.blobs,
            people=self.people,
            workers=self.workers,
            sealing=self.sealing,
            clock=self.clock,
            zone=self.zone,
            verify_url=f"{self.settings.base_url}/v",
        )

    @cached_property
    def steering(self) -> Steering:
        """What a sender does with an envelope on its way."""
        return Steering(envelopes=self.envelopes, desk=self.desk, clock=self.clock)

    @cached_property
    def filling(self) -> Filling:
        """What a signer has entered so far."""
        return Filling(
            desk=self.desk,
            blobs=self.blobs,
            workers=self.workers,
            clock=self.clock,
            zone=self.zone,
        )

    @cached_property
    def signing(self) -> Signing:
        """From an invitation to a signature."""
        return Signing(
            envelopes=self.envelopes,
            filling=self.filling,
            desk=self.desk,
            blobs=self.blobs,
            workers=self.workers,
            keys=self.keys,
            clock=self.clock,
            zone=self.zone,
        )

    @cached_property
    def identifying(self) -> Identifying:
        """Codes, and limits on who tries too often."""
        return Identifying(
            store=self.store,
            envelopes=self.envelopes,
            desk=self.desk,
            courier=self.courier,
            clock=self.clock,
        )

    @cached_property
    def verifying(self) -> Verifying:
        """Verdicts on anybody's files."""
        return Verifying(
            envelopes=self.envelopes,
            blobs=self.blobs,
            access=self.access,
            workers=self.workers,
            keys=self.keys,
        )

    @cached_property
    def viewing(self) -> Viewing:
        """Pages as pictures."""
        return Viewing(blobs=self.blobs, workers=self.workers)

    @cached_property
    def team(self) -> Team:
        """Who belongs to the company."""
        return Team(people=self.people, store=self.store, clock=self.clock)

    @cached_property
    def settling(self) -> Settling:
        """What the bot itself owes."""
        return Settling(
            envelopes=self.envelopes,
            desk=self.desk,
            courier=self.courier,
            sealing=self.sealing,
            clock=self.clock,
        )

    # What speaks

    @cached_property
    def telegram(self) -> Telegram:
        """Screens to chats."""
        return Telegram(self.bot)

    @cached_property
    def courier(self) -> Courier:
        """Messages to parties."""
        return Courier(
            telegram=self.telegram,
            email=self.email,
            desk=self.desk,
            people=self.people,
            blobs=self.blobs,
            viewing=self.viewing,
            zone=self.zone,
        )

    @cached_property
    def places_view(self) -> PlacesView:
        """Places in the sender's chat."""
        return PlacesView(
            telegram=self.telegram,
            placing=self.placing,
            placing_links=self.placing_links,
            desk=self.desk,
            mini_apps=self.settings.mini_apps,
        )

    @cached_property
    def following(self) -> Following:
        """Chats after pages."""
        return Following(
            envelopes=self.envelopes,
            people=self.people,
            places_view=self.places_view,
        )

    @cached_property
    def email(self) -> EmailCourier:
        """Letters to mailboxes."""
        return EmailCourier(
            mailer=self.mailer,
            desk=self.desk,
            people=self.people,
            blobs=self.blobs,
            tickets=self.tickets,
            zone=self.zone,
            base_url=self.settings.base_url,
            bot_username=self.username,
            telegram_url=self.settings.telegram_url,
            attached_up_to=self.settings.mail_attachment_mb * 10**6,
        )

    @property
    def zone(self) -> ZoneInfo:
        """The company's time zone."""
        return ZoneInfo(self.settings.zone)

    def office(self) -> Office:
        """Return what the chat's handlers may call."""
        return Office(
            reporting=Reporting(self.journal),
            telegram_url=self.settings.telegram_url,
            **self._named(Office),
        )

    def pages(self) -> Pages:
        """Return what the pages may call."""
        return Pages(
            authority_pem=self.keys.authority_pem,
            base_url=self.settings.base_url,
            trusted_proxies=self.settings.trusted_proxies,
            messengers=self.settings.messengers,
            secure_cookies=self.settings.base_url.startswith("https:"),
            **self._named(Pages),
        )

    def _named(self, kind: type[Any]) -> dict[str, Any]:
        """Return the parts that a bundle asks for under their own names."""
        names = kind.__dataclass_fields__
        return {name: getattr(self, name) for name in names if hasattr(self, name)}
