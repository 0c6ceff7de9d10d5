"""From pages that differ to changes of a verdict: where, and in which words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.pdf.comparing.comparison import Comparison, Difference
from bot.pdf.verifying.raw import bytes_after
from bot.pdf.verifying.verdict import (
    Change,
    ChangeKind,
    Covers,
    Integrity,
    Signature,
    Verdict,
)

COMPARABLE = frozenset({Integrity.ALTERED, Integrity.EXTENDED})
"""Verdicts on files that may hold the signed revision, and something after it."""
_VERIFIES = frozenset({*COMPARABLE, Integrity.INTACT})
_COARSE = frozenset({ChangeKind.APPEARANCE, ChangeKind.PAGE_CHANGED})
_NOWHERE = frozenset({"signature-removed", "bytes-before"})
"""Why no beginning of a file is what was signed."""


def signed_end(data: bytes, verdict: Verdict) -> int | None:
    """Return where the last signed revision ends: the file up to there is what was
    signed. None when no valid signature is followed by anything.

    A signature that this service vouches for counts before those of strangers, who may
    have signed what they changed.
    """
    if verdict.integrity not in COMPARABLE or verdict.reason_key in _NOWHERE:
        return None
    ends = [
        (signature.trusted, signature.end)
        for signature in verdict.signatures
        if _verifies(signature) and signature.end > 0
    ]
    ends = [each for each in ends if bytes_after(data, each[1])]
    return max(ends)[1] if ends else None


def _verifies(signature: Signature) -> bool:
    return signature.integrity in _VERIFIES and signature.covers is not Covers.NONE


def explained(verdict: Verdict, comparison: Comparison) -> Verdict:
    """Return the verdict with what was found instead of what is only suspected.

    A change that the comparison says nothing about stays as it is.
    """
    seen = {each.page for each in comparison.differences if each.box}
    kept = [
        change
        for change in verdict.changes
        if not (change.kind in _COARSE and change.page in seen)
        and not (change.kind is ChangeKind.OTHER and comparison.differences)
    ]
    found = dict.fromkeys(_changes(comparison.differences, kept))
    return replace(verdict, changes=(*kept, *found))


def _changes(
    differences: Sequence[Difference], kept: Sequence[Change]
) -> Iterator[Change]:
    told = {(change.page, change.kind) for change in kept}
    worded = {each.page for each in differences if each.old or each.new}
    for each in differences:
        change = _change(each)
        if each.box is None:
            if (change.page, change.kind) not in told:
                yield change
        elif each.old or each.new:
            if not any(_tells(other, change) for other in kept):
                yield change
        elif each.page not in worded and each.page not in {it.page for it in kept}:
            yield change


def _change(each: Difference) -> Change:
    if each.page is None:
        return Change(kind=ChangeKind.PAGE_REMOVED, page=each.was)
    if each.was is None:
        return Change(kind=ChangeKind.PAGE_ADDED, page=each.page)
    kind = ChangeKind.PAGE_CHANGED if each.box else ChangeKind.PAGE_MOVED
    return Change(kind=kind, page=each.page, old=each.old, new=each.new)


def _tells(other: Change, change: Change) -> bool:
    """Say whether a field or a note says the same already."""
    return other.page == change.page and (
        _plain(other.new) == _plain(change.new)
        if change.new
        else _plain(other.old) == _plain(change.old)
    )


def _plain(text: str) -> str:
    return "".join(text.split())
