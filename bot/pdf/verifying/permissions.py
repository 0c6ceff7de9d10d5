"""Whether later revisions did only what a signature allows."""

from collections.abc import Iterable, Iterator
from typing import Any, cast

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import Reference
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader, RawPdfPath
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    ModificationLevel,
    StandardDiffPolicy,
    SuspiciousModification,
)
from pyhanko.sign.diff_analysis.policy_api import DiffResult
from pyhanko.sign.diff_analysis.rules.form_field_rules import DSSCompareRule
from pyhanko.sign.diff_analysis.rules_api import ReferenceUpdate, WhitelistRule
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from bot.pdf.verifying.inside import about, entry, raw

_STORE = RawPdfPath("/Root", "/DSS")
_OF_THE_STORE = frozenset({"/DSS", "/Extensions", "/Metadata", "/Version"})
_OF_THE_PROGRAM = frozenset({"/ModDate", "/Producer"})


class _BookkeepingRule(WhitelistRule):
    """Allow whatever is reached only through the store for long-term checking.

    Other programs rewrite its entries and free objects that nothing uses. Nobody sees
    any of it.
    """

    def apply(
        self, old: HistoricalResolver, new: HistoricalResolver
    ) -> Iterable[ReferenceUpdate]:
        # The policy itself relies on these as well.
        before, after = cast("Any", old), cast("Any", new)
        before._load_reverse_xref_cache()
        freed = after.refs_freed_in_revision()
        for reference in written_in(new):
            uses = before._get_usages_of_ref(reference)
            if all(path.path[:2] == _STORE.path for path in uses):
                known = not old.is_ref_unassignable(reference)
                if uses or (known and reference in freed):
                    yield ReferenceUpdate(reference)
        store = raw(new.root, "/DSS")
        if store is not None:
            # Asked for new objects only, it would not look into a store kept in an old
            # one.
            introduced = new.reader.xrefs.get_introducing_revision
            for reference in new.collect_dependencies(store):
                if introduced(reference) > old.revision:
                    yield ReferenceUpdate(reference)


def _lenient_policy() -> StandardDiffPolicy:
    rules = [
        rule
        for rule in DEFAULT_DIFF_POLICY.global_rules
        if not isinstance(getattr(rule, "rule", None), DSSCompareRule)
    ]
    bookkeeping = _BookkeepingRule().as_qualified(ModificationLevel.LTA_UPDATES)
    return StandardDiffPolicy(
        [*rules, bookkeeping],
        DEFAULT_DIFF_POLICY.form_rule,
        reject_object_freeing=False,
    )


def is_respected(embedded: EmbeddedPdfSignature) -> bool:
    """Say whether all revisions after a signature did only what it allows."""
    return _allows(embedded, embedded.evaluate_modifications(DEFAULT_DIFF_POLICY))


def is_respected_but_for_bookkeeping(embedded: EmbeddedPdfSignature) -> bool:
    """Say the same, forgiving changes to data for long-term checking."""
    return _allows(embedded, embedded.evaluate_modifications(_lenient_policy()))


def _allows(
    embedded: EmbeddedPdfSignature, result: DiffResult | SuspiciousModification
) -> bool:
    if isinstance(result, SuspiciousModification):
        return False
    level = result.modification_level
    if level is ModificationLevel.OTHER:
        return False
    allowed = embedded.docmdp_level
    return allowed is None or level.value <= allowed.value


def written_in(view: HistoricalResolver) -> set[Reference]:
    """Return the objects that this very revision writes or frees."""
    return cast("set[Reference]", cast("Any", view).explicit_refs_in_revision())


def only_stores(reader: PdfFileReader, since: int) -> bool:
    """Say whether all revisions after `since` only add data for long-term checking."""
    before = reader.get_historical_resolver(since)
    for revision in range(since + 1, reader.xrefs.total_revisions):
        after = reader.get_historical_resolver(revision)
        if _kept(before.root, _OF_THE_STORE) != _kept(after.root, _OF_THE_STORE):
            return False
        if _about(before) != _about(after):
            return False
        written, stored = written_in(after), set(_stored(after))
        if not written & stored:
            return False
        others = written - stored - set(_bookkeepers(reader, after))
        # What nothing refers to shows nothing, and some programs leave it behind; but
        # in a malformed file nobody can be sure of that.
        reached = after.collect_dependencies(after.trailer_view) if others else set()
        if others & reached or (others and not reader.strict):
            return False
    return True


def _kept(dictionary: Any, without: frozenset[str]) -> dict[str, object]:
    return {key: dictionary.raw_get(key) for key in dictionary if key not in without}


def _about(view: HistoricalResolver) -> dict[str, str]:
    """Return what the file says about itself, but for the last program."""
    said = about(view)
    return {key: said[key] for key in said if key not in _OF_THE_PROGRAM}


def _stored(view: HistoricalResolver) -> Iterator[Reference]:
    if entry(view.root, "/DSS") is not None:
        yield from view.collect_dependencies(raw(view.root, "/DSS"))


def _bookkeepers(
    reader: PdfFileReader, view: HistoricalResolver
) -> Iterator[Reference]:
    yield view.root_ref
    yield from reader.xrefs.xref_stream_refs
    yield from cast("Any", view).object_streams_used()
    entries = ((view.root, "/Extensions"), (view.root, "/Metadata"))
    for dictionary, key in (*entries, (view.trailer_view, "/Info")):
        value = raw(dictionary, key)
        if isinstance(value, generic.IndirectObject):
            yield value.reference
