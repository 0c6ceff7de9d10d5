"""A signer's form: from what stands in the fields to what is posted back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.domain.answers import name_to_write
from bot.domain.errors import InputRefused, NotAllowed
from bot.domain.fields import PICTURES, Field, Kind
from bot.domain.values import BankDetails
from bot.images.errors import ImageProblem, ImageRefused
from bot.screens.signing import guessed
from bot.texts import Texts
from bot.web.security import Posted
from bot.web.visits import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One field as the form shows it."""

    field: Field
    number: int
    label: str
    value: str
    """What stands in the input: what was typed, kept, or guessed."""
    kept: str
    """How the kept value is printed; empty when none is kept."""
    hint: str = ""
    problem: str = ""
    methods: tuple[str, ...] = ()
    """Of a picture: how it can be given."""
    picture: str = ""
    """Of a picture that is kept: a piece of its hash."""
    chosen: str = ""
    """Of a picture that was refused: the way that was chosen."""
    typed: str = ""
    """The name to write as a signature; of one that was refused, as it was typed."""

    @property
    def filled(self) -> bool:
        """Whether nothing more is needed here."""
        if self.problem:
            return False
        return bool(self.kept or self.value or not self.field.required)


async def entries(
    visit: Visit, t: Texts, *, posted: Posted, problems: Mapping[str, InputRefused]
) -> list[Entry]:
    """Return all own fields, with what was typed wrongly as it was typed."""
    values = await visit.pages.filling.values(visit.envelope, visit.role)
    return [
        _entry(visit, t, field, number, values, posted, problems.get(field.id))
        for number, field in enumerate(visit.envelope.fields_of(visit.role), start=1)
    ]


def _entry(
    visit: Visit,
    t: Texts,
    field: Field,
    number: int,
    values: Mapping[str, Any],
    posted: Posted,
    problem: InputRefused | None,
) -> Entry:
    kept = values.get(field.id)
    is_picture = field.kind in PICTURES
    typed = posted.get(field.id)
    value = typed if isinstance(typed, str) else _editable(visit, field, kept)
    lines = t.value(field, kept) if kept is not None and not is_picture else ()
    return Entry(
        field=field,
        number=number,
        label=t.label(field),
        value="" if is_picture else value,
        kept=" · ".join(lines) or ("picture" if is_picture and kept else ""),
        hint=_hint(t, field),
        problem=t.refusal(problem) if problem else "",
        methods=_METHODS.get(field.kind, ()),
        picture=str(kept)[:12] if is_picture and kept else "",
        chosen=str(posted.get(f"{field.id}.how", "")) if problem else "",
        typed=(str(posted.get(f"{field.id}.typed", "")) if problem else "")
        or name_to_write(
            visit.envelope.fields_of(visit.role), values, visit.signer.name
        ),
    )


_METHODS = {
    Kind.SIGNATURE: ("draw", "type", "photo"),
    Kind.INITIALS: ("draw", "type", "photo"),
    Kind.STAMP: ("photo",),
    Kind.IMAGE: ("photo",),
}


def _editable(visit: Visit, field: Field, kept: Any) -> str:
    """Return a kept value as it is typed, or a guess."""
    match field.kind:
        case Kind.BANK if kept:
            return BankDetails(**kept).iban
        case Kind.CHECKBOX:
            return "yes" if kept else ""
    if kept is not None:
        return str(kept)
    zone = visit.pages.zone
    today = visit.pages.clock().astimezone(zone).date()
    return guessed(visit.envelope, visit.role, field, today)


def _hint(t: Texts, field: Field) -> str:
    if field.kind is Kind.BANK:
        return t("Your IBAN; we find the bank.")
    if field.least or field.most:
        return _range(t, field)
    return "" if field.required else t("May stay empty.")


def _range(t: Texts, field: Field) -> str:
    least, most = (
        limit and t.number(Decimal(limit)) for limit in (field.least, field.most)
    )
    if not most:
        return t("{least} or more", least=least)
    if not least:
        return t("{most} or less", most=most)
    return t("From {least} to {most}", least=least, most=most)


async def keep(visit: Visit, t: Texts, posted: Posted) -> dict[str, InputRefused]:
    """Keep every entry of a form; return what was refused, by field.

    `only` names the one field that the page's script sends; without it a field that is
    missing counts as empty.
    """
    visit.envelope.require_turn(visit.role)
    own = {field.id: field for field in visit.envelope.fields_of(visit.role)}
    _insist_on_own(own, posted)
    only = posted.get("only")
    problems: dict[str, InputRefused] = {}
    for field in own.values() if only is None else [own[str(only)]]:
        try:
            await _keep_one(visit, t, field, posted)
        except InputRefused as problem:
            problems[field.id] = problem
    return problems


def _insist_on_own(own: Mapping[str, Field], posted: Posted) -> None:
    named = {key.partition(".")[0] for key in posted} - {"csrf", "only", "then"}
    if "only" in posted:
        named.add(str(posted["only"]))
    if not named <= own.keys():
        raise NotAllowed("not-your-field")


async def _keep_one(visit: Visit, t: Texts, field: Field, posted: Posted) -> None:
    filling, envelope, role = visit.pages.filling, visit.envelope, visit.role
    if field.kind not in PICTURES:
        text = str(posted.get(field.id, ""))
        if field.required and not text.strip() and field.kind is not Kind.CHECKBOX:
            raise InputRefused("field.needed")
        await filling.answer(envelope, role, field.id, text, t.language)
        return
    how = str(posted.get(f"{field.id}.how", ""))
    if how not in _METHODS[field.kind]:
        return
    given = posted.get(f"{field.id}.{_GIVEN[how]}", "")
    if not given:
        # A way that was chosen and not used: what was given another way is not meant.
        if field.required:
            raise InputRefused("field.needed")
        await filling.clear(envelope, role, field.id)
    elif how == "photo" and isinstance(given, bytes):
        await filling.photo(envelope, role, field.id, given)
    elif how == "type":
        await filling.typed(envelope, role, field.id, str(given))
    elif how == "draw":
        if strokes := read_strokes(str(given)):
            await filling.drawn(envelope, role, field.id, strokes)
        else:
            await filling.clear(envelope, role, field.id)


_GIVEN = {"draw": "strokes", "type": "typed", "photo": "photo"}


def read_strokes(text: str) -> list[list[tuple[float, ...]]]:
    """Read what the pad posts: lists of points, each a list of 2 or 3 numbers.

    None of them: all was wiped off. Raises `InputRefused` for anything else.
    """
    try:
        return [
            [tuple(float(number) for number in point[:3]) for point in stroke]
            for stroke in json.loads(text)
        ]
    except (ValueError, TypeError, RecursionError) as error:
        raise ImageRefused(ImageProblem.TOO_LITTLE) from error


async def still_open(visit: Visit) -> dict[str, InputRefused]:
    """Return what keeps the signer from going on, by field."""
    open_fields = await visit.pages.filling.open_fields(visit.envelope, visit.role)
    return {field.id: InputRefused("field.needed") for field in open_fields}
