"""Attacks on what the pages show, and with bytes that no page shows."""

from collections.abc import Callable
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string

from tests.pdf.forging import (
    Writer,
    annotate,
    attack,
    last_startxref,
    page,
    picture_of,
    rectangle,
    update,
)


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
