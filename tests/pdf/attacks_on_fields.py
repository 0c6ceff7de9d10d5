"""Attacks on form fields, and changes that are permitted but never signed."""

from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from tests.pdf.forging import (
    Writer,
    add_field,
    attack,
    rectangle,
    show,
    signature_fields,
    text_fields,
    update,
)


@attack("altered", "extended", "extended")
def value_and_look_of_a_field_changed(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        field = text_fields(writer)[0]
        field[pdf_name("/V")] = pdf_string("9,000.00")
        show(writer, field, "9,000.00")

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
    return update(data, lambda writer: show(writer, text_fields(writer)[0], "9,000.00"))


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
        add_field(
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
        add_field(writer, entries, "Total 9,000.00")

    return update(data, change)


@attack("altered")
def look_of_a_signature_changed(data: bytes) -> bytes:
    return update(
        data, lambda writer: show(writer, signature_fields(writer)[0], "Mallory")
    )


@attack("altered", "extended", "extended")
def title_changed(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        about = writer.trailer["/Info"]
        about[pdf_name("/Title")] = pdf_string("Gift certificate")
        writer.update_container(about)

    return update(data, change)


@attack("altered", "extended", "extended")
def object_that_nothing_shows(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        writer.add_object(pdf_string("to be shown later"))

    return update(data, change)


@attack("altered", "extended", "extended")
def empty_invisible_signature_field(data: bytes) -> bytes:
    return update(
        data,
        lambda writer: append_signature_field(writer, SigFieldSpec("later")),
    )
