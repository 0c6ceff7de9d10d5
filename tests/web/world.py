"""A whole signing service in one process: real storage, workers and pages; what a
courier would deliver lies in `post`."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_network
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.commands.demo import demo_settings
from bot.domain import events as e
from bot.domain.company import Company
from bot.domain.envelope import Envelope
from bot.domain.fields import (
    CUSTOMER,
    SENDER,
    Channel,
    Field,
    Party,
)
from bot.domain.records import Contact
from bot.parts import Parts, make_bot, make_mailer, open_keys
from bot.pdf.evidence.plan import Plan
from bot.pdf.evidence.prepare import prepare
from bot.services.settling import Settling
from bot.settings import Settings
from bot.web.app import make_app
from bot.web.pages import Pages
from bot.workers import Workers
from storage.blobs import Blobs
from storage.database import Database
from storage.desk import Desk
from tests.web.papers import COMPANY, NAMES, USUAL, address, paper, signers
from tests.web.post import Clock, Post

ZONE = ZoneInfo("Europe/Berlin")
_IDS = count(1)


@dataclass(kw_only=True)
class World:
    """Everything behind the pages, and the address under which they are served."""

    url: str
    pages: Pages
    post: Post
    clock: Clock
    settling: Settling
    blobs: Blobs
    desk: Desk
    workers: Workers
    addresses: Iterator[int] = field(default_factory=lambda: count(1))

    def new_address(self) -> str:
        """A network address nobody in this test run had before."""
        number = next(self.addresses)
        return f"198.51.{number // 250}.{number % 250 + 1}"

    async def sent(
        self,
        fields: Sequence[Field] = USUAL,
        *,
        title: str = "Delivery note 4711",
        name: str = NAMES[CUSTOMER],
        pages: int = 2,
        language: str = "en",
    ) -> Envelope:
        """Alice has sent a document; the roles of its fields are its signers."""
        number = next(_IDS)
        id = f"7K3M9-{number:05d}"
        at = self.clock()
        asked = signers(number, fields, name, language)
        contacts = {
            signer.role: Contact(email=address(signer.role, number)) for signer in asked
        }
        source = paper(title, pages)
        plan = Plan(
            envelope=id,
            title=title,
            verify_url=f"{self.url}/v/{id}",
            language=language,
            company=COMPANY,
            fields=tuple(fields),
            signers=asked,
            values={},
        )
        document = await self.workers.run(prepare, source, plan)
        drafted = e.Drafted(
            at=at,
            by="person:1",
            owner=1,
            title=title,
            source=await self.blobs.put(source),
            pages=pages,
            language=language,
            origin="file",
            facts=("Customer: Charlie Chandler", "Total: €1,234.50"),
        )
        prepared = e.Prepared(
            at=at,
            by="person:1",
            document=await self.blobs.put(document),
            pages=pages,
            fields=tuple(fields),
            signers=asked,
            sender=Party(role=SENDER, name="Alice Adams", channels=(Channel.EMAIL,)),
            deadline=at + timedelta(days=30),
        )
        envelopes = self.pages.envelopes
        await envelopes.begin(id, drafted)
        await envelopes.change(
            id, lambda envelope: envelope.prepare(prepared), contacts
        )
        return await envelopes.change(
            id, lambda envelope: envelope.send(at=at, by="person:1")
        )

    async def link(self, envelope: Envelope, role: str = CUSTOMER) -> str:
        """What the mail to a signer says."""
        return f"{self.url}/s/{await self.pages.tickets.issue(envelope, role)}"

    def code(self, envelope: Envelope, role: str = CUSTOMER) -> str:
        """The newest code that reached a signer."""
        return self.post.codes[(envelope.id, role)][-1]

    async def now(self, envelope: Envelope) -> Envelope:
        """The envelope as it stands by now."""
        return await self.pages.envelopes.get(envelope.id)

    async def events(self, envelope: Envelope, kind: type[e.Event]) -> list[e.Event]:
        """The facts of one kind, oldest first."""
        all_events = await self.pages.envelopes.journal.load(envelope.id)
        return [event for event in all_events if isinstance(event, kind)]

    async def seal(self, envelope: Envelope) -> Envelope:
        """The bot's own turn."""
        await self.settling.settle(envelope.id)
        return await self.now(envelope)


@asynccontextmanager
async def open_world(folder: Path) -> AsyncIterator[World]:
    """Wire the service and serve its pages on loopback."""
    async with AsyncExitStack() as stack:
        settings = demo_settings(
            folder,
            bot_api="http://127.0.0.1",
            bot_token="1:unused",
            smtp_port=25,
            port=0,
        ).model_copy(update={"trusted_proxies": (ip_network("127.0.0.0/8"),)})
        database = Database.open(settings.database_url)
        stack.push_async_callback(database.close)
        await database.migrate()
        workers = Workers(2, warm=("bot.pdf.evidence.revise", "bot.pdf.render"))
        stack.callback(workers.close)
        world = await _wired(settings, database, workers)
        runner = web.AppRunner(make_app(world.pages), access_log=None)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        world.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield world


async def _wired(settings: Settings, database: Database, workers: Workers) -> World:
    clock, post = Clock(), Post()
    parts = Parts(
        settings=settings,
        clock=clock,
        database=database,
        workers=workers,
        bot=make_bot(settings),
        mailer=make_mailer(settings),
        keys=open_keys(settings),
        username="chatsign_bot",
    )
    # What a courier would deliver lies in the post.
    vars(parts)["courier"] = post
    await parts.people.save_company(Company(name=COMPANY))
    return World(
        url="",
        pages=parts.pages(),
        post=post,
        clock=clock,
        settling=parts.settling,
        blobs=parts.blobs,
        desk=parts.desk,
        workers=workers,
    )
