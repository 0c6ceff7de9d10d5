"""A file made ready for signing: strip, evidence page, and every field in its place.

The last time the file is rewritten; after this it only grows.
"""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from itertools import count

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import NameObject

from bot.domain.errors import InputRefused
from bot.domain.fields import Box, Field, Kind
from bot.pdf.evidence.acroform import RESERVED, AcroForm
from bot.pdf.evidence.appearance import text_content, tick_content
from bot.pdf.evidence.embedding import embed_font
from bot.pdf.evidence.evidence_page import EvidencePages, evidence_pages, role_name
from bot.pdf.evidence.flatten import flatten_form
from bot.pdf.evidence.form_font import printable
from bot.pdf.evidence.geometry import Rectangle
from bot.pdf.evidence.objects import as_dictionary, as_text
from bot.pdf.evidence.page_code import page_code
from bot.pdf.evidence.plan import Plan
from bot.pdf.evidence.sheets import Overlay, sheet
from bot.pdf.evidence.strip import Edge, free_edges, strip_content
from bot.pdf.evidence.typeset import set_value
from bot.pdf.making.signature_page import signature_page
from bot.texts import texts

__all__ = ["Plan", "prepare"]

TRUE = "true"
"""The value of a check box that is ticked."""

_COLUMNS = (0.10, 0.54)
_SLOT = (0.36, 0.09)
_LABEL = 0.02
_ROWS = tuple(0.72 - 0.13 * row for row in range(5))


def prepare(data: bytes, plan: Plan) -> bytes:
    """Return the file that everybody will be shown and sign.

    Raises `InputRefused`: `pdf.signed` for a file that carries signatures already,
    `value.missing` and `value.too-wide` for what the sender wrote.
    """
    reader = PdfReader(BytesIO(data))
    if _is_signed(reader):
        raise InputRefused("pdf.signed")
    writer = PdfWriter(clone_from=reader)
    own_pages = len(writer.pages)
    fields = _all_fields(plan, own_pages)
    _append_signature_page(writer, plan, [f for f in fields if f.page >= own_pages])
    evidence = evidence_pages(plan)
    first_evidence = len(writer.pages)
    writer.append(BytesIO(evidence.data), import_outline=False)

    font = embed_font(writer)
    overlay = Overlay(writer, font)
    flatten_form(writer, overlay)
    for field in plan.sender_fields:
        _draw_value(overlay, writer.pages[field.page], field, plan)
    _draw_strips(overlay, writer, data, own_pages, fields, plan)
    overlay.finish()
    form = AcroForm(writer, font)
    _add_fields(form, writer, fields)
    _add_evidence(form, writer, evidence, first_evidence)
    form.finish()
    return _written(writer, plan)


def _is_signed(reader: PdfReader) -> bool:
    fields = reader.get_fields() or {}
    return any(f.get("/FT") == "/Sig" and f.get("/V") for f in fields.values())


def _all_fields(plan: Plan, pages: int) -> list[Field]:
    """Return the signers' fields; whoever has no place to sign gets one on the
    signature page."""
    t = texts(plan.language)
    # A field without a label is called by its kind, never by its id.
    fields = [
        replace(field, label=field.label or t.kind(field.kind))
        for field in plan.signing_fields
    ]
    taken = {field.id for field in plan.fields}
    if taken & RESERVED or any(not 0 <= field.page <= pages for field in plan.fields):
        raise ValueError("a field with a reserved name or on a page that is not there")
    for signer in plan.signers:
        if any(f.role == signer.role and f.kind is Kind.SIGNATURE for f in fields):
            continue
        name = next(
            name
            for n in count(1)
            if (name := f"{signer.role}-signature{'' if n == 1 else n}") not in taken
        )
        fields.append(
            Field(
                id=name,
                kind=Kind.SIGNATURE,
                role=signer.role,
                page=pages,
                box=_free_slot([f.box for f in fields if f.page == pages]),
                label=t("Signature: {role}", role=role_name(t, signer.role)),
            )
        )
    return fields


def _free_slot(taken: Sequence[Box]) -> Box:
    for y in _ROWS:
        for x in _COLUMNS:
            slot = (x, y, x + _SLOT[0], y + _SLOT[1])
            if not any(_overlap(slot, box) for box in taken):
                return slot
    raise InputRefused("signature-page.full")


