"""Making a document in the chat without any file, one question at a time."""

from html import escape
from typing import Any

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.domain.documents import DOCUMENTS, read_order
from bot.domain.errors import InputRefused, NotAllowed
from bot.domain.questions import (
    Question,
    answered,
    next_question,
    questions,
    taken_back,
)
from bot.handlers.desk import Asking, Member, Press, Talk, choice_of
from bot.handlers.draft import go_on
from bot.screens import making
from bot.screens.drafting import drafted

_SOURCE = "source"


def make_router() -> Router:
    """Return what is handled here, in the order in which it is tried."""
    router = Router(name="making")
    router.message.filter(Member())
    router.callback_query.filter(Member())
    button = router.callback_query.register
    button(begin, Press("make", "kind"))
    button(take_button, Press("made", "id", "number", "value"))
    router.message.register(take_text, Asking.making, F.text, ~F.text.startswith("/"))
    return router


async def begin(_: CallbackQuery, talk: Talk, kind: str) -> None:
    """Begin a document of a kind."""
    if kind not in DOCUMENTS:
        raise NotAllowed("button-old")
    id = talk.office.drafting.new_id(f"{talk.bot.id}:{talk.update}")
    await _go_on(talk, id, {"document": kind})


async def take_button(
    _: CallbackQuery, talk: Talk, id: str, number: str, value: str
) -> None:
    """Take a guess, a choice, or that there is nothing to say."""
    source = await _source(talk, id)
    question = next_question(source)
    every = questions(source["document"])
    if question is None or number != str(every.index(question)):
        raise NotAllowed("button-old")
    if value == making.GUESS:
        company = await talk.office.people.company()
        value = question.guess(talk.office.today(), company)
    elif value.startswith(making.CHOSEN) and question.entry.choices:
        choices = question.entry.choices
        number = value.removeprefix(making.CHOSEN)
        value = choices[choice_of(number, len(choices))]
    await _answer(talk, id, source, question, "" if value == making.SKIP else value)


async def take_text(message: Message, talk: Talk) -> None:
    """Take a typed answer to the open question."""
    id = (await talk.about())["envelope"]
    source = await _source(talk, id)
    question = next_question(source)
    if question is None:
        raise NotAllowed("button-old")
    await _answer(talk, id, source, question, message.text or "")


async def _answer(
    talk: Talk, id: str, source: dict[str, Any], question: Question, text: str
) -> None:
    told = answered(
        source, question, text, language=talk.t.language, today=talk.office.today()
    )
    await _go_on(talk, id, told)


async def _go_on(talk: Talk, id: str, source: dict[str, Any]) -> None:
    """Keep what is known, and ask for more, or make the document."""
    question = next_question(source)
    if question is None:
        try:
            read_order(source)
        except InputRefused as refusal:
            # Only together can answers be wrong: the last one is asked for again.
            await talk.say(escape(talk.t.refusal(refusal)))
            source, question = taken_back(source)
    await talk.office.desk.fill(id, str(talk.chat), {_SOURCE: source})
    if question:
        await talk.ask(Asking.making, envelope=id)
        await talk.show(
            making.ask(
                talk.t,
                id,
                source,
                question,
                today=talk.office.today(),
                company=await talk.office.people.company(),
            )
        )
        return
    envelope = await talk.office.drafting.from_source(talk.member, id, source)
    await talk.show(drafted(talk.t, envelope))
    await go_on(talk, id)


async def _source(talk: Talk, id: str) -> dict[str, Any]:
    kept = (await talk.office.desk.form(id, str(talk.chat))).values
    if _SOURCE not in kept:
        raise NotAllowed("button-old")
    source: dict[str, Any] = kept[_SOURCE]
    return source
