"""Signing in the chat: look, begin, sign what was previewed, or decline."""

from html import escape

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.domain import events as e
from bot.domain.errors import NotAllowed
from bot.domain.naming import file_name
from bot.handlers.desk import Asking, Press, Talk
from bot.handlers.turn import go_on, may_act, show_turn, trace_of
from bot.screens import signing
from bot.screens.screen import File, Screen


def make_router() -> Router:
    """Return what is handled here, in the order in which it is tried."""
    router = Router(name="sign")
    message = router.message.register
    button = router.callback_query.register
    button(open_, Press("open", "id", "role"))
    button(begin, Press("sign", "id", "role"))
    button(sign_now, Press("signnow", "id", "role", "shown", "entered", "language"))
    button(ask_reason, Press("decline", "id", "role"))
    message(decline, Asking.decline, F.text, ~F.text.startswith("/"))
    button(sealed_pdf, Press("mine", "id", "role"))
    return router


async def open_(_: CallbackQuery, talk: Talk, id: str, role: str) -> None:
    """Show what waits, from the inbox."""
    await show_turn(talk, id, role)


async def begin(_: CallbackQuery, talk: Talk, id: str, role: str) -> None:
    """Note that the signer looks at it, and ask for his first field."""
    office = talk.office
    envelope = await office.access.as_signer_in_chat(talk.chat, id, role)
    if not may_act(envelope, role):
        await show_turn(talk, id, role)
        return
    await office.signing.open(envelope, role, trace_of(talk))
    await go_on(talk, id, role)


async def sign_now(
    _: CallbackQuery,
    talk: Talk,
    id: str,
    role: str,
    shown: str,
    entered: str,
    language: str,
) -> None:
    """Sign what was previewed; a second press only says that it is done."""
    office = talk.office
    envelope = await office.access.as_signer_in_chat(talk.chat, id, role)
    if role not in envelope.signed:
        full = [sha for sha in envelope.revisions if sha.startswith(shown)]
        if not full:
            raise NotAllowed("document-changed")
        now = await office.filling.entered(envelope, role)
        if not now.startswith(entered):
            await talk.say(escape(talk.t.refusal(NotAllowed("entries-changed"))))
            await go_on(talk, id, role)
            return
        envelope = await office.signing.sign(
            envelope,
            role,
            shown=full[0],
            entered=now,
            trace=trace_of(talk),
            language=language,
        )
    await talk.state.clear()
    await talk.show(signing.signed(talk.t, envelope, role, office.zone))


async def ask_reason(_: CallbackQuery, talk: Talk, id: str, role: str) -> None:
    """Ask why."""
    envelope = await talk.office.access.as_signer_in_chat(talk.chat, id, role)
    envelope.require_turn(role)
    await talk.ask(Asking.decline, envelope=id, role=role)
    await talk.say(
        talk.t("Why do you decline? One sentence will do; the sender reads it.")
    )


async def decline(message: Message, talk: Talk) -> None:
    """Decline with the reason."""
    about = await talk.about()
    id, role = about["envelope"], about["role"]
    async with talk.answering():
        envelope = await talk.office.access.as_signer_in_chat(talk.chat, id, role)
        if not isinstance(envelope.ended, e.Declined):
            trace, reason = trace_of(talk), message.text or ""
            await talk.office.signing.decline(envelope, role, reason, trace)
    await talk.state.clear()
    await show_turn(talk, id, role)


async def sealed_pdf(_: CallbackQuery, talk: Talk, id: str, role: str) -> None:
    """Send a signer the newest PDF."""
    envelope = await talk.office.access.as_signer_in_chat(talk.chat, id, role)
    name = file_name(envelope.drafted.title, id)
    data = await talk.office.signing.document(envelope)
    await talk.show(Screen(text="", file=File(name=name, data=data)))
