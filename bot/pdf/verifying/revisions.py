"""What one revision of a file shows: its fields, its pages, its annotations."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils import generic

from bot.pdf.verifying.inside import (
    LONGEST_VALUE,
    View,
    entry,
    fingerprint,
    raw,
    resolved,
    text_of,
)

MOST_FIELDS = 10_000
MOST_PAGES = 2_000
_FIELD_LOOK = ("/AP", "/AS", "/DA", "/F", "/MK", "/Q", "/Rect")
_FORM_LOOK = ("/DA", "/Q", "/XFA")
_PAGE_LOOK = ("/Contents", "/CropBox", "/MediaBox", "/Resources", "/Rotate")
_INVISIBLE = 0b10_0010
"""The annotation flags Hidden and NoView."""


class TooLarge(Exception):
    """The file has more fields or pages than are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A form field that holds a value, as one revision shows it."""

    name: str
    kind: str
    """The form type: `/Tx`, `/Btn`, `/Ch` or `/Sig`."""
    value: str
    rest: str
    """A hash of a value that is longer than what is kept of it, empty otherwise."""
    filled: bool
    look: str
    """A hash of everything that decides how it looks."""
    visible: bool
    label: str
    locks: frozenset[str]
    """The fields that a signature in this one locks, as the form announces them."""
    page: generic.Reference | None
    dictionary: generic.DictionaryObject


@dataclass(frozen=True, slots=True)
class Annotation:
    """A mark on a page that is no form field."""

    text: str
    look: str


def fields(view: View) -> dict[str, Field]:
    """Return the fields of a revision by their full names.

    A malformed field hides no other, and counts as filled with something unknown.
    """
    found: dict[str, Field] = {}
    form = entry(view.root, "/AcroForm")
    for name, chain in _walk_fields(view, entry(form, "/Fields"), "", (), set()):
        if len(found) >= MOST_FIELDS:
            raise TooLarge
        # A second field of one name must not hide the first.
        key = name if name not in found else f"{name} #{len(found)}"
        try:
            found[key] = _read_field(view, name, chain)
        except Exception:  # noqa: BLE001 - malformed in whatever way
            found[key] = _malformed_field(name, chain)
    return found


def drawing_rules(view: View) -> generic.DictionaryObject:
    """Return the parts of a form that decide how viewers draw fields anew."""
    form = entry(view.root, "/AcroForm")
    keys = (*_FORM_LOOK, "/DR", "/NeedAppearances")
    kept: Any = generic.DictionaryObject
    rules: generic.DictionaryObject = kept(
        {key: raw(form, key) for key in keys if entry(form, key) is not None}
    )
    return rules


def form_rules(view: View) -> dict[str, str]:
    """Return what decides how viewers draw fields anew, each part as a hash."""
    form = drawing_rules(view)
    rules = {key: raw(form, key) for key in _FORM_LOOK if key in form}
    resources = entry(form, "/DR")
    for kind in resources if isinstance(resources, generic.DictionaryObject) else ():
        named = entry(resources, kind)
        for name in named if isinstance(named, generic.DictionaryObject) else ():
            rules[f"{kind}{name}"] = raw(named, name)
    found = {key: fingerprint(view, value) for key, value in rules.items()}
    return {**found, "anew": str(bool(entry(form, "/NeedAppearances")))}


def pages(view: View) -> list[generic.Reference]:
    """Return the pages in order, counted by walking and not by what /Count says."""
    found: list[generic.Reference] = []
    _walk_pages(raw(view.root, "/Pages"), found, set())
    return found


def page_look(view: View, page: generic.Reference) -> str:
    """Return a hash of what a page shows without its annotations."""
    content = resolved(page)
    return _look(view, content, _PAGE_LOOK)


def _is_place_of_field(mark: Any) -> bool:
    return entry(mark, "/Subtype") == "/Widget" and any(
        key in mark for key in ("/FT", "/Parent", "/T")
    )


def _look(view: View, content: Any, keys: tuple[str, ...]) -> str:
    shown: Any = generic.DictionaryObject
    return fingerprint(
        view, shown({key: content.raw_get(key) for key in keys if key in content})
    )


def annotations(
    view: View, page: generic.Reference
) -> dict[generic.Reference, Annotation]:
    """Return the annotations of a page that are no form fields."""
    found = {}
    for mark in entry(resolved(page), "/Annots") or ():
        if not isinstance(mark, generic.IndirectObject):
            continue
        content = resolved(mark)
        if not _is_place_of_field(content):
            found[mark.reference] = Annotation(
                text_of(entry(content, "/Contents")),
                fingerprint(view, content, skip=frozenset({"/P", "/Parent", "/Popup"})),
            )
    return found


Chain = tuple[generic.DictionaryObject, ...]
"""A field's dictionary and those of its parents, itself first."""


