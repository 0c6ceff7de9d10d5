"""What Mallory changes in a signed and in a sealed file, and that nobody accepts it."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from bot.pdf.evidence.signature import write_update
from bot.pdf.evidence.update_objects import as_stream, as_update
from tests.pdf.chain import sample_keys, sealed_sample
from tests.pdf.judges import all_good

Attack = Callable[[IncrementalPdfFileWriter], None]


def field_of(writer: IncrementalPdfFileWriter, name: str) -> Any:
    """Find a field, `evidence.customer` too."""
    field: Any = None
    siblings = writer.root["/AcroForm"]["/Fields"]
    for part in name.split("."):
        field = next(f.get_object() for f in siblings if f.get_object()["/T"] == part)
        siblings = field.get("/Kids", ())
    return field


def changes(name: str, value: Any = None) -> Attack:
    """Write a value into a field, or its look alone."""

    def attack(writer: IncrementalPdfFileWriter) -> None:
        field = field_of(writer, name)
        if value is not None:
            field["/V"] = value
        else:
            black = as_stream(
                b"0 0 100 20 re f",
                {"/Type": "/XObject", "/Subtype": "/Form", "/BBox": [0, 0, 100, 20]},
            )
            field["/AP"] = as_update({"/N": writer.add_object(black)})
        writer.update_container(field)

    return attack


def annotates(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    note = as_update(
        {
            "/Type": "/Annot",
            "/Subtype": "/FreeText",
            "/Rect": [100, 100, 300, 200],
            "/Contents": "Paid",
        }
    )
    present = page.get("/Annots", ())
    page["/Annots"] = as_update([*present, writer.add_object(note)])
    writer.update_container(page)


def repaints(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Contents"] = writer.add_object(as_stream(b"0 0 500 500 re f", {}))
    writer.update_container(page)


ATTACKS: dict[str, Attack] = {
    "a filled value": changes("customer-name", pdf_string("Mallory")),
    "a filled look": changes("customer-name"),
    "an empty field": changes("customer-note", pdf_string("Two chairs broken")),
    "a choice": changes("customer-condition", pdf_string("Damaged")),
    "a tick": changes("customer-received", pdf_name("/Off")),
    "the evidence": changes("evidence.customer", pdf_string("Signed: never")),
    "the evidence's look": changes("evidence.director"),
    "the stamp": changes("director-stamp"),
    "the journal": changes("journal", pdf_string("[]")),
    "a signature's look": changes("customer-signature"),
    "the seal's look": changes("seal"),
    "an annotation": annotates,
    "a page": repaints,
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_every_later_change_is_refused(attack: Attack) -> None:
    stages = sealed_sample()
    assert not all_good(_updated(stages.sealed, attack), _authorities())


LOCKED = ("the evidence's look", "the stamp", "an annotation", "a page")


@pytest.mark.parametrize("attack", LOCKED)
def test_what_the_director_signed_is_locked_before_the_seal(attack: str) -> None:
    stages = sealed_sample()
    assert not all_good(_updated(stages.director, ATTACKS[attack]), _authorities())


def test_an_empty_field_of_the_customer_may_be_filled_until_he_signs() -> None:
    """The control: the same update is legal where the process wants it."""
    stages = sealed_sample()
    attack = ATTACKS["an empty field"]
    assert all_good(_updated(stages.director, attack), _authorities())
    assert not all_good(_updated(stages.customer, attack), _authorities())


def test_a_flipped_byte_breaks_it() -> None:
    stages = sealed_sample()
    for place in (len(stages.prepared) // 2, len(stages.director) - 600):
        broken = bytearray(stages.sealed)
        broken[place] ^= 1
        assert not all_good(bytes(broken), _authorities())


def _updated(data: bytes, attack: Attack) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(data))
    attack(writer)
    return write_update(writer)


def _authorities() -> tuple[bytes, ...]:
    return sample_keys().authority_certificates
