"""The state of the playground's Telegram: its bot, its persons and their chats."""

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from aiogram.types import (
    ForceReply,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    User,
)
from aiogram.types.reply_markup_union import ReplyMarkupUnion

from playground import errors
from playground.changes import Changes
from playground.errors import ApiError, bad_request
from playground.faults import Faults
from playground.files import Files
from playground.keyboards import check_reply_keyboard, inline
from playground.miniapp import Launcher
from playground.people import Entry, Notice, Person
from playground.profile import Profile
from playground.rates import Rates
from playground.updates import UpdateQueue
from playground.webhook import Webhook

QUERY_LIFE: Final = 60.0
"""Seconds a pressed button waits for its answer, unless set otherwise."""
FIRST_PERSON: Final = 700_001


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    person: int
    pressed_at: float


@dataclass(slots=True, kw_only=True)
class Telegram:
    token: str
    bot: User
    changes: Changes
    updates: UpdateQueue
    webhook: Webhook
    launcher: Launcher
    people: dict[int, Person] = field(default_factory=dict)
    files: Files = field(default_factory=Files)
    faults: Faults = field(default_factory=Faults)
    rates: Rates = field(default_factory=Rates)
    profile: Profile = field(default_factory=Profile)
    query_life: float = QUERY_LIFE
    queries: OrderedDict[str, Query] = field(default_factory=OrderedDict)
    last_message: int = 0

    def add_person(self, **about: Any) -> Person:
        person = Person(id=FIRST_PERSON + len(self.people), **about)
        self.people[person.id] = person
        self.touch(person)
        return person

    def touch(self, person: Person) -> int:
        """Note that something of this person changed; wakes whoever waits."""
        person.change = self.changes.bump()
        person.news.bump()
        return person.change

    def touch_all(self) -> None:
        for person in self.people.values():
            self.touch(person)

    def close(self) -> None:
        """Let every request end that waits for something to happen."""
        for news in (self.changes, self.updates.news, self.faults.calls):
            news.close()
        for person in self.people.values():
            person.news.close()

    def reachable(self, chat_id: int | str) -> Person:
        """The person behind a chat id, if the bot may write to him."""
        person = self.known(chat_id)
        if person.deactivated:
            raise ApiError(403, errors.DEACTIVATED)
        if person.blocked:
            raise ApiError(403, errors.ACTION_BOT_WAS_BLOCKED)
        if not person.started:
            raise ApiError(403, errors.CANNOT_INITIATE)
        return person

    def known(self, chat_id: int | str) -> Person:
        try:
            return self.people[int(chat_id)]
        except (KeyError, ValueError):
            raise bad_request("chat not found") from None

    def post(self, person: Person, sender: User, **content: Any) -> Message:
        """Put a message into the chat of a person and the bot."""
        self.last_message += 1
        message = Message(
            message_id=self.last_message,
            date=self.now(),
            chat=person.chat(),
            from_user=sender,
            **content,
        )
        change = self.touch(person)
        person.entries[message.message_id] = Entry(message=message, change=change)
        return message

    def say(
        self, person: Person, markup: ReplyMarkupUnion | None = None, **content: Any
    ) -> Message:
        """The bot writes; its keyboard goes under the message or the chat."""
        if isinstance(markup, ReplyKeyboardMarkup):
            check_reply_keyboard(markup)
        message = self.post(person, self.bot, reply_markup=inline(markup), **content)
        person.action = ""
        match markup:
            case ReplyKeyboardMarkup():
                person.keyboard = markup
            case ReplyKeyboardRemove():
                person.keyboard = None
            case ForceReply():
                person.asked_to_reply = True
            case _:
                pass
        return message

    def rewrite(self, person: Person, message_id: int, **content: Any) -> Message:
        """Replace content of a message; the caller has checked that it may."""
        entry = person.entries[message_id]
        edited = {"edit_date": round(time.time()), **content}
        entry.message = entry.message.model_copy(update=edited)
        entry.edited |= bool(content.keys() - {"reply_markup"})
        entry.change = self.touch(person)
        return entry.message

    def find(self, person: Person, message_id: int | None, missing: str) -> Message:
        """A message that is still there, or 400 with the given text."""
        entry = person.entries.get(message_id or 0)
        if entry is None or entry.deleted:
            raise bad_request(missing)
        return entry.message

    def ask(self, person: Person) -> str:
        """A new callback query of this person: its id."""
        query_id = str(secrets.randbits(60))
        self.queries[query_id] = Query(person=person.id, pressed_at=time.monotonic())
        return query_id

    def answer(self, query_id: str, text: str, *, alert: bool, url: str) -> None:
        query = self.queries.pop(query_id, None)
        if query is None or time.monotonic() - query.pressed_at > self.query_life:
            raise bad_request(errors.QUERY_TOO_OLD)
        person = self.people[query.person]
        change = self.touch(person)
        person.notices.append(
            Notice(query_id=query_id, change=change, text=text, alert=alert, url=url)
        )

    def now(self) -> datetime:
        return datetime.now(UTC)
