"""What became different between two revisions of a file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from pyhanko.pdf_utils.generic import Reference

from bot.pdf.verifying.inside import View, about
from bot.pdf.verifying.revisions import (
    Annotation,
    Field,
    annotations,
    form_rules,
    page_look,
    pages,
)
from bot.pdf.verifying.verdict import Change, ChangeKind

PageOf = Callable[[Reference | None], int | None]
"""Tells the number of a page in the file as it is."""

_MOST_CHANGES = 200


def field_changes(
    before: Mapping[str, Field],
    after: Mapping[str, Field],
    explained: frozenset[str],
    page_of: PageOf,
) -> Iterator[Change]:
    """Yield what happened to fields, those named in `explained` left out."""
    for name, field in after.items():
        if name not in explained:
            kinds = _field_kinds(before.get(name), field)
            old = before[name].value if name in before else ""
            for kind in kinds:
                is_value = kind is ChangeKind.VALUE
                yield Change(
                    kind=kind,
                    page=page_of(field.page),
                    field=field.label,
                    old=old if is_value else "",
                    new=field.value if is_value else "",
                )
    for name, gone in before.items():
        if name in after:
            continue
        yield Change(
            kind=ChangeKind.FIELD_REMOVED,
            page=page_of(gone.page),
            field=gone.label,
            old=gone.value,
        )


def _field_kinds(old: Field | None, new: Field) -> Iterator[ChangeKind]:
    if old is None:
        if new.visible or new.kind != "/Sig":
            yield ChangeKind.FIELD_ADDED
        return
    if (old.value, old.rest) != (new.value, new.rest):
        yield ChangeKind.VALUE
    elif old.look != new.look:
        yield ChangeKind.APPEARANCE


def form_changes(before: View, after: View) -> Iterator[Change]:
    """Yield a change when the form as a whole would be drawn in another way.

    A viewer draws the fields anew with the fonts and the colour that the form names
    when it is told to, and then shows something that nobody signed.
    """
    if form_rules(before).items() <= form_rules(after).items():
        return
    yield Change(kind=ChangeKind.FORM_CHANGED)


_TITLES = ("/Title", "/Author", "/Subject", "/Keywords")


def title_changes(before: View, after: View) -> Iterator[Change]:
    """Yield what the file calls itself otherwise than before."""
    old, new = about(before), about(after)
    for key in _TITLES:
        was, is_now = old.get(key, ""), new.get(key, "")
        if was != is_now:
            name = key.removeprefix("/")
            yield Change(kind=ChangeKind.TITLE, field=name, old=was, new=is_now)


def page_changes(before: View, after: View) -> list[Change]:
    """Return what happened to pages and to the marks on them."""
    old, new = pages(before), pages(after)
    found = chain(_moves(old, new), _contents(before, after, old, new))
    return [change for change, _ in zip(found, range(_MOST_CHANGES), strict=False)]


def _moves(old: Sequence[Reference], new: Sequence[Reference]) -> Iterator[Change]:
    then, now = set(old), set(new)
    for number, page in enumerate(new):
        if page not in then:
            yield Change(kind=ChangeKind.PAGE_ADDED, page=number)
    for number, page in enumerate(old):
        if page not in now:
            yield Change(kind=ChangeKind.PAGE_REMOVED, page=number)
    kept_then = [page for page in old if page in now]
    kept_now = [page for page in new if page in then]
    for was, is_now in zip(kept_then, kept_now, strict=False):
        if was != is_now:
            yield Change(kind=ChangeKind.PAGE_MOVED, page=new.index(is_now))


def _contents(
    before: View, after: View, old: Sequence[Reference], new: Sequence[Reference]
) -> Iterator[Change]:
    then = {page: page for page in old}
    for number, page in enumerate(new):
        was = then.get(page)
        if was is None:
            continue
        if page_look(before, was) != page_look(after, page):
            yield Change(kind=ChangeKind.PAGE_CHANGED, page=number)
        yield from _marks(annotations(before, was), annotations(after, page), number)


def _marks(
    before: Mapping[Reference, Annotation],
    after: Mapping[Reference, Annotation],
    page: int,
) -> Iterator[Change]:
    for reference, mark in after.items():
        old = before.get(reference)
        if old is None:
            kind = ChangeKind.ANNOTATION_ADDED
        elif old.look != mark.look:
            kind = ChangeKind.ANNOTATION_CHANGED
        else:
            continue
        yield Change(kind=kind, page=page, old=old.text if old else "", new=mark.text)
    for reference, gone in before.items():
        if reference not in after:
            yield Change(kind=ChangeKind.ANNOTATION_REMOVED, page=page, old=gone.text)
