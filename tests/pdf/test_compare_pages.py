"""Pages are compared with the pages they were, wherever they stand and lie now."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import RectangleObject

from bot.pdf.comparing.compare import compare
from bot.pdf.comparing.matching import matched, moved
from tests.pdf import chain
from tests.pdf.reprints import (
    FORGED,
    PRICE,
    TOOLS,
    as_pdf,
    by_tool,
    invoice,
    picture,
    saved,
    scan,
)

Apart = list[tuple[int | None, int | None]]


def apart(original: bytes, now: bytes) -> Apart:
    """Return the pages that were added, removed or moved, and no other difference."""
    found = compare(original, now).differences
    assert all(each.box is None and each.old == each.new == "" for each in found)
    return [(each.page, each.was) for each in found]


@pytest.mark.parametrize(
    ("order", "due"),
    [
        ([0, 2, 3], [(None, 1)]),
        ([0, 1, 2], [(None, 3)]),
        ([1, 2, 3, 0], [(3, 0)]),
        ([1, 0, 2, 3], [(0, 1)]),
        ([0, 1, 1, 2, 3], [(1, None)]),
        ([3, 1], [(None, 0), (0, 3), (None, 2)]),
    ],
    ids=["removed", "last removed", "moved", "swapped", "added", "mixed"],
)
def test_pages_in_another_order(order: list[int], due: Apart) -> None:
    original = chain.document(4)
    assert apart(original, saved(original, order)) == due


def test_reprinted_pages_in_another_order() -> None:
    now = by_tool(saved(chain.document(4), [3, 1]), *TOOLS["pdftocairo"])
    assert apart(chain.document(4), now) == [(None, 0), (0, 3), (None, 2)]


def test_a_changed_page_is_found_behind_a_new_one() -> None:
    now = saved(invoice(FORGED, 3), [1, 0, 1, 2])
    found = compare(invoice(pages=3), now).differences
    assert [(it.page, it.was, it.old, it.new) for it in found] == [
        (0, None, "", ""),
        (1, 0, PRICE, FORGED),
    ]


def test_scanned_pages_in_another_order_are_known() -> None:
    sealed = chain.sealed_sample().sealed
    papers = [picture(invoice()), picture(sealed, 2), picture(sealed, 1)]
    original = as_pdf(*(scan(sheet, seed=n) for n, sheet in enumerate(papers)))
    assert apart(original, saved(original, [0, 2])) == [(None, 1)]
    again = [scan(sheet, -0.4, seed=7) for sheet in papers[::2]]
    assert apart(original, as_pdf(*again)) == [(None, 1)]


def test_a_page_of_another_document_is_one_difference() -> None:
    other = saved(invoice(pages=2), [0])
    found = compare(chain.document(1), other).differences
    assert len(found) == 1
    assert found[0].box is not None
    assert found[0].box[3] - found[0].box[1] > 0.5


def turned(page: PageObject) -> None:
    page.rotate(90)


def cropped(page: PageObject) -> None:
    page.cropbox = RectangleObject((30, 40, 560, 810))


def larger(page: PageObject) -> None:
    page.scale_by(1.4)


@pytest.mark.parametrize("change", [turned, cropped])
@pytest.mark.parametrize("tool", [None, "pdftocairo"])
def test_turned_and_cropped_pages(
    change: Callable[[PageObject], None], tool: str | None
) -> None:
    def again(data: bytes) -> bytes:
        changed = saved(data, change=change)
        return by_tool(changed, *TOOLS[tool]) if tool else changed

    original = saved(invoice(), change=change)
    assert compare(original, again(invoice())).differences == ()
    (found,) = compare(original, again(invoice(FORGED))).differences
    assert (found.old, found.new) == (PRICE, FORGED)
    assert found.box is not None
    wide, high = found.box[2] - found.box[0], found.box[3] - found.box[1]
    # On a page that lies on its side, the number stands upright.
    assert (high > 3 * wide) == (change is turned)


@pytest.mark.parametrize("change", [turned, cropped, larger])
def test_pages_that_were_turned_cropped_or_enlarged(
    change: Callable[[PageObject], None],
) -> None:
    (found,) = compare(invoice(), saved(invoice(FORGED), change=change)).differences
    assert (found.page, found.old, found.new) == (0, PRICE, FORGED)


@pytest.mark.parametrize("box", [(0, 0, 14_400, 14_400), (0, 0, 14_400, 1)])
def test_absurd_pages_are_compared_all_the_same(box: tuple[float, ...]) -> None:
    def absurd(page: PageObject) -> None:
        page.mediabox = page.cropbox = RectangleObject(box)

    odd = saved(chain.document(1), change=absurd)
    assert compare(odd, odd).differences == ()
    assert len(compare(chain.document(1), odd).differences) <= 1


def test_a_long_document_is_compared_as_far_as_time_allows() -> None:
    long = chain.document(390)
    found = compare(joined(long, invoice()), joined(long, invoice(FORGED)))
    (only,) = found.differences
    assert (only.page, only.old, only.new) == (390, PRICE, FORGED)
    assert found.pages == 300


def joined(*files: bytes) -> bytes:
    """Return files one behind another."""
    writer = PdfWriter()
    for file in files:
        writer.append(PdfReader(BytesIO(file)))
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def test_the_fewest_pages_count_as_moved() -> None:
    assert moved([(0, 0), (1, 1), (2, 2)]) == []
    assert moved([(1, 0), (2, 1), (3, 2), (0, 3)]) == [(0, 3)]
    assert len(moved([(2, 0), (1, 1), (0, 2)])) == 2


def test_pages_that_say_the_same_are_matched_in_order() -> None:
    def never(was: int, now: int) -> float:
        return 0.0

    assert matched(["a", "b", "a"], ["a", "b", "a"], never) == [(0, 0), (1, 1), (2, 2)]
    assert matched(["a", "a"], ["a"], never) == [(0, 0)]
    assert matched(["a", "x", "b"], ["a", "y", "b"], never) == [(0, 0), (1, 1), (2, 2)]
    assert matched([], ["a"], never) == []
