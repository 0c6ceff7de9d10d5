"""Compare a file with its original: which pages differ, where, and in which words.

Runs in a worker process, in a job of its own: pdfium takes its process down on some
hostile files, and the verdict must not be lost with it.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from pypdfium2 import PdfiumError

from bot.domain.errors import InputRefused, Refusal
from bot.pdf.comparing.comparison import Comparison, Difference, Picture
from bot.pdf.comparing.marking import WIDTH, marked
from bot.pdf.comparing.matching import Pairs, matched, moved
from bot.pdf.comparing.papers import Papers, opened
from bot.pdf.comparing.picture import Map, blurred, likeness, resized, without_shade
from bot.pdf.comparing.sides import places

_GLANCE = 480
"""Pixels of the longer side: on pages that one program drew, every change shows."""
_THUMBNAIL = 48
_MOST_GLANCES = 400
_MOST_CLOSE_LOOKS = 60
"""Pages that are looked at at all, and closely; those that read differently first."""
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
    before, after = ([_text(it, n) for n in range(len(it))] for it in (old, new))
    pairs = matched(before, after, lambda pairs: _alike(old, new, pairs))
    found = list(_pages_apart(pairs, len(old), len(new)))
    first = sorted(pairs, key=lambda pair: before[pair[0]] == after[pair[1]])
    looked = _Looks(old, new)
    for was, page in first[:_MOST_GLANCES]:
        found += looked.differences(was, page)
    found.sort(key=_place)
    count = looked.pages + len(new) - len(pairs)
    return Comparison(
        differences=tuple(found[:_MOST_DIFFERENCES]),
        pictures=tuple(_pictures(new, found)),
        pages=count,
    )


def _text(papers: Papers, number: int) -> str:
    try:
        return papers.text(number)
    except PdfiumError:
        return ""


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

    def __init__(self, old: Papers, new: Papers) -> None:
        self._old, self._new = old, new
        self._close = 0
        self.pages = 0

    def differences(self, was: int, now: int) -> Iterator[Difference]:
        """Yield where a page differs; nothing for one that cannot be drawn."""
        try:
            then, shown = self._old.look(was, _GLANCE), self._new.look(now, _GLANCE)
            if np.array_equal(then, shown):
                self.pages += 1
                return
            if self._close >= _MOST_CLOSE_LOOKS:
                return
            self._close += 1
            found = places(self._old, was, self._new, now)
        except PdfiumError:
            return
        self.pages += 1
        for place in found:
            yield Difference(
                page=now, was=was, box=place.box, old=place.old, new=place.new
            )


def _alike(old: Papers, new: Papers, pairs: Pairs) -> Map:
    """Return how alike pages look that have no text to tell them."""
    then = {was: _thumbnail(old, was) for was, _ in pairs}
    shown = {now: _thumbnail(new, now) for _, now in pairs}
    return np.array([likeness(then[was], shown[now]) for was, now in pairs])


def _thumbnail(papers: Papers, number: int) -> Map:
    try:
        gray = papers.look(number, 4 * _THUMBNAIL)
    except PdfiumError:
        return np.zeros((_THUMBNAIL, _THUMBNAIL), dtype=np.uint8)
    return blurred(resized(without_shade(gray), _THUMBNAIL, _THUMBNAIL), 1)


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
