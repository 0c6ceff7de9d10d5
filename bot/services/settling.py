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
_AT_ONCE = 16
"""Envelopes, and cards beside them: a slow chat or mail server holds up itself."""
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
        self._settling: set[str] = set()
        self._showing: set[str] = set()

    async def run(self) -> None:
        """Work whenever something changed or falls due; ends by cancellation."""
        async with asyncio.TaskGroup() as group:
            while True:
                self._envelopes.changed.clear()
                try:
                    await self._begin(group)
                    pause = await self._pause()
                except Exception:  # noqa: BLE001 - the loop outlives a lost database
                    _log.exception("sweep failed")
                    pause = _LONGEST_PAUSE
                # wait_for may lose a cancellation that comes with a change.
                with suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._envelopes.changed.wait()

    async def sweep(self) -> None:
        """Settle once what is due, and refresh stale cards."""
        async with asyncio.TaskGroup() as group:
            await self._begin(group)

    async def _begin(self, group: asyncio.TaskGroup) -> None:
        """Start on what is due and on stale cards, as far as there is room."""
        now = self._clock()
        if room := _AT_ONCE - len(self._settling):
            due = await self._envelopes.journal.claim_due(now, now + LEASE, room)
            for id in set(due) - self._settling:
                self._settling.add(id)
                group.create_task(self._settle_one(id))
        if room := _AT_ONCE - len(self._showing):
            stale = await self._desk.stale_cards(room)
            for id in set(stale) - self._showing:
                self._showing.add(id)
                group.create_task(self._show_card(id))

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
        finally:
            self._settling.discard(id)
            self._envelopes.changed.set()

    async def _send(self, envelope: Envelope, step: Send) -> None:
        try:
            await self._courier.send(envelope, step)
        except TransportError as error:
            event = failure(
                step, error.reason, permanent=error.permanent, at=self._clock()
            )
        except Exception as error:  # noqa: BLE001 - other steps must have their turn
            _log.exception("sending failed", envelope=envelope.id, step=step.purpose)
            # Its text may quote what nobody but us should read.
            reason = type(error).__name__
            event = failure(step, reason, permanent=False, at=self._clock())
        else:
            event = outcome(step, at=self._clock())
        generation = envelope.tickets.get(step.concerns, 0)
        await self._envelopes.change(
            envelope.id,
            # What went to an address that was corrected meanwhile says nothing about
            # the new one.
            lambda now: (
                now.record(event)
                if now.tickets.get(step.concerns, 0) == generation
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

    async def _show_card(self, id: str) -> None:
        try:
            await self._courier.show_card(await self._envelopes.get(id))
            self._envelopes.changed.set()  # more may be stale than there was room for
        except Exception:  # noqa: BLE001
            _log.exception("card not shown", envelope=id)
        finally:
            self._showing.discard(id)

    async def _pause(self) -> float:
        if len(self._settling) >= _AT_ONCE:
            return _LONGEST_PAUSE
        due = await self._envelopes.journal.next_due()
        if due is None:
            return _LONGEST_PAUSE
        return min(max((due - self._clock()).total_seconds(), 0.05), _LONGEST_PAUSE)


def _short(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]
