"""/start with and without a link, /help and /cancel."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import Message

from bot.domain import events as e
from bot.domain.people import Person, Role
from bot.domain.values import printable_part
from bot.handlers.desk import Asking, Talk
from bot.handlers.menu import set_menu
from bot.handlers.turn import show_turn
from bot.screens import signing, status, team
from bot.services.team import TEAM_LINK
from bot.services.tickets import insist_on_way, way_in
from bot.texts import texts

SIGNING_LINK = "s"
"""First letter of a signing link's payload; the token follows."""

_LINKS_AN_HOUR = 30


def make_router() -> Router:
    """Return what is handled here, in the order in which it is tried."""
    router = Router(name="start")
    message = router.message.register
    message(join_team, CommandStart(deep_link=True, magic=F.args.startswith(TEAM_LINK)))
    message(
        come_to_sign,
        CommandStart(deep_link=True, magic=F.args.startswith(SIGNING_LINK)),
    )
    message(take_code, Asking.code, F.text, ~F.text.startswith("/"))
    message(start, CommandStart())
    message(help_, Command("help"))
    message(cancel, Command("cancel"))
    return router


async def join_team(_: Message, command: CommandObject, talk: Talk) -> None:
    """Let somebody into the company by a one-time link."""
    await talk.state.clear()
    await talk.office.identifying.limit("link", str(talk.chat), _LINKS_AN_HOUR)
    newcomer = Person(
        role=Role.EMPLOYEE,
        name=printable_part(talk.name, 80) or f"Telegram {talk.chat}",
        language=talk.t.language,
        account=talk.chat,
    )
    person = await talk.office.team.join(command.args or "", newcomer)
    await set_menu(talk.bot, person)
    company = await talk.office.people.company()
    await talk.show(team.welcome(talk.t, person, company))
    if not person.email:
        await talk.ask(Asking.my_email)
        await talk.show(team.email_question(talk.t))


async def come_to_sign(_: Message, command: CommandObject, talk: Talk) -> None:
    """Let a signer into the chat: at once if he is known, else after a code."""
    office = talk.office
    await talk.state.clear()
    await office.identifying.limit("link", str(talk.chat), _LINKS_AN_HOUR)
    token = (command.args or "").removeprefix(SIGNING_LINK)
    ticket = await office.tickets.claim(token, talk.chat)
    contact = await office.desk.contact(ticket.envelope, ticket.role)
    if contact.account == talk.chat:
        await show_turn(talk, ticket.envelope, ticket.role)
    else:
        await _prove(talk, ticket.envelope, ticket.role)


async def _prove(talk: Talk, id: str, role: str) -> None:
    envelope = await talk.office.envelopes.get(id)
    t = texts(envelope.signer(role).language)
    if role not in {signer.role for signer in envelope.turn} or envelope.ended:
        await talk.say(signing.standing(t, envelope, role))
        return
    await talk.office.identifying.send_code(envelope, role)
    generation = way_in(envelope, role)
    await talk.ask(Asking.code, envelope=id, role=role, generation=generation)
    await talk.show(signing.code_sent(t, envelope.signer(role).contact))


async def take_code(message: Message, talk: Talk) -> None:
    """Check the code; from then on this account is the signer."""
    office = talk.office
    about = await talk.about()
    envelope = await office.envelopes.get(about["envelope"])
    role = about["role"]
    async with talk.answering():
        insist_on_way(envelope, role, about.get("generation", 0))
    trace = e.Trace(via="chat", account=talk.chat)
    if (await office.desk.contact(envelope.id, role)).account != talk.chat:
        code, holder = message.text or "", f"account/{talk.chat}"
        envelope = await office.identifying.identify(
            envelope, role, code, trace, holder
        )
        await office.signing.join(envelope, role, talk.chat)
    await talk.state.clear()
    await show_turn(talk, envelope.id, role)


async def start(_: Message, talk: Talk) -> None:
    """Greet."""
    await talk.state.clear()
    company = await talk.office.people.company()
    await talk.show(
        team.welcome(talk.t, talk.person, company)
        if talk.person
        else team.stranger(talk.t, company)
    )


async def help_(_: Message, talk: Talk) -> None:
    """Say what the bot can do for this person."""
    signs = bool(await talk.office.access.waiting_for(talk.chat))
    await talk.show(team.help_text(talk.t, talk.person, signs=signs))


async def cancel(_: Message, talk: Talk) -> None:
    """Leave an open question; envelopes stay as they are."""
    drafting = await talk.state.get_state() == Asking.draft.state
    draft = (await talk.about())["envelope"] if drafting else ""
    await talk.state.clear()
    signs = bool(await talk.office.access.waiting_for(talk.chat))
    await talk.show(status.cancelled(talk.t, talk.person, draft=draft, signs=signs))
