"""Filling in one's own fields in the chat, one question at a time."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.domain.envelope import Envelope
from bot.domain.errors import InputRefused
from bot.domain.fields import PICTURES, Field
from bot.handlers.desk import Asking, Press, Talk, choice_of
from bot.handlers.files import download
from bot.handlers.turn import go_on
from bot.screens import signing

_YES = "yes"


def make_router() -> Router:
    """Return what is handled here, in the order in which it is tried."""
    router = Router(name="fill")
    message = router.message.register
    button = router.callback_query.register
    button(take_guess, Press("guess", "id", "role", "number"))
    button(take_choice, Press("guess", "id", "role", "number", "choice"))
    button(write_name, Press("type", "id", "role", "number"))
    message(take_picture, Asking.sign, F.photo | F.document)
    message(take_text, Asking.sign, F.text, ~F.text.startswith("/"))
    message(refuse, Asking.sign, ~F.text)
    button(ask_again, Press("again", "id", "role", "number"))
    button(restart, Press("redo", "id", "role"))
    return router


async def take_guess(
    _: CallbackQuery, talk: Talk, id: str, role: str, number: str
) -> None:
    """Take the guess for a field."""
    envelope, field = await _asked(talk, id, role)
    if field is None or number != str(envelope.fields_of(role).index(field)):
        await _stale(talk, id, role)
        return
    guess = signing.guessed(envelope, role, field, talk.office.today())
    await _answer(talk, envelope, role, field, guess)


async def take_choice(
    _: CallbackQuery, talk: Talk, id: str, role: str, number: str, choice: str
) -> None:
    """Take one of the choices of a field."""
    envelope, field = await _asked(talk, id, role)
    if field is None or number != str(envelope.fields_of(role).index(field)):
        await _stale(talk, id, role)
        return
    choices = field.choices or (_YES, "no")
    chosen = choices[choice_of(choice, len(choices))]
    await _answer(talk, envelope, role, field, chosen)


async def write_name(
    _: CallbackQuery, talk: Talk, id: str, role: str, number: str
) -> None:
    """Write the signer's name in a hand as his signature."""
    envelope, field = await _asked(talk, id, role)
    asked = field is not None and str(envelope.fields_of(role).index(field))
    if field is None or field.kind not in PICTURES or number != asked:
        await _stale(talk, id, role)
        return
    name = await talk.office.filling.name_to_write(envelope, role)
    png = await talk.office.filling.typed(envelope, role, field.id, name)
    await talk.show(signing.cleaned(talk.t, envelope, role, field, png))
    await go_on(talk, id, role)


async def take_picture(message: Message, talk: Talk) -> None:
    """Clean a photo of the signature or stamp that is asked for."""
    album = message.media_group_id
    if album and album == (await talk.about()).get("album"):
        # Its first picture was taken; this one was not sent for the next question.
        raise InputRefused("picture.one")
    id, role, envelope, field = await _open_question(talk)
    if field is None:
        await _show_kept(talk, envelope, role)
    elif field.kind not in PICTURES:
        raise InputRefused("text.expected")
    else:
        data = await download(talk.bot, message)
        png = await talk.office.filling.photo(envelope, role, field.id, data)
        await talk.show(signing.cleaned(talk.t, envelope, role, field, png))
        await go_on(talk, id, role)
    await talk.state.update_data(album=album)


async def take_text(message: Message, talk: Talk) -> None:
    """Take a typed answer to the open question."""
    id, role, envelope, field = await _open_question(talk)
    if field is None:
        await _stale(talk, id, role)
    else:
        await _answer(talk, envelope, role, field, message.text or "")


async def refuse(_: Message, talk: Talk) -> None:
    """Say what would be an answer: it was neither text nor a picture."""
    field = (await _open_question(talk))[-1]
    picture = field is not None and field.kind in PICTURES
    raise InputRefused("file.expected" if picture else "text.expected")


async def ask_again(
    _: CallbackQuery, talk: Talk, id: str, role: str, number: str
) -> None:
    """Ask for another picture instead of one that was given."""
    envelope = await talk.office.access.as_signer_in_chat(talk.chat, id, role)
    envelope.require_turn(role)
    fields = envelope.fields_of(role)
    field = fields[choice_of(number, len(fields))]
    await talk.office.filling.clear(envelope, role, field.id)
    await go_on(talk, id, role)


async def restart(_: CallbackQuery, talk: Talk, id: str, role: str) -> None:
    """Fill in everything again."""
    envelope = await talk.office.access.as_signer_in_chat(talk.chat, id, role)
    envelope.require_turn(role)
    await talk.office.filling.restart(envelope, role)
    await go_on(talk, id, role)


async def _open_question(talk: Talk) -> tuple[str, str, Envelope, Field | None]:
    """Return the field that was asked for last, or None when it is answered."""
    about = await talk.about()
    id, role = about["envelope"], about["role"]
    async with talk.answering():
        envelope, field = await _asked(talk, id, role)
    asked = field is not None and field.id == about["asked"]
    return id, role, envelope, field if asked else None


async def _asked(talk: Talk, id: str, role: str) -> tuple[Envelope, Field | None]:
    envelope = await talk.office.access.as_signer_in_chat(talk.chat, id, role)
    envelope.require_turn(role)
    fields = await talk.office.filling.open_fields(envelope, role)
    return envelope, fields[0] if fields else None


async def _answer(
    talk: Talk, envelope: Envelope, role: str, field: Field, text: str
) -> None:
    await talk.office.filling.answer(envelope, role, field.id, text, talk.t.language)
    await go_on(talk, envelope.id, role)


async def _show_kept(talk: Talk, envelope: Envelope, role: str) -> None:
    """Answer a picture that is here already: a crash came before its answer."""
    asked = (await talk.about())["asked"]
    for field in envelope.fields_of(role):
        if field.id == asked and field.kind in PICTURES:
            png = await talk.office.filling.picture(envelope, role, asked)
            await talk.show(signing.cleaned(talk.t, envelope, role, field, png))
            await go_on(talk, envelope.id, role)
            return
    await _stale(talk, envelope.id, role)


async def _stale(talk: Talk, id: str, role: str) -> None:
    await talk.say(talk.t("That is answered already. Here is what comes next:"))
    await go_on(talk, id, role)
