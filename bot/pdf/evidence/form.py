"""The prepared form of a file, read for filling it: whose field is which."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from bot.domain.fields import PICTURES, Kind
from bot.pdf.evidence.acroform import REQUIRED
from bot.pdf.evidence.form_font import NAME
from bot.pdf.evidence.geometry import upright
from bot.pdf.evidence.update_objects import Plain, as_stream, as_string, as_update
from bot.texts import texts

PICTURE = "/Picture"
"""What a look calls the picture it shows."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One place of the form, to be written in the coming update."""

    name: str
    role: str
    kind: str
    """A `Kind`, or `evidence`; empty for the seal and the journal."""
    dictionary: generic.DictionaryObject

    @property
    def label(self) -> str:
        """What people call it."""
        return str(self.dictionary.get("/TU", self.name))

    @property
    def required(self) -> bool:
        """Whether it may not stay empty."""
        return bool(int(self.dictionary.get("/Ff", 0)) & REQUIRED)

    @property
    def picture(self) -> bool:
        """Whether it takes a picture."""
        return self.kind in PICTURES

    @property
    def signs(self) -> bool:
        """Whether it is where the role's signature goes."""
        return self.kind == Kind.SIGNATURE and self.dictionary["/FT"] == "/Sig"

    @property
    def signed(self) -> bool:
        """Whether a signature is in it."""
        return self.dictionary["/FT"] == "/Sig" and "/V" in self.dictionary

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as displayed, in points."""
        x1, y1, x2, y2 = (float(x) for x in self.dictionary["/Rect"])
        width, height = abs(x2 - x1), abs(y2 - y1)
        return (height, width) if self.turn % 180 else (width, height)

    @property
    def turn(self) -> int:
        """How the page is turned, in degrees clockwise."""
        return int(self.dictionary.get("/MK", {}).get("/R", 0))


class Form:
    """All fields of a prepared file, and the update that fills them."""

    def __init__(self, writer: IncrementalPdfFileWriter) -> None:
        self.writer = writer
        self._form = writer.root["/AcroForm"]
        about = writer.root["/Chatsign"]
        self.texts = texts(str(about["/Language"]))
        self.zone = ZoneInfo(str(about["/Zone"]))
        self._font = self._form["/DR"]["/Font"].raw_get(NAME)

    @cached_property
    def fields(self) -> tuple[FormField, ...]:
        """All of them; each costs a third of a millisecond to read."""
        return tuple(self._walk())

    def named(self, name: str) -> FormField:
        """Return the field of a name, reading no further than that."""
        return next(field for field in self._walk() if field.name == name)

    def _walk(self) -> Iterator[FormField]:
        return _walk(self._form["/Fields"], "")

    def write(
        self,
        field: FormField,
        content: bytes,
        *,
        value: str | None = None,
        picture: generic.IndirectObject | None = None,
    ) -> None:
        """Give a field its look, and its value if it has one."""
        entries: dict[str, Plain] = {"/AP": {"/N": self._look(field, content, picture)}}
        if value is not None:
            entries["/V"] = as_string(value)
        self._update(field, entries)

    def write_tick(self, field: FormField, tick: bytes, *, on: bool) -> None:
        """Set a check box."""
        looks = {"/Yes": self._look(field, tick), "/Off": self._look(field, b"")}
        state = "/Yes" if on else "/Off"
        self._update(field, {"/AP": {"/N": looks}, "/V": state, "/AS": state})

    def _update(self, field: FormField, entries: dict[str, Plain]) -> None:
        field.dictionary.update(as_update(entries))
        self.writer.update_container(field.dictionary)

    def _look(
        self,
        field: FormField,
        content: bytes,
        picture: generic.IndirectObject | None = None,
    ) -> generic.IndirectObject:
        resources: dict[str, Plain] = {"/Font": {NAME: self._font}}
        if picture:
            resources["/XObject"] = {PICTURE: picture}
        entries: dict[str, Plain] = {
            "/Type": "/XObject",
            "/Subtype": "/Form",
            "/BBox": [0, 0, *field.size],
            "/Resources": resources,
        }
        if field.turn:
            entries["/Matrix"] = list(upright(field.turn))
        return self.writer.add_object(as_stream(content, entries))


def _walk(siblings: generic.ArrayObject, prefix: str) -> Iterator[FormField]:
    for reference in siblings:
        sibling = reference.get_object()
        name = prefix + str(sibling["/T"])
        if "/Kids" in sibling:
            yield from _walk(sibling["/Kids"], name + ".")
            continue
        role, _, kind = str(sibling.get("/TM", "")).rpartition(".")
        yield FormField(name, role, kind, sibling)
