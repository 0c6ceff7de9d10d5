"""/company, /team and /me."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.domain.company import Company
from bot.domain.people import Role
from bot.handlers.desk import Asking, Press, Talk
from bot.handlers.files import download
from bot.handlers.menu import set_menu
from bot.images.logo import clean_logo
from bot.screens import team
from bot.texts import texts


def make_router() -> Router:
    """Return what is handled here, in the order in which it is tried."""
    router = Router(name="settings")
    message = router.message.register
    button = router.callback_query.register
    message(company, Command("company"))
    button(ask_company, Press("company", "part"))
    message(take_company, Asking.company, F.text, ~F.text.startswith("/"))
    message(take_logo, Asking.logo, F.photo | F.document)
    message(show_team, Command("team"))
    button(invite, Press("invite", "role"))
    message(me, Command("me"))
    button(ask_email, Press("mymail"))
    message(take_email, Asking.my_email, F.text, ~F.text.startswith("/"))
    button(ask_name, Press("myname"))
    message(take_name, Asking.my_name, F.text, ~F.text.startswith("/"))
    button(set_language, Press("language", "code"))
    return router


async def company(_: Message, talk: Talk) -> None:
    """Show the company's profile to its owner; ask when there is none."""
    await talk.office.access.member(talk.chat, Role.OWNER)
    profile = await talk.office.people.company()
    if profile.name:
        await _show_company(talk, profile)
    else:
        await _ask_company(talk, "name")


async def ask_company(_: CallbackQuery, talk: Talk, part: str) -> None:
    """Ask for one part of the profile, or show all that is there."""
    await talk.office.access.member(talk.chat, Role.OWNER)
    if part == "all":
        await _show_company(talk, await talk.office.people.company())
    else:
        await _ask_company(talk, part)


async def take_company(message: Message, talk: Talk) -> None:
    """Keep one part of the profile and ask for the next."""
    await talk.office.access.member(talk.chat, Role.OWNER)
    part = (await talk.about())["part"]
    profile = await talk.office.team.set_company(part, message.text or "")
    await _go_on(talk, profile, part)


async def take_logo(message: Message, talk: Talk) -> None:
    """Keep the logo, encoded anew."""
    await talk.office.access.member(talk.chat, Role.OWNER)
    data = await download(talk.bot, message)
    logo = await talk.office.workers.run(clean_logo, data, owner=str(talk.chat))
    profile = await talk.office.team.set_logo(logo.png)
    await _go_on(talk, profile, "logo")


async def show_team(_: Message, talk: Talk) -> None:
    """List the team; the owner invites."""
    await talk.office.access.member(talk.chat, Role.OWNER)
    await talk.show(team.team(talk.t, await talk.office.team.all()))


async def invite(_: CallbackQuery, talk: Talk, role: str) -> None:
    """Make a link that lets one person in."""
    await talk.office.access.member(talk.chat, Role.OWNER)
    wanted = Role.DIRECTOR if role == Role.DIRECTOR else Role.EMPLOYEE
    payload = await talk.office.team.invite(wanted)
    name = (await talk.bot.me()).username
    link = f"{talk.office.telegram_url}/{name}?start={payload}"
    await talk.show(team.team_link(talk.t, wanted, link))


async def me(_: Message, talk: Talk) -> None:
    """Show one's own settings."""
    await talk.show(team.me(talk.t, talk.member))


async def ask_email(_: CallbackQuery, talk: Talk) -> None:
    """Ask for one's e-mail address."""
    await talk.office.access.member(talk.chat)
    await talk.ask(Asking.my_email)
    await talk.show(team.email_question(talk.t))


async def take_email(message: Message, talk: Talk) -> None:
    """Keep one's e-mail address."""
    person = await talk.office.team.set_email(talk.member, message.text or "")
    await talk.state.clear()
    company = await talk.office.people.company()
    await talk.show(team.email_noted(talk.t, person, company))


async def ask_name(_: CallbackQuery, talk: Talk) -> None:
    """Ask for one's name."""
    await talk.office.access.member(talk.chat)
    await talk.ask(Asking.my_name)
    await talk.show(team.name_question(talk.t))


async def take_name(message: Message, talk: Talk) -> None:
    """Keep one's name."""
    person = await talk.office.team.set_name(talk.member, message.text or "")
    await talk.state.clear()
    await talk.show(team.me(talk.t, person))


async def set_language(_: CallbackQuery, talk: Talk, code: str) -> None:
    """Change one's language."""
    language = texts(code).language
    person = await talk.office.team.set_language(talk.member, language)
    await set_menu(talk.bot, person)
    await talk.show(team.me(texts(language), person))


async def _ask_company(talk: Talk, part: str, noted: str = "") -> None:
    question = team.company_question(talk.t, part, noted)
    await talk.ask(Asking.logo if part == "logo" else Asking.company, part=part)
    await talk.show(question)


async def _go_on(talk: Talk, profile: Company, kept: str) -> None:
    if profile.missing:
        noted = team.company_part(talk.t, profile, kept)
        await _ask_company(talk, profile.missing, noted)
    else:
        await _show_company(talk, profile)


async def _show_company(talk: Talk, profile: Company) -> None:
    await talk.state.clear()
    await talk.show(team.company_profile(talk.t, profile))
