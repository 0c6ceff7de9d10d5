"""A whole signing service in one process: real storage, workers and pages; what a
courier would deliver lies in `post`."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from ipaddress import ip_network
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from aiohttp import web
from reportlab.pdfgen.canvas import Canvas

from bot.domain import events as e
from bot.domain.company import Company
from bot.domain.envelope import Envelope
from bot.domain.fields import (
    CUSTOMER,
    DIRECTOR,
    SENDER,
    Channel,
    Field,
    Kind,
    Party,
    Signer,
    mask,
)
from bot.domain.records import Contact
from bot.domain.steps import Send
from bot.keys import Keys
from bot.pdf.evidence.plan import Plan
from bot.pdf.evidence.prepare import prepare
from bot.services.access import Access
from bot.services.envelopes import Envelopes
from bot.services.identifying import Identifying
from bot.services.sealing import Sealing
from bot.services.settling import Settling
from bot.services.signing import Signing
from bot.services.tickets import Tickets
from bot.services.verifying import Verifying
from bot.services.viewing import Viewing
from bot.web.app import make_app
from bot.web.pages import Pages
from bot.workers import Workers
from storage.blobs import Blobs
from storage.database import Database
from storage.desk import Desk
from storage.journal import Journal
from storage.people import People
from storage.tickets import Tickets as TicketStore

ZONE = ZoneInfo("Europe/Berlin")
COMPANY = "Example Trading GmbH"
NAMES = {DIRECTOR: "Bob Brandt", CUSTOMER: "Charlie Chandler"}

_IDS = count(1)


def place(
    kind: Kind,
    number: int,
    *,
    role: str = CUSTOMER,
    label: str = "",
    page: int = 1,
    required: bool = True,
    choices: tuple[str, ...] = (),
) -> Field:
    """A field in the `number`th row from the bottom of the last page."""
    y = 0.08 + 0.11 * number
    x = 0.12 if role == CUSTOMER else 0.55
    return Field(
        id=f"{role}-{kind.value}-{number}",
        kind=kind,
        role=role,
        page=page,
        box=(x, y, x + 0.33, y + 0.07),
        label=label or kind.value.capitalize(),
        required=required,
        choices=choices,
    )


USUAL = (
    place(Kind.DATE, 2, label="Date"),
    place(Kind.TEXT, 1, label="Place"),
    place(Kind.SIGNATURE, 0, label="Signature"),
)
"""What a customer is usually asked: a date, a text, his signature."""


@dataclass
class Post:
    """Takes what the service would send, and can be read by the receiver only."""

    codes: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    letters: list[Send] = field(default_factory=list)

    async def send(self, envelope: Envelope, step: Send) -> None:
        self.letters.append(step)

    async def send_code(self, envelope: Envelope, role: str, code: str) -> None:
        self.codes.setdefault((envelope.id, role), []).append(code)

    async def show_card(self, envelope: Envelope) -> None:
        pass


class Clock:
    """The real time, and how far a test has moved it."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


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
        # Everybody has an address of his own: codes to one are limited.
        emails = {
            DIRECTOR: f"bob{number}@acme.example",
            CUSTOMER: f"charlie{number}@example.com",
        }
        at = self.clock()
        roles = [r for r in (DIRECTOR, CUSTOMER) if r in {f.role for f in fields}]
        signers = tuple(
            Signer(
                role=role,
                name=name if role == CUSTOMER else NAMES[role],
                contact=mask(emails[role]),
                channels=(Channel.EMAIL,),
                language=language,
                order=order,
                company=role == DIRECTOR,
            )
            for order, role in enumerate(roles, start=1)
        )
        for role in roles:
            await self.desk.save_contact(id, role, Contact(email=emails[role]))
        plan = Plan(
            envelope=id,
            title=title,
            verify_url=f"{self.url}/v/{id}",
            language=language,
            company=COMPANY,
            fields=tuple(fields),
            signers=signers,
            values={},
        )
        source = paper(title, pages)
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
            signers=signers,
            sender=Party(role=SENDER, name="Alice Adams", channels=(Channel.EMAIL,)),
            deadline=at + timedelta(days=30),
        )
        envelopes = self.pages.envelopes
        await envelopes.begin(id, drafted)
        await envelopes.change(id, lambda envelope: envelope.prepare(prepared))
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


def paper(title: str, pages: int) -> bytes:
    """A plain contract of some pages."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    for number in range(pages):
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(70, 760, title.encode("latin-1", "replace").decode("latin-1"))
        canvas.setFont("Helvetica", 10)
        for line in range(28):
            words = f"{number + 1}.{line + 1}  The seller delivers as ordered, on time."
            canvas.drawString(70, 725 - 15 * line, words)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@asynccontextmanager
async def open_world(folder: Path) -> AsyncIterator[World]:
    """Wire the service and serve its pages on loopback."""
    async with AsyncExitStack() as stack:
        clock, post = Clock(), Post()
        database = Database.open(f"sqlite+aiosqlite:///{folder / 'chatsign.db'}")
        stack.push_async_callback(database.close)
        await database.migrate()
        workers = Workers(2, warm=("bot.pdf.evidence.revise", "bot.pdf.render"))
        stack.callback(workers.close)
        keys = Keys.open(folder / "keys", "correct horse", COMPANY, clock())
        journal, desk = Journal(database), Desk(database)
        people, blobs = People(database), Blobs.open(str(folder / "blobs"))
        store = TicketStore(database, key=keys.derive("codes"))
        await people.save_company(Company(name=COMPANY))
        envelopes = Envelopes(journal)
        tickets = Tickets(
            store=store, envelopes=envelopes, secret=keys.derive("links"), clock=clock
        )
        sealing = Sealing(
            journal=journal,
            people=people,
            blobs=blobs,
            workers=workers,
            keys=keys,
            clock=clock,
        )
        pages = Pages(
            access=Access(
                envelopes=envelopes,
                people=people,
                desk=desk,
                tickets=tickets,
                clock=clock,
            ),
            tickets=tickets,
            identifying=Identifying(
                store=store, envelopes=envelopes, desk=desk, courier=post, clock=clock
            ),
            signing=Signing(
                envelopes=envelopes,
                desk=desk,
                blobs=blobs,
                workers=workers,
                keys=keys,
                clock=clock,
                zone=ZONE,
            ),
            verifying=Verifying(journal=journal, workers=workers, keys=keys),
            viewing=Viewing(blobs=blobs, workers=workers),
            envelopes=envelopes,
            people=people,
            clock=clock,
            zone=ZONE,
            base_url="http://127.0.0.1",
            bot_username="chatsign_bot",
            trusted_proxies=(ip_network("127.0.0.0/8"),),
            secure_cookies=False,
        )
        settling = Settling(
            envelopes=envelopes, desk=desk, courier=post, sealing=sealing, clock=clock
        )
        runner = web.AppRunner(make_app(pages), access_log=None)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        yield World(
            url=f"http://127.0.0.1:{port}",
            pages=pages,
            post=post,
            clock=clock,
            settling=settling,
            blobs=blobs,
            desk=desk,
            workers=workers,
        )
