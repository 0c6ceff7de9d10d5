"""A verdict on a file that goes on after its signed end says what changed there."""

import pytest

from bot.pdf.comparing.compare import compare
from bot.pdf.comparing.comparison import Comparison, Difference
from bot.pdf.comparing.explained import explained, signed_end
from bot.pdf.verifying.verdict import Change, ChangeKind, Integrity, Verdict, in_english
from bot.pdf.verifying.verify import verify
from bot.texts import texts
from tests.pdf import chain
from tests.pdf.attacks import attack_named
from tests.pdf.foreign import sign
from tests.pdf.reprints import FORGED, PRICE, price_forged, saved, sealed_invoice
from tests.pdf.signed_files import authorities, good

BOX = (0.1, 0.1, 0.2, 0.2)


def told(data: bytes) -> Verdict:
    """Return the verdict on a file, explained by what is in the file itself."""
    verdict = verify(data, authorities())
    end = signed_end(data, verdict)
    assert end is not None
    return explained(verdict, compare(data[:end], data))


def test_a_changed_price_is_told_old_and_new() -> None:
    forged = price_forged(sealed_invoice())
    assert signed_end(forged, verify(forged, authorities())) == len(sealed_invoice())
    (change,) = told(forged).changes
    assert change.as_json() == {
        "page": 0,
        "kind": "page-changed",
        "field": None,
        "old": PRICE,
        "new": FORGED,
    }
    assert change.text(in_english) == "“1,000.00” → “9,000.00”"
    assert change.text(texts("de")) == "„1,000.00“ → „9,000.00“"


@pytest.mark.parametrize(
    ("attack", "kinds"),
    [
        ("value of a field changed", {ChangeKind.VALUE}),
        ("value and look of a field changed", {ChangeKind.VALUE}),
        ("text box added", {ChangeKind.ANNOTATION_ADDED}),
        ("page added", {ChangeKind.PAGE_ADDED}),
        ("page removed", {ChangeKind.PAGE_REMOVED}),
        ("page turned", {ChangeKind.PAGE_CHANGED}),
        ("title changed", {ChangeKind.TITLE}),
        ("five hundred bytes appended", {ChangeKind.BYTES_ADDED}),
    ],
)
def test_nothing_is_told_twice_and_nothing_lost(
    attack: str, kinds: set[ChangeKind]
) -> None:
    forged = attack_named(attack)(good("sealed"))
    assert {change.kind for change in told(forged).changes} == kinds
    assert told(forged).integrity == verify(forged, authorities()).integrity


def test_a_field_that_looks_different_says_how() -> None:
    forged = attack_named("look of a field changed")(good("sealed"))
    (change,) = told(forged).changes
    assert (change.kind, change.page) == (ChangeKind.PAGE_CHANGED, 1)
    assert change.new == "9,000.00"
    assert change.old.startswith("Charlie Müller")


def test_what_a_picture_says_is_told_beside_the_drawing() -> None:
    changes = told(attack_named("picture stamped on")(good("sealed"))).changes
    assert [(each.kind, each.new) for each in changes] == [
        (ChangeKind.ANNOTATION_ADDED, ""),
        (ChangeKind.PAGE_CHANGED, "Total 9,000.00"),
    ]


def test_files_without_an_earlier_state_have_no_base() -> None:
    director = chain.sealed_sample().director
    for data in (good("sealed"), good("approval"), chain.document(1), director):
        assert signed_end(data, verify(data, authorities())) is None
    for changed in (saved(good("sealed")), b"  \n" + good("sealed")):
        assert signed_end(changed, verify(changed, authorities())) is None


def test_whoever_signs_what_he_changed_is_no_base() -> None:
    """Our own seal counts, not the signature that Mallory put on top of her change."""
    forged = sign(price_forged(sealed_invoice()), "Mallory")
    for data in (forged, forged + b"%" * 600):
        end = signed_end(data, verify(data, authorities()))
        assert end == len(sealed_invoice())


def test_the_last_of_several_signatures_is_the_base() -> None:
    stages = chain.sealed_sample()
    forged = attack_named("text box added")(stages.customer)
    end = signed_end(forged, verify(forged, authorities()))
    assert end == len(stages.customer)


def test_other_pages_keep_what_is_suspected_of_them() -> None:
    suspected = tuple(
        Change(kind=ChangeKind.PAGE_CHANGED, page=page) for page in (0, 1)
    )
    verdict = Verdict(
        integrity=Integrity.ALTERED, reason_key="altered", changes=suspected
    )
    nothing = explained(verdict, Comparison(pages=2))
    assert nothing == verdict
    found = Difference(page=1, was=1, box=BOX, old="a", new="b")
    gone = Difference(page=None, was=2)
    changes = explained(verdict, Comparison(differences=(found, gone))).changes
    assert [(each.kind, each.page, each.old, each.new) for each in changes] == [
        (ChangeKind.PAGE_CHANGED, 0, "", ""),
        (ChangeKind.PAGE_CHANGED, 1, "a", "b"),
        (ChangeKind.PAGE_REMOVED, 2, "", ""),
    ]


@pytest.mark.parametrize(
    ("old", "new", "english", "german"),
    [
        ("", "9", "“9” was not there before", "„9“ stand vorher nicht da"),
        ("1", "", "“1” no longer stands there", "„1“ steht nicht mehr da"),
        (
            "",
            "",
            "The content of the page was changed",
            "Der Inhalt der Seite wurde verändert",
        ),
    ],
)
def test_each_change_has_its_sentence(
    old: str, new: str, english: str, german: str
) -> None:
    change = Change(kind=ChangeKind.PAGE_CHANGED, page=0, old=old, new=new)
    assert change.text(in_english) == english
    assert change.text(texts("de")) == german
