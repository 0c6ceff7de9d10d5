"""Every field that anybody will ever fill, made before the first signature.

A field's `/TM` names its role and kind, so that a later revision needs nothing but the
file: `director.signature`, `customer.text`, `customer.evidence`.
"""

from collections.abc import Sequence

from pypdf import PageObject, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from bot.domain.fields import Field, Kind
from bot.pdf.evidence.form_font import NAME
from bot.pdf.evidence.geometry import Rectangle
from bot.pdf.evidence.objects import Plain, as_dictionary, as_pdf, as_stream, as_text

SEAL = "seal"
JOURNAL = "journal"
EVIDENCE = "evidence"
RESERVED = frozenset({SEAL, JOURNAL, EVIDENCE})
"""Names that no field of an envelope may have."""

READ_ONLY, REQUIRED, MULTILINE = 1, 1 << 1, 1 << 12
PUSH_BUTTON, COMBO = 1 << 16, 1 << 17

_HIDDEN, _PRINT = 2, 4
_APPEND_ONLY = 3
_DEFAULT_LOOK = f"{NAME} 0 Tf 0 g".encode()
_TEXT: dict[str, Plain] = {"/FT": "/Tx", "/DA": _DEFAULT_LOOK}


class AcroForm:
    """The form of one file in the making. Places are in the page's own points."""

    def __init__(self, writer: PdfWriter, font: IndirectObject) -> None:
        self._writer = writer
        self._font = font
        self._first = ArrayObject()
        self._fields = ArrayObject()
        self._rows = ArrayObject()
        self._locked: dict[str, list[str]] = {}

    def add_field(self, field: Field, page: PageObject, place: Rectangle) -> None:
        """Add a place that a signer fills."""
        self._locked.setdefault(field.role, []).append(field.id)
        entries = {**_described(field), **_entries(field)}
        if field.kind is Kind.CHOICE:
            # Without a look of its own some viewers draw an arrow there.
            entries["/AP"] = {"/N": self._nothing()}
        self._add(page, place, entries)

    def add_signature(self, field: Field, page: PageObject, place: Rectangle) -> None:
        """Add the place a signer signs at, after his other fields: it locks them."""
        locked = [*self._locked.get(field.role, ()), f"{EVIDENCE}.{field.role}"]
        entries: dict[str, Plain] = {
            **_described(field),
            "/FT": "/Sig",
            "/Lock": self._writer._add_object(_lock(locked)),
        }
        if field.required:
            entries["/Ff"] = REQUIRED
        self._add(page, place, entries)

    def add_row(self, role: str, page: PageObject, place: Rectangle) -> None:
        """Add the row of the evidence page that will tell of a signer."""
        entries = {
            **_TEXT,
            "/T": role,
            "/TM": f"{role}.{EVIDENCE}",
            "/Ff": READ_ONLY | MULTILINE,
        }
        self._rows.append(self._widget(page, place, entries))

    def add_seal(self, page: PageObject, place: Rectangle) -> None:
        """Add the hidden journal and the seal's place; `/P 1` closes the file."""
        journal = {**_TEXT, "/T": JOURNAL, "/Ff": READ_ONLY | MULTILINE, "/F": _HIDDEN}
        lock = _lock([JOURNAL])
        lock[NameObject("/P")] = as_pdf(1)
        closing: dict[str, Plain] = {
            "/T": SEAL,
            "/FT": "/Sig",
            "/Lock": self._writer._add_object(lock),
        }
        # First in the form, so that sealing need not read all the others.
        self._first.append(self._widget(page, (0, 0, 0, 0), journal))
        self._first.append(self._widget(page, place, closing))

    def finish(self) -> None:
        """Put the form into the catalogue."""
        rows = self._writer._add_object(
            as_dictionary({"/T": EVIDENCE, "/Kids": self._rows})
        )
        for row in self._rows:
            row.get_object()[NameObject("/Parent")] = rows
        form = as_dictionary(
            {
                "/Fields": ArrayObject([*self._first, *self._fields, rows]),
                "/DA": _DEFAULT_LOOK,
                "/DR": {"/Font": {NAME: self._font}},
                "/SigFlags": _APPEND_ONLY,
            }
        )
        root = self._writer._root_object
        root[NameObject("/AcroForm")] = self._writer._add_object(form)

    def _nothing(self) -> IndirectObject:
        entries: dict[str, Plain] = {
            "/Type": "/XObject",
            "/Subtype": "/Form",
            "/BBox": [0, 0, 1, 1],
        }
        return self._writer._add_object(as_stream(b"", entries))

    def _add(
        self, page: PageObject, place: Rectangle, entries: dict[str, Plain]
    ) -> None:
        self._fields.append(self._widget(page, place, entries))

    def _widget(
        self, page: PageObject, place: Rectangle, entries: dict[str, Plain]
    ) -> IndirectObject:
        widget: DictionaryObject = as_dictionary(
            {
                "/Type": "/Annot",
                "/Subtype": "/Widget",
                "/Rect": [float(x) for x in place],
                "/F": _PRINT,
                **entries,
            }
        )
        if turn := page.rotation % 360:
            widget[NameObject("/MK")] = as_dictionary({"/R": turn})
        if page.indirect_reference:
            widget[NameObject("/P")] = page.indirect_reference
        reference = self._writer._add_object(widget)
        present = page.get("/Annots")
        kept = present.get_object() if present is not None else ()
        page[NameObject("/Annots")] = ArrayObject([*kept, reference])
        return reference


def _described(field: Field) -> dict[str, Plain]:
    return {
        "/T": field.id,
        "/TU": as_text(field.label or field.id),
        "/TM": f"{field.role}.{field.kind}",
    }


def _entries(field: Field) -> dict[str, Plain]:
    """What a field's kind adds to its widget. Read-only: the service fills it in."""
    flags = READ_ONLY | (REQUIRED if field.required else 0)
    match field.kind:
        case Kind.CHECKBOX:
            return {"/FT": "/Btn", "/Ff": flags, "/V": "/Off", "/AS": "/Off"}
        case Kind.CHOICE:
            choices = [as_text(choice) for choice in field.choices]
            return {**_TEXT, "/FT": "/Ch", "/Ff": flags | COMBO, "/Opt": choices}
        case Kind.TEXT:
            flags |= MULTILINE
            return {**_TEXT, "/Ff": flags, "/MaxLen": field.max_length}
        case Kind.BANK:
            return {**_TEXT, "/Ff": flags | MULTILINE}
        case Kind.DATE | Kind.NUMBER:
            return {**_TEXT, "/Ff": flags, "/MaxLen": field.max_length}
        case Kind.SIGNATURE | Kind.INITIALS | Kind.STAMP | Kind.IMAGE:
            return {"/FT": "/Btn", "/Ff": flags | PUSH_BUTTON}


def _lock(names: Sequence[str]) -> DictionaryObject:
    return as_dictionary(
        {
            "/Type": "/SigFieldLock",
            "/Action": "/Include",
            "/Fields": [as_text(name) for name in names],
        }
    )
