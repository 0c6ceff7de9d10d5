"""Mallory changes signed files; the verifier never calls one of them good."""

import zlib
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyhanko.sign.fields import MDPPerm

from bot.pdf.verifying.raw import traces
from bot.pdf.verifying.verdict import ChangeKind, Integrity, Origin
from bot.pdf.verifying.verify import verify
from tests.pdf.attacks import ATTACKS, Attack, attack_named
from tests.pdf.bombs import PAGES, build, stream
from tests.pdf.foreign import form, sign
from tests.pdf.forging import text_fields, update
from tests.pdf.heavy import page
from tests.pdf.signed_files import authorities, good

RED = {Integrity.ALTERED, Integrity.BROKEN}


def table() -> Iterator[object]:
    for attack in ATTACKS:
        for kind, due in attack.verdicts():
            yield pytest.param(attack, kind, due, id=f"{attack.name}, {kind}")


@pytest.mark.parametrize(("attack", "kind", "due"), list(table()))
def test_each_attack_gets_the_verdict_due(attack: Attack, kind: str, due: str) -> None:
    forged = attack.forge(good(kind))
    assert forged != good(kind)
    verdict = verify(forged, authorities())
    assert verdict.integrity == due, verdict
    if due in {"altered", "extended"}:
        assert verdict.changes, "it says what was changed"


def test_the_table_is_long_enough() -> None:
    assert len(list(table())) >= 600


SIGNED = len(good("sealed"))
GAP = traces(good("sealed"))[-1].byte_range


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    at=st.integers(0, SIGNED - 1).filter(lambda at: not GAP[1] <= at < GAP[2]),
    bit=st.integers(0, 7),
)
@example(at=GAP[1] - 1, bit=0)
@example(at=GAP[2], bit=0)
@example(at=SIGNED - 1, bit=0)
@example(at=0, bit=0)
def test_a_flipped_bit_is_never_missed(at: int, bit: int) -> None:
    forged = bytearray(good("sealed"))
    forged[at] ^= 1 << bit
    verdict = verify(bytes(forged), authorities())
    assert verdict.integrity in {*RED, Integrity.UNREADABLE}


def test_what_was_filled_in_later_is_shown_old_and_new() -> None:
    """Abuse 34."""
    forge = attack_named("value of a field changed")
    verdict = verify(forge(good("approval")))
    (change,) = verdict.changes
    assert (change.kind, change.page, change.field) == (ChangeKind.VALUE, 0, "total")
    assert (change.old, change.new) == ("1,000.00", "9,000.00")


def test_a_value_that_a_later_signer_changed_is_shown() -> None:
    """The shadow attack: replaced first, then covered by a signature of Mallory's."""
    forge = attack_named("value of a field changed")
    verdict = verify(sign(forge(good("approval")), "Trudy"))
    assert verdict.integrity is Integrity.EXTENDED
    assert verdict.changes[0].new == "9,000.00"


def test_a_certified_form_may_be_filled_but_it_is_shown() -> None:
    forge = attack_named("value of a field changed")
    assert verify(forge(good("certified"))).integrity is Integrity.EXTENDED


def test_a_file_certified_against_all_changes_may_not_be_filled() -> None:
    forge = attack_named("value of a field changed")
    closed = sign(form(), "Mallory", certify=MDPPerm.NO_CHANGES)
    assert verify(forge(closed)).integrity is Integrity.ALTERED


def test_a_signature_put_onto_the_sealed_file_is_an_alteration() -> None:
    verdict = verify(sign(good("sealed"), "Mallory"), authorities())
    assert verdict.integrity in RED


def test_a_removed_signature_is_named() -> None:
    """Abuse 33."""
    forge = attack_named("last signature cleared")
    verdict = verify(forge(good("approval")))
    assert (verdict.integrity, verdict.reason_key) == (
        Integrity.ALTERED,
        "signature-removed",
    )
    assert [(c.kind, c.old) for c in verdict.changes] == [
        (ChangeKind.SIGNATURE_REMOVED, "Mallory")
    ]


