"""The one counter that everything waiting for news waits on."""

import asyncio
from collections.abc import Callable


class Changes:
    """Counts what happens in the playground and wakes those who wait for it."""

    def __init__(self) -> None:
        self.number = 0
        self.closed = False
        self._moved = asyncio.Event()

    def bump(self) -> int:
        self.number += 1
        self._wake()
        return self.number

    def close(self) -> None:
        """Let every waiting request end, so that the server can stop at once."""
        self.closed = True
        self._wake()

    async def until(self, ready: Callable[[], bool], seconds: float) -> bool:
        """Wait until `ready()`; False when the seconds passed or all is closing."""
        try:
            async with asyncio.timeout(seconds):
                while not ready() and not self.closed:
                    await self._moved.wait()
        except TimeoutError:
            return ready()
        return ready()

    async def moved(self, seen: int, seconds: float) -> bool:
        """Wait until anything happened after change number `seen`."""
        return await self.until(lambda: self.number != seen, seconds)

    def _wake(self) -> None:
        self._moved.set()
        self._moved = asyncio.Event()
