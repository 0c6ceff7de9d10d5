"""What Mallory prepares before others sign, or covers with a signature of her own."""

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore

from bot.pdf.verifying.verdict import ChangeKind, Integrity
from bot.pdf.verifying.verify import verify
from tests.pdf import foreign
from tests.pdf.attacks import ATTACKS
from tests.pdf.foreign import form, sign
from tests.pdf.forging import (
    Writer,
    annotate,
    last_startxref,
    page,
    picture_of,
    text_fields,
    update,
)
from tests.pdf.signed_files import authorities, good

RED = {Integrity.ALTERED, Integrity.BROKEN}

_HARMLESS = {
    "catalogue written again",
    "object that nothing shows",
    "empty invisible signature field",
    "version raised",
    "extension announced",
    "permissions dropped",
    "no longer an envelope",
    "field no longer read only",
    "field made many lines",
    "lock removed",
    "comment appended",
    "pages copied into a new file",
    "printed by Cairo",
    "notes drawn by qpdf",
    "looks drawn anew",
}
"""Nobody sees anything of these, they take the signature away with the form, or the
next signer's program undoes them."""


def covered() -> Iterator[object]:
    for attack in ATTACKS:
        if attack.approval == "extended" or "append" in attack.name:
            yield pytest.param(attack.forge, attack.name, id=attack.name)


@pytest.mark.parametrize(("forge", "name"), list(covered()))
def test_a_signature_on_top_does_not_hide_what_was_done(
    forge: Callable[[bytes], bytes], name: str
) -> None:
    """Forged first, then signed by a friend of Mallory's: the last one covers all."""
    try:
        data = sign(forge(good("approval")), "Trudy")
    except Exception:  # noqa: BLE001 - what cannot be signed deceives nobody
        return
    verdict = verify(data)
    good_enough = Integrity.INTACT if name in _HARMLESS else Integrity.EXTENDED
    allowed = {*RED, Integrity.EXTENDED, Integrity.UNREADABLE, good_enough}
    assert verdict.integrity in allowed, verdict


def _with_overlay() -> bytes:
    """Return a page with a picture over it that can be taken away later."""

    def lay_over(writer: Writer) -> None:
        looks = {pdf_name("/N"): picture_of(writer, "Holiday 2026")}
        entries = {
            "/Subtype": pdf_name("/Stamp"),
            "/AP": generic.DictionaryObject(looks),
        }
        annotate(writer, entries)

    return sign(update(form(), lay_over), "Alice")


def test_a_shadow_that_was_hidden_and_is_shown_is_seen() -> None:
    """Hide: the overlay that everybody saw when signing is taken away."""

    def take_away(writer: Writer) -> None:
        sheet = page(writer)
        marks = sheet["/Annots"]
        kept = [
            marks.raw_get(n)
            for n in range(len(marks))
            if marks[n].get("/Subtype") != "/Stamp"
        ]
        sheet[pdf_name("/Annots")] = generic.ArrayObject(kept)
        writer.update_container(sheet)

    verdict = verify(update(_with_overlay(), take_away))
    assert verdict.integrity is Integrity.ALTERED
    assert ChangeKind.ANNOTATION_REMOVED in {each.kind for each in verdict.changes}


def _with_two_catalogues(data: bytes) -> tuple[bytes, int]:
    """Return the file with pages of its own that no catalogue in use knows, signed."""
    numbers: list[int] = []

    def hide(writer: Writer) -> None:
        content = generic.StreamObject(stream_data=b"BT (Total 9,000.00) Tj ET")
        sheet = generic.DictionaryObject(dict(page(writer).items()))
        sheet[pdf_name("/Contents")] = writer.add_object(content)
        tree = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Pages"),
                pdf_name("/Kids"): generic.ArrayObject([writer.add_object(sheet)]),
                pdf_name("/Count"): generic.NumberObject(1),
            }
        )
        root = generic.DictionaryObject(dict(writer.root.items()))
        root[pdf_name("/Pages")] = writer.add_object(tree)
        numbers.append(writer.add_object(root).idnum)

    return sign(update(data, hide), "Alice"), numbers[0]


def test_a_catalogue_hidden_from_the_signer_is_seen_when_it_is_used() -> None:
    """Hide and replace: one small table brings up what was signed but never shown."""
    data, hidden = _with_two_catalogues(form())
    assert verify(data).integrity is Integrity.INTACT
    old = int(last_startxref(data))
    trailer = b"trailer\n<< /Size 99 /Root %d 0 R /Prev %d >>\n" % (hidden, old)
    table = b"xref\n0 1\n0000000000 65535 f \n"
    end = b"startxref\n%d\n%%%%EOF\n" % len(data)
    assert verify(data + table + trailer + end).integrity in RED


def test_a_long_value_is_compared_to_its_end() -> None:
    def fill(value: str) -> Callable[[Writer], None]:
        def change(writer: Writer) -> None:
            field = text_fields(writer)[0]
            field[pdf_name("/V")] = pdf_string(value)
            writer.update_container(field)

        return change

    signed = sign(update(form(), fill("x" * 600 + "1,000")), "Alice")
    forged = sign(update(signed, fill("x" * 600 + "9,000")), "Trudy")
    assert verify(forged).integrity is Integrity.EXTENDED


@pytest.mark.parametrize("kind", ["sealed", "approval"])
def test_data_for_checking_does_not_hide_another_title(kind: str) -> None:
    """Found by reading: the trailer knows only the newest document information."""

    def rename(writer: Writer) -> None:
        about = writer.trailer["/Info"]
        about[pdf_name("/Title")] = pdf_string("Gift certificate")
        writer.update_container(about)
        store = {pdf_name("/Type"): pdf_name("/DSS")}
        writer.root[pdf_name("/DSS")] = writer.add_object(
            generic.DictionaryObject(store)
        )
        writer.update_root()

    verdict = verify(update(good(kind), rename), authorities())
    assert verdict.integrity in {*RED, Integrity.EXTENDED}
    assert ("Title", "Gift certificate") in {(c.field, c.new) for c in verdict.changes}


def test_nothing_hides_in_front_of_the_mark_of_the_end() -> None:
    """Data for long-term checking may follow a seal, but nothing between its table
    and its end."""
    file = BytesIO(good("sealed"))
    contents = PdfFileReader(file).embedded_signatures[-1].pkcs7_content
    tsa = foreign.stamper().tsa_cert
    DocumentSecurityStore.add_dss(file, contents, certs=[tsa])
    data = file.getvalue()
    assert verify(data, authorities()).integrity is Integrity.INTACT
    head, _, end = data.rpartition(b"%%EOF")
    forged = (
        head
        + b"99 0 obj\n(hidden)\nendobj\nstartxref"
        + head.rpartition(b"startxref")[2]
        + b"%%EOF"
        + end
    )
    assert verify(forged, authorities()).integrity is Integrity.ALTERED
