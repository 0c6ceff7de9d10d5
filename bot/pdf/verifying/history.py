"""What became different from one signed revision of a file to the next."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import pairwise

from pyhanko.pdf_utils.generic import Reference

from bot.pdf.verifying.case import Case
from bot.pdf.verifying.changes import (
    field_changes,
    form_changes,
    page_changes,
    title_changes,
)
from bot.pdf.verifying.cms import signer_name
from bot.pdf.verifying.extent import revision_at
from bot.pdf.verifying.inside import View
from bot.pdf.verifying.revisions import Field, drawing_rules, fields, pages
from bot.pdf.verifying.signatures import holders_of
from bot.pdf.verifying.verdict import Change, ChangeKind, Integrity


class History:
    """The revisions of a file between its signatures."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._reader = case.reader

    def changes(self) -> Iterator[Change]:
        """Yield what became different since the first signature, as far as no later
        signer of this form accounts for it."""
        stops = [*sorted(self._closed), self._case.last_revision]
        for before, after in pairwise(stops):
            if before < after:
                yield from self._between(before, after)
        if any(each.integrity is Integrity.ALTERED for each in self._case.found):
            first = self._reader.get_historical_resolver(stops[0])
            yield from page_changes(first, self._reader)
        for trace in self._case.hidden:
            kind = ChangeKind.SIGNATURE_REMOVED
            yield Change(kind=kind, old=signer_name(trace.contents))
        for extra in (self._case.stray, self._case.tail):
            if self._case.found and extra:
                yield Change(kind=ChangeKind.BYTES_ADDED, new=str(extra))

    @cached_property
    def _closed(self) -> Mapping[int, set[str]]:
        """The revisions that signatures close, and the fields of these signatures.

        Bad and removed ones count too: no file with one of these is ever good, and
        nobody needs to read what was filled in as it should be.
        """
        closed = defaultdict[int, set[str]](set)
        for each in self._case.found:
            if each.embedded:
                closed[each.revision].add(each.name)
        for trace in self._case.hidden:
            revision = revision_at(self._reader, trace.end)
            closed[revision] |= holders_of(trace, self._form_at(revision))
        return closed

    def _between(self, before: int, after: int) -> Iterator[Change]:
        try:
            yield from self._field_changes(before, after)
            then, now = self._at(before), self._at(after)
            if not self._is_drawn_alike(before, after):
                yield from form_changes(then, now)
            yield from title_changes(then, now)
        except Exception:
            # A lenient second reading may get further; what cannot be compared even
            # then is never called good.
            if self._reader.strict:
                raise
            yield Change(kind=ChangeKind.OTHER)

    def _is_drawn_alike(self, before: int, after: int) -> bool:
        """Say whether all that draws the fields anew was left untouched: to read fonts
        would take longer than everything else."""
        try:
            then = self._reader.get_historical_resolver(before)
            old, new = drawing_rules(then), drawing_rules(self._at(after))
            references = self._case.references
            return repr(old) == repr(new) and references.is_kept(old, then, after)
        except Exception:  # noqa: BLE001 - the closer look will tell
            return False

    def _field_changes(self, before: int, after: int) -> Iterator[Change]:
        old = self._form_at(before)
        closing = self._closed.get(after, set())
        # A signer accounts for his own field, which may be new, and for those that the
        # form gave him before; never for others that he says are his.
        explained = frozenset(closing).union(
            *(old[name].locks for name in closing if name in old)
        )
        new = self._form_at(after)
        yield from field_changes(old, new, explained, self._page_number)

    def _form_at(self, revision: int) -> Mapping[str, Field]:
        return (
            self._case.form
            if revision == self._case.last_revision
            else fields(self._at(revision))
        )

    def _at(self, revision: int) -> View:
        if revision == self._case.last_revision:
            return self._reader
        return self._reader.get_historical_resolver(revision)

    def _page_number(self, page: Reference | None) -> int | None:
        return self._numbers.get(page) if page is not None else None

    @cached_property
    def _numbers(self) -> Mapping[Reference, int]:
        return {page: number for number, page in enumerate(pages(self._reader))}
