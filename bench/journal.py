"""How long finding an envelope takes in a journal of so many: by its id, by a file, and
by the page of a photo once the code on it was read."""

import hashlib
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from sqlalchemy import Table, select

from bench.closed import NOW, story
from bench.turns import Times
from bot.domain import events as e
from bot.domain.fields import DIRECTOR, Channel
from bot.domain.folding import replay
from storage.database import Database
from storage.journal import Journal
from storage.schema import board, documents, envelopes, events

SIZES = (1_000, 10_000, 100_000)
_LOOKUPS = 20
"""Different envelopes looked for in a round."""
_AT_ONCE = 2_000
_OWNERS = 200
_MODEL = "MODEL"

Rows = dict[Table, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Model:
    """The rows of one envelope that was really appended, to be copied."""

    rows: Rows

    @classmethod
    async def taken(cls, database: Database) -> "Model":
        """Append an envelope that went all the way, and read its rows."""
        happened = _all_the_way()
        await Journal(database).append(replay(_MODEL, happened), happened)
        rows: Rows = {}
        async with database.read() as connection:
            for table in (events, envelopes, documents):
                found = await connection.execute(select(table))
                rows[table] = [dict(row._mapping) for row in found]
        return cls(rows)

    def copy(self, number: int) -> Rows:
        """Return the rows of another envelope. Its hashes are chained to nothing."""
        id = name(number)
        shas = [row["sha256"] for row in self.rows[documents]]
        rows: Rows = {}
        for table, models in self.rows.items():
            rows[table] = copies = []
            for model in models:
                row = model | {"id" if table is envelopes else "envelope": id}
                if table is envelopes:
                    row["owner"] = number % _OWNERS
                    row["search"] = row["search"].replace(_MODEL.casefold(), id)
                if table is documents:
                    row["sha256"] = renamed(row["sha256"], number)
                if table is events:
                    row["hash"] = renamed(row["hash"], number)
                    for sha in shas:
                        row["data"] = row["data"].replace(sha, renamed(sha, number))
                copies.append(row)
        return rows


def _all_the_way() -> list[e.Event]:
    trace = e.Trace(via="page", address="203.0.113.7", agent="Firefox")
    who: dict[str, Any] = {"at": NOW, "by": f"signer:{DIRECTOR}", "role": DIRECTOR}
    mail: dict[str, Any] = {"at": NOW, "by": e.BOT, "channel": Channel.EMAIL}
    return [
        *story(_MODEL.encode()),
        e.Sent(at=NOW, by="person:1"),
        e.Invited(role=DIRECTOR, **mail),
        e.Opened(trace=trace, **who),
        e.Identified(method="code", trace=trace, **who),
        e.Signed(
            shown=renamed("shown", 0),
            document=renamed("revision", 0),
            values=renamed("values", 0),
            consent="I sign this document electronically.",
            certificate=renamed("certificate", 0),
            trace=trace,
            **who,
        ),
        e.Sealed(at=NOW, by=e.BOT, document=renamed("sealed", 0)),
        e.Delivered(role=DIRECTOR, **mail),
    ]


def name(number: int) -> str:
    """Return the id of an envelope."""
    return renamed("id", number)[:16].upper()


def renamed(sha: str, number: int) -> str:
    """Return the hash that a copy has for one of the model."""
    return hashlib.sha256(f"{sha} {number}".encode()).hexdigest()


async def lines(rounds: int, sizes: Sequence[int] = SIZES) -> AsyncIterator[str]:
    """Yield the lines of the table."""
    yield (
        f"{f'finding an envelope, ms ({rounds * _LOOKUPS} lookups)':<40}"
        f"{'median':>10}{'p95':>10}{'most':>10}"
    )
    with tempfile.TemporaryDirectory() as folder:
        database = Database.open(f"sqlite+aiosqlite:///{Path(folder) / 'journal'}")
        await database.migrate()
        model = await Model.taken(database)
        filled = 0
        for size in sizes:
            await _fill(database, model, filled, size)
            filled = size
            async for line in _rows(Journal(database), model, size, rounds):
                yield line
        await database.close()


async def _fill(database: Database, model: Model, begin: int, end: int) -> None:
    numbers = iter(range(begin, end))
    while some := list(islice(numbers, _AT_ONCE)):
        copies = [model.copy(number) for number in some]
        async with database.write() as connection:
            for table in model.rows:
                rows = [row for copy in copies for row in copy[table]]
                await connection.execute(table.insert(), rows)
    summary = model.rows[envelopes][0]
    counts = [
        {"owner": n, "stage": summary["stage"], "envelopes": end // _OWNERS}
        for n in range(_OWNERS)
    ]
    async with database.write() as connection:
        await connection.execute(board.delete())
        await connection.execute(board.insert(), counts)


async def _rows(
    journal: Journal, model: Model, size: int, rounds: int
) -> AsyncIterator[str]:
    sealed = next(r["sha256"] for r in model.rows[documents] if r["kind"] == "sealed")

    async def by_id(number: int) -> bool:
        return bool(await journal.records(name(number)))

    async def by_file(number: int) -> bool:
        return await journal.find_document(renamed(sealed, number)) == name(number)

    async def by_photo(number: int) -> bool:
        # What the code says is the id; what the page should show is in the last PDF.
        id = name(number)
        return replay(id, await journal.load(id)).document == renamed(sealed, number)

    for title, find in (
        ("its id", by_id),
        ("the hash of a file", by_file),
        ("the page of a photo", by_photo),
    ):
        times = await _timed(find, size, rounds)
        yield (
            f"  {f'{size:,}, by {title}':<38}"
            f"{times.median:10.2f}{times.late:10.2f}{times.longest:10.2f}"
        )


async def _timed(
    find: Callable[[int], Awaitable[bool]], size: int, rounds: int
) -> Times:
    times = Times()
    for number in _wanted(size, rounds * _LOOKUPS):
        started = perf_counter()
        found = await find(number)
        times.add(perf_counter() - started)
        if not found:
            raise RuntimeError(f"envelope {number} of {size} was not found")
    return times


def _wanted(size: int, count: int) -> Iterator[int]:
    dice = Random(7)  # noqa: S311 - only to look everywhere
    return (dice.randrange(size) for _ in range(count))
