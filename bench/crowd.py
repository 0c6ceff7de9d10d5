"""Many people in one chat program, who all write to a bot at the same moment."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

from playground.acts import Acts
from playground.app import Playground
from playground.calls import Upload
from playground.people import Person

_PATIENCE = 120.0

Act = Callable[[Acts, Person], object]


class NoAnswer(Exception):
    """Somebody waited in vain."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Acts in the playground itself, so that no client's work is measured."""

    playground: Playground

    def join(self, count: int) -> list[Person]:
        """Add people whom the bot does not know yet."""
        telegram = self.playground.telegram
        return [telegram.add_person(first_name="Guest") for _ in range(count)]

    def act(self, person: Person, act: Act) -> None:
        """Let somebody act, and nobody wait for the answer."""
        act(Acts(self.playground.telegram), person)

    async def at_once(self, people: Sequence[Person], act: Act) -> list[float]:
        """Let everybody act; return how many seconds each waited for the answer."""
        acts = Acts(self.playground.telegram)
        async with asyncio.TaskGroup() as group:
            waiting = [
                group.create_task(self._answered(person, act, acts))
                for person in people
            ]
        return [task.result() for task in waiting]

    async def _answered(self, person: Person, act: Act, acts: Acts) -> float:
        before = self.playground.telegram.last_message
        started = perf_counter()
        act(acts, person)
        if not await person.news.until(lambda: _spoken_to(person, before), _PATIENCE):
            raise NoAnswer(f"no answer within {_PATIENCE:g} s")
        return perf_counter() - started


def say(text: str) -> Act:
    """Send a text."""
    return lambda acts, person: acts.send_text(person, text)


def press(data: str) -> Act:
    """Press a button below the newest message."""
    return lambda acts, person: acts.press_data(
        person, data, next(reversed(person.entries))
    )


def send(name: str, data: bytes) -> Act:
    """Send a file."""
    file = Upload(name=name, mime="application/pdf", data=data)
    return lambda acts, person: acts.send_document(person, file)


def _spoken_to(person: Person, before: int) -> bool:
    """Tell whether the bot has written the newest message, after that one."""
    if not person.entries:
        return False
    newest = next(reversed(person.entries.values())).message
    sender = newest.from_user
    return newest.message_id > before and sender is not None and sender.is_bot
