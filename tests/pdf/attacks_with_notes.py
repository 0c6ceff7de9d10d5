"""Evil annotations: notes, stamps, drawings and buttons laid over a signed page."""

from collections.abc import Callable
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string

from tests.pdf.forging import (
    Writer,
    add_field,
    annotate,
    attack,
    page,
    picture_of,
    rectangle,
    register,
    update,
)


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


def _looks(writer: Writer, text: str = "Total 9,000.00") -> generic.DictionaryObject:
    return generic.DictionaryObject({pdf_name("/N"): picture_of(writer, text)})


def _note(kind: str, entries: Callable[[Writer], dict[str, Any]]) -> None:
    """Register the attack of laying one kind of note over the first page."""

    def forge(data: bytes) -> bytes:
        def change(writer: Writer) -> None:
            annotate(writer, {"/Subtype": pdf_name(f"/{kind}"), **entries(writer)})

        return update(data, change)

    register(f"note of kind {kind}", forge, "altered")


_BOX = rectangle(60, 600, 260, 620)
_CORNERS = rectangle(60, 620, 260, 620, 60, 600, 260, 600)
_INK = generic.ArrayObject([rectangle(60, 600, 260, 620)])
_SCRIPT = generic.DictionaryObject(
    {
        pdf_name("/S"): pdf_name("/JavaScript"),
        pdf_name("/JS"): pdf_string("app.alert('paid')"),
    }
)
_TEXT = pdf_string("Total 9,000.00")

_note("Text", lambda _: {"/Contents": _TEXT, "/Open": generic.BooleanObject(True)})
_note("Popup", lambda _: {"/Contents": _TEXT, "/Open": generic.BooleanObject(True)})
_note("Link", lambda _: {"/A": _SCRIPT})
_note("Line", lambda _: {"/L": _BOX})
_note("Square", lambda _: {"/IC": rectangle(1, 1, 1)})
_note("Circle", lambda _: {"/IC": rectangle(1, 1, 1)})
_note("Polygon", lambda _: {"/Vertices": _CORNERS})
_note("PolyLine", lambda _: {"/Vertices": _CORNERS})
_note("Highlight", lambda _: {"/QuadPoints": _CORNERS})
_note("Underline", lambda _: {"/QuadPoints": _CORNERS})
_note("Squiggly", lambda _: {"/QuadPoints": _CORNERS})
_note("StrikeOut", lambda _: {"/QuadPoints": _CORNERS})
_note("Caret", lambda writer: {"/AP": _looks(writer)})
_note("Ink", lambda _: {"/InkList": _INK})
_note("FileAttachment", lambda _: {"/FS": pdf_string("bill.pdf")})
_note("Screen", lambda writer: {"/AP": _looks(writer), "/A": _SCRIPT})
_note("Watermark", lambda writer: {"/AP": _looks(writer)})
_note("PrinterMark", lambda writer: {"/AP": _looks(writer)})
_note("Redact", lambda writer: {"/AP": _looks(writer), "/IC": rectangle(0, 0, 0)})
_note("Projection", lambda writer: {"/AP": _looks(writer)})
_note("RichMedia", lambda writer: {"/AP": _looks(writer)})
_note("Unheard", lambda writer: {"/AP": _looks(writer)})


@attack("altered")
def note_that_is_hidden_now(data: bytes) -> bytes:
    """It waits for a viewer that shows it."""
    flags = generic.NumberObject(2)
    return update(
        data,
        lambda writer: annotate(
            writer,
            {"/Subtype": pdf_name("/Stamp"), "/F": flags, "/AP": _looks(writer)},
        ),
    )


@attack("altered")
def note_without_area(data: bytes) -> bytes:
    return update(
        data,
        lambda writer: annotate(
            writer,
            {
                "/Subtype": pdf_name("/Stamp"),
                "/Rect": rectangle(0, 0, 0, 0),
                "/AP": _looks(writer),
            },
        ),
    )


@attack("altered")
def note_on_the_edge_of_the_page(data: bytes) -> bytes:
    return update(
        data,
        lambda writer: annotate(
            writer,
            {
                "/Subtype": pdf_name("/FreeText"),
                "/Rect": rectangle(590, 0, 2000, 842),
                "/Contents": _TEXT,
            },
        ),
    )


@attack("altered")
def note_that_stands_in_the_page_itself(data: bytes) -> bytes:
    """Not an object of its own, so no table names it."""

    def change(writer: Writer) -> None:
        sheet = page(writer)
        note = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/FreeText"),
                pdf_name("/Rect"): _BOX,
                pdf_name("/Contents"): _TEXT,
            }
        )
        marks = list(sheet.get("/Annots", ()))
        sheet[pdf_name("/Annots")] = generic.ArrayObject([*marks, note])
        writer.update_container(sheet)

    return update(data, change)


@attack("altered")
def button_added(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        entries = {"/FT": pdf_name("/Btn"), "/T": pdf_string("b"), "/A": _SCRIPT}
        add_field(writer, entries, "Total 9,000.00")

    return update(data, change)


@attack("altered")
def nameless_field_added(data: bytes) -> bytes:
    """pyHanko looks at no field without a name."""

    def change(writer: Writer) -> None:
        add_field(writer, {"/FT": pdf_name("/Tx")}, "Total 9,000.00")

    return update(data, change)


@attack("altered")
def all_notes_and_fields_taken_from_the_page(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        sheet = page(writer, last_page(writer))
        sheet[pdf_name("/Annots")] = generic.ArrayObject()
        writer.update_container(sheet)

    return update(data, change)


@attack("altered")
def field_shown_on_another_page(data: bytes) -> bytes:
    """Move the last widget of a page to the one before."""

    def change(writer: Writer) -> None:
        number = last_page(writer)
        source, target = page(writer, number), page(writer, 1 - number)
        marks = [source["/Annots"].raw_get(n) for n in range(len(source["/Annots"]))]
        others = list(target.get("/Annots", ()))
        source[pdf_name("/Annots")] = generic.ArrayObject(marks[:-1])
        target[pdf_name("/Annots")] = generic.ArrayObject([*others, marks[-1]])
        writer.update_container(source)
        writer.update_container(target)

    return update(data, change)


def last_page(writer: Writer) -> int:
    """Return the last of the first two pages that has notes or fields."""
    return max(number for number in range(2) if page(writer, number).get("/Annots"))
