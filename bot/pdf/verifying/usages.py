"""Where a revision refers to an object: the question that makes comparing slow.

pyHanko walks all paths through a file before it compares two revisions; with a font
that a thousand pages share there are millions. Here each object is read once, for all
revisions that have it, and paths are followed back only from what is asked for.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pyhanko.pdf_utils.generic import IndirectObject, Reference
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader, RawPdfPath

from bot.pdf.verifying.inside import raw
from bot.pdf.verifying.shapes import Edge, Id, Outline, Path, Shapes, edges_of

_TRAILER: Id = (-1, 0)
_PAGES: Path = ("/Root", "/Pages")


class _Named(NamedTuple):
    """As much of a reference as looking up its place needs, and quicker to make."""

    idnum: int
    generation: int


class _Place(NamedTuple):
    """Where the page tree has a page or a node, and through which nodes."""

    path: Path
    through: frozenset[Id]


class References:
    """Which objects of a file refer to which others, read once for all revisions."""

    def __init__(self, reader: PdfFileReader, data: bytes) -> None:
        self._reader = reader
        self._shapes = Shapes(reader, data)
        self._outlines: dict[tuple[Id, object], Outline] = {}

    def prepare(self, view: HistoricalResolver) -> None:
        """Spare pyHanko the search through all paths of a revision."""
        known: Any = view
        if known._indirect_object_access_cache is not None:
            return
        # Both need rules of their own, which are left to pyHanko.
        if self._reader.encrypted or "/StructTreeRoot" in view.root:
            return
        known._indirect_object_access_cache = _Usages(view, self)

    def of(self, node: Id, view: HistoricalResolver) -> Outline:
        """Return what an object refers to in a revision."""
        place = self._reader.xrefs.get_historical_ref(_Named(*node), view.revision)
        found = self._outlines.get((node, place))
        if found is None:
            found = self._shapes.outline(node, place) if type(place) is int else None
            if found is None:
                reference = Reference(*node, pdf=self._reader)
                found = tuple(edges_of(self.content(reference, view))), False
            self._outlines[node, place] = found
        return found

    def content(self, reference: Reference, view: HistoricalResolver) -> Any:
        """Return an object as a revision has it, shared between revisions."""
        reader: Any = self._reader
        if reader.xrefs.get_last_change(reference) <= view.revision:
            return reader.get_object(reference)
        return reader.get_object(reference, view.revision)


class _Usages(dict[Reference, "set[RawPdfPath]"]):
    """All paths to an object, worked out when they are asked for."""

    def __init__(self, view: HistoricalResolver, references: References) -> None:
        super().__init__()
        self._users: dict[Id, list[tuple[Id, Path]]] = {}
        self._read(view, references)
        self._tree = dict(_page_tree(view, references))

    def __bool__(self) -> bool:
        # pyHanko takes a false value for none at all.
        return True

    def __missing__(self, reference: Reference) -> "set[RawPdfPath]":
        target = (reference.idnum, reference.generation)
        found = {RawPdfPath(*path) for path in self._paths(target, frozenset())}
        self[reference] = found
        return found

    def _read(self, view: HistoricalResolver, references: References) -> None:
        todo: list[Id] = [_TRAILER]
        seen = {_TRAILER}
        while todo:
            user = todo.pop()
            edges: Iterable[Edge] = (
                edges_of(view.trailer_view)
                if user == _TRAILER
                else references.of(user, view)[0]
            )
            for child, path in edges:
                self._users.setdefault(child, []).append((user, path))
                if child not in seen:
                    seen.add(child)
                    todo.append(child)

    def _paths(self, target: Id, behind: frozenset[Id]) -> Iterator[Path]:
        """Follow the references back to the trailer, through no object twice."""
        behind |= {target}
        for user, path in self._users.get(target, ()):
            if user == _TRAILER:
                yield path
            elif user in self._tree:
                # A node of the page tree is entered in its own place only.
                place = self._tree[user]
                if not behind & place.through:
                    yield place.path + path
            elif user not in behind:
                for before in self._paths(user, behind):
                    yield before + path


def _page_tree(
    view: HistoricalResolver, references: References
) -> Iterator[tuple[Id, _Place]]:
    """Yield all pages and nodes of the page tree with their places in it."""

    def read(value: Any) -> Any:
        # What is shared between revisions must be resolved in this one.
        if isinstance(value, IndirectObject):
            return references.content(value.reference, view)
        return value

    top = frozenset({_id(view.root_ref)})
    todo = [(raw(view.root, "/Pages"), _PAGES, top)]
    seen: set[Id] = set()
    while todo:
        node, path, through = todo.pop()
        if isinstance(node, IndirectObject):
            if _id(node) in seen:
                raise PdfReadError("a page tree that contains itself")
            seen.add(_id(node))
            through |= {_id(node)}
            yield _id(node), _Place(path, through)
            if path != _PAGES and references.of(_id(node), view)[1]:
                continue
        content = read(node)
        if path == _PAGES or read(raw(content, "/Type")) == "/Pages":
            kids = read(raw(content, "/Kids"))
            todo += [
                (kids.raw_get(n), (*path, "/Kids", n), through)
                for n in range(len(kids))
            ]


def _id(reference: Any) -> Id:
    return reference.idnum, reference.generation
