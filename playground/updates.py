"""The updates a bot has not confirmed yet, and getUpdates upon them."""

import secrets
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from aiogram.types import Update

from playground.changes import Changes
from playground.errors import OTHER_GET_UPDATES, ApiError

LONGEST_POLL: Final = 50
"""Seconds; a longer time-out is cut to this."""
NOT_BY_DEFAULT: Final = frozenset(
    {"chat_member", "message_reaction", "message_reaction_count"}
)


class _Newer(Update):
    message: Any = None


class UpdateQueue:
    def __init__(self) -> None:
        self.news = Changes()
        self.redeliver = 0
        """How many of the next updates come once more after their confirmation."""
        self._pending: dict[int, Update] = {}
        self._again: Counter[int] = Counter()
        self._next_id = 100_000_000 + secrets.randbelow(400_000_000)
        self._allowed: frozenset[str] | None = None
        self._poller = 0

    def __len__(self) -> int:
        return len(self._pending)

    def push(self, kind: str, content: Any) -> Update | None:
        """Queue an update of this kind, unless the bot does not want such."""
        if not self._wanted(kind):
            return None
        return self._add(Update.model_validate(self._numbered() | {kind: content}))

    def push_newer(self, message: dict[str, Any]) -> Update:
        """Queue a message of a shape that only a newer Telegram sends."""
        return self._add(_Newer.model_validate(self._numbered() | {"message": message}))

    def _numbered(self) -> dict[str, Any]:
        self._next_id += 1
        return {"update_id": self._next_id - 1}

    def _add(self, update: Update) -> Update:
        if self.redeliver:
            self.redeliver -= 1
            self._again[update.update_id] += 1
        self._pending[update.update_id] = update
        self.news.bump()
        return update

    def allow(self, kinds: Sequence[str] | None) -> None:
        """None keeps what was set before, an empty list means the default."""
        if kinds is not None:
            self._allowed = frozenset(kinds) or None

    @property
    def allowed(self) -> list[str] | None:
        return sorted(self._allowed) if self._allowed else None

    def number_from(self, update_id: int) -> None:
        """Go on at this id, as Telegram goes on at a random one after a quiet week."""
        self._next_id = update_id

    def pending(self) -> list[Update]:
        return list(self._pending.values())

    def __contains__(self, update: Update) -> bool:
        return update.update_id in self._pending

    def clear(self) -> None:
        self._pending.clear()
        self._again.clear()

    def confirm(self, update_id: int) -> None:
        """Forget one update, or queue it once more if a redelivery is due."""
        self._drop([update_id] if update_id in self._pending else [])

    async def poll(self, *, offset: int, limit: int, seconds: int) -> list[Update]:
        self._poller += 1
        mine = self._poller
        self.news.bump()
        self._confirm_below(offset)
        await self.news.until(
            lambda: bool(self._pending) or self._poller != mine,
            min(seconds, LONGEST_POLL),
        )
        if self._poller != mine:
            raise ApiError(409, OTHER_GET_UPDATES)
        return self.pending()[:limit]

    def _wanted(self, kind: str) -> bool:
        if self._allowed is None:
            return kind not in NOT_BY_DEFAULT
        return kind in self._allowed

    def _confirm_below(self, offset: int) -> None:
        if offset < 0:
            self._drop(list(self._pending)[:offset])
        elif offset > 0:
            self._drop([update_id for update_id in self._pending if update_id < offset])

    def _drop(self, done: list[int]) -> None:
        again = {}
        for update_id in done:
            update = self._pending.pop(update_id)
            if self._again[update_id] > 0:
                self._again[update_id] -= 1
                again[update_id] = update
        self._pending = again | self._pending
