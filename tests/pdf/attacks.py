"""Attacks on signed files: each a function from a good file to a forged one.

`ATTACKS` holds for each the verdict that is due on three kinds of files: our own sealed
one (nothing may change), one on its way (only prepared fields may be filled), and a
stranger's with plain approval signatures.
"""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pypdf import PdfReader, PdfWriter

Forge = Callable[[bytes], bytes]
Writer = Any

ATTACKS: "list[Attack]" = []


@dataclass(frozen=True, slots=True)
class Attack:
    """One way to forge, and the verdict due on each kind of file."""

    forge: Forge
    sealed: str
    unsealed: str
    approval: str

    @property
    def name(self) -> str:
        """What the attack is called."""
        return self.forge.__name__.replace("_", " ")

    def verdicts(self) -> Iterator[tuple[str, str]]:
        """Yield kinds of files with the verdict that is due."""
        yield "sealed", self.sealed
        yield "unsealed", self.unsealed
        yield "approval", self.approval


def attack(
    sealed: str, unsealed: str | None = None, approval: str | None = None
) -> Callable[[Forge], Forge]:
    """Register an attack with the verdicts due; the first holds for the others."""

    def register(forge: Forge) -> Forge:
        ATTACKS.append(Attack(forge, sealed, unsealed or sealed, approval or sealed))
        return forge

    return register


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
    """Return the signature fields that are filled."""
    fields = (field.get_object() for field in writer.root["/AcroForm"]["/Fields"])
    return [f for f in fields if f.get("/FT") == "/Sig" and "/V" in f]


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


# Bytes after the signed end


@attack("altered")
def five_hundred_bytes_appended(data: bytes) -> bytes:
    return data + b"A" * 500


@attack("altered")
def long_tail_without_end(data: bytes) -> bytes:
    return data + b"% nothing to see here\n" * 200


@attack("altered")
def tail_that_repeats_the_old_end(data: bytes) -> bytes:
    end = b"\nstartxref\n" + last_startxref(data) + b"\n%%EOF\n"
    return data + b"99 0 obj\n(hidden)\nendobj" + end


@attack("altered")
def long_tail_that_repeats_the_old_end(data: bytes) -> bytes:
    end = b"\nstartxref\n" + last_startxref(data) + b"\n%%EOF\n"
    return data + b"% filler\n" * 1000 + end


@attack("altered")
def archive_appended(data: bytes) -> bytes:
    return data + b"PK\x05\x06" + bytes(18)


# Incremental saving


