"""What the words beside a blank ask for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.pdf.placing.words import (
    AFTER_A_NUMBER,
    BEFORE_A_DATE,
    BEFORE_A_NUMBER,
    FIRMA_IS_A_COMPANY,
    PARTIES,
    SENSES,
    Sense,
)

MOST_CHARACTERS = 60
MOST_WORDS = 8
_APART = re.compile(
    r"[,&+|;·•\\]|\s/\s|(?<=\w\w\w)/(?=\w\w\w)|(?<=\w\w\w)\.\s|\s[-–—]\s|\s(?:und|mit|and|with|и|et|y|e|i|oraz|ve)\s",
    re.IGNORECASE,
)
_SET_APART = re.compile(r"[\s:*()\[\]„“”\"'«»_.…]+")
_DATE_PATTERN = re.compile(r"_+\s*[./-]\s*_+\s*[./-]\s*_+")


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a label asks for."""

    sense: Sense
    text: str


def asked_for(text: str, language: str) -> tuple[Asked, ...]:
    """Return what a label asks for, in its order: "Place, date, signature" asks for a
    date, with its place, and a signature. Empty when no word is known."""
    if plain(text) in {"X", "x"}:
        return (Asked(Sense.SIGNATURE, ""),)
    found = [one for part in _parts(text) if (one := _first(part, language))]
    senses = {one.sense for one in found}
    if Sense.DATE in senses:
        found = [one for one in found if one.sense is not Sense.PLACE]
    if Sense.SIGNATURE in senses:
        found = [one for one in found if one.sense is not Sense.NAME]
    unique = {one.sense: one for one in reversed(found)}
    return tuple(one for one in found if unique[one.sense] is one)


def asked_in_a_sentence(before: str, after: str, typed: str) -> Sense:
    """Return what a blank within a sentence takes."""
    if _DATE_PATTERN.search(typed) or BEFORE_A_DATE.search(before.rstrip(' «"„')):
        return Sense.DATE
    if BEFORE_A_NUMBER.search(before) or AFTER_A_NUMBER.search(after):
        return Sense.NUMBER
    return Sense.OTHER


def is_label(text: str, language: str) -> bool:
    """Tell labels from prose: short, and mostly made of known words."""
    if len(text) > MOST_CHARACTERS or len(text.split()) > MOST_WORDS:
        return False
    if text[-1:] in ".;,!?" and not re.search(r"\b[\wМП]\.$", text):
        return False
    if not asked_for(text, language):
        return False
    rest = text
    for pattern in (*SENSES.values(), *PARTIES.values()):
        rest = pattern.sub("", rest)
    return len(re.sub(r"\W", "", rest)) <= 24


def plain(text: str) -> str:
    """Return a label's text without what surrounds it."""
    return _SET_APART.sub(" ", text.strip()).strip(" -–,;/")


def _parts(text: str) -> Iterator[str]:
    yield from (part for part in _APART.split(text) if part.strip())


def _first(part: str, language: str) -> Asked | None:
    hits = [
        (match.start(), order, sense, match[0])
        for order, (sense, pattern) in enumerate(SENSES.items())
        for match in [_search(pattern, part, sense, language)]
        if match
    ]
    if not hits:
        return None
    _, _, sense, _ = min(hits, key=lambda hit: hit[:2])
    if sense is Sense.PLACE and any(hit[2] is Sense.DATE for hit in hits):
        sense = Sense.DATE
    return Asked(sense, plain(part))


def _search(
    pattern: re.Pattern[str], part: str, sense: Sense, language: str
) -> re.Match[str] | None:
    for match in pattern.finditer(part):
        word = match[0].lower()
        company = word.startswith("firm") and language in FIRMA_IS_A_COMPANY
        if not (sense is Sense.SIGNATURE and company):
            return match
    return None
