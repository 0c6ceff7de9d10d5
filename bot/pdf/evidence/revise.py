"""One signer's act as one revision: his values, his pictures, his signature."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import InputRefused, NotAllowed
from bot.domain.fields import Kind
from bot.pdf.evidence.acroform import EVIDENCE
from bot.pdf.evidence.appearance import (
    picture_content,
    row_content,
    text_content,
    tick_content,
)
from bot.pdf.evidence.form import PICTURE, Form, FormField
from bot.pdf.evidence.form_font import printable
from bot.pdf.evidence.identity import Identity
from bot.pdf.evidence.pictures import Pictures
from bot.pdf.evidence.signature import open_update, sign_update, write_update
from bot.pdf.evidence.typeset import Setting, set_value

__all__ = ["Act", "Identity", "preview", "revise"]

_TRUE, _FALSE = "true", "false"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What one signer does to the file."""

    role: str
    name: str
    values: Mapping[str, str]
    """Printed text by field id; a check box takes `true` or `false`."""
    pictures: Mapping[str, bytes] = dataclasses.field(repr=False)
    """PNG with transparency by field id."""
    evidence: tuple[str, ...]
    """Lines of the evidence row, `Label: value`."""
    at: datetime
    """When, in UTC."""


def revise(data: bytes, act: Act, identity: Identity) -> bytes:
    """Fill in what a signer gave, sign it, and return the longer file.

    Raises `NotAllowed` for a role that has no signature to give (any more) and for
    fields that are not the role's own, `InputRefused` for what is missing or does not
    fit. The bytes before are never touched.
    """
    form = Form(open_update(data))
    place = _fill(form, act)
    return sign_update(
        form.writer,
        place.dictionary,
        identity,
        at=act.at,
        name=printable(act.name, 120),
        certify=not any(field.signed for field in form.fields),
        approval=True,
    )


def preview(data: bytes, act: Act) -> bytes:
    """Return the file as the act would make it look, without a signature."""
    form = Form(open_update(data))
    _fill(form, act)
    return write_update(form.writer)


def _fill(form: Form, act: Act) -> FormField:
    """Write all fields of a role and return the one where it signs."""
    own = {field.name: field for field in form.fields if field.role == act.role}
    place = next((field for field in own.values() if field.signs), None)
    if place is None:
        raise NotAllowed("act.no-signature")
    if place.signed:
        raise NotAllowed("act.already-signed")
    if any(name not in own or own[name].kind == EVIDENCE for name in _given(act)):
        raise NotAllowed("act.not-yours")
    pictures = Pictures(form.writer)
    for field in own.values():
        if field.kind == EVIDENCE:
            _write_row(form, field, act)
        elif field.picture:
            _write_picture(form, field, act, pictures, place)
        elif field.kind == Kind.CHECKBOX:
            _write_tick(form, field, act)
        else:
            _write_text(form, field, act)
    return place


def _given(act: Act) -> set[str]:
    return {*act.values, *act.pictures}


def _write_row(form: Form, field: FormField, act: Act) -> None:
    lines = tuple(printable(line, 400) for line in act.evidence)
    form.write(field, row_content(lines, *field.size), value="\n".join(lines))


def _write_picture(
    form: Form, field: FormField, act: Act, pictures: Pictures, place: FormField
) -> None:
    png = act.pictures.get(field.name)
    if png is None and field.kind == Kind.SIGNATURE:
        # Further places for a signature repeat the picture of the one that signs.
        png = act.pictures.get(place.name)
    if png is None:
        if field.required:
            raise InputRefused("value.missing", field=field.label)
        form.write(field, b"")
        return
    reference, size = pictures.add(png)
    content = picture_content(*field.size, size, PICTURE)
    form.write(field, content, picture=reference)


def _write_tick(form: Form, field: FormField, act: Act) -> None:
    value = act.values.get(field.name, _FALSE)
    if value not in {_TRUE, _FALSE}:
        raise InputRefused("value.check-box", field=field.label)
    if field.required and value != _TRUE:
        raise InputRefused("value.missing", field=field.label)
    form.write_tick(field, tick_content(*field.size), on=value == _TRUE)


def _write_text(form: Form, field: FormField, act: Act) -> None:
    value = act.values.get(field.name, "").strip()
    if not value:
        if field.required:
            raise InputRefused("value.missing", field=field.label)
        form.write(field, b"", value="")
        return
    form.write(
        field,
        text_content(_checked(field, value), field.size[1]),
        value=value,
    )


def _checked(field: FormField, value: str) -> Setting:
    limit = field.dictionary.get("/MaxLen")
    if limit is not None and len(value) > limit:
        raise InputRefused("text.too-long", limit=int(limit))
    if field.kind == Kind.CHOICE and value not in map(str, field.dictionary["/Opt"]):
        raise InputRefused("value.choice", field=field.label)
    return set_value(
        value,
        *field.size,
        kind=field.kind,
        label=field.label,
    )
