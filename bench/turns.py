"""Contestants measured in turns: what slows the machine slows all of them."""

import gc
import random
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from time import perf_counter


@dataclass(slots=True)
class Times:
    """How long the same thing took, again and again. All figures are milliseconds."""

    taken: list[float] = field(default_factory=list)

    def add(self, seconds: float) -> None:
        """Note one more time."""
        self.taken.append(seconds * 1000)

    def add_all(self, seconds: Iterable[float]) -> None:
        """Note several."""
        self.taken += [1000 * one for one in seconds]

    @property
    def median(self) -> float:
        """Half of the times are shorter."""
        return statistics.median(self.taken)

    @property
    def late(self) -> float:
        """All but one in twenty times are shorter."""
        return sorted(self.taken)[int(0.95 * (len(self.taken) - 1) + 0.5)]

    @property
    def longest(self) -> float:
        """The worst of all."""
        return max(self.taken)


def in_turns(contestants: Sequence[Callable[[], object]], rounds: int) -> list[Times]:
    """Let each run once a round. A first round warms up and does not count.

    The order changes from round to round, since whoever comes first finds the caches
    and the memory as the one before left them.
    """
    times = [Times() for _ in contestants]
    order = random.Random(rounds)  # noqa: S311 - the same in every run
    for turn in range(rounds + 1):
        pairs = list(zip(contestants, times, strict=True))
        order.shuffle(pairs)
        for contestant, taken in pairs:
            gc.collect()
            started = perf_counter()
            contestant()
            if turn:
                taken.add(perf_counter() - started)
    return times


def beside(ours: float, other: float | None) -> str:
    """Print another's milliseconds, and how many times as long ours take."""
    if other is None:
        return f"{'not here':>19}"
    return f"{other:11.1f} {ours / other:6.2f}×"
