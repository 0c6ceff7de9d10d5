"""The durable inbox: updates are stored before they are confirmed, then handled in
order within a chat, chats side by side."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

import structlog
from aiogram import Bot, Dispatcher
from aiogram.methods import TelegramMethod
from aiogram.types import Update

from bot.delivery.telegram import passes, unreachable
from bot.domain.records import Letter
from bot.services.ports import Clock, Dialogues, Inbox, People
from bot.texts import texts

T = TypeVar("T")

_log = structlog.get_logger()

UPDATES = ("message", "callback_query")
"""The kinds of update that are asked for."""

_POLL_SECONDS = 30
_PAUSE = 1.0
_MOST_PAUSE = 30.0
_SIDE_BY_SIDE = 16
_LEASE = timedelta(minutes=3)


class Intake:
    """Takes updates in by either transport and hands them to the dispatcher."""

    def __init__(
        self,
        *,
        bot: Bot,
        dispatcher: Dispatcher,
        dialogues: Dialogues,
        inbox: Inbox,
        people: People,
        clock: Clock,
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._dialogues = dialogues
        self._inbox = inbox
        self._people = people
        self._clock = clock
        self._arrived = asyncio.Event()
        self._in_hand: set[int] = set()

    async def take(self, payloads: list[dict[str, Any]]) -> None:
        """Store updates as Telegram sent them; known ones are dropped."""
        now = self._clock()
        letters = [
            Letter(
                bot_id=self._bot.id,
                update_id=payload["update_id"],
                chat=_chat(payload),
                received=now,
                payload=payload,
            )
            for payload in payloads
        ]
        await self._inbox.put_many(letters)
        self._arrived.set()

    async def poll(self) -> None:
        """Fetch updates for ever. Each batch is stored before its confirmation.

        An offset is sent once, to confirm the batch before it: after a quiet week the
        ids go on at a random number, and an old offset would confirm them unread.
        """
        confirmed: int | None = None
        pause = _PAUSE
        while True:
            offset, confirmed = confirmed, None
            try:
                updates = await self._bot(
                    _GetRawUpdates(
                        offset=offset,
                        timeout=_POLL_SECONDS,
                        allowed_updates=list(UPDATES),
                    ),
                    request_timeout=_POLL_SECONDS + 10,
                )
                await self.take(updates)
            except Exception as error:  # noqa: BLE001 - the network comes back
                _log.warning("polling failed", error=type(error).__name__)
                await asyncio.sleep(pause)
                pause = min(pause * 2, _MOST_PAUSE)
                continue
            pause = _PAUSE
            if updates:
                confirmed = updates[-1]["update_id"] + 1

    async def work(self) -> None:
        """Handle what is stored for ever."""
        async with asyncio.TaskGroup() as group:
            slots = asyncio.Semaphore(_SIDE_BY_SIDE)
            while True:
                self._arrived.clear()
                await slots.acquire()
                slots.release()
                for letter in await _kept(self._ready):
                    # Its lease ran out, but it is in hand.
                    if letter.update_id in self._in_hand:
                        continue
                    self._in_hand.add(letter.update_id)
                    await slots.acquire()
                    group.create_task(self._handle(letter, slots))
                if not self._arrived.is_set():
                    await self._wait()

    async def _ready(self) -> list[Letter]:
        now = self._clock()
        return await self._inbox.next_ready(_SIDE_BY_SIDE, now, now + _LEASE)

    async def _wait(self) -> None:
        try:
            # wait_for may lose a cancellation that comes with an update.
            async with asyncio.timeout(_PAUSE):
                await self._arrived.wait()
        except TimeoutError:
            return

    async def _handle(self, letter: Letter, slots: asyncio.Semaphore) -> None:
        try:
            note = await self._dispatch(letter)
            if await _kept(note):
                await self._apologise(letter)
        finally:
            self._in_hand.discard(letter.update_id)
            slots.release()
            self._arrived.set()

    async def _dispatch(self, letter: Letter) -> Callable[[], Awaitable[bool | None]]:
        """Let an update be handled; return what notes how that went."""
        try:
            update = Update.model_validate(letter.payload, context={"bot": self._bot})
            with self._dialogues.held_back() as moves:
                await self._dispatcher.feed_update(self._bot, update)
        except Exception as error:  # noqa: BLE001 - parked after five failures
            return self._failure(letter, error)
        return partial(self._inbox.done, letter, self._clock(), moves)

    def _failure(
        self, letter: Letter, error: Exception
    ) -> Callable[[], Awaitable[bool | None]]:
        now, reason = self._clock(), f"{type(error).__name__}: {error}"
        if unreachable(error):
            # Who blocked the bot is not answered; trying again would not help.
            _log.warning("not answered", update=letter.update_id, error=reason)
            return partial(self._inbox.done, letter, now)
        if passes(error):
            _log.warning("update postponed", update=letter.update_id, error=reason)
            return partial(self._inbox.postpone, letter, reason, now)
        _log.error("update failed", update=letter.update_id, exc_info=error)
        return partial(self._inbox.failed, letter, reason, now)

    async def _apologise(self, letter: Letter) -> None:
        """Tell whose update was parked. Whatever happens now, it is parked."""
        _log.error("update parked", update=letter.update_id, chat=letter.chat)
        try:
            person = await self._people.by_account(letter.chat)
            t = texts(person.language if person else _language(letter.payload))
            what = t("Something went wrong")
            how = t("That is our fault, not yours. Nothing is lost; please try again.")
            await self._bot.send_message(letter.chat, f"{what}. {how}")
        except Exception as error:  # noqa: BLE001
            _log.warning("not answered", update=letter.update_id, error=str(error))


class _GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """Updates as Telegram sent them: one of a shape that is not known here yet must not
    hold up the others."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


async def _kept(ask: Callable[[], Awaitable[T]]) -> T:
    """Ask the database, again and again while it is away."""
    while True:
        try:
            return await ask()
        except Exception:  # noqa: BLE001 - whatever it is, the inbox outlives it
            _log.exception("the inbox cannot be reached", seconds=_PAUSE)
            await asyncio.sleep(_PAUSE)


def _language(payload: Mapping[str, Any]) -> str:
    """Return the language of whoever made an update."""
    for kind in UPDATES:
        if kind in payload:
            return str(payload[kind].get("from", {}).get("language_code", ""))
    return ""


def _chat(payload: dict[str, Any]) -> int:
    for kind in UPDATES:
        if kind in payload:
            sender = payload[kind].get("from") or payload[kind].get("chat") or {}
            return int(sender.get("id", 0))
    return 0
