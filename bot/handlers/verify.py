"""Anybody's PDF: was it altered?"""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.domain.errors import NotAllowed
from bot.handlers.desk import Asking, Press, Talk
from bot.handlers.files import download
from bot.screens.verdict import verdict

router = Router(name="verify")
anybody = Router(name="anybody")
"""Comes last: files that no other handler wanted."""

_FILES_AN_HOUR = 60


@router.message(Command("verify"))
async def ask_file(_: Message, talk: Talk) -> None:
    """Ask for the PDF."""
    await talk.ask(Asking.verify)
    await talk.say(talk.t("🔍 Send me the PDF. I tell you whether it was altered."))


@router.message(Asking.verify, F.document)
@anybody.message(F.document)
async def check(message: Message, talk: Talk) -> None:
    """Answer about the file that was sent."""
    if await talk.state.get_state() == Asking.verify.state:
        await talk.state.clear()
    name = (message.document and message.document.file_name) or "PDF"
    await talk.office.identifying.limit("verify", str(talk.chat), _FILES_AN_HOUR)
    await _answer(talk, name, await download(talk.bot, message))


@router.callback_query(Press("check", "id"))
async def check_kept(_: CallbackQuery, talk: Talk, id: str) -> None:
    """Check a file that a member sent before."""
    kept = (await talk.office.desk.form(id, str(talk.chat))).values
    if not kept:
        raise NotAllowed("button-old")
    await talk.office.identifying.limit("verify", str(talk.chat), _FILES_AN_HOUR)
    await _answer(talk, kept["name"], await talk.office.blobs.get(kept["file"]))


async def _answer(talk: Talk, name: str, data: bytes) -> None:
    answer = await talk.office.verifying.check(data, owner=str(talk.chat))
    await talk.show(verdict(talk.t, answer, name, talk.office.zone))
