"""Everything known about one file, gathered before it is judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm

from bot.pdf.verifying.extent import bytes_before, decrypted_streams, end_of
from bot.pdf.verifying.own import envelope_id, is_unsealed, journal_of
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
    object_streams,
    speaks_of_others,
    traces,
)
from bot.pdf.verifying.revisions import Field, fields
from bot.pdf.verifying.rights import usage_rights
from bot.pdf.verifying.signatures import Found, find_signatures, judge
from bot.pdf.verifying.usages import References
from bot.pdf.verifying.verdict import Integrity


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
            and trace.byte_range not in self.usage_rights
        ]

    @cached_property
    def usage_rights(self) -> frozenset[tuple[int, ...]]:
        """The byte ranges of marks that are no one's signature."""
        return usage_rights(self.reader)

    @cached_property
    def has_remains(self) -> bool:
        """The bytes speak of a signature that cannot be found.

        In a well-formed file with signatures it may belong to a file attached to it.
        """
        if not self.found and self.usage_rights:
            return speaks_of_others(self.data, self.usage_rights)
        if not self.found:
            streams = (
                decrypted_streams(self.reader)
                if self.reader.encrypted
                else object_streams(self.data)
            )
            return mentions_signature(self.data, streams)
        known = {each.byte_range for each in self.found} | self.usage_rights
        odd = not self.reader.strict and speaks_of_others(self.data, known)
        return odd or is_cut_off(self.data, max(each.end for each in self.found))

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
        if self.last_revision > self._last_signed:
            end = max(end, end_of(self.reader, self.data, self.last_revision))
        return end

    @cached_property
    def stray(self) -> int:
        """How many bytes stand between a signed revision and the next one."""
        return sum(
            bytes_before(self.reader, self.data, each.end, each.revision + 1)
            for each in self.found
            if each.embedded and each.revision < self.last_revision
        )

    @property
    def last_revision(self) -> int:
        """The number of the newest revision, from 0."""
        return int(self.reader.xrefs.total_revisions) - 1

    @cached_property
    def _last_signed(self) -> int:
        return max((each.revision for each in self.found), default=0)

    @property
    def is_closed(self) -> bool:
        """A good signature allows no changes at all."""
        return any(
            each.embedded.docmdp_level is MDPPerm.NO_CHANGES
            for each in self.found
            if each.embedded and each.integrity is Integrity.INTACT
        )

    @cached_property
    def reaches_the_end(self) -> bool:
        """The last signature covers the file, but for data for long-term checking."""
        return self._last_signed == self.last_revision or only_stores(
            self.reader, self._last_signed
        )

    @cached_property
    def references(self) -> References:
        """What refers to what."""
        return References(self.reader, self.data)

    def check_permissions(self) -> None:
        """Mark the signatures that later revisions did not respect."""
        for each in self.found:
            if each.integrity is not Integrity.INTACT or each.embedded is None:
                continue
            if each.revision < self.last_revision:
                self.references.prepare(
                    self.reader.get_historical_resolver(each.revision)
                )
            if is_respected(each.embedded):
                continue
            if is_respected_but_for_bookkeeping(each.embedded):
                self.bookkeeping = True
            else:
                each.integrity = Integrity.ALTERED
