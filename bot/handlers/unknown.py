"""What no other handler took: a kind word instead of silence. Comes last."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.domain.errors import InputRefused, NotAllowed, NotFound
from bot.handlers.desk import Asking, Talk
from bot.handlers.turn import offer_waiting

_FILES = {Asking.logo.state: "file.expected", Asking.verify.state: "pdf.expected"}


def make_router() -> Router:
    """Return what is handled here, in the order in which it is tried."""
    router = Router(name="unknown")
    message = router.message.register
    button = router.callback_query.register
    message(answer_message)
    button(answer_button)
    return router


async def answer_message(message: Message, talk: Talk) -> None:
    """Say what would be understood, or what would answer the open question."""
    command = (message.text or "").startswith("/")
    asked = await talk.state.get_state()
    if asked in _FILES and not command:
        raise InputRefused(_FILES[asked])
    if asked and not message.text:
        raise InputRefused("text.expected")
    if await offer_waiting(talk, message):
        return
    if talk.person:
        raise NotFound("not-understood")
    signs = await talk.office.access.waiting_for(talk.chat)
    raise NotFound("not-understood-signer" if signs else "strangers")


async def answer_button(_: CallbackQuery) -> None:
    """A button of a former release, or a forged one."""
    raise NotAllowed("button-old")
