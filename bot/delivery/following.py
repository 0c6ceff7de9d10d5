"""Chats follow what is changed on pages: soon, and not for every change by itself."""

import asyncio

import structlog

from bot.delivery.placing import PlacesView
from bot.domain.envelope import Stage
from bot.domain.errors import Refusal, TransportError
from bot.services.envelopes import Envelopes
from bot.services.ports import People
from bot.texts import texts

_log = structlog.get_logger()

_PAUSE = 1.0
"""Seconds between two edits of one message; Telegram takes no more."""


class Following:
    """Brings senders' views of their places up to date.

    Nothing is kept: what a stopped service owes, the next change shows.
    """

    def __init__(
        self, *, envelopes: Envelopes, people: People, places_view: PlacesView
    ) -> None:
        self._envelopes = envelopes
        self._people = people
        self._view = places_view
        self._due: set[str] = set()
        self._wake = asyncio.Event()

    def soon(self, envelope: str) -> None:
        """Note that the places of a draft were changed."""
        self._due.add(envelope)
        self._wake.set()

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            due, self._due = self._due, set()
            async with asyncio.TaskGroup() as group:
                for id in due:
                    group.create_task(self._follow(id))
            await asyncio.sleep(_PAUSE)

    async def _follow(self, id: str) -> None:
        try:
            envelope = await self._envelopes.get(id)
            sender = await self._people.get(envelope.drafted.owner)
            if sender and envelope.stage is Stage.DRAFT:
                await self._view.follow(envelope, texts(sender.language))
        except (Refusal, TransportError) as problem:
            _log.warning("chat does not follow", envelope=id, reason=str(problem))
        except Exception:  # noqa: BLE001 - the next change may well be shown
            _log.exception("chat does not follow", envelope=id)
