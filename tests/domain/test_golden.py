"""Whatever was ever stored still loads and still means the same.

`tests/golden/journal.jsonl` holds journals as releases have written them. A new event
or attribute adds lines to it; no line in it is ever changed.
"""

import json
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from bot.domain.chain import first_broken
from bot.domain.envelope import Stage
from bot.domain.events import EVENTS, Event, from_data, to_data
from bot.domain.folding import replay

LINES = (Path(__file__).parents[1] / "golden" / "journal.jsonl").read_text("utf-8")
RECORDS: list[dict[str, Any]] = [json.loads(line) for line in LINES.splitlines()]
JOURNALS = {
    id: list(records) for id, records in groupby(RECORDS, lambda r: str(r["envelope"]))
}


def load(record: dict[str, Any]) -> Event:
    at = datetime.fromisoformat(record["at"])
    return from_data(record["event"], at, record["by"], record["data"])


def test_every_event_there_is_has_been_kept() -> None:
    assert {record["event"] for record in RECORDS} == set(EVENTS)


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: f"{r['event']}")
def test_a_stored_event_means_what_it_meant(record: dict[str, Any]) -> None:
    event = load(record)
    assert type(event).__name__ == record["event"]
    assert (event.at.isoformat()[:19], event.by) == (record["at"][:19], record["by"])
    assert _within(record["data"], to_data(event))


def _within(old: object, new: object) -> bool:
    """Tell whether everything old is still there; more may have been added."""
    if isinstance(old, dict) and isinstance(new, dict):
        return all(key in new and _within(old[key], new[key]) for key in old)
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(_within, old, new))
    return old == new


@pytest.mark.parametrize("id", JOURNALS)
def test_the_chains_that_stand_in_sealed_files_still_hold(id: str) -> None:
    assert first_broken(JOURNALS[id]) is None


@pytest.mark.parametrize(
    ("id", "stage"),
    [
        ("sealed", Stage.ARCHIVED),
        ("declined", Stage.NOT_SIGNED),
        ("taken back", Stage.NOT_SIGNED),
        ("expired", Stage.NOT_SIGNED),
    ],
)
def test_an_old_envelope_stands_where_it_stood(id: str, stage: Stage) -> None:
    envelope = replay(id, map(load, JOURNALS[id]))
    assert envelope.stage is stage
    assert envelope.version == len(JOURNALS[id])
