"""The tools of Mallory: one more revision, with whatever she likes in it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from bot.pdf.verifying.raw import traces

Forge = Callable[[bytes], bytes]
Writer = Any

ATTACKS: "list[Attack]" = []


@dataclass(frozen=True, slots=True)
class Attack:
    """One way to forge, and the verdict due on each kind of file."""

    name: str
    forge: Forge
    sealed: str
    unsealed: str
    approval: str

    def verdicts(self) -> Iterator[tuple[str, str]]:
        """Yield kinds of files with the verdict that is due."""
        yield "sealed", self.sealed
        yield "unsealed", self.unsealed
        yield "approval", self.approval


def register(
    name: str,
    forge: Forge,
    sealed: str,
    unsealed: str | None = None,
    approval: str | None = None,
) -> None:
    """Register an attack with the verdicts due; the first holds for the others."""
    ATTACKS.append(Attack(name, forge, sealed, unsealed or sealed, approval or sealed))


def attack(*due: str) -> Callable[[Forge], Forge]:
    """Register a function as an attack, named after it."""

    def decorate(forge: Forge) -> Forge:
        register(forge.__name__.replace("_", " "), forge, *due)
        return forge

    return decorate


def update(data: bytes, change: Callable[[Writer], None]) -> bytes:
    """Append one more revision."""
    writer = IncrementalPdfFileWriter(BytesIO(data))
    change(writer)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def page(writer: Writer, number: int = 0) -> Any:
    """Return a page, to be changed."""
    reference, _ = writer.find_page_for_modification(number)
    return reference.get_object()


def text_fields(writer: Writer) -> list[Any]:
    """Return the visible text fields, those of parents included."""
    found = []
    stack = list(writer.root["/AcroForm"]["/Fields"])
    while stack:
        field = stack.pop(0).get_object()
        stack[:0] = field.get("/Kids", ())
        if field.get("/FT") == "/Tx" and not int(field.get("/F", 0)) & 2:
            found.append(field)
    return found


def signature_fields(writer: Writer) -> list[Any]:
    """Return the signature fields that are filled, in the order of signing."""
    fields = (field.get_object() for field in writer.root["/AcroForm"]["/Fields"])
    filled = [f for f in fields if f.get("/FT") == "/Sig" and "/V" in f]
    return sorted(filled, key=lambda field: int(field["/V"]["/ByteRange"][2]))


def picture_of(writer: Writer, text: str) -> Any:
    """Return a look that shows a text."""
    content = b"BT /Helv 10 Tf 2 4 Td (%s) Tj ET" % text.encode("ascii")
    font = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Font"),
            pdf_name("/Subtype"): pdf_name("/Type1"),
            pdf_name("/BaseFont"): pdf_name("/Helvetica"),
        }
    )
    fonts = generic.DictionaryObject({pdf_name("/Helv"): writer.add_object(font)})
    entries = {
        pdf_name("/Type"): pdf_name("/XObject"),
        pdf_name("/Subtype"): pdf_name("/Form"),
        pdf_name("/BBox"): rectangle(0, 0, 200, 20),
        pdf_name("/Resources"): generic.DictionaryObject({pdf_name("/Font"): fonts}),
    }
    return writer.add_object(generic.StreamObject(entries, stream_data=content))


def rectangle(*sides: float) -> generic.ArrayObject:
    """Return a rectangle."""
    return generic.ArrayObject([generic.FloatObject(str(side)) for side in sides])


def annotate(writer: Writer, entries: dict[str, Any]) -> Any:
    """Put an annotation on the first page."""
    reference = writer.add_object(
        generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Rect"): rectangle(60, 600, 260, 620),
                pdf_name("/F"): generic.NumberObject(4),
                **{pdf_name(key): value for key, value in entries.items()},
            }
        )
    )
    sheet = page(writer)
    marks = list(sheet.get("/Annots", ()))
    sheet[pdf_name("/Annots")] = generic.ArrayObject([*marks, reference])
    writer.update_container(sheet)
    return reference


def last_startxref(data: bytes) -> bytes:
    """Return the last pointer to a cross-reference table, as written."""
    return re.findall(rb"startxref\s+(\d+)", data)[-1]


def show(writer: Writer, field: Any, text: str) -> None:
    """Give a field another look."""
    looks = generic.DictionaryObject({pdf_name("/N"): picture_of(writer, text)})
    field[pdf_name("/AP")] = looks
    writer.update_container(field)


def add_field(writer: Writer, entries: dict[str, Any], text: str) -> None:
    """Add a field that shows a text."""
    looks = generic.DictionaryObject({pdf_name("/N"): picture_of(writer, text)})
    reference = annotate(
        writer, {"/Subtype": pdf_name("/Widget"), "/AP": looks, **entries}
    )
    form = writer.root["/AcroForm"]
    form[pdf_name("/Fields")] = generic.ArrayObject([*form["/Fields"], reference])
    writer.update_container(form)


def last_byte_range(data: bytes) -> tuple[int, ...]:
    """Return what the last signature says it covers."""
    return traces(data)[-1].byte_range


def last_contents(data: bytes) -> bytes:
    """Return the last signature with its padding."""
    return traces(data)[-1].contents


@dataclass(frozen=True, slots=True)
class Revision:
    """The parts of one revision, to be put together in another way."""

    body: bytes
    table: bytes
    trailer: bytes

    @property
    def entries(self) -> bytes:
        """What stands in the trailer."""
        return self.trailer.partition(b"<<")[2].rpartition(b">>")[0]

    @property
    def size(self) -> int:
        """The number of the next object."""
        (size,) = re.findall(rb"/Size (\d+)", self.trailer)
        return int(size)

    def end(self, table: int) -> bytes:
        """Return the end of a revision whose table is there."""
        return b"startxref\n%d\n%%%%EOF\n" % table


def revision(data: bytes, updated: bytes) -> Revision:
    """Return the parts of the one revision that follows `data`."""
    body, xref, rest = updated[len(data) :].partition(b"xref\n")
    table, name, rest = rest.partition(b"trailer\n")
    return Revision(body, xref + table, name + rest.partition(b"startxref")[0])