def test_what_signers_filled_in_as_they_should_is_no_change() -> None:
    """Of a broken or removed signature too: only what is odd is listed."""
    forged = bytearray(good("sealed"))
    forged[GAP[1] // 2] ^= 1
    verdict = verify(bytes(forged), authorities())
    assert verdict.reason_key == "all-broken"
    assert verdict.changes == ()
    assert [each.signer for each in verdict.signatures][:1] == ["Bob Direktor"]
    forge = attack_named("byte range missing")
    verdict = verify(forge(good("sealed")), authorities())
    assert {c.kind for c in verdict.changes} == {ChangeKind.SIGNATURE_REMOVED}


def test_a_file_that_ends_within_a_later_revision_may_just_be_cut_off() -> None:
    first, _, last = traces(good("sealed"))
    data = good("sealed")
    verdict = verify(data[: first.end + 400], authorities())
    assert (verdict.integrity, verdict.reason_key) == (
        Integrity.ALTERED,
        "end-missing",
    )
    verdict = verify(data[: last.end] + b"A" * 500, authorities())
    assert verdict.reason_key == "bytes-added"


def test_a_change_between_two_signatures_is_seen() -> None:
    """Two revisions at once: one forged, one that looks harmless."""
    forge = attack_named("look of a field changed")
    twice = update(
        forge(good("approval")), lambda w: w.update_container(text_fields(w)[0])
    )
    assert verify(twice).integrity is Integrity.EXTENDED


def test_our_seal_copied_into_another_file_does_not_help() -> None:
    """Abuse 36."""
    victim = sign(form(), "Trudy", bits=2048, stamped=True)
    _, length, again, _ = traces(victim)[-1].byte_range
    stolen = traces(good("sealed"))[-1].contents.rstrip(b"\0").hex().encode()
    room = again - length - 2
    assert len(stolen) < room
    gap = b"<" + stolen.ljust(room, b"0") + b">"
    verdict = verify(victim[:length] + gap + victim[again:], authorities())
    assert (verdict.integrity, verdict.origin) == (Integrity.BROKEN, Origin.NONE)


@pytest.mark.parametrize("name", [b"/ByteRange", b"/#42yteRange", b"/Byt#65R#61nge"])
def test_remains_of_a_signature_are_found_in_any_spelling(name: bytes) -> None:
    remains = b"<< /Type /Sig %s [0 1 2 3] >>" % name
    data = build([b"<< /Type /Catalog /Pages 2 0 R >>", PAGES, remains])
    verdict = verify(data)
    assert (verdict.integrity, verdict.reason_key) == (Integrity.ALTERED, "remains")
    packed = zlib.compress(remains)
    entries = b"/Type /ObjStm /N 1 /First 0 /Filter /FlateDecode"
    hidden = stream(packed, entries)
    data = build([b"<< /Type /Catalog /Pages 2 0 R >>", PAGES, hidden])
    assert verify(data).integrity is Integrity.ALTERED
    damaged = stream(packed[:-8], entries)
    data = build([b"<< /Type /Catalog /Pages 2 0 R >>", PAGES, damaged])
    assert verify(data).integrity is Integrity.UNREADABLE


def test_a_signature_that_cannot_be_read_is_not_overlooked() -> None:
    """Found by mutation: a number that is none made the file look unsigned."""
    data = good("approval")
    at = data.rindex(b"/ByteRange")
    forged = bytearray(data)
    forged[at + 5] = ord("P")
    number = data.index(b"[", at) + 2
    forged[number] = 0xB0
    verdict = verify(bytes(forged))
    assert verdict.integrity in RED


def test_a_second_signature_lost_in_a_damaged_table_is_missed() -> None:
    """Found by mutation: the first alone looked good after a lenient reading."""
    twice = sign(good("approval"), "Trudy")
    table = twice.rindex(b"xref\n0 1\n")
    cut = twice.index(b"n \n", table) + 3
    for length in range(1, 41):
        verdict = verify(twice[: cut - length] + twice[cut:])
        assert verdict.integrity in {*RED, Integrity.UNREADABLE}, length


@pytest.mark.parametrize("number", [10**9, 10**30])
def test_numbers_beyond_all_files_are_read_as_what_they_are(number: int) -> None:
    """Found by fuzzing: a search from such a place on was an error."""
    mention = b"/ByteRange [0 9 %d 9]" % number
    signed = sign(page(b"/X (%b)" % mention), "Trudy")
    assert verify(signed).integrity is Integrity.INTACT
    assert verify(signed + b"% " + mention).reason_key == "remains"
