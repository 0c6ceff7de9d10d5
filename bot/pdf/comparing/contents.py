"""What a page is known by: what it says, or else what it looks like."""

import hashlib
from collections import Counter
from functools import cache, lru_cache, partial

import numpy as np
from pypdfium2 import PdfiumError

from bot.pdf.comparing.papers import Papers
from bot.pdf.comparing.picture import Map, blurred, likeness, resized, without_shade

_GLANCE = 480
"""Pixels of the longer side: on pages that one program drew, every change shows."""
_KEPT = 200
_THUMBNAIL = 48
_MOST_READ = 1_000
_MOST_SEEN = 30
"""Pages that are read, and pages without text that are looked at instead."""


class Contents:
    """What is on the pages of a file."""

    def __init__(self, papers: Papers) -> None:
        self.papers = papers
        self.glance = lru_cache(_KEPT)(partial(papers.look, side=_GLANCE))
        """A small picture of a page."""
        self.said = [self._text(n) for n in range(min(len(papers), _MOST_READ))]
        """What each page says; nothing on scans."""
        silent = [n for n, text in enumerate(self.said) if not text][:_MOST_SEEN]
        looks = {n: self._look(n) for n in silent}
        self.known = [text or looks.get(n, "") for n, text in enumerate(self.said)]
        """The same, or a hash of what it looks like."""
        self.pieces = cache(self._pieces)
        self.thumbnail = cache(self._thumbnail)

    def _text(self, number: int) -> str:
        try:
            return self.papers.text(number)
        except PdfiumError:
            return ""

    def _look(self, number: int) -> str:
        try:
            gray = self.glance(number)
        except PdfiumError:
            return ""
        return hashlib.sha256(repr(gray.shape).encode() + gray.tobytes()).hexdigest()

    def _pieces(self, number: int) -> Counter[str]:
        text = self.said[number]
        return Counter(text[at : at + 4] for at in range(max(len(text) - 3, 1)))

    def _thumbnail(self, number: int) -> Map:
        try:
            gray = without_shade(self.glance(number))
        except PdfiumError:
            return np.zeros((_THUMBNAIL, _THUMBNAIL), dtype=np.uint8)
        return blurred(resized(gray, _THUMBNAIL, _THUMBNAIL), 1)


def alike(old: Contents, was: int, new: Contents, now: int) -> float:
    """Return how alike two pages are, from 0 to 1."""
    if old.said[was] and new.said[now]:
        then, shown = old.pieces(was), new.pieces(now)
        return 2 * (then & shown).total() / (then.total() + shown.total())
    return likeness(old.thumbnail(was), new.thumbnail(now))
