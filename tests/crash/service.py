"""A service that is killed at ordered moments and started again each time."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pydantic import SecretStr

from bot.settings import PREFIX, Settings
from tests.crash.launcher import KILLED

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Moment:
    """When to kill: after the `nth` effect of a life that matches a pattern."""

    name: str
    after: str
    nth: int = 1


Chapter = tuple[Moment, ...]
"""Moments that may come in any order, once those of earlier chapters have come."""


@dataclass(slots=True)
class Lives:
    """The lives of one service: which moments have come, and what was done."""

    folder: Path
    pids: list[int] = field(default_factory=list)

    @property
    def effects(self) -> list[str]:
        """Everything that was done for good, over all lives."""
        log = self.folder / "effects.log"
        return log.read_text().splitlines() if log.exists() else []

    @property
    def came(self) -> list[str]:
        """The moments that have come, in their order."""
        return [
            effect.removeprefix(KILLED)
            for effect in self.effects
            if effect.startswith(KILLED)
        ]

    def next_of(self, chapters: Sequence[Chapter]) -> list[Moment]:
        """Return the moments that may come now; none when all have come."""
        came = self.came
        for chapter in chapters:
            if left := [moment for moment in chapter if moment.name not in came]:
                return left
        return []


@asynccontextmanager
async def mortal(
    settings: Settings, folder: Path, chapters: Sequence[Chapter]
) -> AsyncIterator[Lives]:
    """Run the service; at the end it is told to stop and must do so well."""
    lives = Lives(folder)
    async with AsyncExitStack() as stack:
        errors = stack.enter_context((folder / "service.log").open("wb"))
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.crash.launcher", folder / "effects.log"),
            cwd=ROOT,
            env=dict(os.environ) | environment(settings),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
        )
        stack.callback(_kill, process)
        group = await stack.enter_async_context(asyncio.TaskGroup())
        group.create_task(_live_on(process, lives, chapters))
        try:
            yield lives
        finally:
            with suppress(ProcessLookupError, IndexError):
                os.kill(lives.pids[-1], signal.SIGTERM)
    await process.wait()


def _kill(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()


async def _live_on(
    process: asyncio.subprocess.Process, lives: Lives, chapters: Sequence[Chapter]
) -> None:
    assert process.stdin
    assert process.stdout
    status = -signal.SIGKILL
    while status == -signal.SIGKILL:
        armed = [asdict(moment) for moment in lives.next_of(chapters)]
        process.stdin.write(json.dumps(armed).encode() + b"\n")
        lives.pids.append(json.loads(await process.stdout.readline())["pid"])
        status = json.loads(await process.stdout.readline())["status"]
    process.stdin.close()
    assert status == 0, f"the service ended by itself: {status}"


def environment(settings: Settings) -> dict[str, str]:
    """Return the variables that make the same settings in another process."""
    found = {}
    for name in settings.model_fields_set:
        value = getattr(settings, name)
        if isinstance(value, SecretStr):
            value = value.get_secret_value()
        if isinstance(value, frozenset | tuple):
            value = ",".join(map(str, value))
        found[f"{PREFIX}{name.upper()}"] = str(value)
    return found


def left_behind(sessions: Sequence[int]) -> list[str]:
    """Return the processes that outlived the service which started them."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # pid (name) state parent group session …; a name may have spaces.
            name, _, rest = stat.read_text().rpartition(")")
            state, _, _, session = rest.split()[:4]
            if int(session) in sessions and state != "Z":
                found.append(f"{name})")
    return found
