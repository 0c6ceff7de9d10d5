"""A file on its way: prepared, signed by Bob, signed by Charlie, sealed."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from bot.domain.chain import GENESIS, link
from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER, Box, Field, Kind, Signer
from bot.keys import Keys
from bot.pdf.evidence.plan import Plan
from bot.pdf.evidence.prepare import prepare
from bot.pdf.evidence.revise import Act, revise
from bot.pdf.evidence.seal import seal
from tests.pdf.acts import NOW, bobs_act, charlies_act, evidence, scrawl, stamp

__all__ = ["NOW", "bobs_act", "charlies_act", "evidence", "scrawl", "stamp"]

COMPANY = "Example Trading GmbH"
PASSPHRASE = "correct horse battery staple"
ENVELOPE = "7K3M9-QX2BT"


def _journal() -> str:
    records: list[dict[str, object]] = []
    prev_hash = GENESIS
    for version, event in enumerate(("drafted", "prepared", "signed"), start=1):
        record: dict[str, object] = {
            "envelope": ENVELOPE,
            "version": version,
            "event": event,
            "at": NOW.isoformat(),
            "by": "Alice Müller",
            "data": {},
        }
        record |= {"prev_hash": prev_hash, "hash": link(prev_hash, record)}
        prev_hash = str(record["hash"])
        records.append(record)
    return json.dumps(records, ensure_ascii=False)


JOURNAL = _journal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """The same file after each step."""

    prepared: bytes
    director: bytes
    customer: bytes
    sealed: bytes
    keys: Keys


@cache
def sealed_sample(language: str = "en") -> Stages:
    """Return one delivery note in all its stages; made once a test run."""
    keys = sample_keys()
    prepared = prepare(document(2), plan(language))
    director = revise(
        prepared, bobs_act(), keys.one_shot("Bob Direktor", "Telegram", NOW)
    )
    customer = revise(
        director,
        charlies_act(),
        keys.one_shot("Charlie Customer", "Code by e-mail", NOW + timedelta(hours=2)),
    )
    sealed = seal(
        customer, JOURNAL, keys.seal_identity, NOW + timedelta(hours=3), COMPANY
    )
    return Stages(
        prepared=prepared,
        director=director,
        customer=customer,
        sealed=sealed,
        keys=keys,
    )


@cache
def sample_keys() -> Keys:
    """Return keys of an installation that lives as long as the test run."""
    with tempfile.TemporaryDirectory() as folder:
        return Keys.open(Path(folder), PASSPHRASE, COMPANY, NOW)


def document(pages: int) -> bytes:
    """Return a plain document of A4 pages with a line of text each."""
    file = BytesIO()
    canvas = Canvas(file, invariant=1)
    for page in range(pages):
        canvas.setFont("Helvetica", 12)
        canvas.drawString(60, 780, f"Delivery note 4711, page {page + 1}")
        canvas.drawString(60, 750, "Twelve chairs, oak, delivered as ordered.")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


FIELDS = (
    Field(
        id="bank",
        kind=Kind.BANK,
        role=SENDER,
        page=0,
        box=(0.1, 0.6, 0.5, 0.66),
        label="Bank details",
    ),
    Field(
        id="director-signature",
        kind=Kind.SIGNATURE,
        role=DIRECTOR,
        page=1,
        box=(0.1, 0.2, 0.4, 0.28),
        label="Director's signature",
    ),
    Field(
        id="director-stamp",
        kind=Kind.STAMP,
        role=DIRECTOR,
        page=1,
        box=(0.42, 0.19, 0.58, 0.3),
        label="Stamp",
    ),
    Field(
        id="customer-name",
        kind=Kind.TEXT,
        role=CUSTOMER,
        page=1,
        box=(0.1, 0.4, 0.4, 0.43),
        label="Name",
    ),
    Field(
        id="customer-date",
        kind=Kind.DATE,
        role=CUSTOMER,
        page=1,
        box=(0.5, 0.4, 0.7, 0.43),
        label="Date",
    ),
    Field(
        id="customer-received",
        kind=Kind.CHECKBOX,
        role=CUSTOMER,
        page=1,
        box=(0.1, 0.35, 0.125, 0.368),
        label="Received in full",
    ),
    Field(
        id="customer-condition",
        kind=Kind.CHOICE,
        role=CUSTOMER,
        page=1,
        box=(0.5, 0.35, 0.7, 0.375),
        label="Condition",
        choices=("Good", "Damaged"),
        required=False,
    ),
    Field(
        id="customer-note",
        kind=Kind.TEXT,
        role=CUSTOMER,
        page=1,
        box=(0.1, 0.45, 0.7, 0.52),
        label="Note",
        required=False,
    ),
    Field(
        id="customer-signature",
        kind=Kind.SIGNATURE,
        role=CUSTOMER,
        page=1,
        box=(0.62, 0.2, 0.92, 0.28),
        label="Customer's signature",
    ),
)

BOB = Signer(
    role=DIRECTOR,
    name="Bob Direktor",
    contact="@bob",
    order=1,
    company=True,
)
CHARLIE = Signer(
    role=CUSTOMER,
    name="Charlie Customer",
    contact="c••••••@example.com",
    order=2,
)


def plan(
    language: str = "en",
    *,
    fields: tuple[Field, ...] = FIELDS,
    signers: tuple[Signer, ...] = (BOB, CHARLIE),
    values: Mapping[str, tuple[str, ...]] | None = None,
    title: str = "Delivery note 4711",
) -> Plan:
    """Return the plan of the sample, with other parts where given."""
    bank = ("Example Trading GmbH", "DE89 3704 0044 0532 0130 00", "COBADEFFXXX")
    return Plan(
        envelope=ENVELOPE,
        title=title,
        verify_url="https://sign.example.com/v/7K3M9-QX2BT",
        language=language,
        company=COMPANY,
        fields=fields,
        signers=signers,
        values={"bank": bank} if values is None else values,
    )


def box_of(field_id: str) -> Box:
    """Return where a field of the sample lies."""
    return next(field.box for field in FIELDS if field.id == field_id)


def sign(data: bytes, act: Act) -> bytes:
    """Sign with a fresh key of the installation."""
    return revise(data, act, sample_keys().one_shot(act.name, "Telegram", act.at))
