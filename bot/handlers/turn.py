"""A signer's turn in the chat: where it stands, the next question, the preview."""

from aiogram.types import Message

from bot.domain import events as e
from bot.domain.envelope import UNDERWAY, Envelope
from bot.handlers.desk import Asking, Talk
from bot.handlers.files import shows_picture
from bot.screens import signing, status

_PREVIEWED = 4


async def show_turn(talk: Talk, id: str, role: str) -> None:
    """Show a signer where it stands: the whole invitation when it is his turn."""
    office = talk.office
    envelope = await office.access.as_signer_in_chat(talk.chat, id, role)
    if may_act(envelope, role):
        for screen in await office.courier.invitation(envelope, role, talk.t):
            await talk.show(screen)
    else:
        await talk.show(signing.state(talk.t, envelope, role, office.zone))


async def go_on(talk: Talk, id: str, role: str) -> None:
    """Ask for the next field, or show the preview when nothing is open."""
    office = talk.office
    envelope = await office.access.as_signer_in_chat(talk.chat, id, role)
    envelope.require_turn(role)
    fields = await office.filling.open_fields(envelope, role)
    asked = fields[0].id if fields else ""
    await talk.ask(Asking.sign, envelope=id, role=role, asked=asked)
    if fields:
        today = office.today()
        name = await office.filling.name_to_write(envelope, role)
        await talk.show(
            signing.ask(talk.t, envelope, role, fields[0], today=today, name=name)
        )
        return
    data = await office.signing.preview(envelope, role)
    wanted = sorted({field.page for field in envelope.fields_of(role)})[:_PREVIEWED]
    pages = [
        await office.viewing.render(data, page, width=1000, kind="jpeg")
        for page in wanted
    ]
    entered = await office.filling.entered(envelope, role)
    await talk.show(signing.preview(talk.t, envelope, role, tuple(pages), entered))


async def offer_waiting(talk: Talk, message: Message) -> bool:
    """Answer a picture that nobody asked for with what waits for a signature. Returns
    False when it is no picture, or nothing waits."""
    if not shows_picture(message):
        return False
    waiting = await talk.office.access.waiting_for(talk.chat)
    if waiting:
        await talk.show(status.early_picture(talk.t, waiting))
    return bool(waiting)


def may_act(envelope: Envelope, role: str) -> bool:
    """Tell whether it is his turn."""
    return envelope.stage in UNDERWAY and role in {s.role for s in envelope.turn}


def trace_of(talk: Talk) -> e.Trace:
    """Return what the journal keeps about where an act came from."""
    return e.Trace(via="chat", account=talk.chat)
