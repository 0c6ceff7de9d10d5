"""A place on a page in the making: its room, its words, what it takes."""

from dataclasses import dataclass

from bot.pdf.evidence.geometry import Rectangle
from bot.pdf.placing.page_view import PageView
from bot.pdf.placing.text import Segment
from bot.pdf.placing.words import Party, Sense


@dataclass(frozen=True, slots=True)
class Place:
    """What was understood of a blank; lengths in displayed points."""

    view: PageView
    sense: Sense
    box: Rectangle
    label: str
    words: tuple[Segment, ...]
    """That belong to it."""
    score: float
    party: Party | None = None
    """What its own words say; the words around it may tell otherwise."""
    required: bool = True
    choices: tuple[str, ...] = ()
