"""The questions that stand in for an order file: what a document still has to know.

Answers are kept in the form of an order file, so `read_order` has the last word.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.domain.company import Company
from bot.domain.documents import document_of
from bot.domain.entries import Entry, Takes, entries, read_entry
from bot.domain.errors import InputRefused
from bot.domain.values import parse_date, parse_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked for one entry of an order."""

    key: str
    """Its place in an order file, like `customer.name`."""
    entry: Entry
    needed: bool
    """Without it there is no document; all others may be skipped."""

    def guess(self, today: date, company: Company) -> str:
        """Return what the answer probably is, as an order file says it; or nothing."""
        return self.entry.guess(today, company) if self.entry.guess else ""


def questions(document: str) -> tuple[Question, ...]:
    """Return all questions of a document, in the order in which they are asked."""
    found = list(_questions(document_of(document), ""))
    # The note comes to mind when everything else is said.
    return tuple(sorted(found, key=lambda question: question.key == "note"))


def next_question(source: Mapping[str, Any]) -> Question | None:
    """Return what is asked next for an order in the making; None when all is said."""
    asked = questions(source.get("document", ""))
    return next((one for one in asked if not _is_answered(source, one)), None)


def answered(
    source: Mapping[str, Any],
    question: Question,
    text: str,
    *,
    language: str,
    today: date,
) -> dict[str, Any]:
    """Return the order with a typed answer. An empty one skips what is not needed.

    Many texts are typed one a line; so are many parts, each with its values
    separated by semicolons in the order of its entries: `Chair; 4; pc; 189,90; 19`.
    Raises `InputRefused`.
    """
    value: Any = None
    if text.strip():
        value = _typed(question.entry, text.strip(), language, today)
        read_entry(question.entry, value, question.key)
    elif question.needed:
        raise InputRefused("text.empty")
    part, name, known = _holder(source, question)
    told = {**known, name: value}
    return {**source, part: told} if part else told


def taken_back(source: Mapping[str, Any]) -> tuple[dict[str, Any], Question]:
    """Return an order without its last answer that says something, and its question."""
    asked = questions(source.get("document", ""))
    question = next(one for one in reversed(asked) if _answer(source, one))
    part, name, known = _holder(source, question)
    left = {key: value for key, value in known.items() if key != name}
    return ({**source, part: left} if part else left), question


def _holder(
    source: Mapping[str, Any], question: Question
) -> tuple[str, str, Mapping[str, Any]]:
    """Return the part of an order that an answer stands in, its name, and the part."""
    part, _, name = question.key.rpartition(".")
    return part, name, source.get(part, {}) if part else source


def _answer(source: Mapping[str, Any], question: Question) -> Any:
    _, name, known = _holder(source, question)
    return known.get(name)


def _questions(part: type[Any], prefix: str) -> Iterator[Question]:
    for named in entries(part):
        key = prefix + named.name
        if named.entry.takes is Takes.PART:
            yield from _questions(named.entry.of, f"{key}.")
        else:
            yield Question(key=key, entry=named.entry, needed=named.needed)


def _is_answered(source: Mapping[str, Any], question: Question) -> bool:
    _, name, known = _holder(source, question)
    return name in known


def _typed(entry: Entry, text: str, language: str, today: date) -> Any:
    """Bring what was typed in a language into the form of an order file."""
    match entry.takes:
        case Takes.DATE:
            return parse_date(text, language, today).isoformat()
        case Takes.NUMBER | Takes.PERCENT:
            return str(parse_number(text.removesuffix("%"), language))
        case Takes.TEXTS:
            return text.splitlines()
        case Takes.PARTS:
            rows = filter(str.strip, text.splitlines())
            return [_row(entry.of, row, language, today) for row in rows]
    return text


def _row(part: type[Any], row: str, language: str, today: date) -> dict[str, Any]:
    cells = [cell.strip() for cell in row.split(";")]
    columns = entries(part)
    if len(cells) > len(columns):
        raise InputRefused("row.surplus", value=cells[len(columns)])
    return {
        named.name: _typed(named.entry, cell, language, today)
        for named, cell in zip(columns, cells, strict=False)
        if cell
    }
