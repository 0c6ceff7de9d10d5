"""What no other handler took: a kind word instead of silence. Comes last."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.domain.errors import NotAllowed, NotFound
from bot.handlers.desk import Talk

router = Router(name="unknown")


@router.message()
async def message(_: Message, talk: Talk) -> None:
    """Say what would be understood."""
    raise NotFound("not-understood" if talk.person else "strangers")


@router.callback_query()
async def button(_: CallbackQuery) -> None:
    """A button of a former release, or a forged one."""
    raise NotAllowed("button-old")
