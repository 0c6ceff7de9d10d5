"""From an order or a PDF to "Send for signing", one question at a time."""

from html import escape

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.types import CallbackQuery, Message

from bot.domain.draft import Ask, Question
from bot.domain.envelope import Envelope
from bot.domain.fields import Field, Kind
from bot.domain.people import Role
from bot.handlers.desk import Asking, Member, Press, Talk, choice_of
from bot.handlers.files import download, insist_on_paper, shows_picture
from bot.handlers.turn import offer_waiting
from bot.handlers.verify import looked_at
from bot.pdf.intake.office import office_kind
from bot.pdf.intake.order_reader import looks_like_order
from bot.screens import drafting
from bot.screens.card import card
from bot.screens.screen import Screen
from bot.screens.summary import summary
from bot.services.drafting import KNOWN

_PREVIEWED = 4
"""Pages shown before sending."""


def make_router() -> Router:
    """Return what is handled here, in the order in which it is tried."""
    router = Router(name="draft")
    router.message.filter(Member())
    router.callback_query.filter(Member())
    message = router.message.register
    button = router.callback_query.register
    message(new, Command("new"))
    message(take_file, F.document, ~F.func(shows_picture))
    message(take_photo, StateFilter(None, Asking.pages), F.func(shows_picture))
    button(use_file, Press("new", "id"))
    button(resume, Press("go", "id"))
    button(take_guess, Press("fill", "id", "number", "value"))
    button(take_director, Press("director", "id", "value"))
    button(take_kind, Press("kind", "id", "value"))
    button(take_email, Press("email", "id"))
    message(take_text, Asking.draft, F.text, ~F.text.startswith("/"))
    button(change, Press("change", "id"))
    button(send, Press("send", "id", "seen"))
    return router


async def new(_: Message, talk: Talk) -> None:
    """Say what can be sent."""
    await talk.state.clear()
    await talk.show(drafting.how_to_start(talk.t))


async def take_file(message: Message, talk: Talk) -> None:
    """Make a delivery note from an order; ask what to do with anything else."""
    await talk.state.clear()
    name = (message.document and message.document.file_name) or "PDF"
    data = await download(talk.bot, message)
    id = talk.office.drafting.new_id(f"{talk.bot.id}:{talk.update}")
    if looks_like_order(name):
        envelope = await talk.office.drafting.from_order(talk.member, id, name, data)
        await talk.show(drafting.drafted(talk.t, envelope))
        await go_on(talk, id)
    elif office_kind(data):
        pdf = await talk.office.gathering.convert(data, f"person:{talk.member.id}")
        await talk.office.drafting.from_file(talk.member, id, name, pdf)
        await go_on(talk, id)
    else:
        insist_on_paper(name, data)
        await talk.office.gathering.keep(id, talk.chat, name, data)
        await talk.show(drafting.file_received(talk.t, id, name))


async def take_photo(message: Message, talk: Talk) -> None:
    """Take a photo as a page of a document, unless it shows one of ours or was meant
    for something that waits."""
    about = await talk.about()
    data = await download(talk.bot, message)
    alone = not about and message.media_group_id is None
    if alone and await _is_for_else(talk, message, data):
        return
    seed = message.media_group_id or str(talk.update)
    id = about.get("envelope") or talk.office.drafting.new_id(f"{talk.bot.id}:{seed}")
    pages = await talk.office.gathering.add_photo(
        id,
        talk.chat,
        message.message_id,
        data,
        caption=message.caption or "",
        owner=f"person:{talk.member.id}",
    )
    screen = drafting.photos_received(talk.t, id, pages)
    shown = about.get("shown")
    if shown is None or not await talk.office.telegram.edit(talk.chat, shown, screen):
        shown = await talk.show(screen)
    await talk.ask(Asking.pages, envelope=id, shown=shown)


async def _is_for_else(talk: Talk, message: Message, data: bytes) -> bool:
    """Answer a photo of our document, or one that came before it was asked for."""
    return await looked_at(talk, message, data) or await offer_waiting(talk, message)


async def use_file(_: CallbackQuery, talk: Talk, id: str) -> None:
    """Begin an envelope with what was sent before."""
    day = talk.t.date(talk.office.today())
    name, data = await talk.office.gathering.document(
        id,
        talk.chat,
        title=talk.t("Document of {date}", date=day),
        language=talk.t.language,
    )
    await talk.office.drafting.from_file(talk.member, id, name, data)
    await go_on(talk, id)


async def resume(_: CallbackQuery, talk: Talk, id: str) -> None:
    """Ask what is still open in a draft."""
    await go_on(talk, id)


async def take_guess(
    _: CallbackQuery, talk: Talk, id: str, number: str, value: str
) -> None:
    """Take the guess for a field, if that is still what is asked."""
    envelope = await draft_of(talk, id)
    draft = await talk.office.drafting.draft(envelope)
    asked = draft.question and draft.question[1]
    if asked is None or number != str(draft.fields.index(asked)):
        await _stale(talk, id)
        return
    await _answer(talk, envelope, await _guessed(talk, asked, value))


