"""Compare a file with its original: which pages differ, where, and in which words.

Runs in a worker process, in a job of its own: pdfium takes its process down on some
hostile files, and the verdict must not be lost with it.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from pypdfium2 import PdfiumError

from bot.domain.errors import InputRefused, Refusal
from bot.pdf.comparing.comparison import Comparison, Difference, Picture
from bot.pdf.comparing.contents import Contents, alike
from bot.pdf.comparing.marking import WIDTH, marked
from bot.pdf.comparing.matching import Pairs, matched, moved
from bot.pdf.comparing.papers import Papers, opened
from bot.pdf.comparing.sides import look

_MOST_EFFORT = 600
_GLANCE, _GLANCE_AT_SCAN, _CLOSE_LOOK, _REDRAWN = 2, 6, 8, 75
"""Roughly hundredths of a second, so that long files stay within a worker's limits; the
pages that read differently come first."""
_MOST_DIFFERENCES = 60
_MOST_PICTURES = 4


def compare(original: bytes, now: bytes) -> Comparison:
    """Return what differs between the original of a document and the file as it is.

    Pages are compared by what they show, so it does not matter who saved or printed
    them. Raises `InputRefused` when one of the files cannot be opened or drawn.
    """
    try:
        with opened(original) as old, opened(now) as new:
            return _compared(old, new)
    except (Refusal, MemoryError):
        raise
    except Exception as error:
        raise InputRefused("pdf.damaged") from error


def _compared(old: Papers, new: Papers) -> Comparison:
    before, after = Contents(old), Contents(new)
    pairs = matched(
        before.known,
        after.known,
        lambda was, now: alike(before, was, after, now),
    )
    count = len(before.known), len(after.known)
    found = list(_pages_apart(pairs, *count))
    looks = _Looks(before, after)
    for was, page in sorted(
        pairs, key=lambda pair: before.known[pair[0]] == after.known[pair[1]]
    ):
        found += looks.differences(was, page)
    found.sort(key=_place)
    return Comparison(
        differences=tuple(found[:_MOST_DIFFERENCES]),
        pictures=tuple(_pictures(new, found)),
        pages=looks.pages + count[1] - len(pairs),
    )


def _pages_apart(pairs: Pairs, before: int, after: int) -> Iterator[Difference]:
    """Yield pages that are gone, new, or in another place."""
    kept = {was for was, _ in pairs}
    known = {now for _, now in pairs}
    for was in range(before):
        if was not in kept:
            yield Difference(page=None, was=was)
    for now in range(after):
        if now not in known:
            yield Difference(page=now, was=None)
    for was, now in moved(pairs):
        yield Difference(page=now, was=was)


class _Looks:
    """Looks at pairs of pages, closely only where a glance is not enough."""

    def __init__(self, old: Contents, new: Contents) -> None:
        self._old, self._new = old, new
        self._effort = 0
        self.pages = 0

    def differences(self, was: int, now: int) -> Iterator[Difference]:
        """Yield where a page differs; nothing for one that cannot be drawn, and for
        those that would take too long."""
        if self._effort >= _MOST_EFFORT:
            return
        try:
            if not self._is_same(was, now):
                if self._effort + _CLOSE_LOOK > _MOST_EFFORT:
                    return
                seen = look(self._old.papers, was, self._new.papers, now)
                self._effort += _REDRAWN if seen.redrawn else _CLOSE_LOOK
                for place in seen.places:
                    yield Difference(
                        page=now, was=was, box=place.box, old=place.old, new=place.new
                    )
            self.pages += 1
        except PdfiumError:
            return

    def _is_same(self, was: int, now: int) -> bool:
        scanned = not (self._old.said[was] and self._new.said[now])
        self._effort += _GLANCE_AT_SCAN if scanned else _GLANCE
        return np.array_equal(self._old.glance(was), self._new.glance(now))


def _place(difference: Difference) -> tuple[int, int, float]:
    """Sort by page, from the top; a page that is gone where it stood."""
    page = difference.was if difference.page is None else difference.page
    box = difference.box
    return page or 0, box is not None, -box[3] if box else 0.0


def _pictures(new: Papers, found: Sequence[Difference]) -> Iterator[Picture]:
    boxes: dict[int, list[Difference]] = {}
    for each in found:
        if each.page is not None and (each.box or each.was is None):
            boxes.setdefault(each.page, []).append(each)
    for page in list(boxes)[:_MOST_PICTURES]:
        try:
            shown = new.picture(page, WIDTH)
        except PdfiumError:
            continue
        frames = [each.box for each in boxes[page] if each.box]
        yield Picture(page=page, jpeg=marked(shown, frames))
