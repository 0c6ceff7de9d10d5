"""Incremental saving attacks: odd revisions appended behind the signed one."""

import re
import zlib

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string

from tests.pdf.attacks_on_pages import page_content_replaced
from tests.pdf.forging import (
    Revision,
    Writer,
    attack,
    last_startxref,
    page,
    revision,
    signature_fields,
    update,
)


def _forged(data: bytes) -> Revision:
    """Return the parts of a revision that replaces what the first page says."""
    return revision(data, page_content_replaced(data))


@attack("altered")
def update_of_objects_alone(data: bytes) -> bytes:
    return data + _forged(data).body


@attack("altered")
def update_without_table(data: bytes) -> bytes:
    new = _forged(data)
    return data + new.body + new.trailer + new.end(len(data))


@attack("altered")
def update_without_trailer(data: bytes) -> bytes:
    new = _forged(data)
    at = len(data) + len(new.body)
    return data + new.body + new.table + new.end(at)


@attack("altered")
def update_without_table_and_trailer(data: bytes) -> bytes:
    new = _forged(data)
    return data + new.body + new.end(len(data))


@attack("altered")
def update_without_end(data: bytes) -> bytes:
    new = _forged(data)
    return data + new.body + new.table + new.trailer


@attack("altered")
def update_without_end_mark(data: bytes) -> bytes:
    return page_content_replaced(data).rstrip().removesuffix(b"%%EOF")


@attack("altered")
def update_that_points_to_the_old_table(data: bytes) -> bytes:
    new = _forged(data)
    old = int(last_startxref(data))
    return data + new.body + new.table + new.trailer + new.end(old)


@attack("altered")
def update_that_points_nowhere(data: bytes) -> bytes:
    new = _forged(data)
    return data + new.body + new.table + new.trailer + new.end(0)


@attack("altered")
def update_with_table_in_a_stream(data: bytes) -> bytes:
    return _with_stream(data)


@attack("altered")
def update_with_two_kinds_of_tables(data: bytes) -> bytes:
    """Name the changed objects in a hidden stream only, as hybrid files do."""
    new = _forged(data)
    packed, at = _stream(new, len(data)), len(data) + len(new.body)
    table = at + len(packed)
    trailer = new.trailer.replace(b"<<", b"<< /XRefStm %d" % at, 1)
    empty = b"xref\n0 1\n0000000000 65535 f \n"
    return data + new.body + packed + empty + trailer + new.end(table)


@attack("altered")
def update_that_skips_what_was_signed(data: bytes) -> bytes:
    new = _forged(data)
    tables = [int(found) for found in re.findall(rb"/Prev (\d+)", data)]
    trailer = re.sub(rb"/Prev \d+", b"/Prev %d" % tables[-1], new.trailer)
    at = len(data) + len(new.body)
    return data + new.body + new.table + trailer + new.end(at)


@attack("altered")
def update_without_what_came_before(data: bytes) -> bytes:
    new = _forged(data)
    trailer = re.sub(rb"/Prev \d+", b"", new.trailer)
    at = len(data) + len(new.body)
    return data + new.body + new.table + trailer + new.end(at)


@attack("altered")
def update_that_is_its_own_past(data: bytes) -> bytes:
    new = _forged(data)
    at = len(data) + len(new.body)
    trailer = re.sub(rb"/Prev \d+", b"/Prev %d" % at, new.trailer)
    return data + new.body + new.table + trailer + new.end(at)


@attack("altered")
def update_with_a_copied_signature(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        field = signature_fields(writer)[-1]
        copy = generic.DictionaryObject(dict(field["/V"].items()))
        field[pdf_name("/V")] = writer.add_object(copy)
        writer.update_container(field)

    return update(page_content_replaced(data), change)


@attack("altered")
def update_with_the_signature_written_again(data: bytes) -> bytes:
    return update(
        page_content_replaced(data),
        lambda writer: writer.update_container(signature_fields(writer)[-1]["/V"]),
    )


@attack("altered")
def several_updates(data: bytes) -> bytes:
    """Change something and put it back, then do what looks harmless."""

    def harmless(writer: Writer) -> None:
        writer.update_container(page(writer))

    return update(update(page_content_replaced(data), harmless), harmless)


@attack("altered")
def generation_raised(data: bytes) -> bytes:
    new = _forged(data)
    number = re.search(rb"(\d+) 0 obj\n<<\n/Length", new.body)
    assert number
    name = number[1]
    body = new.body.replace(name + b" 0 obj", name + b" 7 obj")
    body = body.replace(b"/Contents " + name + b" 0 R", b"/Contents " + name + b" 7 R")
    at = len(data) + len(body)
    where = b"%010d" % (len(data) + number.start(1))
    table = new.table.replace(where + b" 00000", where + b" 00007")
    return data + body + table + new.trailer + new.end(at)


@attack("altered")
def catalogue_swapped(data: bytes) -> bytes:
    """Let the trailer name another catalogue, with pages of Mallory's."""

    def change(writer: Writer) -> None:
        root = generic.DictionaryObject(dict(writer.root.items()))
        tree = generic.DictionaryObject(dict(writer.root["/Pages"].items()))
        tree[pdf_name("/Kids")] = generic.ArrayObject(
            [writer.root["/Pages"]["/Kids"].raw_get(0)]
        )
        tree[pdf_name("/Count")] = generic.NumberObject(1)
        root[pdf_name("/Pages")] = writer.add_object(tree)
        writer._root = writer.add_object(root)
        writer._root_object = root

    return update(data, change)


@attack("altered", "extended", "extended")
def catalogue_written_again(data: bytes) -> bytes:
    return update(data, lambda writer: writer.update_root())


@attack("altered")
def language_changed(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        writer.root[pdf_name("/Lang")] = pdf_string("xx")
        writer.update_root()

    return update(data, change)


def _with_stream(data: bytes) -> bytes:
    new = _forged(data)
    at = len(data) + len(new.body)
    return data + new.body + _stream(new, len(data)) + new.end(at)


def _stream(new: Revision, start: int) -> bytes:
    """Return the table of a revision as a stream, the stream itself included."""
    places = {
        int(found[1]): start + found.start()
        for found in re.finditer(rb"^(\d+) 0 obj", new.body, re.MULTILINE)
    }
    number = new.size
    places[number] = start + len(new.body)
    index = b" ".join(b"%d 1" % each for each in sorted(places))
    rows = b"".join(
        b"\1" + places[each].to_bytes(4, "big") + b"\0" for each in sorted(places)
    )
    packed = zlib.compress(rows)
    entries = new.entries.replace(b"/Size %d" % number, b"/Size %d" % (number + 1))
    head = b"/Type /XRef /W [1 4 1] /Index [%s] /Filter /FlateDecode" % index
    return b"%d 0 obj\n<< %s %s /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        number,
        head,
        entries,
        len(packed),
        packed,
    )
