"""Attacks that take signatures away, disguise them or leave them behind."""

from pyhanko.pdf_utils.generic import pdf_name, pdf_string

from tests.pdf.forging import (
    Writer,
    add_field,
    attack,
    signature_fields,
    update,
)


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
        add_field(
            writer,
            {"/FT": pdf_name("/Sig"), "/T": pdf_string("copy"), "/V": value},
            "Signed",
        )

    return update(data, change)
