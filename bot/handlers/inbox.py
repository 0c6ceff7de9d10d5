"""The durable inbox: updates are stored before they are confirmed, then handled in
order within a chat, chats side by side."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Update

from bot.domain.errors import TransportError
from bot.domain.records import Letter
from bot.services.ports import Clock, Dialogues, Inbox, People
from bot.texts import texts

T = TypeVar("T")

_log = structlog.get_logger()

UPDATES = ("message", "callback_query", "my_chat_member")
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
                updates = await self._bot.get_updates(
                    offset=offset,
                    timeout=_POLL_SECONDS,
                    request_timeout=_POLL_SECONDS + 10,
                    allowed_updates=list(UPDATES),
                )
                await self.take([_payload(update) for update in updates])
            except Exception as error:  # noqa: BLE001 - the network comes back
                _log.warning("polling failed", error=type(error).__name__)
                await asyncio.sleep(pause)
                pause = min(pause * 2, _MOST_PAUSE)
                continue
            pause = _PAUSE
            if updates:
                confirmed = updates[-1].update_id + 1

    async def work(self) -> None:
        """Handle what is stored for ever."""
        async with asyncio.TaskGroup() as group:
            slots = asyncio.Semaphore(_SIDE_BY_SIDE)
            while True:
                self._arrived.clear()
                await slots.acquire()
                slots.release()
                for letter in await _kept(self._ready):
                    await slots.acquire()
                    group.create_task(self._handle(letter, slots))
                if not self._arrived.is_set():
                    await self._wait()

    async def _ready(self) -> list[Letter]:
        now = self._clock()
        return await self._inbox.next_ready(_SIDE_BY_SIDE, now, now + _LEASE)

    async def _wait(self) -> None:
        try:
            await asyncio.wait_for(self._arrived.wait(), _PAUSE)
        except TimeoutError:
            return

    async def _handle(self, letter: Letter, slots: asyncio.Semaphore) -> None:
        try:
            note = await self._dispatch(letter)
            await _kept(note)
        finally:
            slots.release()
            self._arrived.set()

    async def _dispatch(self, letter: Letter) -> Callable[[], Awaitable[None]]:
        """Let an update be handled; return what notes how that went."""
        try:
            update = Update.model_validate(letter.payload, context={"bot": self._bot})
            with self._dialogues.held_back() as moves:
                await self._dispatcher.feed_update(self._bot, update)
        except Exception as error:  # noqa: BLE001 - parked after five failures
            return partial(self._fail, letter, error)
        return partial(self._inbox.done, letter, self._clock(), moves)

    async def _fail(self, letter: Letter, error: Exception) -> None:
        unreachable = isinstance(error, TransportError) and error.permanent
        if unreachable:
            # Who blocked the bot is not answered; trying again would not help.
            _log.warning("not answered", update=letter.update_id, error=str(error))
            await self._inbox.done(letter, self._clock())
            return
        _log.exception("update failed", update=letter.update_id)
        parked = await self._inbox.failed(
            letter, f"{type(error).__name__}: {error}", self._clock()
        )
        if parked:
            _log.error("update parked", update=letter.update_id, chat=letter.chat)
            await self._apologise(letter)

    async def _apologise(self, letter: Letter) -> None:
        person = await self._people.by_account(letter.chat)
        t = texts(person.language if person else _language(letter.payload))
        what = t("Something went wrong")
        how = t("That is our fault, not yours. Nothing is lost; please try again.")
        try:
            await self._bot.send_message(letter.chat, f"{what}. {how}")
        except TelegramAPIError as error:
            _log.warning("not answered", update=letter.update_id, error=str(error))


async def _kept(ask: Callable[[], Awaitable[T]]) -> T:
    """Ask the database, again and again while it is away."""
    while True:
        try:
            return await ask()
        except Exception:  # noqa: BLE001 - whatever it is, the inbox outlives it
            _log.exception("the inbox cannot be reached", seconds=_PAUSE)
            await asyncio.sleep(_PAUSE)


def _payload(update: Update) -> dict[str, Any]:
    found: dict[str, Any] = update.model_dump(
        mode="json", exclude_none=True, by_alias=True
    )
    return found


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
