"""Words that name a place to fill in, in German and English, and whose place it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER, Kind
from bot.pdf.evidence.geometry import Rectangle
from bot.pdf.placing.page_view import PageView, Segment, around

_LONGEST = 55
_MOST_WORDS = 7
_FAR_ABOVE = 230.0

OURS = frozenset({SENDER, DIRECTOR})
THEIRS = frozenset({CUSTOMER})


def _words(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


KINDS: dict[Kind, re.Pattern[str]] = {
    Kind.SIGNATURE: _words(
        r"\w*unterschrift(?:en)?", "unterzeichner(?:in)?", "gezeichnet",
        "signatures?", "signed(?: by)?", "sign here",
    ),
    Kind.STAMP: _words(r"\w*stempel", "stamp", "company seal"),
    Kind.DATE: _words("datum", r"\w+datum", "date", "dated"),
    Kind.TEXT: _words(
        "name", "vor- und nachname", r"\w*name in druckbuchstaben", "printed name",
        "full name", "vollständiger name", "klarname",
    ),
    Kind.BANK: _words(
        "iban", "bankverbindung(?:en)?", "bankdaten", "kontoverbindung",
        "bank details", "bank account", "account details",
    ),
}  # fmt: skip

_OUR_WORDS = _words(
    "auftragnehmer(?:in|s)?", "geschäftsführ(?:er|erin|ers|ung)", "geschäftsleitung",
    "verkäufer(?:in|s)?", "lieferant(?:in|en)?", "vermieter(?:in|s)?",
    "arbeitgeber(?:in|s)?", "dienstleister(?:in|s)?", "anbieter(?:in|s)?",
    "für die firma", "für das unternehmen", "(?:managing )?director",
    "for (?:and on behalf of )?the company", "contractor", "seller", "supplier",
    "vendor", "service provider", "landlord", "lessor", "employer", "licensor",
    "delivered by", "übergeben von",
)  # fmt: skip
_THEIR_WORDS = _words(
    "auftraggeber(?:in|s)?", "kunde[n]?", "kundin", "käufer(?:in|s)?",
    "besteller(?:in|s)?", "empfänger(?:in|s)?", "abnehmer(?:in|s)?",
    "mieter(?:in|s)?", "arbeitnehmer(?:in|s)?", "customer", "client", "buyer",
    "purchaser", "recipient", "received by", "consignee", "tenant", "lessee",
    "employee", "licensee", "ware erhalten", "erhalten von",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A place's name on a page; lengths in displayed points."""

    kind: Kind
    text: str
    box: Rectangle
    line: Rectangle
    """The box of the words it stands among."""
    roles: frozenset[str]
    """Whose place it is; empty when nothing tells."""
    colon: bool
    """Something is expected to its right."""
    shared: bool
    """Other labels stand in the same line of words."""


def has_label(text: str) -> bool:
    """Tell quickly whether a page is worth a look."""
    return any(pattern.search(text) for pattern in KINDS.values())


def find_labels(view: PageView) -> list[Label]:
    """Return the labels of a page that still wait for what they name."""
    waiting = [segment for segment in view.segments if _is_label(segment)]
    return [
        label
        for segment in waiting
        if not _is_answered(segment, waiting, view)
        for label in _labels(segment, view)
    ]


def _is_label(segment: Segment) -> bool:
    """Tell labels from prose: short, and mostly made of the words above."""
    text = segment.text
    if len(text) > _LONGEST or len(text.split()) > _MOST_WORDS or text[-1] in ".;,!?":
        return False
    rest = text
    for pattern in (*KINDS.values(), _OUR_WORDS, _THEIR_WORDS):
        rest = pattern.sub("", rest)
    found = any(pattern.search(text) for pattern in KINDS.values())
    return found and len(re.sub(r"\W", "", rest)) <= 24


def _is_answered(segment: Segment, waiting: Sequence[Segment], view: PageView) -> bool:
    """Tell whether the answer stands there already, as in "Date: 24.11.2026"."""
    if re.search(r":\s*\S", segment.text):
        return True
    x1, y1, x2, y2 = segment.box
    size = y2 - y1
    for other in view.segments:
        if other is segment or other in waiting:
            continue
        left, bottom, _, top = other.box
        beside = abs(bottom - y1) < size / 2 and 0 < left - x2 < 90
        below = abs(left - x1) < 3 and 0 <= y1 - top < max(8.0, 1.2 * size)
        ruled = any(abs(rule.y - y2) < 14 and rule.x1 < x2 for rule in view.rules)
        if beside and segment.text.endswith(":"):
            return True
        if below and not ruled and not _roles(other.text):
            return True
    return False


def _labels(segment: Segment, view: PageView) -> Iterator[Label]:
    found = [
        (kind, match)
        for kind, pattern in KINDS.items()
        for match in [pattern.search(segment.text)]
        if match
    ]
    for kind, match in found:
        yield Label(
            kind=kind,
            text=match[0] if len(found) > 1 else segment.text.rstrip(" :"),
            box=around(segment.boxes[slice(*match.span())]),
            line=segment.box,
            roles=_roles(segment.text) or _nearby_roles(segment, view),
            colon=segment.text.endswith(":"),
            shared=len(found) > 1,
        )


def _roles(text: str) -> frozenset[str]:
    ours, theirs = _OUR_WORDS.search(text), _THEIR_WORDS.search(text)
    if bool(ours) == bool(theirs):
        return frozenset()
    return OURS if ours else THEIRS


def _nearby_roles(segment: Segment, view: PageView) -> frozenset[str]:
    """Look for a party just below, or above in the same column, the nearest first."""
    x1, y1, _, y2 = segment.box
    found: list[tuple[float, float, frozenset[str]]] = []
    for other in view.segments:
        left, bottom, _, top = other.box
        roles = _roles(other.text) if len(other.text) <= _LONGEST else frozenset()
        if not roles or left > x1 + 30:
            continue
        if 0 <= y1 - top < 14 and abs(left - x1) < 120:
            found.append((y1 - top, x1 - left, roles))
        if 0 <= bottom - y2 < _FAR_ABOVE:
            # Headings of one line are of two columns: the nearer to the left counts.
            found.append((round((bottom - y2) / 6) * 6, x1 - left, roles))
    nearest = min(found, key=lambda one: one[:2], default=None)
    return nearest[2] if nearest else frozenset()
