"""What our locator must reach on the set, and that the set itself is sound."""

from collections import Counter

import pytest

from bot.domain.fields import Kind
from tests.placing_set import documents
from tests.placing_set.printed import Printed
from tests.placing_set.score import Score, Verdict, judge, total

AT_LEAST = {Kind.SIGNATURE: 0.95, Kind.DATE: 0.9, Kind.STAMP: 0.9, Kind.BANK: 0.9}
"""Recall per kind, where there is text to read."""


@pytest.fixture(scope="module")
def verdicts() -> list[Verdict]:
    from bot.pdf.placing.locate import locate

    return [
        judge(it, locate(it.data, ignore_form=it.ignore_form)) for it in documents()
    ]


@pytest.fixture(scope="module")
def readable(verdicts: list[Verdict]) -> Score:
    """All but scans without a text layer."""
    return total(it for it in verdicts if it.document.group != "scan")


@pytest.mark.parametrize("kind", AT_LEAST)
def test_nearly_every_place_is_found(readable: Score, kind: Kind) -> None:
    assert readable.of(kind).recall >= AT_LEAST[kind]


@pytest.mark.parametrize("kind", [*AT_LEAST, "all"])
def test_what_is_proposed_is_a_place(verdicts: list[Verdict], kind: str) -> None:
    assert total(verdicts).of(kind).precision >= 0.9


def test_places_are_given_to_the_right_party(verdicts: list[Verdict]) -> None:
    assert total(verdicts).of("all").party >= 0.9


def test_no_proposal_lies_over_text(verdicts: list[Verdict]) -> None:
    over = [(it.document.name, *it.over_text) for it in verdicts if it.over_text]
    assert over == []


def test_the_set_is_large_and_varied() -> None:
    names = Counter(it.name for it in documents())
    languages = {it.language for it in documents()}
    assert len(names) == len(documents()) >= 72
    assert languages == {"de", "en", "ru", "fr", "es", "it", "pl", "tr"}


def test_the_truth_scores_full_marks() -> None:
    score = total(
        judge(it, [place for place in it.places if not place.optional])
        for it in documents()
        if not it.letters
    )
    figures = score.of("all")
    assert (figures.recall, figures.precision, figures.party) == (1, 1, 1)
    assert score.over_text == 0


def test_true_places_are_on_the_page_and_free_of_text() -> None:
    for document in documents():
        printed = Printed(document.letters or document.data)
        for place in document.places:
            x1, y1, x2, y2 = place.box
            assert 0 <= x1 < x2 <= 1, (document.name, place)
            assert 0 <= y1 < y2 <= 1, (document.name, place)
            askew = 3 if document.letters else 1
            over = printed.under(place.page, place.box, askew)
            assert place.optional or not over, (document.name, place)
