"""Worker processes with limits: every byte from outside is parsed in one of these."""

import asyncio
import multiprocessing
import pickle
import resource
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import asynccontextmanager, nullcontext
from importlib import import_module
from math import ceil
from typing import Any, ParamSpec, TypeVar, cast
from weakref import WeakValueDictionary

from pebble import ProcessExpired, ProcessPool

from bot.domain.errors import InputRefused

P = ParamSpec("P")
T = TypeVar("T")

SECONDS = 20.0
"""Wall time a job may take unless its caller says otherwise."""

_CPU_SECONDS = 10
_MEMORY = 1 << 30
_JOBS_A_PROCESS = 100
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

    def __init__(self, count: int = 2, *, warm: Sequence[str] = ()) -> None:
        """`warm` names the modules that every process imports before its first job."""
        self._count = count
        self._warm = tuple(warm)
        self._slots = asyncio.Semaphore(count)
        self._strangers = asyncio.Semaphore(max(1, count - 1))
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._pool: ProcessPool | None = None

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
        to everybody else. Raises what the function raises, and `TooMuch` for a broken
        limit or a crash.
        """
        # Strangers queue among themselves, so that no queue of theirs is in front.
        theirs = self._strangers if stranger else nullcontext()
        async with self._turn(owner), theirs, self._slots:
            future = self._schedule(function, args, options, seconds)
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

    def call(
        self,
        function: Callable[..., T],
        *args: object,
        seconds: float = SECONDS,
        **options: object,
    ) -> T:
        """Do the same as `run` for callers without an event loop."""
        future = self._schedule(function, args, options, seconds)
        try:
            return future.result(seconds + _GRACE)
        except CancelledError:
            raise TooMuch(cause="crash") from None
        except (TimeoutError, ProcessExpired, BrokenProcessPool) as error:
            raise self._too_much(future, error) from None

    def warm_up(self) -> None:
        """Start all processes now, so that the first job need not wait for imports."""
        for _ in range(self._count):
            self._schedule(int, (), {}, SECONDS)

    def close(self) -> None:
        """Stop all processes; jobs still running are lost."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    @asynccontextmanager
    async def _turn(self, owner: str) -> AsyncIterator[None]:
        # A lock lives as long as somebody of that owner holds or awaits it.
        lock = self._turns.setdefault(owner, asyncio.Lock()) if owner else None
        if lock is None:
            yield
        else:
            async with lock:
                yield

    def _schedule(
        self,
        function: Callable[..., T],
        args: tuple[object, ...],
        options: dict[str, object],
        seconds: float,
    ) -> "Future[T]":
        job = (function, args, options)
        try:
            future = self._open().schedule(_perform, job, timeout=seconds)
        except RuntimeError:
            # An idle process was killed from outside, which pebble takes as the end.
            self.close()
            future = self._open().schedule(_perform, job, timeout=seconds)
        return cast("Future[T]", future)

    def _open(self) -> ProcessPool:
        if self._pool is None:
            # Never a fork of a process with threads: a clean server process imports
            # once and is forked for each worker.
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload(list(self._warm))
            self._pool = ProcessPool(
                max_workers=self._count,
                max_tasks=_JOBS_A_PROCESS,
                initializer=_limit_process,
                initargs=(self._warm,),
                context=context,
            )
        return self._pool

    def _too_much(self, future: "Future[Any]", error: Exception) -> TooMuch:
        if isinstance(error, BrokenProcessPool) or not future.done():
            self.close()
        cause = "time" if isinstance(error, TimeoutError) else "crash"
        if isinstance(error, ProcessExpired) and error.exitcode == -signal.SIGXCPU:
            cause = "time"
        return TooMuch(cause=cause)


def _limit_process(warm: Sequence[str]) -> None:
    # The end of a job's time must not wait for Python code to notice the signal.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for module in warm:
        import_module(module)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    most = _address_space() + _MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _address_space() -> int:
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[0]) * resource.getpagesize()


def _perform(
    function: Callable[..., T], args: tuple[object, ...], options: dict[str, object]
) -> T:
    """Run one job inside the worker process, within its CPU time."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = ceil(used.ru_utime + used.ru_stime)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + _CPU_SECONDS, hard))
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