def _overlap(one: Box, other: Box) -> bool:
    """Say whether two places on the signature page touch, with their labels above."""
    return (
        one[0] < other[2]
        and other[0] < one[2]
        and one[1] < other[3] + _LABEL
        and other[1] < one[3] + _LABEL
    )


def _append_signature_page(
    writer: PdfWriter, plan: Plan, fields: Sequence[Field]
) -> None:
    senders = [f for f in plan.sender_fields if f.page >= len(writer.pages)]
    if fields or senders:
        page = signature_page([*senders, *fields], plan.language, plan.title)
        writer.append(BytesIO(page), import_outline=False)


def _draw_value(overlay: Overlay, page: PageObject, field: Field, plan: Plan) -> None:
    lines = [line for line in plan.values.get(field.id, ()) if line.strip()]
    if not lines:
        if field.required:
            label = texts(plan.language).label(field)
            raise InputRefused("value.missing", field=label)
        return
    x1, y1, x2, y2 = sheet(page).displayed(field.box)
    if field.kind is Kind.CHECKBOX:
        content = tick_content(x2 - x1, y2 - y1) if lines == [TRUE] else b""
    else:
        setting = set_value(
            "\n".join(lines),
            x2 - x1,
            y2 - y1,
            kind=field.kind,
            label=texts(plan.language).label(field),
        )
        content = text_content(setting, y2 - y1)
    overlay.draw(page, b"1 0 0 1 %.3f %.3f cm\n%s" % (x1, y1, content))


def _draw_strips(
    overlay: Overlay,
    writer: PdfWriter,
    data: bytes,
    own_pages: int,
    fields: Sequence[Field],
    plan: Plan,
) -> None:
    t = texts(plan.language)
    text = t(
        "Envelope {envelope} · check it at {address}",
        envelope=plan.envelope,
        address=plan.verify_url,
    )
    taken: list[list[Rectangle]] = [[] for _ in range(own_pages)]
    for field in (*fields, *plan.sender_fields):
        if field.page < own_pages:
            place = sheet(writer.pages[field.page]).displayed(field.box)
            taken[field.page].append(place)
    edges = [*free_edges(data, taken)]
    total = len(writer.pages)
    for index, page in enumerate(writer.pages):
        edge = edges[index] if index < own_pages else Edge.BOTTOM
        number = f"{index + 1} / {total}"
        code = page_code(plan.envelope, index)
        overlay.draw(page, strip_content(sheet(page), edge, text, number, code))


def _add_fields(form: AcroForm, writer: PdfWriter, fields: Sequence[Field]) -> None:
    signing: dict[str, Field] = {}
    for field in fields:
        if field.kind is Kind.SIGNATURE:
            signing.setdefault(field.role, field)
    for field in fields:
        if field is not signing.get(field.role):
            page = writer.pages[field.page]
            form.add_field(field, page, sheet(page).own(field.box))
    for field in signing.values():
        page = writer.pages[field.page]
        form.add_signature(field, page, sheet(page).own(field.box))


def _add_evidence(
    form: AcroForm, writer: PdfWriter, evidence: EvidencePages, first: int
) -> None:
    for role, (index, box) in evidence.rows.items():
        page = writer.pages[first + index]
        form.add_row(role, page, sheet(page).own(box))
    index, box = evidence.seal
    page = writer.pages[first + index]
    form.add_seal(page, sheet(page).own(box))


def _written(writer: PdfWriter, plan: Plan) -> bytes:
    root = writer._root_object
    root[NameObject("/Chatsign")] = as_dictionary(
        {
            "/Envelope": as_text(printable(plan.envelope, 80)),
            "/Language": as_text(plan.language),
            "/Zone": as_text(plan.zone),
        }
    )
    root[NameObject("/Extensions")] = as_dictionary(
        {"/ESIC": {"/BaseVersion": "/1.7", "/ExtensionLevel": 1}}
    )
    writer.pdf_header = max(writer.pdf_header, "%PDF-1.7")
    output = BytesIO()
    writer.write(output)
    return output.getvalue()
