"""A draft: what the sender has decided so far, and what is still to be asked."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER, Field, Kind


class Ask(StrEnum):
    """What a draft may still have to be asked. The values stand in button data."""

    PLACES = "p"
    FIELD = "f"
    DIRECTOR = "d"
    DIRECTOR_NAME = "s"
    CUSTOMER_NAME = "n"
    CUSTOMER_KIND = "k"
    CUSTOMER_EMAIL = "e"


_FIELDS = TypeAdapter(tuple[Field, ...])


Question = tuple[Ask, Field | None]
"""What is asked, and for which place."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The sender's form, read. Keys beside the field ids: `fields`, `placed`,
    `director`, `director_name`, `customer_name`, `customer_company`, `customer_email`,
    `customer_phone`."""

    values: Mapping[str, Any]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The places; no stamp for a natural person."""
        return tuple(field for field in self.every_field if self._applies(field))

    @property
    def every_field(self) -> tuple[Field, ...]:
        """All places, a stamp of a natural person among them."""
        return _FIELDS.validate_python(self.values.get("fields", ()))

    @property
    def placed(self) -> bool:
        """Whether the sender said that the places are right."""
        return bool(self.values.get("placed"))

    @property
    def needs_director(self) -> bool:
        """Whether anything is left for the director."""
        return any(field.role == DIRECTOR for field in self.fields)

    @property
    def needs_customer(self) -> bool:
        """Whether anything is left for the customer."""
        return any(field.role == CUSTOMER for field in self.fields)

    @property
    def question(self) -> Question | None:
        """What to ask next; None when nothing is open."""
        return next(self._open(), None)

    @property
    def left(self) -> int:
        """How many questions are open, the present one included."""
        return sum(1 for _ in self._open())

    def seen(self, document: str) -> str:
        """Return what stands in button data for a summary: for its file, and for
        addresses and all else that is not in the file."""
        shown = json.dumps([document, dict(self.values)], sort_keys=True)
        return hashlib.sha256(shown.encode()).hexdigest()[:16]

    def _open(self) -> Iterator[Question]:
        if not self.placed:
            yield Ask.PLACES, None
            return
        for field in self.fields:
            if field.role == SENDER and field.id not in self.values:
                yield Ask.FIELD, field
        if self.needs_director:
            if "director" not in self.values:
                # Only who is chosen by address has to be asked for by name.
                yield Ask.DIRECTOR, None
            elif "director_name" not in self.values:
                yield Ask.DIRECTOR_NAME, None
        if self.needs_customer:
            for key, ask in _CUSTOMER_QUESTIONS:
                if key not in self.values:
                    yield ask, None

    def _applies(self, field: Field) -> bool:
        company = self.values.get("customer_company")
        return not (
            field.role == CUSTOMER and field.kind is Kind.STAMP and company is False
        )


_CUSTOMER_QUESTIONS = (
    ("customer_name", Ask.CUSTOMER_NAME),
    ("customer_company", Ask.CUSTOMER_KIND),
    ("customer_email", Ask.CUSTOMER_EMAIL),
)


def as_json(fields: tuple[Field, ...]) -> list[dict[str, Any]]:
    """Return fields as the form keeps them."""
    found: list[dict[str, Any]] = _FIELDS.dump_python(fields, mode="json")
    return found


def version_of(fields: tuple[Field, ...]) -> str:
    """Return what changes whenever any of the fields does."""
    shown = json.dumps(as_json(fields), sort_keys=True)
    return hashlib.sha256(shown.encode()).hexdigest()[:16]
