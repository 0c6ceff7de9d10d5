"""Signing in the chat: look, fill in, see how it will look, sign or decline."""

from html import escape

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.domain import events as e
from bot.domain.envelope import UNDERWAY, Envelope
from bot.domain.errors import InputRefused, NotAllowed
from bot.domain.fields import PICTURES, Field
from bot.domain.naming import file_name
from bot.handlers.desk import Asking, Press, Talk, choice_of
from bot.handlers.files import download
from bot.screens import signing
from bot.screens.screen import File, Screen

_PREVIEWED = 4
_YES = "yes"


def make_router() -> Router:
    """Return what is handled here, in the order in which it is tried."""
    router = Router(name="sign")
    message = router.message.register
    button = router.callback_query.register
    button(open_, Press("open", "id", "role"))
    button(begin, Press("sign", "id", "role"))
    button(take_guess, Press("guess", "id", "role", "number"))
    button(take_choice, Press("guess", "id", "role", "number", "choice"))
    button(write_name, Press("type", "id", "role", "number"))
    message(take_picture, Asking.sign, F.photo | F.document)
    message(take_text, Asking.sign, F.text, ~F.text.startswith("/"))
    message(refuse, Asking.sign, ~F.text)
    button(redo, Press("redo", "id", "role"))
    button(sign_now, Press("signnow", "id", "role", "shown", "entered"))
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
    if not _may_act(envelope, role):
        await show_turn(talk, id, role)
        return
    await office.signing.open(envelope, role, _trace(talk))
    await go_on(talk, id, role)


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
    name = envelope.signer(role).name
    png = await talk.office.filling.typed(envelope, role, field.id, name)
    await talk.show(signing.cleaned(talk.t, field, png))
    await go_on(talk, id, role)


async def take_picture(message: Message, talk: Talk) -> None:
    """Clean a photo of the signature or stamp that is asked for."""
    id, role, envelope, field = await _open_question(talk)
    if field is None:
        await _show_kept(talk, envelope, role)
        return
    if field.kind not in PICTURES:
        raise InputRefused("text.expected")
    data = await download(talk.bot, message)
    png = await talk.office.filling.photo(envelope, role, field.id, data)
    await talk.show(signing.cleaned(talk.t, field, png))
    await go_on(talk, id, role)


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


async def redo(_: CallbackQuery, talk: Talk, id: str, role: str) -> None:
    """Fill in everything again."""
    envelope = await talk.office.access.as_signer_in_chat(talk.chat, id, role)
    envelope.require_turn(role)
    await talk.office.filling.restart(envelope, role)
    await go_on(talk, id, role)


async def sign_now(
    _: CallbackQuery, talk: Talk, id: str, role: str, shown: str, entered: str
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
            envelope, role, shown=full[0], entered=now, trace=_trace(talk)
        )
    await talk.state.clear()
    await talk.show(signing.signed(talk.t, envelope, role, office.zone))


async def ask_reason(_: CallbackQuery, talk: Talk, id: str, role: str) -> None:
    """Ask why."""
    envelope = await talk.office.access.as_signer_in_chat(talk.chat, id, role)
    envelope.require_turn(role)
    await talk.ask(Asking.decline, envelope=id, role=role)
    await talk.say(talk.t("Why do you decline? One sentence; the sender reads it."))


async def decline(message: Message, talk: Talk) -> None:
    """Decline with the reason."""
    about = await talk.about()
    id, role = about["envelope"], about["role"]
    async with talk.answering():
        envelope = await talk.office.access.as_signer_in_chat(talk.chat, id, role)
        if not isinstance(envelope.ended, e.Declined):
            trace, reason = _trace(talk), message.text or ""
            await talk.office.signing.decline(envelope, role, reason, trace)
    await talk.state.clear()
    await show_turn(talk, id, role)


async def sealed_pdf(_: CallbackQuery, talk: Talk, id: str, role: str) -> None:
    """Send a signer the newest PDF."""
    envelope = await talk.office.access.as_signer_in_chat(talk.chat, id, role)
    name = file_name(envelope.drafted.title, id)
    data = await talk.office.signing.document(envelope)
    await talk.show(Screen(text="", file=File(name=name, data=data)))


async def show_turn(talk: Talk, id: str, role: str) -> None:
    """Show a signer where it stands: the whole invitation when it is his turn."""
    office = talk.office
    envelope = await office.access.as_signer_in_chat(talk.chat, id, role)
    if _may_act(envelope, role):
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
        await talk.show(signing.ask(talk.t, envelope, role, fields[0], today=today))
        return
    data = await office.signing.preview(envelope, role)
    wanted = sorted({field.page for field in envelope.fields_of(role)})[:_PREVIEWED]
    pages = [
        await office.viewing.render(data, page, width=1000, kind="jpeg")
        for page in wanted
    ]
    entered = await office.filling.entered(envelope, role)
    await talk.show(signing.preview(talk.t, envelope, role, tuple(pages), entered))


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
            await talk.show(signing.cleaned(talk.t, field, png))
            await go_on(talk, envelope.id, role)
            return
    await _stale(talk, envelope.id, role)


async def _stale(talk: Talk, id: str, role: str) -> None:
    await talk.say(talk.t("That is answered already. Here is what comes next:"))
    await go_on(talk, id, role)


def _may_act(envelope: Envelope, role: str) -> bool:
    return envelope.stage in UNDERWAY and role in {s.role for s in envelope.turn}


def _trace(talk: Talk) -> e.Trace:
    return e.Trace(via="chat", account=talk.chat)
