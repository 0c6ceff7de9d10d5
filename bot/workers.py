"""Worker processes with limits: every byte from outside is parsed in one of these."""

import asyncio
import gc
import multiprocessing
import os
import pickle
import resource
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import asynccontextmanager, nullcontext
from importlib import import_module
from math import ceil
from typing import Any, TypeAlias, TypeVar, cast
from weakref import WeakSet, WeakValueDictionary

from pebble import ProcessExpired, ProcessPool

from bot.domain.errors import InputRefused, NotAllowed

T = TypeVar("T")
_Job: TypeAlias = tuple[Callable[..., T], tuple[object, ...], dict[str, object]]

SECONDS = 20.0
"""Wall time a job may take unless its caller says otherwise."""

_CPU_SECONDS = 10
_FIRST_SECONDS, _FIRST_CPU_SECONDS = 5.0, 2
"""What a stranger's job gets at first, while other strangers wait behind it."""
_MOST_LONG_JOBS = 3
"""Strangers' jobs that needed longer and wait to be done apart, at a time."""
_MEMORY = 1 << 30
_JOBS_A_PROCESS = 100
_MOST_SLOW = 1000  # strangers whose last job never came to its end
_NICENESS = 10
_GRACE = 15.0
"""Seconds on top of a job's own, for the start of a process; then the pool is lost."""


class TooMuch(InputRefused):
    """The job took too long or too much memory, or took its process down."""

    def __init__(self, key: str = "file.too-much", **params: object) -> None:
        super().__init__(key, **params)


class JobFailed(Exception):
    """A job's own exception could not travel back; this carries its text."""


