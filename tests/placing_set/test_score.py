"""That the score sees what is right and what is wrong."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER, Box, Kind
from tests.placing_set import german_contracts
from tests.placing_set.__main__ import read, write
from tests.placing_set.place import Document, Place
from tests.placing_set.score import Verdict, judge, total


@pytest.fixture
def contract() -> Document:
    data, places = german_contracts.nda().finish()
    return Document(
        name="de_nda", language="de", group="drawn", data=data, places=places
    )


@pytest.fixture
def signature(contract: Document) -> Place:
    """Our own, on that contract."""
    kinds = (it for it in contract.places if it.kind == Kind.SIGNATURE)
    return next(it for it in kinds if it.party == SENDER)


def moved(place: Place, share: float) -> Place:
    """Move a place to the right by a share of its width."""
    x1, y1, x2, y2 = place.box
    by = (x2 - x1) * share
    return replace(place, box=(x1 + by, y1, x2 + by, y2))


def judged(document: Document, *proposals: Place) -> Verdict:
    return judge(document, proposals)


@pytest.mark.parametrize(("share", "found"), [(0.3, 1), (0.4, 0), (-0.3, 1), (1, 0)])
def test_half_must_be_shared(
    contract: Document, signature: Place, share: float, found: int
) -> None:
    verdict = judged(contract, moved(signature, share))
    assert (len(verdict.found), len(verdict.wrong)) == (found, 1 - found)


def test_another_kind_or_page_is_another_place(
    contract: Document, signature: Place
) -> None:
    for wrong in (
        replace(signature, kind=Kind.DATE),
        replace(signature, page=1),
    ):
        verdict = judged(contract, wrong)
        assert verdict.wrong == [wrong]
        assert signature in verdict.missed


def test_a_place_is_found_once(contract: Document, signature: Place) -> None:
    verdict = judged(contract, moved(signature, 0.1), signature)
    assert verdict.found == [(signature, signature)]
    assert verdict.wrong == [moved(signature, 0.1)]


@pytest.mark.parametrize(
    ("party", "right"), [(SENDER, 1), (DIRECTOR, 1), (CUSTOMER, 0), (None, 0)]
)
def test_both_of_us_are_one_side(
    contract: Document, signature: Place, party: str | None, right: int
) -> None:
    score = total([judged(contract, replace(signature, party=party))])
    assert score.of(Kind.SIGNATURE).right_side == right


def test_optional_places_are_neither_right_nor_wrong(
    contract: Document, signature: Place
) -> None:
    lenient = replace(contract, places=(replace(signature, optional=True),))
    for proposals in ([], [signature], [replace(signature, kind=Kind.TEXT)]):
        verdict = judged(lenient, *proposals)
        assert [*verdict.found, *verdict.missed, *verdict.wrong] == []


@pytest.mark.parametrize(
    "box", [(0.13, 0.80, 0.5, 0.86), (0.13, 0.86, 0.9, 0.87)], ids=["below", "heading"]
)
def test_a_proposal_over_text_is_seen(contract: Document, box: Box) -> None:
    over = Place(page=0, kind=Kind.TEXT, party=None, label="", box=box)
    assert judged(contract, over).over_text == [over]


def test_lines_from_outside_are_scored(contract: Document, tmp_path: Path) -> None:
    """A file is written for others, and what they say of it is read."""
    write([contract, replace(contract, name="again", ignore_form=True)], tmp_path)
    assert (tmp_path / "ignore_form" / "again.pdf").read_bytes() == contract.data
    truths = json.loads((tmp_path / "truths.json").read_text("utf-8"))
    fields = truths["de_nda.pdf"]
    line = {"file": str(tmp_path / "de_nda.pdf"), "pages": 1, "fields": fields}
    lines = tmp_path / "lines"
    lines.write_text(json.dumps(line) + "\n", encoding="utf-8")
    verdict = judge(contract, read(lines)["de_nda"])
    assert [asdict(place) for place, _ in verdict.found] == [
        {**it, "box": tuple(it["box"])} for it in fields
    ]
