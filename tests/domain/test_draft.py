"""What a draft still has to ask."""

from bot.domain.draft import Ask, Draft, as_json
from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER, Field, Kind

_BOX = (0.1, 0.1, 0.3, 0.2)


def place(id: str, kind: Kind, role: str) -> Field:
    return Field(id=id, kind=kind, role=role, page=0, box=_BOX)


FIELDS = as_json(
    (
        place("date", Kind.DATE, SENDER),
        place("director-signature", Kind.SIGNATURE, DIRECTOR),
        place("customer-signature", Kind.SIGNATURE, CUSTOMER),
        place("customer-stamp", Kind.STAMP, CUSTOMER),
    )
)

PLACED = {"fields": FIELDS, "placed": True}


def test_questions_come_one_after_the_other() -> None:
    values: dict[str, object] = {}
    asked = []
    answers = {
        Ask.PLACES: {"fields": FIELDS, "placed": True},
        Ask.FIELD: {"date": "2026-11-24"},
        Ask.DIRECTOR: {"director": "dora@nordwind.example"},
        Ask.DIRECTOR_NAME: {"director_name": "Dora"},
        Ask.CUSTOMER_NAME: {"customer_name": "Charlie"},
        Ask.CUSTOMER_KIND: {"customer_company": False},
        Ask.CUSTOMER_EMAIL: {"customer_email": "charlie@example.com"},
    }
    while question := Draft(values).question:
        asked.append(question[0])
        values |= answers[question[0]]
    assert asked == list(answers)


def test_the_questions_that_are_left_are_counted() -> None:
    known = {"customer_name": "Charlie", "customer_company": False}
    assert Draft({**PLACED, **known}).left == 3
    typed = {**known, "date": "2026-11-24", "director": "dora@nordwind.example"}
    assert Draft({**PLACED, **typed}).left == 2, "her name, his address"


def test_a_known_director_has_a_name() -> None:
    values = {
        **PLACED,
        "date": "2026-11-24",
        "director": 3,
        "director_name": "Bob",
    }
    assert Draft(values).question == (Ask.CUSTOMER_NAME, None)


def test_a_person_is_asked_for_no_stamp_and_a_company_is() -> None:
    person = Draft({"fields": FIELDS, "customer_company": False}).fields
    company = Draft({"fields": FIELDS, "customer_company": True}).fields
    assert "customer-stamp" not in {field.id for field in person}
    assert "customer-stamp" in {field.id for field in company}
