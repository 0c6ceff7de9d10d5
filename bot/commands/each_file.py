"""Going through files in worker processes; each is told of in its turn."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeVar

from bot.workers import Workers

T = TypeVar("T")


async def each_file(
    files: Sequence[Path],
    examine: Callable[[Workers, Path], Awaitable[T]],
    tell: Callable[[Path, T], int],
    *,
    warm: str,
) -> int:
    """Examine files side by side, tell what was found in their order, and return the
    highest of the exit codes that `tell` returns.

    `warm` is the module that the worker processes import before their first file.
    """
    workers = Workers(min(len(files), os.cpu_count() or 1), warm=(warm,))
    worst = 0

    async def found(file: Path) -> T:
        return await examine(workers, file)

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(found(file)) for file in files]
            for file, task in zip(files, tasks, strict=True):
                worst = max(worst, tell(file, await task))
    finally:
        workers.close()
    return worst
