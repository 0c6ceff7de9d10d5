"""The team: the first owner, invitations by link, the company's profile."""

import secrets
from dataclasses import replace
from datetime import timedelta

from bot.domain.company import Company
from bot.domain.errors import NotAllowed, NotFound
from bot.domain.people import Person, Role
from bot.domain.records import TeamLink
from bot.domain.values import clean_text, parse_email, parse_iban, without_marks
from bot.services.ports import Clock, People, TicketStore

LINK_LIFE = timedelta(days=7)
TEAM_LINK = "t"
"""First letter of a team link's payload; the token follows."""
_RANKS = (Role.EMPLOYEE, Role.DIRECTOR, Role.OWNER)
"""The lowest first."""


class Team:
    """Lets people in and keeps what the company says about itself."""

    def __init__(self, *, people: People, store: TicketStore, clock: Clock) -> None:
        self._people = people
        self._store = store
        self._clock = clock

    async def owner_code(self) -> str:
        """Return a fresh one-time code that makes who sends `/start CODE` the owner."""
        return await self.invite(Role.OWNER)

    async def invite(self, role: Role) -> str:
        """Return the deep link's payload that lets one person in."""
        token = secrets.token_urlsafe(18)
        expires = self._clock() + LINK_LIFE
        await self._store.put_team_link(token, TeamLink(role=role, expires=expires))
        return TEAM_LINK + token

    async def join(self, payload: str, person: Person) -> Person:
        """Let in who opens a link first. Raises `NotFound`; the same person again just
        gets in, and nobody loses a higher role by it."""
        account = person.account or 0
        known = await self._people.by_account(account)
        if known and known.role is Role.OWNER:
            # Who tries the links he made does not use them up.
            return known
        token = payload.removeprefix(TEAM_LINK)
        link = await self._store.use_team_link(token, account, self._clock())
        if link is None:
            raise NotFound("link-used")
        if known is None:
            return await self._people.save(replace(person, role=link.role))
        if _RANKS.index(known.role) >= _RANKS.index(link.role):
            return known
        return await self._people.save(replace(known, role=link.role))

    async def all(self) -> list[Person]:
        """Return everybody."""
        return await self._people.all()

    async def set_email(self, person: Person, text: str) -> Person:
        """Keep a person's e-mail address."""
        return await self._people.save(replace(person, email=parse_email(text)))

    async def set_name(self, person: Person, text: str) -> Person:
        """Keep the name by which a person appears in documents from now on."""
        return await self._people.save(replace(person, name=clean_text(text, 80)))

    async def set_language(self, person: Person, language: str) -> Person:
        """Keep a person's language."""
        return await self._people.save(replace(person, language=language))

    async def set_company(self, part: str, text: str) -> Company:
        """Keep one part of the company's profile: `name`, `address` or `iban`.

        Raises `NotAllowed` for another part, `InputRefused` for what it cannot be.
        """
        company = await self._people.company()
        match part:
            case "name":
                name, bank = clean_text(text, 120), company.bank
                if bank and bank.holder == company.name:
                    bank = replace(bank, holder=name)
                company = replace(company, name=name, bank=bank)
            case "address":
                lines = [line for line in text.splitlines() if without_marks(line)]
                address = tuple(clean_text(line, 120) for line in lines[:6])
                company = replace(company, address=address)
            case "iban":
                company = replace(company, bank=parse_iban(text, company.name))
            case _:
                raise NotAllowed("button-old")
        await self._people.save_company(company)
        return company

    async def set_logo(self, png: bytes) -> Company:
        """Keep the company's logo, already cleaned."""
        company = replace(await self._people.company(), logo=png)
        await self._people.save_company(company)
        return company
