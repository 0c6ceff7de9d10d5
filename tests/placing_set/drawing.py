"""The list of drawn documents, and how a function becomes one."""

from collections.abc import Callable
from typing import NamedTuple

from .place import Document
from .sheet import Sheet

Draw = Callable[[], Sheet]


class _Entry(NamedTuple):
    draw: Draw
    language: str


ENTRIES: list[_Entry] = []


def draws(language: str) -> Callable[[Draw], Draw]:
    """Put a function that draws a document into the list."""

    def keep(draw: Draw) -> Draw:
        ENTRIES.append(_Entry(draw, language))
        return draw

    return keep


def drawn() -> list[Document]:
    """Draw every document of the list."""
    return [
        Document(
            name=f"{entry.language}_{entry.draw.__name__}",
            language=entry.language,
            group="drawn",
            data=data,
            places=places,
        )
        for entry in ENTRIES
        for data, places in [entry.draw().finish()]
    ]
