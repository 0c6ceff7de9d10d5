"""What a page is known by: what it says, or else what it looks like."""

import hashlib
from collections import Counter
from functools import cache

import numpy as np
from pypdfium2 import PdfiumError

from bot.pdf.comparing.papers import Papers
from bot.pdf.comparing.picture import Map, blurred, likeness, resized, without_shade

GLANCE = 480
"""Pixels of the longer side: on pages that one program drew, every change shows."""
_THUMBNAIL = 48
_MOST_READ = 1_000
_MOST_SEEN = 60
"""Pages that are read, and pages without text that are looked at instead."""


class Contents:
    """What is on the pages of a file."""

    def __init__(self, papers: Papers) -> None:
        self._papers = papers
        self._seen = 0
        self.said = [self._text(n) for n in range(min(len(papers), _MOST_READ))]
        """What each page says; nothing on scans."""
        self.known = [text or self._look(n) for n, text in enumerate(self.said)]
        """The same, or a hash of its look."""
        self.pieces = cache(self._pieces)
        self.thumbnail = cache(self._thumbnail)

    def _text(self, number: int) -> str:
        try:
            return self._papers.text(number)
        except PdfiumError:
            return ""

    def _look(self, number: int) -> str:
        self._seen += 1
        if self._seen > _MOST_SEEN:
            return ""
        try:
            gray = self._papers.look(number, GLANCE)
        except PdfiumError:
            return ""
        return hashlib.sha256(repr(gray.shape).encode() + gray.tobytes()).hexdigest()

    def _pieces(self, number: int) -> Counter[str]:
        text = self.said[number]
        return Counter(text[at : at + 4] for at in range(max(len(text) - 3, 1)))

    def _thumbnail(self, number: int) -> Map:
        try:
            gray = self._papers.look(number, 4 * _THUMBNAIL)
        except PdfiumError:
            return np.zeros((_THUMBNAIL, _THUMBNAIL), dtype=np.uint8)
        return blurred(resized(without_shade(gray), _THUMBNAIL, _THUMBNAIL), 1)


def alike(old: Contents, was: int, new: Contents, now: int) -> float:
    """Return how alike two pages are, from 0 to 1."""
    if old.said[was] and new.said[now]:
        then, shown = old.pieces(was), new.pieces(now)
        return 2 * (then & shown).total() / (then.total() + shown.total())
    return likeness(old.thumbnail(was), new.thumbnail(now))
