"""What a comparison adds to a verdict: the pages that changed, as people read it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.pdf.comparing.comparison import Comparison, Difference
from bot.pdf.verifying.verdict import Change, ChangeKind, Verdict


def explained(verdict: Verdict, comparison: Comparison) -> Verdict:
    """Return the verdict with what its file shows differently, and without what the
    same pages tell better."""
    found = dict.fromkeys(_change(each) for each in comparison.differences)
    told = {each.page for each in found if each.old or each.new}
    kept = [
        each
        for each in verdict.changes
        if each.kind is not ChangeKind.PAGE_CHANGED or each.page not in told
    ]
    return replace(verdict, changes=(*kept, *_news(found, kept)))


def _change(difference: Difference) -> Change:
    if difference.page is None:
        return Change(kind=ChangeKind.PAGE_REMOVED, page=difference.was)
    page = difference.page
    if difference.was is None:
        return Change(kind=ChangeKind.PAGE_ADDED, page=page)
    if difference.box is None:
        return Change(kind=ChangeKind.PAGE_MOVED, page=page)
    old, new = difference.old, difference.new
    return Change(kind=ChangeKind.PAGE_CHANGED, page=page, old=old, new=new)


def _news(found: Iterable[Change], kept: list[Change]) -> Iterator[Change]:
    said = {(each.old, each.new) for each in kept}
    places = {(each.kind, each.page) for each in kept}
    pages = {each.page for each in kept}
    for each in found:
        if each.old or each.new:
            if (each.old, each.new) not in said:
                yield each
        elif each.kind is ChangeKind.PAGE_CHANGED:
            # That something is different there is said already.
            if each.page not in pages:
                yield each
        elif (each.kind, each.page) not in places:
            yield each
