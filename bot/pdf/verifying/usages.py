"""Where a revision refers to an object: the question that makes comparing slow.

pyHanko walks all paths through a file before it compares two revisions; with a font
that a thousand pages share there are millions. Here each object is read once, for all
revisions that have it, and paths are followed back only from what is asked for.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from pyhanko.pdf_utils.generic import IndirectObject, Reference
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader, RawPdfPath
from pyhanko.pdf_utils.xref import ObjStreamRef

from bot.pdf.verifying.edges import (
    Id,
    Outline,
    Path,
    edges_of,
    id_of,
    numbers_of,
    outline_of,
)
from bot.pdf.verifying.inside import raw
from bot.pdf.verifying.shapes import Shapes

_UNKNOWN = Outline(())
_TRAILER: Id = b"trailer"
_PAGES: Path = ("/Root", "/Pages")


class References:
    """Which objects of a file refer to which others, read once for all revisions."""

    def __init__(self, reader: PdfFileReader, data: bytes) -> None:
        self._reader = reader
        self._shapes = Shapes(data, strict=reader.strict)
        self._outlines: dict[tuple[Id, int], Outline] = {}
        self._places: dict[int, Mapping[Id, int]] = {}

    def prepare(self, view: HistoricalResolver) -> None:
        """Spare pyHanko the search through all paths of a revision."""
        known: Any = view
        if known._indirect_object_access_cache is not None:
            return
        # Both need rules of their own, which are left to pyHanko.
        if self._reader.encrypted or "/StructTreeRoot" in view.root:
            return
        known._indirect_object_access_cache = _Usages(view, self)

    def is_kept(self, value: Any, before: HistoricalResolver, after: int) -> bool:
        """Say whether a later revision has everything that a value leads to, but for
        parents, where an earlier one had it."""
        places, xrefs = self.places(before.revision), self._reader.xrefs
        seen: set[Id] = set()
        todo = [child for child, _ in edges_of(value)]
        while todo:
            node = todo.pop()
            if node in seen:
                continue
            seen.add(node)
            reference = Reference(*numbers_of(node), self._reader)
            place = xrefs.get_historical_ref(reference, before.revision)
            if place is None or place != xrefs.get_historical_ref(reference, after):
                return False
            if isinstance(place, ObjStreamRef):
                todo.append(b"%d 0" % place.obj_stream_id)
            outline = self.of(node, before, places.get(node))
            todo += outline.targets
        return True

    def places(self, revision: int) -> Mapping[Id, int]:
        """Return the offsets of objects that nothing but one entry speaks of."""
        if revision not in self._places:
            self._places[revision] = self._read_places(revision)
        return self._places[revision]

    def _read_places(self, revision: int) -> Mapping[Id, int]:
        entries: dict[int, tuple[int, int]] = {}
        once, twice = set[int](), set[int]()
        for number in range(revision + 1):
            section = self._reader.xrefs.get_xref_data(number)
            if section.hybrid is not None:
                return {}
            entries.update(section.standard_xrefs)
            for each in (
                section.standard_xrefs,
                section.xrefs_in_objstm,
                section.freed,
            ):
                twice |= once & each.keys()
                once |= each.keys()
        return {
            b"%d %d" % (number, generation): place
            for number, (generation, place) in entries.items()
            if number not in twice
        }

    def of(self, node: Id, view: HistoricalResolver, place: int | None) -> Outline:
        """Return what an object refers to in a revision.

        `place` is its offset, where that is all there is to know.
        """
        if place is None:
            return self._parsed(node, view)
        found = self._outlines.get((node, place))
        if found is None:
            found = self._shapes.outline(node, place) or self._parsed(node, view)
            self._outlines[node, place] = found
        return found

    def _parsed(self, node: Id, view: HistoricalResolver) -> Outline:
        content = self.content(node, view)
        # pyHanko follows no reference that is an object of its own.
        alone = isinstance(content, IndirectObject)
        return _UNKNOWN if alone else outline_of(content)

    def content(self, node: Id, view: HistoricalResolver) -> Any:
        """Return an object as a revision has it, shared between revisions."""
        reader: Any = self._reader
        reference = Reference(*numbers_of(node), self._reader)
        try:
            shared = reader.xrefs.get_last_change(reference) <= view.revision
        except KeyError:
            shared = False
        found = reader.get_object(reference, None if shared else view.revision)
        # pyHanko refuses what does not come from the file here, and so must this.
        found.get_container_ref()
        return found


class _Usages(dict[Reference, "set[RawPdfPath]"]):
    """All paths to an object, worked out when they are asked for."""

    def __init__(self, view: HistoricalResolver, references: References) -> None:
        super().__init__()
        self._outlines = _reachable(view, references)
        self._tree = _page_tree(view, references, self._outlines)

    def __bool__(self) -> bool:
        # pyHanko takes a false value for none at all.
        return True

    def __missing__(self, reference: Reference) -> "set[RawPdfPath]":
        paths = self._paths(id_of(reference), frozenset())
        found = {RawPdfPath(*path) for path in paths}
        self[reference] = found
        return found

    @cached_property
    def _users(self) -> Mapping[Id, Sequence[Id]]:
        """Which objects refer to an object, once for each time."""
        users = defaultdict[Id, list[Id]](list)
        for user, outline in self._outlines.items():
            for target in outline.targets:
                users[target].append(user)
        return users

    def _paths(self, target: Id, behind: frozenset[Id]) -> Iterator[Path]:
        """Follow the references back to the trailer, through no object twice."""
        behind |= {target}
        for user in dict.fromkeys(self._users.get(target, ())):
            for child, path in self._outlines[user].edges:
                if child == target:
                    for before in self._paths_to_user(user, behind):
                        yield before + path

    def _paths_to_user(self, user: Id, behind: frozenset[Id]) -> Iterator[Path]:
        if user == _TRAILER:
            yield ()
        elif user not in self._tree:
            if user not in behind:
                yield from self._paths(user, behind)
        # A node of the page tree is entered in its own place only.
        elif (place := self._place(user, behind)) is not None:
            yield place

    def _place(self, node: Id, behind: frozenset[Id]) -> Path | None:
        """Return the path to a node of the page tree, through no object twice."""
        path: Path = ()
        while node in self._tree and node not in behind:
            node, step = self._tree[node]
            path = step + path
        return None if node in behind else path


def _reachable(
    view: HistoricalResolver, references: References
) -> Mapping[Id, Outline]:
    """Return what each object refers to that a revision has."""
    place_of, outline_at = references.places(view.revision).get, references.of
    trailer = outline_of(view.trailer_view)
    outlines = {_TRAILER: trailer}
    todo = list(trailer.targets)
    while todo:
        node = todo.pop()
        if node not in outlines:
            outlines[node] = outline = outline_at(node, view, place_of(node))
            todo += outline.targets
    return outlines


def _page_tree(
    view: HistoricalResolver, references: References, outlines: Mapping[Id, Outline]
) -> Mapping[Id, tuple[Id, Path]]:
    """Return below what each page and node of the page tree stands, and the path from
    there to it."""

    def read(value: Any) -> Any:
        # What is shared between revisions must be resolved in this one.
        if isinstance(value, IndirectObject):
            return read(references.content(id_of(value), view))
        return value

    tree: dict[Id, tuple[Id, Path]] = {}
    root = id_of(view.root_ref)
    step: Path
    todo: list[tuple[Any, Id, Path]] = [(raw(view.root, "/Pages"), root, _PAGES)]
    while todo:
        node, above, path = todo.pop()
        if isinstance(node, IndirectObject):
            node = id_of(node)
        if isinstance(node, bytes):
            if node in tree or node == root:
                raise PdfReadError("a page tree that contains itself")
            tree[node] = above, path
            outline = outlines.get(node, _UNKNOWN)
            if outline.is_node:
                kids = (edge for edge in outline.edges if edge[1][0] == "/Kids")
                todo += [(kid, node, place) for kid, place in kids]
            if outline.is_node or (outline.is_leaf and path != _PAGES):
                continue
            above, step, node = node, (), read(references.content(node, view))
        else:
            step = path
        # As in pyHanko, a type that stands elsewhere makes no node.
        if path == _PAGES or raw(node, "/Type") == "/Pages":
            kids = read(raw(node, "/Kids"))
            todo += [
                (kids.raw_get(n), above, (*step, "/Kids", n)) for n in range(len(kids))
            ]
    return tree
