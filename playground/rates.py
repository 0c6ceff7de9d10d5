"""Telegram's sending limits as token buckets: off until switched on."""

import math
import time
from dataclasses import dataclass
from typing import Final

from playground.errors import too_many_requests

CHAT_RATE: Final = 1.0
CHAT_BURST: Final = 5.0
TOTAL_RATE: Final = 30.0
LIMITED: Final = ("send", "edit", "copy", "forward")


@dataclass(slots=True)
class Bucket:
    rate: float
    burst: float
    level: float
    at: float

    def fill(self, now: float) -> None:
        self.level = min(self.burst, self.level + (now - self.at) * self.rate)
        self.at = now

    def seconds_until_free(self) -> float:
        return max(0.0, (1 - self.level) / self.rate)


class Rates:
    def __init__(self) -> None:
        self.on = False
        self._total = Bucket(TOTAL_RATE, TOTAL_RATE, TOTAL_RATE, 0.0)
        self._chats: dict[int, Bucket] = {}

    def check(self, method: str, chat_id: int | None) -> None:
        """Take a token for this call; raises 429 when the bucket is empty."""
        if not self.on or chat_id is None or not method.startswith(LIMITED):
            return
        if method == "sendChatAction":
            return
        now = time.monotonic()
        chat = self._chats.setdefault(
            chat_id, Bucket(CHAT_RATE, CHAT_BURST, CHAT_BURST, now)
        )
        for bucket in (chat, self._total):
            bucket.fill(now)
        if wait := max(chat.seconds_until_free(), self._total.seconds_until_free()):
            raise too_many_requests(math.ceil(wait))
        chat.level -= 1
        self._total.level -= 1
