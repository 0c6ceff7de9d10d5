"""Attacks that free objects of the signed revision: nothing stands where they were."""

import re

from pyhanko.pdf_utils import generic

from tests.pdf.forging import (
    Writer,
    attack,
    last_startxref,
    page,
    signature_fields,
    text_fields,
    update,
)


def _free(data: bytes, number: int) -> bytes:
    """Append a table that frees one object."""
    old = int(last_startxref(data))
    trailer = re.findall(rb"trailer\s*(<<.*?>>)\s*startxref", data, re.DOTALL)[-1]
    trailer = re.sub(rb"/Prev \d+", b"", trailer)
    trailer = trailer.replace(b"<<", b"<< /Prev %d" % old, 1)
    table = b"xref\n%d 1\n0000000000 00001 f \n" % number
    end = b"\nstartxref\n%d\n%%%%EOF\n" % len(data)
    return data + table + b"trailer\n" + trailer + end


@attack("altered")
def content_freed(data: bytes) -> bytes:
    found: list[int] = []

    def look(writer: Writer) -> None:
        contents = page(writer).raw_get("/Contents")
        if isinstance(contents, generic.ArrayObject):
            contents = contents.raw_get(0)
        found.append(contents.idnum)

    update(data, look)
    return _free(data, found[0])


@attack("altered")
def field_freed(data: bytes) -> bytes:
    found: list[int] = []
    update(
        data, lambda writer: found.append(text_fields(writer)[0].container_ref.idnum)
    )
    return _free(data, found[0])


@attack("broken")
def signature_freed(data: bytes) -> bytes:
    found: list[int] = []
    update(
        data,
        lambda writer: found.append(signature_fields(writer)[-1].raw_get("/V").idnum),
    )
    return _free(data, found[0])
