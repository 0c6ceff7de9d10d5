"""Attacks on what the pages show, and with bytes that no page shows."""

from collections.abc import Callable
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

from tests.pdf.forging import (
    Writer,
    attack,
    page,
    rectangle,
    register,
    update,
)


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


def _of_the_page(name: str, key: str, value: Any) -> None:
    """Register the attack of setting one entry of the first page."""

    def forge(data: bytes) -> bytes:
        def change(writer: Writer) -> None:
            sheet = page(writer)
            sheet[pdf_name(key)] = value
            writer.update_container(sheet)

        return update(data, change)

    register(name, forge, "altered")


_of_the_page("page cropped", "/CropBox", rectangle(0, 0, 595, 400))
_of_the_page("page made larger", "/MediaBox", rectangle(0, 0, 1200, 1200))
_of_the_page("page given another scale", "/UserUnit", generic.NumberObject(3))
_of_the_page("page without content", "/Contents", generic.ArrayObject())
_of_the_page("page without resources", "/Resources", generic.DictionaryObject())
_of_the_page("page with a script", "/AA", generic.DictionaryObject())
_of_the_page("page that turns itself", "/Dur", generic.NumberObject(1))
_of_the_page("page in another order of tabs", "/Tabs", pdf_name("/R"))


@attack("altered")
def page_content_extended(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        sheet = page(writer)
        more = generic.StreamObject(stream_data=b"0 0 600 400 re f")
        contents = sheet.raw_get("/Contents")
        old = contents if isinstance(contents, generic.ArrayObject) else [contents]
        sheet[pdf_name("/Contents")] = generic.ArrayObject(
            [*old, writer.add_object(more)]
        )
        writer.update_container(sheet)

    return update(data, change)


@attack("altered")
def font_swapped_under_its_name(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        fonts = page(writer)["/Resources"]["/Font"]
        other = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Font"),
                pdf_name("/Subtype"): pdf_name("/Type1"),
                pdf_name("/BaseFont"): pdf_name("/Symbol"),
            }
        )
        for name in list(fonts):
            fonts[name] = writer.add_object(other)
        writer.update_container(fonts)

    return update(data, change)


@attack("altered")
def page_shown_twice(data: bytes) -> bytes:
    return update(data, lambda writer: _reorder(writer, lambda kids: [*kids, kids[0]]))


@attack("altered")
def page_replaced_by_a_copy(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        copy = generic.DictionaryObject(dict(page(writer).items()))
        _reorder(writer, lambda kids: [writer.add_object(copy), *kids[1:]])

    return update(data, change)


@attack("altered")
def pages_under_a_new_node(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        root = writer.root["/Pages"]
        node = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Pages"),
                pdf_name("/Parent"): writer.root.raw_get("/Pages"),
                pdf_name("/Kids"): root["/Kids"],
                pdf_name("/Count"): root["/Count"],
                pdf_name("/Rotate"): generic.NumberObject(180),
            }
        )
        reference = writer.add_object(node)
        _reorder(writer, lambda kids: [reference])

    return update(data, change)


@attack("altered")
def all_pages_turned(data: bytes) -> bytes:
    """Pages inherit what their tree says."""

    def change(writer: Writer) -> None:
        root = writer.root["/Pages"]
        root[pdf_name("/Rotate")] = generic.NumberObject(90)
        writer.update_container(root)

    return update(data, change)


@attack("altered")
def number_of_pages_falsified(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        root = writer.root["/Pages"]
        root[pdf_name("/Count")] = generic.NumberObject(1)
        writer.update_container(root)

    return update(data, change)
