"""The one write path: load, decide, append."""

import asyncio
import random
from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.domain.envelope import Envelope
from bot.domain.errors import NotFound
from bot.domain.events import Drafted, Event
from bot.domain.folding import apply, replay
from bot.domain.records import Conflict, Contact
from bot.services.ports import Journal

_ATTEMPTS = 50
"""Far above what racing people reach; a decision that never settles is a defect."""

_PAUSE = 0.05
"""Seconds that a loser waits at most."""

Decide = Callable[[Envelope], Event | None]
"""Returns the next event, None for no change, or raises a refusal."""


class Envelopes:
    """Loads and changes envelopes. `changed` is set whenever something was appended."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.changed = asyncio.Event()

    async def get(self, id: str) -> Envelope:
        """Return the envelope. Raises `NotFound`."""
        events = await self.journal.load(id)
        if not events:
            raise NotFound
        return replay(id, events)

    async def begin(self, id: str, drafted: Drafted) -> Envelope:
        """Start an envelope; the same id again returns the one that is there."""
        try:
            await self.journal.append(apply(id, None, drafted), [drafted])
        except Conflict:
            return await self.get(id)
        self.changed.set()
        return await self.get(id)

    async def change(
        self,
        id: str,
        decide: Decide,
        contacts: Mapping[str, Contact] = MappingProxyType({}),
    ) -> Envelope:
        """Append what `decide` returns; after a lost race it decides again.

        `contacts`, by role, come to be with the event or not at all.
        """
        for _ in range(_ATTEMPTS):
            envelope = await self.get(id)
            event = decide(envelope)
            if event is None:
                return envelope
            changed = apply(id, envelope, event)
            try:
                await self.journal.append(changed, [event], contacts)
            except Conflict:
                # Losers wait apart, or they would meet again.
                await asyncio.sleep(random.uniform(0, _PAUSE))  # noqa: S311
                continue
            self.changed.set()
            return changed
        raise RuntimeError(f"envelope {id}: no decision settled in {_ATTEMPTS} tries")
