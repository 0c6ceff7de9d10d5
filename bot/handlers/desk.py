"""What every handler works with: the office, the talk, and the open question."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any

from aiogram import Bot
from aiogram.filters import Filter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.delivery.courier import Courier
from bot.delivery.placing import PlacesView
from bot.delivery.telegram import Telegram
from bot.domain.errors import NotAllowed, NotFound
from bot.domain.people import Person
from bot.screens.screen import Screen
from bot.services import ports
from bot.services.access import Access
from bot.services.drafting import Drafting
from bot.services.envelopes import Envelopes
from bot.services.filling import Filling
from bot.services.gathering import Gathering
from bot.services.identifying import Identifying
from bot.services.placing import Placing
from bot.services.reporting import Reporting
from bot.services.sending import Sending
from bot.services.signing import Signing
from bot.services.steering import Steering
from bot.services.team import Team
from bot.services.tickets import Tickets
from bot.services.verifying import Verifying
from bot.services.viewing import Viewing
from bot.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Everything a handler may call."""

    access: Access
    blobs: ports.Blobs
    clock: ports.Clock
    courier: Courier
    desk: ports.Desk
    drafting: Drafting
    envelopes: Envelopes
    filling: Filling
    gathering: Gathering
    identifying: Identifying
    people: ports.People
    places_view: PlacesView
    placing: Placing
    reporting: Reporting
    sending: Sending
    signing: Signing
    steering: Steering
    team: Team
    telegram: Telegram
    tickets: Tickets
    verifying: Verifying
    viewing: Viewing
    workers: ports.Workers
    zone: tzinfo
    telegram_url: str
    """Where deep links begin, `https://t.me` outside the playground."""

    def today(self) -> date:
        """The date at the company's place."""
        return self.clock().astimezone(self.zone).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One update of one person: who writes, in which language, and what is at hand."""

    chat: int
    """His private chat, which has the number of his account."""
    name: str
    person: Person | None
    """Set for the company's people."""
    t: Texts
    state: FSMContext
    office: Office
    bot: Bot
    update: int

    @property
    def member(self) -> Person:
        """The company's person who writes. Raises `NotFound` for strangers."""
        if self.person is None:
            raise NotFound("strangers")
        return self.person

    async def show(self, screen: Screen) -> int:
        """Answer with a screen; returns the message's id."""
        return await self.office.telegram.show(self.chat, screen)

    async def say(self, text: str) -> None:
        """Answer with a line of HTML."""
        await self.show(Screen(text=text))

    async def ask(self, question: State, **about: object) -> None:
        """Note which question the next message answers."""
        await self.state.set_state(question)
        await self.state.set_data(about)

    async def about(self) -> dict[str, Any]:
        """Return what the open question is about."""
        return await self.state.get_data()

    @asynccontextmanager
    async def answering(self) -> AsyncIterator[None]:
        """Close the open question when it turns out that no answer is possible any
        more; a wrong answer leaves it open."""
        try:
            yield
        except (NotAllowed, NotFound):
            await self.state.clear()
            raise


class Asking(StatesGroup):
    """The question that the next message answers; its data names the envelope."""

    company = State()
    logo = State()
    my_email = State()
    my_name = State()
    draft = State()
    pages = State()
    place = State()
    sign = State()
    code = State()
    decline = State()
    take_back = State()
    address = State()
    verify = State()


FINAL = frozenset({Asking.decline.state, Asking.take_back.state, Asking.address.state})
"""Questions whose answer cannot be undone: a press or a command leaves them, so that
no text meant for something else is taken for the answer."""


def choice_of(number: str, count: int) -> int:
    """Return which of `count` things a button means. Buttons can be forged."""
    if not number.isdecimal() or int(number) >= count:
        raise NotAllowed("button-old")
    return int(number)


class Member(Filter):
    """Lets only the company's people through."""

    async def __call__(self, _: Message | CallbackQuery, talk: Talk) -> bool:
        """Tell whether the edge knows who writes."""
        return talk.person is not None


class Press(Filter):
    """Matches a button by its verb and hands its arguments to the handler."""

    def __init__(self, verb: str, *names: str) -> None:
        self._verb = verb
        self._names = names

    async def __call__(self, query: CallbackQuery) -> bool | dict[str, str]:
        """Return the arguments by name; extra optional ones may be missing."""
        verb, *args = (query.data or "").split(":")
        if verb != self._verb or len(args) != len(self._names):
            return False
        # Nothing to hand over must not look like no match.
        return dict(zip(self._names, args, strict=True)) or True
