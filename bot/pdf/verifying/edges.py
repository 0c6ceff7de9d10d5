"""What an object refers to, and where in it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    Reference,
)

Id = bytes
"""The number and the generation of an object, as references spell them: `12 0`."""

Path = tuple[str | int, ...]

Edge = tuple[Id, Path]
"""One reference: to what, and where in the object it stands."""


def id_of(reference: Reference | IndirectObject) -> Id:
    """Return what a reference refers to."""
    return b"%d %d" % (reference.idnum, reference.generation)


def numbers_of(node: Id) -> tuple[int, int]:
    """Return the number and the generation of an object."""
    number, generation = map(int, node.split(b" "))
    return number, generation


class Outline(NamedTuple):
    """What an object refers to."""

    targets: tuple[Id, ...]
    paths: tuple[Path, ...] = ()
    """Where each of the references stands; objects built alike share them."""
    is_leaf: bool = False
    """It is a dictionary and certainly no node of the page tree."""
    is_node: bool = False
    """Certainly a node of the page tree; its kids are a list of references."""

    @property
    def edges(self) -> Iterator[Edge]:
        """The references, one by one."""
        return zip(self.targets, self.paths, strict=True)


def outline_of(content: Any) -> Outline:
    """Return what a parsed object refers to; its part in the page tree is unknown."""
    edges = tuple(edges_of(content))
    return Outline(tuple(to for to, _ in edges), tuple(path for _, path in edges))


def edges_of(content: Any) -> Iterator[Edge]:
    """Yield what a parsed object refers to, but for parents."""
    todo: list[tuple[Any, Path]] = [(content, ())]
    while todo:
        value, path = todo.pop()
        if isinstance(value, IndirectObject):
            yield id_of(value), path
        elif isinstance(value, DictionaryObject):
            todo += [(v, (*path, k)) for k, v in value.items() if k != "/Parent"]
        elif isinstance(value, ArrayObject):
            todo += [(v, (*path, n)) for n, v in enumerate(value)]
