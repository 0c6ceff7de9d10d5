"""The company's people and its profile."""

from dataclasses import replace

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Row, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.company import Company
from bot.domain.people import Person, Role
from bot.domain.records import Conflict
from storage.database import Database, insert_into
from storage.schema import company, people

_COMPANY = TypeAdapter(Company)
_THE_COMPANY = 1


class People:
    """Rows of people, and the one row of the company."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, id: int) -> Person | None:
        """Return a person by the storage's id."""
        return await self._one(people.c.id == id)

    async def by_account(self, account: int) -> Person | None:
        """Return the person behind a Telegram account."""
        return await self._one(people.c.account == account)

    async def by_email(self, email: str) -> Person | None:
        """Return the person with an address, however its letters are written."""
        wanted = email.casefold()
        for person in await self.all():
            if person.email and person.email.casefold() == wanted:
                return person
        return None

    async def all(self) -> list[Person]:
        """Return everybody, the first first."""
        async with self._database.read() as connection:
            rows = await connection.execute(select(people).order_by(people.c.id))
            return [_person(row) for row in rows]

    async def save(self, person: Person) -> Person:
        """Add or change a person.

        Raises `Conflict` when the Telegram account belongs to somebody else already.
        """

        async def work(connection: AsyncConnection) -> Person:
            values = _values(person)
            if person.id:
                await connection.execute(
                    update(people).where(people.c.id == person.id).values(values)
                )
                return person
            id = await connection.scalar(
                insert(people).values(values).returning(people.c.id)
            )
            return replace(person, id=id)

        try:
            return await self._database.change(work)
        except IntegrityError as error:
            raise Conflict(f"account {person.account} is somebody else's") from error

    async def company(self) -> Company:
        """Return the profile; an empty one until it is filled in."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(company))).first()
        if row is None:
            return Company()
        return replace(_COMPANY.validate_json(row.profile), logo=row.logo)

    async def save_company(self, profile: Company) -> None:
        """Replace the profile."""
        text = _COMPANY.dump_json(replace(profile, logo=None)).decode()
        row = {"profile": text, "logo": profile.logo}
        async with self._database.write() as connection:
            await connection.execute(
                insert_into(connection, company)
                .values(id=_THE_COMPANY, **row)
                .on_conflict_do_update(index_elements=["id"], set_=row)
            )

    async def _one(self, where: ColumnElement[bool]) -> Person | None:
        async with self._database.read() as connection:
            row = (await connection.execute(select(people).where(where))).first()
        return _person(row) if row else None


def _values(person: Person) -> dict[str, object]:
    return {
        "role": person.role.value,
        "name": person.name,
        "email": person.email,
        "language": person.language,
        "account": person.account,
    }


def _person(row: Row[*tuple[object, ...]]) -> Person:
    return Person(
        id=row.id,
        role=Role(row.role),
        name=row.name,
        email=row.email,
        language=row.language,
        account=row.account,
    )
