"""Anybody's PDF: was it altered?"""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.domain.errors import NotAllowed
from bot.handlers.desk import Asking, Press, Talk
from bot.handlers.files import download
from bot.handlers.turn import offer_waiting
from bot.screens.verdict import verdict

_FILES_AN_HOUR = 60


def make_router() -> Router:
    """Return what is handled here, in the order in which it is tried."""
    router = Router(name="verify")
    message = router.message.register
    button = router.callback_query.register
    message(ask_file, Command("verify"))
    message(check, Asking.verify, F.document)
    button(check_kept, Press("check", "id"))
    return router


def make_last_router() -> Router:
    """Return what comes last: files that no other handler wanted."""
    router = Router(name="anybody")
    message = router.message.register
    message(check_unasked, F.document)
    return router


async def ask_file(_: Message, talk: Talk) -> None:
    """Ask for the PDF."""
    await talk.ask(Asking.verify)
    await talk.say(
        talk.t("🔍 Send me the PDF, and I'll tell you whether it was altered.")
    )


async def check(message: Message, talk: Talk) -> None:
    """Answer about the file that was sent."""
    if await talk.state.get_state() == Asking.verify.state:
        await talk.state.clear()
    name = (message.document and message.document.file_name) or "PDF"
    await talk.office.identifying.limit("verify", str(talk.chat), _FILES_AN_HOUR)
    await _answer(talk, name, await download(talk.bot, message))


async def check_unasked(message: Message, talk: Talk) -> None:
    """Check a file, unless it is a picture that a signer sent too early."""
    if not await offer_waiting(talk, message):
        await check(message, talk)


async def check_kept(_: CallbackQuery, talk: Talk, id: str) -> None:
    """Check a file that a member sent before."""
    kept = (await talk.office.desk.form(id, str(talk.chat))).values
    if not kept:
        raise NotAllowed("button-old")
    await talk.office.identifying.limit("verify", str(talk.chat), _FILES_AN_HOUR)
    await _answer(talk, kept["name"], await talk.office.blobs.get(kept["file"]))


async def _answer(talk: Talk, name: str, data: bytes) -> None:
    found = await talk.office.verifying.check(
        data, owner=str(talk.chat), stranger=talk.person is None
    )
    await talk.show(verdict(talk.t, found, name, talk.office.zone))
