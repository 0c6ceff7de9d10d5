"""Where a revision refers to an object: the question that makes comparing slow.

pyHanko walks all paths through a file before it compares two revisions; with a font
that a thousand pages share there are millions. Here each object is read once, for all
revisions that have it, and paths are followed back only from what is asked for.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pyhanko.pdf_utils.generic import IndirectObject, Reference
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader, RawPdfPath
from pyhanko.pdf_utils.xref import ObjStreamRef

from bot.pdf.verifying.edges import Id, Outline, Path, edges_of
from bot.pdf.verifying.inside import raw
from bot.pdf.verifying.shapes import Shapes

_UNKNOWN = Outline(())
_TRAILER: Id = (-1, 0)
_PAGES: Path = ("/Root", "/Pages")


class _Place(NamedTuple):
    """Where the page tree has a page or a node, and through which nodes."""

    path: Path
    through: frozenset[Id]


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
            reference = Reference(*node, self._reader)
            place = xrefs.get_historical_ref(reference, before.revision)
            if place is None or place != xrefs.get_historical_ref(reference, after):
                return False
            if isinstance(place, ObjStreamRef):
                todo.append((place.obj_stream_id, 0))
            outline = self.of(node, before, places.get(node))
            todo += [child for child, _ in outline.edges]
        return True

    def places(self, revision: int) -> Mapping[Id, int]:
        """Return the offsets of objects that nothing but one entry speaks of."""
        if revision not in self._places:
            self._places[revision] = self._read_places(revision)
        return self._places[revision]

    def _read_places(self, revision: int) -> Mapping[Id, int]:
        places: dict[Id, int] = {}
        spoken_of = Counter[int]()
        for number in range(revision + 1):
            section = self._reader.xrefs.get_xref_data(number)
            if section.hybrid is not None:
                return {}
            for entries in (
                section.standard_xrefs,
                section.xrefs_in_objstm,
                section.freed,
            ):
                spoken_of.update(entries.keys())
            for idnum, (generation, place) in section.standard_xrefs.items():
                places[idnum, generation] = place
        return {node: p for node, p in places.items() if spoken_of[node[0]] == 1}

    def of(self, node: Id, view: HistoricalResolver, place: int | None) -> Outline:
        """Return what an object refers to in a revision.

        `place` is its offset, where that is all there is to know.
        """
        if place is not None and node[::-1] not in self._reader.resolved_objects:
            found = self._outlines.get((node, place))
            if found is None:
                found = self._shapes.outline(node, place) or self._parsed(node, view)
                self._outlines[node, place] = found
            return found
        return self._parsed(node, view)

    def _parsed(self, node: Id, view: HistoricalResolver) -> Outline:
        content = self.content(node, view)
        # pyHanko follows no reference that is an object of its own.
        alone = isinstance(content, IndirectObject)
        return Outline(() if alone else tuple(edges_of(content)))

    def content(self, node: Id, view: HistoricalResolver) -> Any:
        """Return an object as a revision has it, shared between revisions."""
        reader: Any = self._reader
        reference = Reference(node[0], node[1], self._reader)
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
        self._users = defaultdict[Id, list[tuple[Id, Path]]](list)
        self._outlines = dict[Id, Outline]()
        self._read(view, references)
        self._tree = dict(_page_tree(view, references, self._outlines))

    def __bool__(self) -> bool:
        # pyHanko takes a false value for none at all.
        return True

    def __missing__(self, reference: Reference) -> "set[RawPdfPath]":
        target = (reference.idnum, reference.generation)
        found = {RawPdfPath(*path) for path in self._paths(target, frozenset())}
        self[reference] = found
        return found

    def _read(self, view: HistoricalResolver, references: References) -> None:
        place_of = references.places(view.revision).get
        users, outlines, of = self._users, self._outlines, references.of
        for child, path in edges_of(view.trailer_view):
            users[child].append((_TRAILER, path))
        todo = list(users)
        while todo:
            user = todo.pop()
            outlines[user] = outline = of(user, view, place_of(user))
            for child, path in outline.edges:
                if child not in users:
                    todo.append(child)
                users[child].append((user, path))

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
    view: HistoricalResolver, references: References, outlines: Mapping[Id, Outline]
) -> Iterator[tuple[Id, _Place]]:
    """Yield all pages and nodes of the page tree with their places in it."""

    def read(value: Any) -> Any:
        # What is shared between revisions must be resolved in this one.
        if isinstance(value, IndirectObject):
            return read(references.content(_id(value), view))
        return value

    top = frozenset({_id(view.root_ref)})
    todo = [(raw(view.root, "/Pages"), _PAGES, top)]
    seen: set[Id] = set()
    while todo:
        node, path, through = todo.pop()
        if isinstance(node, IndirectObject):
            node = _id(node)
        if isinstance(node, tuple):
            if node in seen:
                raise PdfReadError("a page tree that contains itself")
            seen.add(node)
            through |= {node}
            yield node, _Place(path, through)
            outline = outlines.get(node, _UNKNOWN)
            if outline.is_node:
                kids = [edge for edge in outline.edges if edge[1][0] == "/Kids"]
                todo += [(kid, path + place, through) for kid, place in kids]
            if outline.is_node or (outline.is_leaf and path != _PAGES):
                continue
            node = read(references.content(node, view))
        # As in pyHanko, a type that stands elsewhere makes no node.
        if path == _PAGES or raw(node, "/Type") == "/Pages":
            kids = read(raw(node, "/Kids"))
            todo += [
                (kids.raw_get(n), (*path, "/Kids", n), through)
                for n in range(len(kids))
            ]


def _id(reference: Any) -> Id:
    return reference.idnum, reference.generation
