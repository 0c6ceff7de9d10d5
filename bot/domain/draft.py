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


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place that a sender may want in a file, by role and kind."""

    role: str
    kind: Kind

    @property
    def key(self) -> str:
        """Stands in button data."""
        return f"{self.role}.{self.kind}"


PLACES = tuple(
    Place(role=role, kind=kind)
    for role, kind in (
        (SENDER, Kind.DATE),
        (SENDER, Kind.BANK),
        (SENDER, Kind.TEXT),
        (DIRECTOR, Kind.SIGNATURE),
        (DIRECTOR, Kind.STAMP),
        (DIRECTOR, Kind.DATE),
        (CUSTOMER, Kind.SIGNATURE),
        (CUSTOMER, Kind.STAMP),
        (CUSTOMER, Kind.DATE),
        (CUSTOMER, Kind.TEXT),
        (CUSTOMER, Kind.BANK),
    )
)
"""What the buttons offer for a file that came without fields."""

USUAL = ("director.signature", "director.stamp", "customer.signature")

_FIELDS = TypeAdapter(tuple[Field, ...])


Question = tuple[Ask, Field | None]
"""What is asked, and for which place."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The sender's form, read. Keys beside the field ids: `fields`, `wanted`,
    `director`, `director_name`, `customer_name`, `customer_company`, `customer_email`,
    `customer_phone`."""

    values: Mapping[str, Any]

    @property
    def fields(self) -> tuple[Field, ...] | None:
        """The places, once they are decided; no stamp for a natural person."""
        if "fields" not in self.values:
            return None
        fields: tuple[Field, ...] = _FIELDS.validate_python(self.values["fields"])
        return tuple(field for field in fields if self._applies(field))

    @property
    def wanted(self) -> tuple[str, ...]:
        """The places switched on by button, as `Place.key`."""
        return tuple(self.values.get("wanted", USUAL))

    @property
    def places(self) -> tuple[Place, ...]:
        """The wanted places, and a signature of everybody who fills one."""
        fillers = {key.partition(".")[0] for key in self.wanted} - {SENDER}
        return tuple(
            place
            for place in PLACES
            if place.key in self.wanted
            or (place.kind is Kind.SIGNATURE and place.role in fillers)
        )

    @property
    def needs_director(self) -> bool:
        """Whether anything is left for the director."""
        return any(field.role == DIRECTOR for field in self.fields or ())

    @property
    def needs_customer(self) -> bool:
        """Whether anything is left for the customer."""
        return any(field.role == CUSTOMER for field in self.fields or ())

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
        if self.fields is None:
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
