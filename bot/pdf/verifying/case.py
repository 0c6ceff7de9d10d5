"""Everything known about one file, gathered before it is judged."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from pyhanko.pdf_utils.generic import Reference
from pyhanko.pdf_utils.reader import PdfFileReader

from bot.pdf.verifying.changes import field_changes, page_changes
from bot.pdf.verifying.cms import signer_name
from bot.pdf.verifying.own import (
    envelope_id,
    is_unsealed,
    journal_of,
    missing_signers,
    roles_missing,
)
from bot.pdf.verifying.permissions import (
    is_respected,
    is_respected_but_for_bookkeeping,
    only_stores,
)
from bot.pdf.verifying.raw import (
    Trace,
    bytes_after,
    is_cut_off,
    lacks_end,
    mentions_signature,
    speaks_of_others,
    traces,
)
from bot.pdf.verifying.revisions import Field, fields, pages
from bot.pdf.verifying.rights import ByteRange, usage_rights
from bot.pdf.verifying.signatures import Found, find_signatures, holders_of, judge
from bot.pdf.verifying.usages import References
from bot.pdf.verifying.verdict import Change, ChangeKind, Integrity


@dataclass(kw_only=True)
class Case:
    """A file that could be opened, with its signatures checked one by one."""

    reader: PdfFileReader
    data: bytes
    authorities: Sequence[bytes]
    form: Mapping[str, Field]
    found: Sequence[Found]
    traces: Sequence[Trace]
    bookkeeping: bool = False
    """Another program changed data for long-term checking in its own way."""

    @classmethod
    def open(
        cls, reader: PdfFileReader, data: bytes, authorities: Sequence[bytes]
    ) -> "Case":
        """Find the signatures and check each."""
        form = fields(reader)
        marks = traces(data)
        known = {field.name for field in form.values() if field.kind == "/Sig"}
        filled = sum(form[name].filled for name in known)
        found = find_signatures(reader, form, on_pages=len(marks) > filled)
        for each in found:
            judge(each, reader, data, strict=reader.strict)
        return cls(
            reader=reader,
            data=data,
            authorities=authorities,
            form=form,
            found=found,
            traces=marks,
        )

    @cached_property
    def envelope(self) -> str | None:
        """The envelope that the file names."""
        return envelope_id(self.reader)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The labels of the signatures that an envelope still lacks."""
        return missing_signers(self.form)

    @property
    def roles_missing(self) -> frozenset[str]:
        """The roles of those who have not signed, as preparation names them."""
        return roles_missing(self.form)

    @cached_property
    def unsealed(self) -> bool:
        """An envelope of ours whose closing seal is missing."""
        return self.envelope is not None and is_unsealed(self.form)

    @cached_property
    def journal(self) -> Sequence[Mapping[str, Any]]:
        """The journal in the file; none when it does not hold together."""
        return journal_of(self.form, self.envelope) if self.envelope else ()

    @cached_property
    def hidden(self) -> Sequence[Trace]:
        """The signatures in the bytes that the document no longer shows."""
        shown = {(each.byte_range, each.contents) for each in self.found}
        return [
            trace
            for trace in self.traces
            if (trace.byte_range, trace.contents) not in shown
            and not self._grants_rights(trace)
        ]

    @cached_property
    def usage_rights(self) -> Collection[ByteRange]:
        """The byte ranges of marks that are no one's signature."""
        return usage_rights(self.reader)

    def _grants_rights(self, trace: Trace) -> bool:
        """Say whether it was such a mark already when it was made."""
        if trace.byte_range not in self.usage_rights:
            return False
        revision = self._revision_of(trace)
        before = self.reader.get_historical_resolver(revision)
        form = self._form_at(revision)
        return trace.byte_range in usage_rights(before) and not holders_of(trace, form)

    @cached_property
    def has_remains(self) -> bool:
        """The bytes speak of a signature that cannot be found.

        In a well-formed file with signatures it may belong to a file attached to it.
        """
        if not self.found:
            return mentions_signature(self.data, self.usage_rights)
        known = [*(each.byte_range for each in self.found), *self.usage_rights]
        odd = not self.reader.strict and speaks_of_others(self.data, known)
        return odd or is_cut_off(self.data)

    @cached_property
    def tail(self) -> int:
        """How many bytes follow the end that the last signature or revision knows."""
        return bytes_after(self.data, self._known_end)

    @property
    def end_missing(self) -> bool:
        """What follows looks like the beginning of one more revision."""
        return lacks_end(self.data, self._known_end)

    @cached_property
    def _known_end(self) -> int:
        end = max((each.end for each in self.found), default=0)
        if self._last_revision > self._last_signed:
            container = self.reader.xrefs.get_xref_container_info(self._last_revision)
            mark = self.data.find(b"%%EOF", container.end_location)
            end = max(end, mark + len(b"%%EOF"))
        return end

    @property
    def _last_revision(self) -> int:
        return int(self.reader.xrefs.total_revisions) - 1

    @cached_property
    def _last_signed(self) -> int:
        return max((each.revision for each in self.found), default=0)

    @cached_property
    def reaches_the_end(self) -> bool:
        """The last signature covers the file, but for data for long-term checking."""
        return self._last_signed == self._last_revision or only_stores(
            self.reader, self._last_signed
        )

    def check_permissions(self) -> None:
        """Mark the signatures that later revisions did not respect."""
        references = References(self.reader, self.data)
        for each in self.found:
            if each.integrity is not Integrity.INTACT or each.embedded is None:
                continue
            if each.revision < self._last_revision:
                references.prepare(self.reader.get_historical_resolver(each.revision))
            if is_respected(each.embedded):
                continue
            if is_respected_but_for_bookkeeping(each.embedded):
                self.bookkeeping = True
            else:
                each.integrity = Integrity.ALTERED

    def changes(self) -> Iterator[Change]:
        """Yield what became different since the first signature, as far as no later
        signer of this form accounts for it."""
        stops = [*sorted(self._closed), self._last_revision]
        for before, after in pairwise(stops):
            if before < after:
                yield from self._field_changes(before, after)
        if any(each.integrity is Integrity.ALTERED for each in self.found):
            first = self.reader.get_historical_resolver(stops[0])
            yield from page_changes(first, self.reader)
        for trace in self.hidden:
            kind = ChangeKind.SIGNATURE_REMOVED
            yield Change(kind=kind, old=signer_name(trace.contents))
        if self.found and self.tail:
            yield Change(kind=ChangeKind.BYTES_ADDED, new=str(self.tail))

    @cached_property
    def _closed(self) -> Mapping[int, set[str]]:
        """The revisions that signatures close, and the fields of these signatures.

        Bad and removed ones count too: no file with one of these is ever good, and
        nobody needs to read what was filled in as it should be.
        """
        closed = defaultdict[int, set[str]](set)
        for each in self.found:
            if each.embedded:
                closed[each.revision].add(each.name)
        for trace in self.hidden:
            revision = self._revision_of(trace)
            closed[revision] |= holders_of(trace, self._form_at(revision))
        return closed

    def _revision_of(self, trace: Trace) -> int:
        xrefs = self.reader.xrefs
        starts = map(xrefs.get_startxref_for_revision, range(xrefs.total_revisions))
        return max(sum(start < trace.end for start in starts) - 1, 0)

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
        if revision == self._last_revision:
            return self.form
        return fields(self.reader.get_historical_resolver(revision))

    def _page_number(self, page: Reference | None) -> int | None:
        return self._numbers.get(page) if page is not None else None

    @cached_property
    def _numbers(self) -> Mapping[Reference, int]:
        return {page: number for number, page in enumerate(pages(self.reader))}
