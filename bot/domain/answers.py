"""One answer to one field: what was typed, as the value that is kept, or refused."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.domain.errors import InputRefused
from bot.domain.fields import Field, Format, Kind
from bot.domain.values import (
    clean_text,
    insist_on_range,
    parse_date,
    parse_email,
    parse_iban,
    parse_number,
    parse_phone,
)


def read_answer(
    field: Field, text: str, *, language: str, today: date, holder: str = ""
) -> Any:
    """Return the JSON value for a field that takes text. Raises `InputRefused`."""
    match field.kind:
        case Kind.DATE:
            return parse_date(text, language, today).isoformat()
        case Kind.NUMBER:
            number = parse_number(text, language)
            insist_on_range(number, field.least, field.most)
            return str(number)
        case Kind.BANK:
            return parse_iban(text, holder).as_json()
        case Kind.CHECKBOX:
            return text.strip().lower() in {"true", "on", "1", "yes", "ja", "✓"}
        case Kind.CHOICE:
            if text not in field.choices:
                raise InputRefused("choice.unknown")
            return text
        case Kind.TEXT:
            return _FORMATS[field.format](clean_text(text, field.max_length))
        case _:
            raise InputRefused("picture.expected")


_FORMATS: Mapping[Format, Callable[[str], str]] = {
    Format.ANY: str,
    Format.EMAIL: parse_email,
    Format.PHONE: parse_phone,
}


def is_name(field: Field) -> bool:
    """Tell whether a field takes the name of the person who signs."""
    return field.kind is Kind.TEXT and "name" in field.id


def name_to_write(
    fields: tuple[Field, ...], values: Mapping[str, Any], name: str
) -> str:
    """Return which name is offered as a typed signature: the one that was entered
    where a name belongs, else the signer's `name`, which may be a company's."""
    for field in fields:
        if is_name(field) and field.id in values:
            return str(values[field.id])
    return name


def missing(fields: tuple[Field, ...], values: Mapping[str, Any]) -> list[Field]:
    """Return the required fields that have no value yet, in their order."""
    return [
        field
        for field in fields
        # A box that has to be ticked is no answer while it is not.
        if field.required and values.get(field.id, False) is False
    ]
