"""`chatsign doctor`: looks at every part the service needs, and says what to do."""

import bot.deferring  # noqa: F401 - before anything of aiogram

# isort: split
import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from datetime import date
from decimal import Decimal

import click
from aiogram.exceptions import TelegramAPIError

from bot.domain.company import Company
from bot.domain.documents import DeliveryNote
from bot.domain.errors import TransportError
from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER, Signer
from bot.domain.order import Customer, Line
from bot.fonts import SANS
from bot.images import typed
from bot.keys import KeysError
from bot.parts import make_bot, make_mailer, open_keys, utc_now
from bot.pdf.evidence.plan import Plan
from bot.pdf.evidence.prepare import prepare
from bot.pdf.evidence.seal import seal
from bot.pdf.intake import landlock, office, text_layer
from bot.pdf.making.generate import generate
from bot.pdf.verifying.verdict import Origin
from bot.pdf.verifying.verify import verify
from bot.settings import Settings
from bot.workers import Workers
from storage.blobs import Blobs
from storage.database import Database
from storage.inbox import Inbox
from storage.upkeep import Upkeep

Check = Callable[[Settings], Awaitable[str]]
"""Returns what was found; raises `Sick` with advice."""

_SECONDS = 30


class Sick(Exception):
    """Something is not as it should be; the text says what to do."""


def examine(settings: Settings) -> int:
    """Check everything and print a line each; return 0 when all is well, else 1."""
    well = [asyncio.run(_run(name, check, settings)) for name, check in CHECKS.items()]
    return 0 if all(well) else 1


async def _run(name: str, check: Check, settings: Settings) -> bool:
    try:
        async with asyncio.timeout(_SECONDS):
            found, well = await check(settings), True
    except Sick as problem:
        found, well = str(problem), False
    except Exception as error:  # noqa: BLE001 - the doctor reports, he does not die
        found, well = f"{type(error).__name__}: {error}", False
    mark = click.style("ok  ", fg="green") if well else click.style("FAIL", fg="red")
    click.echo(f"{mark}  {name}: {found}")
    return well


async def _keys(settings: Settings) -> str:
    try:
        keys = open_keys(settings)
    except KeysError as error:
        raise Sick(
            f"{error} Set CHATSIGN_PASSPHRASE to the one it was made with."
        ) from (error)
    return f"authority and seal in {settings.data / 'keys'}; {keys.company}"


async def _sealing(settings: Settings) -> str:
    keys = open_keys(settings)
    with closing(Workers(1)) as workers:
        made = await workers.run(generate, _SAMPLE, Company(name="Sample"), "en")
        plan = Plan(
            envelope="00000-00000",
            title=made.title,
            verify_url=f"{settings.base_url}/v/00000-00000",
            language="en",
            company="Sample",
            fields=made.fields,
            signers=_SIGNERS,
            values={
                field.id: ("Sample",) for field in made.fields if field.role == SENDER
            },
        )
        prepared = await workers.run(prepare, made.pdf, plan)
        now = utc_now()
        sealed = await workers.run(
            seal, prepared, "[]", keys.seal_for("Sample", now), now, "Sample"
        )
        verdict = await workers.run(verify, sealed, keys.authority_certificates)
    if verdict.origin is not Origin.THIS_SERVICE:
        raise Sick(f"a sample does not verify: {verdict.reason()}")
    return "a sample was prepared, sealed and verified"


async def _database(settings: Settings) -> str:
    async with _database_of(settings) as database:
        broken = await Upkeep(database).rebuild()
    if broken:
        raise Sick(f"these envelopes do not replay: {', '.join(broken)}")
    return "schema is current; every envelope replays"


async def _journal(settings: Settings) -> str:
    async with _database_of(settings) as database:
        broken = await Upkeep(database).broken_chains()
    if broken:
        rows = ", ".join(f"{id} from event {first}" for id, first in broken.items())
        raise Sick(
            f"changed from outside, or incomplete: {rows}. Compare it with a backup."
        )
    return "every hash chain holds"


async def _inbox(settings: Settings) -> str:
    async with _database_of(settings) as database:
        parked = await Inbox(database).parked()
    if not parked:
        return "no update was given up"
    last = parked[0]
    return (
        f"{len(parked)} given up; the last, of {last.received:%Y-%m-%d}: {last.error}"
    )


@asynccontextmanager
async def _database_of(settings: Settings) -> AsyncIterator[Database]:
    settings.data.mkdir(parents=True, exist_ok=True)
    database = Database.open(settings.database_url)
    try:
        await database.migrate()
        yield database
    finally:
        await database.close()


async def _blobs(settings: Settings) -> str:
    blobs = Blobs.open(settings.blobs_url)
    data = b"chatsign doctor"
    if await blobs.get(await blobs.put(data)) != data:
        raise Sick(f"{settings.blobs_url} does not give back what was put there")
    return f"{settings.blobs_url} takes and gives files"


async def _mail(settings: Settings) -> str:
    mailer = make_mailer(settings)
    try:
        await mailer.check()
    except TransportError as error:
        raise Sick(
            f"{error.reason}. Check CHATSIGN_SMTP_HOST, _PORT, _SECURITY and _USER."
        ) from error
    finally:
        await mailer.close()
    return f"{settings.smtp_host} takes mail"


async def _telegram(settings: Settings) -> str:
    bot = make_bot(settings)
    try:
        me = await bot.me()
    except TelegramAPIError as error:
        raise Sick(f"{error.message}. Check CHATSIGN_BOT_TOKEN.") from error
    finally:
        await bot.session.close()
    return f"the token belongs to @{me.username}"


async def _fonts(_: Settings) -> str:
    folders = [SANS.parent, typed.FONTS]
    fonts = [font for folder in folders for font in folder.glob("*.ttf")]
    empty = [folder for folder in folders if not list(folder.glob("*.ttf"))]
    if empty:
        raise Sick(f"no fonts in {empty[0]}; install Chatsign again")
    return f"{len(fonts)} fonts"


async def _office(_: Settings) -> str:
    if office.installed() is None:
        return (
            "LibreOffice is not installed, so Word documents are not taken; "
            "Debian has it as libreoffice-writer-nogui"
        )
    if not landlock.version():
        return (
            "LibreOffice is installed; this kernel has no Landlock to keep files and "
            "network from it, only its own settings do"
        )
    return "LibreOffice turns Word documents into PDFs"


async def _scans(_: Settings) -> str:
    if text_layer.installed() is None:
        return (
            "Tesseract is not installed, so places on photos and scans are not found; "
            "Debian has it as tesseract-ocr and tesseract-ocr-deu"
        )
    return "Tesseract reads photos and scans"


CHECKS: dict[str, Check] = {
    "keys": _keys,
    "sealing": _sealing,
    "database": _database,
    "journal": _journal,
    "inbox": _inbox,
    "files": _blobs,
    "mail": _mail,
    "telegram": _telegram,
    "fonts": _fonts,
    "documents": _office,
    "scans": _scans,
}

_SAMPLE = DeliveryNote(
    number="1",
    date=date(2026, 1, 1),
    currency="EUR",
    customer=Customer(name="Customer", company=False),
    lines=(
        Line(
            description="Sample",
            quantity=Decimal(1),
            unit="pc",
            price=Decimal(1),
            vat=Decimal(19),
        ),
    ),
)
_SIGNERS = (
    Signer(role=DIRECTOR, name="Director", order=1, company=True),
    Signer(role=CUSTOMER, name="Customer", order=2),
)
