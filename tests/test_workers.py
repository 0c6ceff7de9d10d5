"""A hostile job loses its own process; everybody else is served as before."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stderr
from io import StringIO

import pytest

from bot.domain.errors import InputRefused
from bot.workers import JobFailed, TooMuch, Workers


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    workers = Workers(3)
    yield workers
    workers.close()


def double(number: int) -> int:
    return number * 2


def own_id() -> int:
    return os.getpid()


def complaint(error: Exception) -> str:
    with redirect_stderr(StringIO()) as said:
        sys.excepthook(type(error), error, None)
    return said.getvalue()


def crash() -> None:
    os.abort()


def hog() -> int:
    return len([bytes(1 << 26) for _ in range(64)])


def endless() -> None:
    while True:
        pass


def deaf() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(60)


def refuse() -> None:
    raise InputRefused("text.too-long", limit=5)


class Awkward(Exception):
    def __init__(self, left: str, right: str) -> None:
        super().__init__(f"{left} {right}")


def fail_awkwardly() -> None:
    raise Awkward("cannot", "travel")


def spell(seconds: float) -> tuple[float, float]:
    start = time.time()
    time.sleep(seconds)
    return start, time.time()


async def test_a_job_runs_in_another_process(workers: Workers) -> None:
    assert await workers.run(double, 21) == 42
    assert await workers.run(own_id) != os.getpid()


def test_a_caller_without_an_event_loop_is_served(workers: Workers) -> None:
    assert workers.call(double, 4) == 8
    with pytest.raises(TooMuch):
        workers.call(crash)


@pytest.mark.parametrize(
    ("job", "cause"), [(crash, "crash"), (hog, "memory"), (endless, "time")]
)
async def test_a_hostile_job_is_refused_and_the_next_one_served(
    workers: Workers, job: object, cause: str
) -> None:
    assert callable(job)
    with pytest.raises(TooMuch) as refusal:
        await workers.run(job, seconds=1)
    assert refusal.value.params == {"cause": cause}
    assert await workers.run(double, 1) == 2


async def test_others_do_not_notice_a_crash(workers: Workers) -> None:
    answers = await asyncio.gather(
        workers.run(spell, 0.5),
        workers.run(crash),
        workers.run(double, 3),
        return_exceptions=True,
    )
    assert isinstance(answers[0], tuple)
    assert isinstance(answers[1], TooMuch)
    assert answers[2] == 6


async def test_a_pool_closed_under_a_job_answers_and_opens_again(
    workers: Workers,
) -> None:
    running = asyncio.ensure_future(workers.run(spell, 5))  # noqa: TID251
    await asyncio.sleep(0.3)
    await asyncio.to_thread(workers.close)
    with pytest.raises(TooMuch):
        await running
    assert await workers.run(double, 2) == 4


async def test_a_caller_who_leaves_frees_his_process(workers: Workers) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await workers.run(endless)
    assert await workers.run(double, 2) == 4


async def test_a_job_that_does_not_listen_is_killed(workers: Workers) -> None:
    start = time.monotonic()
    with pytest.raises(TooMuch):
        await workers.run(deaf, seconds=0.5)
    assert time.monotonic() - start < 8
    assert await workers.run(double, 2) == 4


async def test_the_pool_survives_the_murder_of_an_idle_process(
    workers: Workers,
) -> None:
    victim = await workers.run(own_id)
    os.kill(victim, signal.SIGKILL)
    await asyncio.sleep(0.5)
    assert await workers.run(double, 5) == 10


async def test_a_worker_stopped_while_it_starts_does_not_complain(
    workers: Workers,
) -> None:
    assert await workers.run(complaint, FileNotFoundError("a lock")) == ""
    assert "ValueError: mine" in await workers.run(complaint, ValueError("mine"))


async def test_a_refusal_comes_back_as_it_is(workers: Workers) -> None:
    with pytest.raises(InputRefused) as refusal:
        await workers.run(refuse)
    assert (refusal.value.key, refusal.value.params) == ("text.too-long", {"limit": 5})


async def test_an_exception_that_cannot_travel_is_named(workers: Workers) -> None:
    with pytest.raises(JobFailed, match="Awkward: cannot travel"):
        await workers.run(fail_awkwardly)
    assert await workers.run(double, 1) == 2


async def test_one_person_has_one_job_at_a_time(workers: Workers) -> None:
    first, second = await asyncio.gather(
        workers.run(spell, 0.3, owner="Mallory"),
        workers.run(spell, 0.3, owner="Mallory"),
    )
    assert max(first[0], second[0]) >= min(first[1], second[1])


async def test_two_people_are_served_at_once(workers: Workers) -> None:
    first, second = await asyncio.gather(
        workers.run(spell, 0.5, owner="Alice"),
        workers.run(spell, 0.5, owner="Bob"),
    )
    assert max(first[0], second[0]) < min(first[1], second[1])


async def test_strangers_keep_nobody_waiting() -> None:
    """Eight of them come before a signer, and all processes could be theirs."""
    workers = Workers(2)
    try:
        *strangers, signer = await asyncio.gather(
            *(workers.run(spell, 0.3, owner=f"{n}", stranger=True) for n in range(8)),
            workers.run(spell, 0.3, owner="Charlie"),
        )
    finally:
        workers.close()
    assert signer[0] < sorted(end for _, end in strangers)[1]


def toil(cpu_seconds: float) -> float:
    end = time.process_time() + cpu_seconds
    while time.process_time() < end:
        pass
    return time.time()


async def test_a_long_job_of_a_stranger_is_done_while_others_pass_by() -> None:
    workers = Workers(2)
    try:
        long, *quick = await asyncio.gather(
            workers.run(toil, 4, owner="Mallory", stranger=True, seconds=90),
            *(workers.run(spell, 0.1, owner=f"{n}", stranger=True) for n in range(4)),
        )
    finally:
        workers.close()
    assert max(end for _, end in quick) < long


async def test_who_sent_what_never_ends_goes_to_the_back() -> None:
    workers = Workers(2)
    try:
        with pytest.raises(TooMuch):
            await workers.run(endless, owner="Mallory", stranger=True, seconds=5.5)
        again = workers.run(endless, owner="Mallory", stranger=True, seconds=5.5)
        refused, (began, _) = await asyncio.gather(
            again,
            workers.run(spell, 0, owner="Trudy", stranger=True),
            return_exceptions=True,
        )
        assert isinstance(refused, TooMuch)
        assert began < time.time()
        good = await workers.run(double, 2, owner="Mallory", stranger=True, seconds=30)
        assert good == 4
    finally:
        workers.close()
