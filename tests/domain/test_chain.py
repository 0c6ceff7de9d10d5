"""The chain of a journal holds, and shows where somebody changed it."""

import pytest

from bot.domain.chain import GENESIS, canonical, first_broken, link

Record = dict[str, object]


def journal(*events: str) -> list[Record]:
    records: list[Record] = []
    prev_hash = GENESIS
    for version, event in enumerate(events, start=1):
        record: Record = {
            "envelope": "E1",
            "version": version,
            "event": event,
            "at": "2026-11-24T10:00:00Z",
            "by": "Alice Müller",
            "data": {"b": 1, "a": "ü"},
        }
        record |= {"prev_hash": prev_hash, "hash": link(prev_hash, record)}
        prev_hash = str(record["hash"])
        records.append(record)
    return records


def test_the_form_that_sealed_files_rely_on_stays_as_it_is() -> None:
    record = {"b": [1, None], "a": "ü", "hash": "x", "prev_hash": "y"}
    assert canonical(record) == '{"a":"ü","b":[1,null]}'
    assert link(GENESIS, record) == (
        "125362946c1af19d4c6b052e1312c0c65707920dd1e05ed3d1005ae77cea58c4"
    )


def test_an_untouched_journal_holds() -> None:
    assert first_broken(journal("Drafted", "Prepared", "Sent")) is None
    assert first_broken([]) is None


@pytest.mark.parametrize("index", [0, 1, 2])
def test_a_changed_record_is_found(index: int) -> None:
    records = journal("Drafted", "Prepared", "Sent")
    records[index]["by"] = "Mallory"
    assert first_broken(records) == index


def test_a_removed_and_a_swapped_record_are_found() -> None:
    records = journal("Drafted", "Prepared", "Sent")
    assert first_broken(records[1:]) == 0
    assert first_broken([records[0], records[2]]) == 1
    assert first_broken([records[1], records[0], records[2]]) == 0


def test_rehashing_one_record_breaks_the_next() -> None:
    records = journal("Drafted", "Prepared", "Sent")
    records[1]["by"] = "Mallory"
    records[1]["hash"] = link(str(records[1]["prev_hash"]), records[1])
    assert first_broken(records) == 2
