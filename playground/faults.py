"""Faults on order: what the next calls of a method suffer instead of success."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from playground.changes import Changes
from playground.errors import PlayError

ANY_METHOD: Final = "*"


class FaultKind(StrEnum):
    ERROR = "error"
    """Answer `code` and `description`, do nothing."""
    RATE = "rate"
    """Answer 429 with `retry_after`, do nothing."""
    GATEWAY = "gateway"
    """Answer 502 with a web page, as a proxy on the way does; do nothing."""
    SLOW = "slow"
    """Wait `seconds`, then act."""
    LOST = "lost"
    """Cut the connection, do nothing."""
    DROP = "drop"
    """Act, then cut the connection: the caller cannot know."""
    DUPLICATE = "duplicate"
    """Act twice."""
    REORDER = "reorder"
    """Act only after the next call of the method, at most `seconds` later."""


@dataclass(slots=True, kw_only=True)
class Fault:
    method: str
    kind: FaultKind
    times: int = 1
    skip: int = 0
    """So many calls pass unharmed first."""
    chat_id: int | None = None
    code: int = 500
    description: str = "Internal Server Error"
    retry_after: int = 1
    seconds: float = 1.0

    def fits(self, method: str, chat_id: int | None) -> bool:
        return self.method.lower() in {ANY_METHOD, method.lower()} and (
            self.chat_id is None or self.chat_id == chat_id
        )


class Faults:
    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._done: Counter[str] = Counter()
        self.calls = Changes()

    def add(self, **wish: Any) -> Fault:
        try:
            fault = Fault(**wish | {"kind": FaultKind(wish.get("kind", "error"))})
        except (TypeError, ValueError) as error:
            raise PlayError(f"no such fault: {error}") from error
        self._faults.append(fault)
        return fault

    def clear(self) -> None:
        self._faults.clear()

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault that this call suffers, counted off."""
        for fault in self._faults:
            if not fault.fits(method, chat_id):
                continue
            if fault.skip:
                fault.skip -= 1
                continue
            fault.times -= 1
            if fault.times <= 0:
                self._faults.remove(fault)
            return fault
        return None

    def done(self, method: str) -> None:
        self._done[method] += 1
        self.calls.bump()

    async def overtaken(self, method: str, seconds: float) -> None:
        """Wait until another call of the method has been answered."""
        seen = self._done[method]
        await self.calls.until(lambda: self._done[method] > seen, seconds)
