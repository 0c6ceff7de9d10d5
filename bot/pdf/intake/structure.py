"""Open a PDF as it stands, without any repair, and visit all it holds.

Only what the cross-reference table names is read, and only where it says: a reader that
has to search for an object would show something that another reader might not.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import cast

from pypdf import PasswordType, PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NullObject,
    PdfObject,
)

from bot.domain.errors import InputRefused

MAX_OBJECTS = 100_000

_MAX_DEPTH = 50
_HEADER = re.compile(rb"\s*(\d+)\s+(\d+)\s+obj")
_INHERITED = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")


class Damaged(Exception):
    """The file can only be read by guessing."""


@dataclass(frozen=True, slots=True)
class PageNode:
    """A leaf of the page tree with what it inherits."""

    page: DictionaryObject
    inherited: Mapping[str, PdfObject]

    def get(self, key: str) -> object:
        """Return an entry of the page or of its ancestors, resolved."""
        found = self.page.raw_get(key) if key in self.page else self.inherited.get(key)
        return found.get_object() if found is not None else None


class Structure:
    """A PDF opened strictly."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._reader = _open(data)
        if self._reader.is_encrypted:
            opened = self._reader.decrypt("") is not PasswordType.NOT_DECRYPTED
            raise InputRefused("pdf.owner-password" if opened else "pdf.encrypted")

    @property
    def catalog(self) -> DictionaryObject:
        """The root of everything."""
        return self.dictionary(self._reader.trailer.raw_get("/Root"))

    def dictionary(self, value: PdfObject | None) -> DictionaryObject:
        """Resolve what must be a dictionary; nothing is an empty one."""
        found = self.resolve(value) if value is not None else DictionaryObject()
        if isinstance(found, NullObject):
            return DictionaryObject()
        if not isinstance(found, DictionaryObject):
            raise Damaged("a dictionary was expected")
        return found

    def resolve(self, value: PdfObject) -> PdfObject:
        """Follow a reference; one to nothing is null, as the standard says."""
        if not isinstance(value, IndirectObject):
            return value
        if not self._check_place(value.idnum, value.generation):
            return NullObject()
        found = self._reader.get_object(value)
        if isinstance(found, IndirectObject) or found is None:
            raise Damaged("a reference to a reference")
        return found

    def dictionaries(self) -> Iterator[DictionaryObject]:
        """Visit each dictionary and stream that can be reached, once."""
        seen: set[tuple[int, int]] = set()
        waiting: list[PdfObject] = [self._reader.trailer]
        while waiting:
            value = waiting.pop()
            if isinstance(value, IndirectObject):
                key = (value.idnum, value.generation)
                if key in seen:
                    continue
                seen.add(key)
                if len(seen) > MAX_OBJECTS:
                    raise InputRefused("file.too-much")
                value = self.resolve(value)
            if isinstance(value, DictionaryObject):
                yield value
                waiting.extend(value.values())
            elif isinstance(value, ArrayObject):
                waiting.extend(value)

    def pages(self) -> list[PageNode]:
        """Walk the page tree; a /Count that lies is damage."""
        root = self.catalog
        if "/Pages" not in root:
            raise Damaged("no pages")
        found: list[PageNode] = []
        seen: set[tuple[int, int]] = set()
        self._walk(root.raw_get("/Pages"), {}, found, seen, 0)
        return found

    def _walk(
        self,
        reference: PdfObject,
        inherited: Mapping[str, PdfObject],
        found: list[PageNode],
        seen: set[tuple[int, int]],
        depth: int,
    ) -> None:
        if not isinstance(reference, IndirectObject) or depth > _MAX_DEPTH:
            raise Damaged("page tree")
        key = (reference.idnum, reference.generation)
        if key in seen or len(seen) > MAX_OBJECTS:
            raise Damaged("page tree runs in a circle")
        seen.add(key)
        node = self.dictionary(reference)
        if "/Kids" not in node:
            if node.get("/Type") != "/Page":
                raise Damaged("a leaf that is no page")
            found.append(PageNode(node, inherited))
            return
        kids = self.resolve(node.raw_get("/Kids"))
        before = len(found)
        below = {**inherited, **{k: node.raw_get(k) for k in _INHERITED if k in node}}
        for kid in cast(ArrayObject, kids):
            self._walk(kid, below, found, seen, depth + 1)
        if node.get("/Count") != len(found) - before:
            raise Damaged("wrong count of pages")

    def _check_place(self, number: int, generation: int) -> bool:
        """Tell whether the object exists; one that is not where it should be raises."""
        if generation == 0 and number in self._reader.xref_objStm:
            container = self._reader.xref_objStm[number][0]
            return container == number or self._check_place(container, 0)
        if self._reader.xref_free_entry.get(generation, {}).get(number):
            return False
        offset = self._reader.xref.get(generation, {}).get(number)
        if offset is None:
            return False
        header = _HEADER.match(self._data, offset, offset + 40)
        if not header or (int(header[1]), int(header[2])) != (number, generation):
            raise Damaged(f"object {number} is not where it should be")
        return True


def _open(data: bytes) -> PdfReader:
    try:
        return PdfReader(BytesIO(data), strict=True)
    except Exception as error:
        if re.search(rb"/Encrypt\s+\d+\s+\d+\s+R", data):
            raise InputRefused("pdf.encrypted") from error
        raise
