"""What no other handler took: a kind word instead of silence. Comes last."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.domain.errors import NotAllowed, NotFound
from bot.handlers.desk import Talk


def make_router() -> Router:
    """Return what is handled here, in the order in which it is tried."""
    router = Router(name="unknown")
    message = router.message.register
    button = router.callback_query.register
    message(answer_message)
    button(answer_button)
    return router


async def answer_message(_: Message, talk: Talk) -> None:
    """Say what would be understood."""
    raise NotFound("not-understood" if talk.person else "strangers")


async def answer_button(_: CallbackQuery) -> None:
    """A button of a former release, or a forged one."""
    raise NotAllowed("button-old")
