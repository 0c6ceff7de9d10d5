"""/status and /inbox, and what a sender does with an envelope that is on its way."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.domain.envelope import UNDERWAY, Envelope, Stage
from bot.domain.errors import NotAllowed, NotFound
from bot.domain.naming import file_name
from bot.handlers.desk import Asking, Member, Press, Talk, choice_of
from bot.images.board import draw_board
from bot.screens import status
from bot.screens.board import columns_of
from bot.screens.card import card
from bot.screens.screen import File, Screen, say
from bot.services.steering import correctable


def make_router() -> Router:
    """Return what is handled here, in the order in which it is tried."""
    router = Router(name="inbox")
    router.message.register(inbox, Command("inbox"))
    router.include_router(_make_router_of_members())
    return router


def _make_router_of_members() -> Router:
    router = Router(name="status")
    router.message.filter(Member())
    router.callback_query.filter(Member())
    message = router.message.register
    button = router.callback_query.register
    message(show_status, Command("status"))
    button(show_stage, Press("stage", "number"))
    button(show_card, Press("card", "id"))
    button(send_pdf, Press("pdf", "id"))
    button(nudge, Press("nudge", "id"))
    button(archive, Press("archive", "id"))
    button(ask_reason, Press("back", "id"))
    message(take_back, Asking.take_back, F.text, ~F.text.startswith("/"))
    button(ask_address, Press("address", "id", "role"))
    message(take_address, Asking.address, F.text, ~F.text.startswith("/"))
    return router


async def show_status(_: Message, command: CommandObject, talk: Talk) -> None:
    """Show the seven stages, or find envelopes by a word."""
    office = talk.office
    if command.args:
        found = await office.reporting.find(talk.member, word=command.args[:60])
        await talk.show(status.found(talk.t, command.args[:60], found))
        return
    columns = await office.reporting.board(talk.member)
    heading = (await office.people.company()).name or "Chatsign"
    drawn = columns_of(talk.t, columns, office.clock())
    more = talk.t("+{count} more")
    picture = await office.workers.run(draw_board, drawn, heading, more)
    await talk.show(status.board(talk.t, columns, office.clock(), picture))


async def show_stage(_: CallbackQuery, talk: Talk, number: str) -> None:
    """List the envelopes of one stage."""
    stage = list(Stage)[choice_of(number, len(Stage))]
    found = await talk.office.reporting.find(talk.member, stage=stage)
    await talk.show(status.found(talk.t, talk.t.stage(stage), found))


async def show_card(_: CallbackQuery, talk: Talk, id: str) -> None:
    """Show the card; from now on this message is the live one."""
    await _show_card(talk, await talk.office.access.as_sender(talk.member, id))


async def inbox(_: Message, talk: Talk) -> None:
    """List what waits for this person's signature."""
    waiting = await talk.office.access.waiting_for(talk.chat)
    if not waiting and talk.person is None:
        raise NotFound("strangers")
    await talk.show(status.inbox(talk.t, waiting))


async def send_pdf(_: CallbackQuery, talk: Talk, id: str) -> None:
    """Send the newest PDF to its sender."""
    envelope = await talk.office.access.as_sender(talk.member, id)
    name = file_name(envelope.drafted.title, id)
    data = await talk.office.signing.document(envelope)
    await talk.show(Screen(text="", file=File(name=name, data=data)))


async def nudge(_: CallbackQuery, talk: Talk, id: str) -> None:
    """Remind whose turn it is."""
    envelope = await talk.office.access.as_sender(talk.member, id)
    await talk.office.steering.nudge(talk.member, envelope)
    name = envelope.turn[0].name
    await talk.say(say(talk.t, "🔔 {name} is reminded.", name=name))


async def archive(_: CallbackQuery, talk: Talk, id: str) -> None:
    """Put a finished envelope away."""
    envelope = await talk.office.access.as_sender(talk.member, id)
    await _show_card(talk, await talk.office.steering.archive(talk.member, envelope))


async def ask_reason(_: CallbackQuery, talk: Talk, id: str) -> None:
    """Ask why it is taken back; a draft goes without a question.

    A late press, when nothing can be taken back any more, shows where it stands.
    """
    office = talk.office
    envelope = await office.access.as_sender(talk.member, id)
    if envelope.stage is Stage.DRAFT:
        reason = talk.t("discarded")
        await talk.state.clear()
        await _show_card(
            talk, await office.steering.take_back(talk.member, envelope, reason)
        )
        return
    if envelope.stage not in UNDERWAY or not envelope.turn:
        await _show_card(talk, envelope)
        return
    await talk.ask(Asking.take_back, envelope=id)
    why = talk.t("Why do you take it back? Everybody who was asked to sign reads it.")
    await talk.show(status.question(talk.t, why, id))


async def take_back(message: Message, talk: Talk) -> None:
    """Take it back with the reason."""
    id = (await talk.about())["envelope"]
    async with talk.answering():
        envelope = await talk.office.access.as_sender(talk.member, id)
        if not envelope.ended:
            envelope = await talk.office.steering.take_back(
                talk.member, envelope, message.text or ""
            )
    await talk.state.clear()
    await _show_card(talk, envelope)


async def ask_address(_: CallbackQuery, talk: Talk, id: str, role: str) -> None:
    """Ask for the right address of one signer."""
    envelope = await talk.office.access.as_sender(talk.member, id)
    if role not in {signer.role for signer in correctable(envelope)}:
        raise NotAllowed("button-old")
    signer = envelope.signer(role)
    await talk.ask(Asking.address, envelope=id, role=role)
    which = say(
        talk.t,
        "✉️ The right e-mail address of {name}? The old link stops working.",
        name=signer.name,
    )
    await talk.show(status.question(talk.t, which, id))


async def take_address(message: Message, talk: Talk) -> None:
    """Correct the address; the invitation goes out again."""
    about = await talk.about()
    async with talk.answering():
        envelope = await talk.office.access.as_sender(talk.member, about["envelope"])
        envelope = await talk.office.steering.readdress(
            talk.member, envelope, about["role"], message.text or ""
        )
    await talk.state.clear()
    await _show_card(talk, envelope)


async def _show_card(talk: Talk, envelope: Envelope) -> None:
    shown = await talk.show(card(envelope, talk.t, talk.office.zone))
    await talk.office.desk.save_card(envelope.id, talk.chat, shown, envelope.version)