async def _guessed(talk: Talk, field: Field, value: str) -> str:
    """Return what a button stands for."""
    company = await talk.office.people.company()
    if value == drafting.OWN_BANK and company.bank:
        return company.bank.iban
    if field.kind is Kind.CHOICE and value.startswith(drafting.CHOSEN):
        number = value.removeprefix(drafting.CHOSEN)
        return field.choices[choice_of(number, len(field.choices))]
    return "" if value == drafting.EMPTY else value


async def take_director(_: CallbackQuery, talk: Talk, id: str, value: str) -> None:
    """Take the director."""
    await _answer_if(talk, id, Ask.DIRECTOR, f"{KNOWN}{value}")


async def take_kind(_: CallbackQuery, talk: Talk, id: str, value: str) -> None:
    """Take whether the customer is a person or a company."""
    await _answer_if(talk, id, Ask.CUSTOMER_KIND, value)


async def take_email(_: CallbackQuery, talk: Talk, id: str) -> None:
    """Take the customer's address from the order."""
    envelope = await draft_of(talk, id)
    values = (await talk.office.drafting.draft(envelope)).values
    await _answer_if(talk, id, Ask.CUSTOMER_EMAIL, values.get("guess_email", ""))


async def take_text(message: Message, talk: Talk) -> None:
    """Take a typed answer to the open question."""
    about = await talk.about()
    id = about["envelope"]
    async with talk.answering():
        envelope = await draft_of(talk, id)
    open_now = (await talk.office.drafting.draft(envelope)).question
    if about["asked"] == _name(open_now):
        await _answer(talk, envelope, message.text or "")
    else:
        await _stale(talk, id)


async def change(_: CallbackQuery, talk: Talk, id: str) -> None:
    """Ask everything again; the places stay."""
    await talk.office.drafting.reopen(await draft_of(talk, id))
    await go_on(talk, id)


async def send(query: CallbackQuery, talk: Talk, id: str, seen: str) -> None:
    """Let it go; the answer is the live card."""
    office = talk.office
    envelope = await office.access.as_sender(talk.member, id)
    if office.sending.is_stale(envelope):
        await talk.say(talk.t("That was more than a day ago. Please look again:"))
        await go_on(talk, id)
        return
    envelope = await office.sending.send(talk.member, envelope, seen)
    await talk.state.clear()
    kept = await office.desk.card(id)
    summary_ = query.message.message_id if query.message else 0
    # Who pressed a moment after somebody else gets a card of his own, and nobody looks
    # for it far above.
    if kept is None or kept[0] != talk.chat or kept[1] < summary_:
        shown = await talk.show(card(envelope, talk.t, office.zone))
        await office.desk.save_card(id, talk.chat, shown, envelope.version)


async def go_on(talk: Talk, id: str) -> None:
    """Ask the next question, or show the summary when nothing is open."""
    envelope = await draft_of(talk, id)
    if wrong := await talk.office.sending.recheck(talk.member, envelope):
        await talk.say(escape(talk.t.refusal(wrong)))
    draft = await talk.office.drafting.draft(envelope)
    if not draft.placed:
        await talk.state.clear()
        await talk.office.places_view.show(talk.chat, envelope, talk.t)
        return
    if draft.question:
        await talk.ask(Asking.draft, envelope=id, asked=_name(draft.question))
        await talk.show(await _question(talk, envelope))
        return
    await talk.state.clear()
    envelope = await talk.office.sending.prepare(talk.member, envelope)
    pages = await talk.office.viewing.pages(envelope.document, _PREVIEWED)
    await talk.show(summary(talk.t, envelope, draft, pages, talk.office.zone))


async def draft_of(talk: Talk, id: str) -> Envelope:
    """Return a draft of the person who writes. Raises `NotAllowed` once it is sent."""
    envelope = await talk.office.access.as_sender(talk.member, id)
    talk.office.drafting.require_draft(envelope)
    return envelope


async def _answer(talk: Talk, envelope: Envelope, text: str) -> None:
    drafting_ = talk.office.drafting
    question = (await drafting_.draft(envelope)).question
    if question is not None:
        await drafting_.answer(talk.member, envelope, *question, text)
    await go_on(talk, envelope.id)


async def _answer_if(talk: Talk, id: str, ask: Ask, text: str) -> None:
    """Answer only what is asked now; a button of an earlier question asks again."""
    envelope = await draft_of(talk, id)
    question = (await talk.office.drafting.draft(envelope)).question
    if question is None or question[0] is not ask:
        await _stale(talk, id)
    else:
        await _answer(talk, envelope, text)


async def _stale(talk: Talk, id: str) -> None:
    await talk.say(talk.t("That is answered already. Here is what comes next:"))
    await go_on(talk, id)


def _name(question: Question | None) -> str:
    """Tell questions apart: a typed answer belongs to the one that was asked."""
    ask, field = question or ("", None)
    return f"{ask}{field.id if field else ''}"


async def _question(talk: Talk, envelope: Envelope) -> Screen:
    people = await talk.office.people.all()
    return drafting.question(
        talk.t,
        envelope,
        await talk.office.drafting.draft(envelope),
        today=talk.office.today(),
        company=await talk.office.people.company(),
        directors=[one for one in people if one.role is not Role.EMPLOYEE],
    )
