"""Delivery of updates to a bot's webhook: in order per chat, chats side by side."""

import asyncio
import logging
import re
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
from aiogram.types import Update

from playground.calls import Upload, multipart_fields
from playground.errors import ApiError, bad_request
from playground.updates import UpdateQueue

log = logging.getLogger(__name__)
FIRST_WAIT: Final = 1.0
LONGEST_WAIT: Final = 60.0
EXPIRY: Final = 86_400
GONE_PATIENCE: Final = 23 * 3600
"""Seconds of 410 answers after which the webhook is removed."""
ANSWER_TIME: Final = 60
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
SECRET: Final = re.compile(r"[A-Za-z0-9_-]{0,256}$")
Execute = Callable[[str, Mapping[str, Any], Mapping[str, Upload]], Awaitable[Any]]
Spawn = Callable[[Coroutine[Any, Any, None]], "asyncio.Task[None]"]


@dataclass(slots=True, kw_only=True)
class Webhook:
    updates: UpdateQueue
    spawn: Spawn = field(init=False)
    execute: Execute = field(init=False)
    """Runs a method that the bot puts into its answer."""
    url: str = ""
    connections: int = 40
    first_wait: float = FIRST_WAIT
    gone_patience: float = GONE_PATIENCE
    last_error: str = ""
    last_error_at: datetime | None = None
    _secret: str = ""
    _task: "asyncio.Task[None] | None" = None
    _taken: set[int] = field(default_factory=set)
    _gone_since: float | None = None

    def set(self, url: str, *, secret: str = "", connections: int = 40) -> None:
        if url:
            _check_url(url)
        if not SECRET.match(secret):
            raise bad_request("secret token contains unallowed characters")
        if self._task:
            self._task.cancel()
        self.url, self._secret = url, secret
        self.connections = min(max(connections, 1), 100)
        self.last_error, self.last_error_at, self._gone_since = "", None, None
        self._taken = set()
        self._task = self.spawn(self._run()) if url else None

    async def _run(self) -> None:
        lanes: dict[int, deque[Update]] = {}
        slots = asyncio.Semaphore(self.connections)
        async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
            while not self.updates.news.closed:
                seen = self.updates.news.number
                for update in self.updates.pending():
                    if update.update_id in self._taken:
                        continue
                    self._taken.add(update.update_id)
                    chat = _chat_of(update)
                    if lane := lanes.get(chat):
                        lane.append(update)
                        continue
                    lanes[chat] = deque([update])
                    group.create_task(self._drain(lanes[chat], session, slots))
                await self.updates.news.moved(seen, EXPIRY)

    async def _drain(
        self,
        lane: deque[Update],
        session: aiohttp.ClientSession,
        slots: asyncio.Semaphore,
    ) -> None:
        """The head stays in the lane while it is under way: that keeps the order."""
        while lane:
            await self._deliver(lane[0], session, slots)
            lane.popleft()

    async def _deliver(
        self, update: Update, session: aiohttp.ClientSession, slots: asyncio.Semaphore
    ) -> None:
        wait, since = self.first_wait, time.monotonic()
        while update in self.updates:
            async with slots:
                retry_after = await self._attempt(update, session)
            if retry_after is None or time.monotonic() - since > EXPIRY:
                self.updates.confirm(update.update_id)
                self._taken.discard(update.update_id)
                self.updates.news.bump()
                return
            await asyncio.sleep(retry_after or wait)
            wait = min(wait * 2, LONGEST_WAIT)

    async def _attempt(
        self, update: Update, session: aiohttp.ClientSession
    ) -> float | None:
        """None when the bot took it, else the seconds it asked for, or 0."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._secret}
        body = update.model_dump(mode="json", by_alias=True, exclude_none=True)
        try:
            async with session.post(
                self.url,
                json=body,
                headers=headers if self._secret else {},
                timeout=aiohttp.ClientTimeout(total=ANSWER_TIME),
            ) as answer:
                if answer.ok:
                    await self._act(answer)
                    return None
                self._note(f"Wrong response from the webhook: {answer.status}")
                self._count_gone(answer.status)
                return float(answer.headers.get("Retry-After", 0))
        except (aiohttp.ClientError, TimeoutError) as error:
            self._note(f"Connection failed: {error}")
            return 0.0

    async def _act(self, answer: aiohttp.ClientResponse) -> None:
        """Run the method that came with the answer; nobody hears of its result."""
        fields: dict[str, Any] = {}
        uploads: dict[str, Upload] = {}
        if answer.content_type == "application/json":
            body = await answer.json()
            fields = body if isinstance(body, dict) else {}
        elif answer.content_type.startswith("multipart/"):
            parts = aiohttp.MultipartReader.from_response(answer)
            fields, uploads = await multipart_fields(parts)
        if name := fields.pop("method", None):
            try:
                await self.execute(name, fields, uploads)
            except ApiError as error:
                log.info("webhook answer %s refused: %s", name, error.description)

    def _note(self, text: str) -> None:
        self.last_error, self.last_error_at = text, datetime.now(UTC)

    def _count_gone(self, status: int) -> None:
        now = time.monotonic()
        if status != 410:
            self._gone_since = None
        elif self._gone_since is None:
            self._gone_since = now
        elif now - self._gone_since > self.gone_patience:
            self.set("")


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "http" and parts.hostname in LOOPBACK:
        return
    if parts.scheme != "https" or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")


def _chat_of(update: Update) -> int:
    """Updates of one chat share a queue; what has no chat goes by its sender."""
    event: Any = update.event
    message = getattr(event, "message", event)
    chat = getattr(message, "chat", None) or getattr(event, "from_user", None)
    return chat.id if chat else 0
