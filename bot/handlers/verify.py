"""Anybody's PDF, or a photo of one: was it altered?"""

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.types import CallbackQuery, Message

from bot.domain.errors import InputRefused, NotAllowed
from bot.handlers.desk import Asking, Press, Talk, choice_of
from bot.handlers.files import download, shows_picture
from bot.handlers.turn import offer_waiting
from bot.screens.screen import File, Screen
from bot.screens.sighting import photographed, sighting
from bot.screens.verdict import pages, signed_version, verdict
from bot.services.access import Asker
from bot.services.verifying import is_picture

_FILES_AN_HOUR = 60


def make_router() -> Router:
    """Return what is handled here, in the order in which it is tried."""
    router = Router(name="verify")
    message = router.message.register
    button = router.callback_query.register
    message(ask_file, Command("verify"))
    message(check, Asking.verify, F.document | F.photo)
    button(check_kept, Press("check", "id"))
    button(send_signed, Press("signed", "end"))
    button(send_kept_signed, Press("signed", "id", "end"))
    return router


def make_last_router() -> Router:
    """Return what comes last: files that no other handler wanted."""
    router = Router(name="anybody")
    message = router.message.register
    message(check, F.document)
    message(check, StateFilter(None), F.photo)
    return router


async def ask_file(_: Message, talk: Talk) -> None:
    """Ask for the PDF."""
    await talk.ask(Asking.verify)
    await talk.say(
        talk.t(
            "🔍 Send me the PDF, or a photo of a page of it, and I'll tell you "
            "whether it was altered."
        )
    )


async def check(message: Message, talk: Talk) -> None:
    """Answer about the file or photo that was sent."""
    if await talk.state.get_state() == Asking.verify.state:
        await talk.state.clear()
    await _limit(talk)
    name = (message.document and message.document.file_name) or "photo.jpg"
    data = await download(talk.bot, message)
    if shows_picture(message) and is_picture(name, data):
        await _look(talk, message, data)
    else:
        await _answer(talk, name, data, reply_to=message.message_id)


async def check_kept(_: CallbackQuery, talk: Talk, id: str) -> None:
    """Check a file that a member sent before."""
    name, data = await _kept(talk, id)
    await _limit(talk)
    await _answer(talk, name, data, where=id)


async def send_signed(query: CallbackQuery, talk: Talk, end: str) -> None:
    """Send back as much of a file as was signed; the answer with the button is a reply
    to the file, which is not kept."""
    told = query.message
    sent = told.reply_to_message if isinstance(told, Message) else None
    if sent is None or sent.document is None:
        raise NotAllowed("button-old")
    await _limit(talk)
    data = await download(talk.bot, sent)
    await _send_part(talk, sent.document.file_name or "", data, end)


async def send_kept_signed(_: CallbackQuery, talk: Talk, id: str, end: str) -> None:
    """Do the same with a file that a member sent before."""
    await _send_part(talk, *await _kept(talk, id), end)


async def _limit(talk: Talk) -> None:
    await talk.office.identifying.limit("verify", str(talk.chat), _FILES_AN_HOUR)


async def _kept(talk: Talk, id: str) -> tuple[str, bytes]:
    kept = (await talk.office.desk.form(id, str(talk.chat))).values
    if not kept:
        raise NotAllowed("button-old")
    return kept["name"], await talk.office.blobs.get(kept["file"])


async def _send_part(talk: Talk, name: str, data: bytes, end: str) -> None:
    part = data[: choice_of(end, len(data))]
    file = File(name=signed_version(talk.t, name), data=part)
    await talk.show(Screen(text="", file=file))


async def _answer(
    talk: Talk, name: str, data: bytes, *, reply_to: int | None = None, where: str = ""
) -> None:
    answer = await talk.office.verifying.check(data, _asker(talk))
    screen = verdict(talk.t, answer, name, talk.office.zone, where=where)
    await talk.show(replace(screen, reply_to=reply_to))
    for page in pages(talk.t, answer.comparison):
        await talk.show(page)


async def _look(talk: Talk, message: Message, picture: bytes) -> None:
    """Say what a picture shows of a document; one that shows nothing may have been
    meant for a document that waits."""
    seen = await looked_at(talk, message, picture)
    if not seen and not await offer_waiting(talk, message):
        raise InputRefused("picture.no-code")


async def looked_at(talk: Talk, message: Message, picture: bytes) -> bool:
    """Answer about a picture that shows a document of ours; False if it does not."""
    seen = await talk.office.verifying.look(picture, _asker(talk))
    if seen is None:
        return False
    screen = sighting(talk.t, seen, talk.office.zone)
    await talk.show(replace(screen, reply_to=message.message_id))
    if page := photographed(talk.t, seen):
        await talk.show(page)
    return True


def _asker(talk: Talk) -> Asker:
    return Asker(name=str(talk.chat), account=talk.chat, stranger=talk.person is None)
