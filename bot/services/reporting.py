"""Reporting: how many envelopes stand where, for /status and the board."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.envelope import Stage
from bot.domain.people import Person, Role
from bot.domain.records import Summary
from bot.services.ports import Journal

COLUMN = 8
"""Envelopes shown in one column of the board."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One stage of the board."""

    stage: Stage
    count: int
    oldest: datetime | None
    envelopes: tuple[Summary, ...]


class Reporting:
    """Reads the summary rows only, so its cost does not grow with finished work."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def board(self, person: Person) -> list[Column]:
        """Return all seven stages with what the person may see."""
        owner = _scope(person)
        counts = await self._journal.count(owner)
        columns = []
        for stage in Stage:
            count, oldest = counts.get(stage, (0, None))
            found = (
                await self._journal.summaries(owner, stage, "", COLUMN) if count else []
            )
            columns.append(
                Column(stage=stage, count=count, oldest=oldest, envelopes=tuple(found))
            )
        return columns

    async def find(
        self, person: Person, *, stage: Stage | None = None, word: str = ""
    ) -> list[Summary]:
        """Return the newest envelopes of a stage or with a word in them."""
        return await self._journal.summaries(_scope(person), stage, word, 10)


def _scope(person: Person) -> int | None:
    return None if person.role is Role.OWNER else person.id
