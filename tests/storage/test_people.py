"""The company's people: who they are, and that an account belongs to one of them."""

from dataclasses import replace

import pytest

from bot.domain.company import Company
from bot.domain.people import Person, Role
from bot.domain.records import Conflict
from bot.domain.values import BankDetails
from storage.database import Database
from storage.people import People

OLIVIA = Person(role=Role.OWNER, name="Olivia Öztürk", account=2**40 + 1)
BOB = Person(role=Role.DIRECTOR, name="Bob", email="Bob@Example.com", language="de")


@pytest.fixture
def people(database: Database) -> People:
    return People(database)


async def test_a_person_is_found_by_id_account_and_address(people: People) -> None:
    olivia, bob = await people.save(OLIVIA), await people.save(BOB)
    assert await people.get(olivia.id) == replace(OLIVIA, id=olivia.id)
    assert await people.by_account(2**40 + 1) == olivia
    assert await people.by_email("bob@example.COM") == bob
    assert await people.all() == [olivia, bob]


async def test_nobody_is_found_by_what_nobody_has(people: People) -> None:
    await people.save(OLIVIA)
    assert await people.get(99) is None
    assert await people.by_account(99) is None
    assert await people.by_email("") is None


async def test_a_person_changes(people: People) -> None:
    bob = await people.save(BOB)
    await people.save(replace(bob, account=7, language="en"))
    assert await people.by_account(7) == replace(bob, account=7, language="en")
    assert len(await people.all()) == 1


async def test_an_account_belongs_to_one_person(people: People) -> None:
    olivia, bob = await people.save(OLIVIA), await people.save(BOB)
    with pytest.raises(Conflict):
        await people.save(replace(bob, account=olivia.account))
    with pytest.raises(Conflict):
        await people.save(replace(BOB, account=olivia.account))
    assert await people.get(bob.id) == bob


async def test_the_company_is_empty_until_it_is_filled_in(people: People) -> None:
    assert await people.company() == Company()
    profile = Company(
        name="Müller & Söhne",
        address=("Weg 1", "12345 Ort"),
        bank=BankDetails(iban="DE89370400440532013000", bic="COBADEFFXXX"),
        logo=b"\x89PNG\r\n\x00",
    )
    await people.save_company(Company(name="Old"))
    await people.save_company(profile)
    assert await people.company() == profile
