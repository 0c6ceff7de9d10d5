"""Files that went all the way: signed by the director, closed by the seal."""

import hashlib
import json
from datetime import UTC, datetime, timedelta

from bench.samples import act, plan, sample
from bot.domain import events as e
from bot.domain.chain import GENESIS, link
from bot.domain.fields import SENDER, Party
from bot.keys import Keys
from bot.pdf.evidence.prepare import prepare
from bot.pdf.evidence.revise import revise
from bot.pdf.evidence.seal import seal

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
COMPANY = "Example Trading GmbH"


def signed(name: str, keys: Keys, signers: int = 1) -> bytes:
    """Return one of the samples with the director's signature, and the customer's."""
    data = prepare(sample(name), plan(signers))
    for signer, who in enumerate(("Bob", "Charlie")[:signers]):
        identity = keys.one_shot(who, "Telegram account 100200300", NOW)
        data = revise(data, act(NOW, signer), identity)
    return data


def closed(data: bytes, keys: Keys) -> bytes:
    """Return a signed file with the closing seal."""
    journal = json.dumps(_records(story(data)))
    return seal(data, journal, keys.seal_for(COMPANY, NOW), NOW, COMPANY)


def story(data: bytes) -> list[e.Event]:
    """Return what led to this signed file."""
    wanted = plan()
    return [
        e.Drafted(
            at=NOW,
            by="person:1",
            owner=1,
            title=wanted.title,
            source=hashlib.sha256(wanted.title.encode()).hexdigest(),
            pages=1,
            language="en",
            origin="file",
        ),
        e.Prepared(
            at=NOW,
            by="person:1",
            document=hashlib.sha256(data).hexdigest(),
            pages=1,
            fields=wanted.fields,
            signers=wanted.signers,
            sender=Party(role=SENDER, name="Alice"),
            deadline=NOW + timedelta(days=14),
        ),
    ]


def _records(events: list[e.Event]) -> list[dict[str, object]]:
    records: list[dict[str, object]] = []
    before = GENESIS
    for version, event in enumerate(events, start=1):
        record: dict[str, object] = {
            "envelope": plan().envelope,
            "version": version,
            "event": type(event).__name__,
            "at": event.at.isoformat(),
            "by": event.by,
            "data": e.to_data(event),
        }
        after = link(before, record)
        records.append(record | {"prev_hash": before, "hash": after})
        before = after
    return records