@attack("altered")
def page_content_replaced(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        content = b"BT /F1 12 Tf 60 700 Td (Total 9,000.00) Tj ET"
        sheet = page(writer)
        sheet[pdf_name("/Contents")] = writer.add_object(
            generic.StreamObject(stream_data=content)
        )
        writer.update_container(sheet)

    return update(data, change)


@attack("altered")
def page_content_overwritten_in_place(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        content = page(writer)["/Contents"]
        stream = content[0] if isinstance(content, generic.ArrayObject) else content
        stream._data = stream.data + b"\n0 0 0 rg 0 0 600 800 re f"
        stream._encoded_data = None
        writer.update_container(stream)

    return update(data, change)


@attack("altered")
def update_without_table_and_trailer(data: bytes) -> bytes:
    forged = page_content_replaced(data)
    return forged[
        : forged.rindex(b"\nxref") if b"\nxref" in forged[len(data) :] else -9
    ]


@attack("altered")
def update_without_end(data: bytes) -> bytes:
    forged = page_content_replaced(data)
    return forged[: forged.rindex(b"startxref")]


# Pages


@attack("altered")
def page_added(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        sheet = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Page"),
                pdf_name("/Parent"): writer.root.raw_get("/Pages"),
                pdf_name("/MediaBox"): rectangle(0, 0, 595, 842),
                pdf_name("/Resources"): generic.DictionaryObject(),
            }
        )
        _reorder(writer, lambda kids: [*kids, writer.add_object(sheet)])

    return update(data, change)


@attack("altered")
def page_removed(data: bytes) -> bytes:
    return update(data, lambda writer: _reorder(writer, lambda kids: kids[1:]))


@attack("altered")
def pages_swapped(data: bytes) -> bytes:
    return update(
        data,
        lambda writer: _reorder(writer, lambda kids: [kids[1], kids[0], *kids[2:]]),
    )


@attack("altered")
def page_turned(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        sheet = page(writer)
        sheet[pdf_name("/Rotate")] = generic.NumberObject(180)
        writer.update_container(sheet)

    return update(data, change)


def _reorder(writer: Writer, order: Callable[[list[Any]], list[Any]]) -> None:
    root = writer.root["/Pages"]
    kids = order([root["/Kids"].raw_get(n) for n in range(len(root["/Kids"]))])
    root[pdf_name("/Kids")] = generic.ArrayObject(kids)
    root[pdf_name("/Count")] = generic.NumberObject(len(kids))
    writer.update_container(root)


# Fields


@attack("altered", "extended", "extended")
def value_and_look_of_a_field_changed(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        field = text_fields(writer)[0]
        field[pdf_name("/V")] = pdf_string("9,000.00")
        _show(writer, field, "9,000.00")

    return update(data, change)


@attack("altered", "extended", "extended")
def value_of_a_field_changed(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        field = text_fields(writer)[0]
        field[pdf_name("/V")] = pdf_string("9,000.00")
        writer.update_container(field)

    return update(data, change)


@attack("altered", "extended", "extended")
def look_of_a_field_changed(data: bytes) -> bytes:
    return update(
        data, lambda writer: _show(writer, text_fields(writer)[0], "9,000.00")
    )


@attack("altered", "altered", "extended")
def look_of_a_field_changed_in_place(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        look = next(f for f in text_fields(writer) if "/AP" in f)["/AP"]["/N"]
        look._data = b"BT /Helv 10 Tf 2 4 Td (9,000.00) Tj ET"
        look._encoded_data = None
        writer.update_container(look)

    return update(data, change)


@attack("altered")
def field_moved(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        field = text_fields(writer)[0]
        field[pdf_name("/Rect")] = rectangle(0, 0, 500, 500)
        writer.update_container(field)

    return update(data, change)


@attack("altered")
def text_field_added(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        _add_field(
            writer,
            {
                "/FT": pdf_name("/Tx"),
                "/T": pdf_string("note"),
                "/V": pdf_string("9,000.00"),
            },
            "9,000.00",
        )

    return update(data, change)


@attack("altered")
def empty_signature_field_with_text(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        entries = {"/FT": pdf_name("/Sig"), "/T": pdf_string("more")}
        _add_field(writer, entries, "Total 9,000.00")

    return update(data, change)


@attack("altered")
def look_of_a_signature_changed(data: bytes) -> bytes:
    return update(
        data, lambda writer: _show(writer, signature_fields(writer)[0], "Mallory")
    )


def _show(writer: Writer, field: Any, text: str) -> None:
    looks = generic.DictionaryObject({pdf_name("/N"): picture_of(writer, text)})
    field[pdf_name("/AP")] = looks
    writer.update_container(field)


def _add_field(writer: Writer, entries: dict[str, Any], text: str) -> None:
    looks = generic.DictionaryObject({pdf_name("/N"): picture_of(writer, text)})
    reference = annotate(
        writer, {"/Subtype": pdf_name("/Widget"), "/AP": looks, **entries}
    )
    form = writer.root["/AcroForm"]
    form[pdf_name("/Fields")] = generic.ArrayObject([*form["/Fields"], reference])
    writer.update_container(form)


# Annotations


@attack("altered")
def text_box_added(data: bytes) -> bytes:
    entries = {"/Subtype": pdf_name("/FreeText"), "/Contents": pdf_string("9,000.00")}
    return update(data, lambda writer: annotate(writer, entries))


@attack("altered")
def picture_stamped_on(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        looks = generic.DictionaryObject(
            {pdf_name("/N"): picture_of(writer, "Total 9,000.00")}
        )
        annotate(writer, {"/Subtype": pdf_name("/Stamp"), "/AP": looks})

    return update(data, change)


@attack("altered")
def widget_that_no_form_knows(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        looks = generic.DictionaryObject(
            {pdf_name("/N"): picture_of(writer, "Total 9,000.00")}
        )
        annotate(writer, {"/Subtype": pdf_name("/Widget"), "/AP": looks})

    return update(data, change)


# What is permitted, but not part of what was signed


@attack("extended")
def title_changed(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        about = writer.trailer["/Info"]
        about[pdf_name("/Title")] = pdf_string("Gift certificate")
        writer.update_container(about)

    return update(data, change)


@attack("extended")
def object_that_nothing_shows(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        writer.add_object(pdf_string("to be shown later"))

    return update(data, change)


@attack("extended")
def empty_invisible_signature_field(data: bytes) -> bytes:
    return update(
        data,
        lambda writer: append_signature_field(writer, SigFieldSpec("later")),
    )


# Signatures taken away or disguised


@attack("altered")
def form_dropped(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        del writer.root["/AcroForm"]
        writer.update_root()

    return update(data, change)


@attack("altered")
def last_signature_cleared(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        field = signature_fields(writer)[-1]
        del field["/V"]
        writer.update_container(field)

    return update(data, change)


@attack("altered")
def signature_in_a_second_field(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        value = signature_fields(writer)[-1].raw_get("/V")
        _add_field(
            writer,
            {"/FT": pdf_name("/Sig"), "/T": pdf_string("copy"), "/V": value},
            "Signed",
        )

    return update(data, change)


def _disguise(data: bytes, key: str, value: Any) -> bytes:
    """Overwrite one entry of the last signature; no value takes it away."""

    def change(writer: Writer) -> None:
        signature = signature_fields(writer)[-1]["/V"]
        if value is None:
            del signature[key]
        else:
            signature[pdf_name(key)] = value
        writer.update_container(signature)

    return update(data, change)


def _numbers(*numbers: int) -> generic.ArrayObject:
    return generic.ArrayObject([generic.NumberObject(number) for number in numbers])


@attack("broken")
def byte_range_missing(data: bytes) -> bytes:
    return _disguise(data, "/ByteRange", None)


@attack("broken")
def byte_range_null(data: bytes) -> bytes:
    return _disguise(data, "/ByteRange", generic.NullObject())


@attack("broken")
def byte_range_of_nothing(data: bytes) -> bytes:
    return _disguise(data, "/ByteRange", _numbers(0, 0, 0, 0))


@attack("broken")
def byte_range_negative(data: bytes) -> bytes:
    return _disguise(data, "/ByteRange", _numbers(0, -1, 0, -1))


@attack("broken")
def byte_range_beyond_the_end(data: bytes) -> bytes:
    return _disguise(data, "/ByteRange", _numbers(0, 10**9, 10**9, 10**9))


@attack("broken")
def contents_missing(data: bytes) -> bytes:
    return _disguise(data, "/Contents", None)


@attack("broken")
def contents_null(data: bytes) -> bytes:
    return _disguise(data, "/Contents", generic.NullObject())


@attack("broken")
def contents_empty(data: bytes) -> bytes:
    return _disguise(data, "/Contents", generic.ByteStringObject(b""))


@attack("broken")
def contents_of_zeros(data: bytes) -> bytes:
    return _disguise(data, "/Contents", generic.ByteStringObject(bytes(64)))


# Rewriting


@attack("broken")
def saved_again_by_pypdf(data: bytes) -> bytes:
    output = BytesIO()
    PdfWriter(clone_from=PdfReader(BytesIO(data))).write(output)
    return output.getvalue()


@attack("altered")
def pages_copied_into_a_new_file(data: bytes) -> bytes:
    """Copy the pages with everything on them, but not the form."""
    writer = PdfWriter()
    for sheet in PdfReader(BytesIO(data)).pages:
        writer.add_page(sheet)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def qpdf(data: bytes, folder: Path, *options: str) -> bytes:
    """Save a file again with qpdf."""
    tool = shutil.which("qpdf")
    assert tool, "qpdf is missing"
    before, after = folder / "before.pdf", folder / "after.pdf"
    before.write_bytes(data)
    # It warns of the document information, and exits with 3 when it does.
    subprocess.run([tool, *options, before, after], check=False)
    return after.read_bytes()