class Workers:
    """A pool of worker processes that heals itself.

    A job gets 1 GiB of memory on top of what the imports need and 10 s of CPU. What
    breaks a limit or crashes loses its own process and nothing else.
    """

    def __init__(
        self, count: int = 2, *, warm: Sequence[str] = (), behind: bool = False
    ) -> None:
        """`warm` names the modules that every process imports before its first job;
        processes `behind` let all others have the CPU first."""
        self._count = count
        self._behind = behind
        self._apart = None if behind else Workers(1, warm=warm, behind=True)
        self._long_jobs = 0
        self._slow: dict[str, None] = {}
        self._warm = tuple(warm)
        self._slots = asyncio.Semaphore(count)
        self._strangers = asyncio.Semaphore(max(1, count - 1))
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._pool: ProcessPool | None = None
        self._futures = WeakSet[Future[Any]]()

    async def run(
        self,
        function: Callable[..., T],
        *args: object,
        seconds: float = SECONDS,
        owner: str = "",
        stranger: bool = False,
        **options: object,
    ) -> T:
        """Run a module-level function in a worker process and return its result.

        Jobs of one owner run one after another, and jobs of strangers leave a process
        to everybody else. What takes strangers long is done apart, and so is what comes
        next from who sent it. Raises what the function raises, `TooMuch` for a broken
        limit or a crash, and `NotAllowed` where too many long jobs wait.
        """
        job = (function, args, options)
        async with self._turn(owner):
            if not stranger:
                return await self._attempt(job, seconds)
            first = min(seconds, _FIRST_SECONDS)
            try:
                if owner not in self._slow:
                    # No queue of theirs is in front of anybody else.
                    async with self._strangers:
                        return await self._attempt(job, first, _FIRST_CPU_SECONDS)
            except TooMuch as refusal:
                if refusal.params["cause"] != "time" or first == seconds:
                    raise
            return await self._run_apart(job, seconds - first, owner)

    async def _run_apart(self, job: "_Job[T]", seconds: float, owner: str) -> T:
        self._slow[owner] = None
        for forgotten in list(self._slow)[:-_MOST_SLOW]:
            del self._slow[forgotten]
        if self._long_jobs >= _MOST_LONG_JOBS:
            raise NotAllowed("verify-busy")
        self._long_jobs += 1
        try:
            result = await (self._apart or self)._attempt(job, seconds)
        finally:
            self._long_jobs -= 1
        self._slow.pop(owner, None)
        return result

    async def _attempt(
        self, job: "_Job[T]", seconds: float, cpu_seconds: int = _CPU_SECONDS
    ) -> T:
        async with self._slots:
            future = self._schedule(job, seconds, cpu_seconds)
            try:
                return await asyncio.wait_for(
                    asyncio.wrap_future(future), seconds + _GRACE
                )
            except asyncio.CancelledError:
                task = asyncio.current_task()
                if task is None or task.cancelling():
                    raise
                # Not this caller: the pool was replaced because of another job.
                raise TooMuch(cause="crash") from None
            except (TimeoutError, ProcessExpired, BrokenProcessPool) as error:
                raise self._too_much(future, error) from None

    def call(self, function: Callable[..., T], *args: object, **options: object) -> T:
        """Do the same as `run` for callers without an event loop."""
        future = self._schedule((function, args, options), SECONDS)
        try:
            return future.result(SECONDS + _GRACE)
        except CancelledError:
            raise TooMuch(cause="crash") from None
        except (TimeoutError, ProcessExpired, BrokenProcessPool) as error:
            raise self._too_much(future, error) from None

    def warm_up(self) -> None:
        """Start all processes now: the first job need not wait for imports."""
        for _ in range(self._count):
            self._schedule((int, (), {}), SECONDS)

    def close(self) -> None:
        """Stop all processes; jobs still running are lost."""
        if self._apart is not None:
            self._apart.close()
        self._stop()

    def _stop(self) -> None:
        pool, self._pool = self._pool, None
        futures, self._futures = self._futures, WeakSet()
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()
        for future in futures:
            # pebble now and then forgets a job that it was just starting.
            future.cancel()

    @asynccontextmanager
    async def _turn(self, owner: str) -> AsyncIterator[None]:
        # A lock lives as long as somebody of that owner holds or awaits it.
        lock = self._turns.setdefault(owner, asyncio.Lock()) if owner else nullcontext()
        async with lock:
            yield

    def _schedule(
        self, job: "_Job[T]", seconds: float, cpu_seconds: int = _CPU_SECONDS
    ) -> "Future[T]":
        work = (*job, cpu_seconds)
        try:
            future = self._open().schedule(_perform, work, timeout=seconds)
        except RuntimeError:
            # An idle process was killed from outside, which pebble takes as the end.
            self._stop()
            future = self._open().schedule(_perform, work, timeout=seconds)
        self._futures.add(future)
        return cast("Future[T]", future)

    def _open(self) -> ProcessPool:
        if self._pool is None:
            # Never a fork of a process with threads: a clean server process imports
            # once and is forked for each worker.
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload(["bot.starting", *self._warm])
            self._pool = ProcessPool(
                max_workers=self._count,
                max_tasks=_JOBS_A_PROCESS,
                initializer=_limit_process,
                initargs=(self._warm, self._behind),
                context=context,
            )
        return self._pool

    def _too_much(self, future: "Future[Any]", error: Exception) -> TooMuch:
        if isinstance(error, BrokenProcessPool) or not future.done():
            self._stop()
        cause = "time" if isinstance(error, TimeoutError) else "crash"
        if isinstance(error, ProcessExpired) and error.exitcode == -signal.SIGXCPU:
            cause = "time"
        return TooMuch(cause=cause)


def _limit_process(warm: Sequence[str], behind: bool) -> None:
    if behind:
        os.nice(_NICENESS)
    # The end of a job's time must not wait for Python code to notice the signal.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for module in warm:
        import_module(module)
    # Nothing of that is ever garbage, so nobody needs to look through it for some.
    gc.freeze()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    most = _address_space() + _MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _address_space() -> int:
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[0]) * resource.getpagesize()


def _perform(
    function: Callable[..., T],
    args: tuple[object, ...],
    options: dict[str, object],
    cpu_seconds: int,
) -> T:
    """Run one job inside the worker process, within its CPU time."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = ceil(used.ru_utime + used.ru_stime)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + cpu_seconds, hard))
    try:
        return function(*args, **options)
    except MemoryError:
        raise TooMuch(cause="memory") from None
    except Exception as error:
        raise _portable(error) from error


def _portable(error: Exception) -> Exception:
    """Return the exception, or its text when it would break on its way back."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes of just now
    except Exception:  # noqa: BLE001 - whatever goes wrong here must not travel
        return JobFailed(f"{type(error).__name__}: {error}"[:500])
    return error