def _walk_fields(
    view: View, kids: Any, prefix: str, parents: Chain, seen: set[generic.Reference]
) -> Iterator[tuple[str, Chain]]:
    for kid in kids if isinstance(kids, generic.ArrayObject) else ():
        if isinstance(kid, generic.IndirectObject):
            if kid.reference in seen:
                continue
            seen.add(kid.reference)
        content = resolved(kid)
        if not isinstance(content, generic.DictionaryObject):
            continue
        partial = text_of(entry(content, "/T"))
        name = f"{prefix}.{partial}" if prefix and partial else prefix or partial
        below = entry(content, "/Kids")
        if _names_fields(below):
            yield from _walk_fields(view, below, name, (content, *parents), seen)
        else:
            yield name, (content, *parents)


def _names_fields(kids: Any) -> bool:
    """Say whether these kids are fields, rather than a field's places on pages."""
    return isinstance(kids, generic.ArrayObject) and any(
        entry(resolved(kid), "/T") is not None for kid in kids
    )


def _read_field(view: View, name: str, chain: Chain) -> Field:
    own = chain[0]
    places = [resolved(kid) for kid in entry(own, "/Kids") or ()] or [own]
    kind = str(_inherited(chain, "/FT") or "")
    value = _inherited(chain, "/V")
    text = "" if kind == "/Sig" else text_of(value)
    page = raw(own, "/P")
    return Field(
        name=name,
        kind=kind,
        value=text,
        rest=fingerprint(view, value) if len(text) >= LONGEST_VALUE else "",
        filled=value is not None and not isinstance(value, generic.NullObject),
        look=" ".join(_look(view, place, _FIELD_LOOK) for place in places),
        visible=any(_is_visible(place) for place in places),
        label=text_of(entry(own, "/TU")) or name,
        locks=_locks(entry(own, "/Lock")),
        page=page.reference if isinstance(page, generic.IndirectObject) else None,
        dictionary=own,
    )


def _malformed_field(name: str, chain: Chain) -> Field:
    try:
        kind = str(_inherited(chain, "/FT") or "")
    except Exception:  # noqa: BLE001 - nobody knows, so it may be a signature
        kind = "/Sig"
    return Field(
        name=name,
        kind=kind,
        value="",
        rest="",
        filled=True,
        look="malformed",
        visible=True,
        label=name,
        locks=frozenset(),
        page=None,
        dictionary=chain[0],
    )


def _inherited(chain: Chain, key: str) -> Any:
    return next((each[key] for each in chain if key in each), None)


def _is_visible(place: generic.DictionaryObject) -> bool:
    box = entry(place, "/Rect")
    if not isinstance(box, generic.ArrayObject) or len(box) != 4:
        return False
    left, bottom, right, top = (float(number) for number in box)
    flags = int(entry(place, "/F") or 0)
    return bool((right - left) * (top - bottom)) and not flags & _INVISIBLE


def _locks(lock: Any) -> frozenset[str]:
    if entry(lock, "/Action") != "/Include":
        return frozenset()
    return frozenset(text_of(name) for name in entry(lock, "/Fields") or ())


def _walk_pages(
    node: Any, found: list[generic.Reference], seen: set[generic.Reference]
) -> None:
    if not isinstance(node, generic.IndirectObject) or node.reference in seen:
        return
    seen.add(node.reference)
    content = resolved(node)
    if entry(content, "/Kids") is None:
        if len(found) >= MOST_PAGES:
            raise TooLarge
        found.append(node.reference)
        return
    for kid in content["/Kids"]:
        _walk_pages(kid, found, seen)
