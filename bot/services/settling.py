"""The bot's own turn: perform what is owed until a human must act."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import structlog

from bot.domain import events as e
from bot.domain.envelope import Envelope
from bot.domain.errors import TransportError
from bot.domain.steps import Expire, Seal, Send, failure, next_step, outcome
from bot.services.envelopes import Envelopes
from bot.services.ports import Clock, Courier, Desk
from bot.services.sealing import Sealing

_log = structlog.get_logger()

LEASE = timedelta(minutes=5)
"""How long one process may work at an envelope before another may take over."""
_BATCH = 8
_MOST_STEPS = 50
_LONGEST_PAUSE = 5.0
"""Seconds between looks at the journal: other processes write there too, and people
wait for what they owe."""


class Settling:
    """Performs steps and journals the outcome."""

    def __init__(
        self,
        *,
        envelopes: Envelopes,
        desk: Desk,
        courier: Courier,
        sealing: Sealing,
        clock: Clock,
    ) -> None:
        self._envelopes = envelopes
        self._desk = desk
        self._courier = courier
        self._sealing = sealing
        self._clock = clock

    async def run(self) -> None:
        """Sweep whenever something changed or falls due; ends by cancellation."""
        while True:
            self._envelopes.changed.clear()
            try:
                busy = await self.sweep()
                pause = 0.0 if busy else await self._pause()
            except Exception:  # noqa: BLE001 - the loop outlives a lost database
                _log.exception("sweep failed")
                pause = _LONGEST_PAUSE
            if pause:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._envelopes.changed.wait(), pause)

    async def sweep(self) -> bool:
        """Settle what is due and refresh stale cards; True when there was anything."""
        now = self._clock()
        due = await self._envelopes.journal.claim_due(now, now + LEASE, _BATCH)
        async with asyncio.TaskGroup() as group:
            for id in due:
                group.create_task(self._settle_one(id))
        stale = await self._desk.stale_cards(_BATCH)
        shown = [await self._show_card(id) for id in stale]
        return bool(due) or any(shown)

    async def settle(self, id: str) -> None:
        """Perform every step that is due now."""
        for _ in range(_MOST_STEPS):
            envelope = await self._envelopes.get(id)
            match next_step(envelope, self._clock()):
                case None:
                    return
                case Send() as step:
                    await self._send(envelope, step)
                case Seal() as step:
                    await self._seal(envelope, step)
                case Expire():
                    await self._record(id, e.Expired(at=self._clock(), by=e.BOT))
        raise RuntimeError(f"envelope {id} does not settle")

    async def _settle_one(self, id: str) -> None:
        """One bad envelope never stops the others; its lease keeps it away a while."""
        try:
            await self.settle(id)
            await self._envelopes.journal.release(id)
        except Exception:  # noqa: BLE001
            _log.exception("settling failed", envelope=id)

    async def _send(self, envelope: Envelope, step: Send) -> None:
        try:
            await self._courier.send(envelope, step)
        except TransportError as error:
            event = failure(
                step, error.reason, permanent=error.permanent, at=self._clock()
            )
        else:
            event = outcome(step, at=self._clock())
        generation = envelope.tickets.get(step.role, 0)
        await self._envelopes.change(
            envelope.id,
            # What went to an address that was corrected meanwhile says nothing about
            # the new one.
            lambda now: (
                now.record(event)
                if now.tickets.get(step.role, 0) == generation
                else None
            ),
        )

    async def _seal(self, envelope: Envelope, step: Seal) -> None:
        try:
            document = await self._sealing.seal(envelope)
        except Exception as error:  # noqa: BLE001 - whatever it is, the owner hears
            _log.exception("sealing failed", envelope=envelope.id)
            event: e.Event = e.SealFailed(
                at=self._clock(), by=e.BOT, attempt=step.attempt, reason=_short(error)
            )
        else:
            event = e.Sealed(at=self._clock(), by=e.BOT, document=document)
        await self._record(envelope.id, event)

    async def _record(self, id: str, event: e.Event) -> None:
        await self._envelopes.change(id, lambda envelope: envelope.record(event))

    async def _show_card(self, id: str) -> bool:
        try:
            await self._courier.show_card(await self._envelopes.get(id))
        except Exception:  # noqa: BLE001
            _log.exception("card not shown", envelope=id)
            return False
        return True

    async def _pause(self) -> float:
        due = await self._envelopes.journal.next_due()
        if due is None:
            return _LONGEST_PAUSE
        return min(max((due - self._clock()).total_seconds(), 0.05), _LONGEST_PAUSE)


def _short(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]
