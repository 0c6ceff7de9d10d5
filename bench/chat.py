"""How long people wait for the bot's answer when many write at once, and how much
memory the service takes; beside the same people talking to the least bot there is."""

import asyncio
import io
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path

from bench.crowd import Act, Crowd, press, say, send
from bench.memory import HEAD, told
from bench.running import Running, Service, chatsign, echo
from bench.turns import Times
from bot.domain.people import Person as Colleague
from bot.domain.people import Role
from playground.client import World
from playground.people import Person
from playground.scripts.delivery_note import DeliveryNote
from playground.scripts.report import Report
from storage.database import Database
from storage.people import People

CROWDS = (1, 50, 500)
_PDFS = 5
_ANSWERS = 5
"""Wanted in a round: few people ask again and again."""


@dataclass(slots=True)
class Place:
    """A bot, and the colleagues who talk to it."""

    bot: Running
    crowd: Crowd
    people: list[Person]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """So many people do something at once."""

    name: str
    count: int
    act: Act
    strangers: bool = False
    """Whether newcomers do it: each may ask for so many verdicts only."""
    meanwhile: int = 0
    """How many colleagues ask for help a moment before."""


async def measure(
    rounds: int, crowds: Sequence[int], tell: Callable[[str], None]
) -> None:
    """Tell the lines of the tables as they come."""
    async with AsyncExitStack() as stack:
        folder, empty = (
            Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(2)
        )
        service = await stack.enter_async_context(chatsign(folder))
        least = await stack.enter_async_context(echo(empty))
        pdf = await _play(service, folder)
        memory = [HEAD, told("after one delivery note from order to seal", service.pid)]
        places = []
        for bot in (service, least):
            crowd = Crowd(bot.playground)
            places.append(Place(bot, crowd, crowd.join(max(crowds))))
        await _employ(service, places[0].people)
        head = f"ms to the answer ({rounds} in turns)"
        figures = f"{'p95':>9}{'most':>9}"
        tell(
            f"{head:<30}{'people':>6}{'chatsign':>10}{figures}"
            f"{'echo bot':>11}{figures}{'ratio':>8}"
        )
        for row in _rows(crowds, pdf):
            tell(await _measured(row, places, rounds))
        memory.append(told(f"after {max(crowds)} people at once", service.pid))
        for line in ("", *memory):
            tell(line)


def _rows(crowds: Sequence[int], pdf: bytes) -> Iterator[Row]:
    for count in crowds:
        yield Row(name="/help", count=count, act=say("/help"))
    for count in crowds:
        yield Row(name="a button", count=count, act=press("stage:0"))
    for count in crowds[:-1]:
        yield Row(name="/status with its picture", count=count, act=say("/status"))
    check = Row(
        name="a PDF's verdict", count=_PDFS, act=send("final.pdf", pdf), strangers=True
    )
    yield check
    most = max(crowds)
    yield replace(check, name=f"the same while {most} chat", meanwhile=most)


async def _measured(row: Row, places: Sequence[Place], rounds: int) -> str:
    times = [Times() for _ in places]
    for turn in range(rounds + 1):
        for place, waited in zip(places, times, strict=True):
            for _ in range(max(1, _ANSWERS // row.count)):
                taken = await _once(row, place)
                await place.bot.at_rest()
                if turn:
                    waited.add_all(taken)
    ours, least = times
    return (
        f"  {row.name:<28}{row.count:6d}"
        f"{ours.median:10.1f}{ours.late:9.1f}{ours.longest:9.1f}"
        f"{least.median:11.1f}{least.late:9.1f}{least.longest:9.1f}"
        f"{ours.median / least.median:7.1f}×"
    )


async def _once(row: Row, place: Place) -> list[float]:
    crowd = place.crowd
    people = crowd.join(row.count) if row.strangers else place.people[: row.count]
    async with asyncio.TaskGroup() as group:
        others = place.people[: row.meanwhile]
        group.create_task(crowd.at_once(others, say("/help")))
        asked = group.create_task(crowd.at_once(people, row.act))
    return asked.result()


async def _play(service: Service, folder: Path) -> bytes:
    """Let the service do its work once, and return the sealed PDF."""
    async with World(service.playground.url) as world:
        note = DeliveryNote(world, service.url, Report(folder))
        with redirect_stdout(io.StringIO()):
            await note.play(service.owner_code)
    await service.at_rest()
    return note.final


async def _employ(service: Service, crowd: Sequence[Person]) -> None:
    """Make people of the playground employees, without inviting each of them."""
    database = Database.open(service.database)
    try:
        people = People(database)
        for one in crowd:
            newcomer = Colleague(
                role=Role.EMPLOYEE, name=one.name, language="en", account=one.id
            )
            await people.save(newcomer)
    finally:
        await database.close()
