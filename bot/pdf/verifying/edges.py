"""What an object refers to, and where in it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject

Id = tuple[int, int]
"""The number and the generation of an object."""

Path = tuple[str | int, ...]

Edge = tuple[Id, Path]
"""One reference: to what, and where in the object it stands."""


class Outline(NamedTuple):
    """What an object refers to."""

    edges: tuple[Edge, ...]
    is_leaf: bool = False
    """It is a dictionary and certainly no node of the page tree."""
    is_node: bool = False
    """Certainly a node of the page tree; its kids are a list of references."""


def edges_of(content: Any) -> Iterator[Edge]:
    """Yield what a parsed object refers to, but for parents."""
    todo: list[tuple[Any, Path]] = [(content, ())]
    while todo:
        value, path = todo.pop()
        if isinstance(value, IndirectObject):
            yield (value.idnum, value.generation), path
        elif isinstance(value, DictionaryObject):
            todo += [(v, (*path, k)) for k, v in value.items() if k != "/Parent"]
        elif isinstance(value, ArrayObject):
            todo += [(v, (*path, n)) for n, v in enumerate(value)]
