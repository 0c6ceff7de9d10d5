"""From everything known about a file to the one answer."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import dropwhile
from typing import NamedTuple

from bot.domain.fields import CUSTOMER, DIRECTOR
from bot.pdf.verifying.case import Case
from bot.pdf.verifying.hazards import hazards
from bot.pdf.verifying.history import History
from bot.pdf.verifying.levels import note_levels
from bot.pdf.verifying.listing import kind_of, listed
from bot.pdf.verifying.own import (
    SEAL,
    missing_signers,
    roles_missing,
)
from bot.pdf.verifying.proven import with_journal
from bot.pdf.verifying.signatures import Found
from bot.pdf.verifying.unsigned_parts import is_as_made
from bot.pdf.verifying.verdict import (
    Change,
    ChangeKind,
    Covers,
    Integrity,
    Notice,
    Origin,
    Signature,
    SignatureKind,
    Verdict,
)


class _Answer(NamedTuple):
    integrity: Integrity
    reason: str
    params: Mapping[str, object] = {}


def judgement(case: Case) -> Verdict:
    """Return the verdict on a file that could be read."""
    case.check_permissions()
    note_levels(case.reader, case.found)
    changes = tuple(History(case).changes())
    ours = case.envelope is not None
    signatures = tuple(
        signature
        for each in case.found
        for signature in listed(each, case.authorities, ours=ours)
    )
    answer = _answer(case, signatures, changes)
    if answer.integrity in {Integrity.ALTERED, Integrity.EXTENDED} and not changes:
        changes = (Change(kind=ChangeKind.OTHER),)
    verdict = Verdict(
        integrity=answer.integrity,
        origin=_origin(case, signatures),
        envelope=case.envelope,
        reason_key=answer.reason,
        params=answer.params,
        signatures=signatures,
        changes=changes,
        notices=tuple(_notices(case, signatures)),
    )
    return with_journal(verdict, case)


def _answer(
    case: Case, signatures: Sequence[Signature], changes: Sequence[Change]
) -> _Answer:
    if not case.found:
        return _without_signature(case)
    return (
        _worst(case)
        or _tampering(case, changes)
        or _unsupported(case.found)
        or _retouched(case, signatures)
        or _stranger(case, signatures)
        or _additions(case, changes)
        or _own_envelope(case)
        or _intact(case, signatures)
    )


def _without_signature(case: Case) -> _Answer:
    if case.hidden:
        return _Answer(Integrity.ALTERED, "signature-removed")
    if case.has_remains:
        return _Answer(Integrity.ALTERED, "remains")
    if case.unsealed:
        return _Answer(Integrity.UNSIGNED, "prepared")
    return _Answer(Integrity.UNSIGNED, "unsigned")


def _worst(case: Case) -> _Answer | None:
    broken = [each for each in case.found if each.integrity is Integrity.BROKEN]
    if not broken:
        return None
    if len(broken) == len(case.found) > 1:
        return _Answer(Integrity.BROKEN, "all-broken")
    first = broken[0]
    if not first.signer:
        return _Answer(Integrity.BROKEN, "nameless-broken")
    kind = kind_of(first, ours=case.envelope is not None)
    key = "seal-broken" if kind is SignatureKind.SEAL else "broken"
    return _Answer(Integrity.BROKEN, key, {"signer": first.signer})


def _tampering(case: Case, changes: Sequence[Change]) -> _Answer | None:
    if case.hidden:
        return _Answer(Integrity.ALTERED, "signature-removed")
    if case.has_remains:
        return _Answer(Integrity.ALTERED, "remains")
    for each in case.found:
        if each.integrity is Integrity.ALTERED and each.covers is Covers.NONE:
            return _Answer(Integrity.ALTERED, "not-covered", {"field": each.label})
        if each.is_padded:
            return _Answer(Integrity.ALTERED, "retouched", {"field": each.label})
    if case.tail:
        key = "end-missing" if case.end_missing else "bytes-added"
        return _Answer(Integrity.ALTERED, key)
    disrespected = any(each.integrity is Integrity.ALTERED for each in case.found)
    reopened = case.is_closed and not case.reaches_the_end
    if disrespected or reopened or _has_disguise(case, changes):
        return _Answer(Integrity.ALTERED, "altered")
    return None


def _has_disguise(case: Case, changes: Sequence[Change]) -> bool:
    """Say whether an empty signature field was given something to show."""
    empty = {
        field.label
        for field in case.form.values()
        if field.kind == "/Sig" and not field.filled
    }
    return any(
        change.field in empty
        and change.kind in {ChangeKind.FIELD_ADDED, ChangeKind.APPEARANCE}
        for change in changes
    )


def _unsupported(found: Sequence[Found]) -> _Answer | None:
    for each in found:
        if each.integrity is Integrity.UNREADABLE:
            params = {"field": each.label}
            return _Answer(Integrity.UNREADABLE, "unsupported", params)
    return None


def _additions(case: Case, changes: Sequence[Change]) -> _Answer | None:
    if changes or not case.reaches_the_end:
        return _Answer(Integrity.EXTENDED, "extended")
    return None


def _retouched(case: Case, signatures: Sequence[Signature]) -> _Answer | None:
    """Look into what a signature of this service does not cover of itself."""
    ours = {each.field for each in signatures if each.trusted}
    for each in case.found:
        if each.name in ours and not is_as_made(each.contents, case.authorities):
            return _Answer(Integrity.ALTERED, "retouched", {"field": each.label})
    return None


def _stranger(case: Case, signatures: Sequence[Signature]) -> _Answer | None:
    """Look for signatures of others that came after those of this service."""
    persons = [each for each in signatures if _is_persons(each)]
    later = dropwhile(lambda each: not each.trusted, persons)
    strangers = [each for each in later if not each.trusted]
    if not strangers:
        return None
    if any(each.field == SEAL for each in strangers):
        return _Answer(Integrity.ALTERED, "seal-forged")
    names = ", ".join(dict.fromkeys(each.signer for each in strangers))
    return _Answer(Integrity.EXTENDED, "signed-by-strangers", {"signer": names})


def _own_envelope(case: Case) -> _Answer | None:
    if case.envelope is None or SEAL not in case.form:
        return None
    if not case.unsealed:
        return None if case.journal else _Answer(Integrity.ALTERED, "journal-broken")
    roles = roles_missing(case.form)
    if len(roles) == 1:
        (role,) = roles
        if role in {CUSTOMER, DIRECTOR}:
            return _Answer(Integrity.UNFINISHED, f"{role}-missing")
    if missing := missing_signers(case.form):
        params = {"missing": ", ".join(missing)}
        return _Answer(Integrity.UNFINISHED, "signatures-missing", params)
    return _Answer(Integrity.UNFINISHED, "seal-missing")


def _intact(case: Case, signatures: Sequence[Signature]) -> _Answer:
    if _origin(case, signatures) is Origin.THIS_SERVICE and case.envelope:
        return _Answer(Integrity.INTACT, "sealed-here")
    names = dict.fromkeys(each.signer for each in signatures if _is_persons(each))
    signers = ", ".join(names) or ", ".join({each.signer for each in signatures})
    return _Answer(Integrity.INTACT, "signed-by-others", {"signers": signers})


def _is_persons(signature: Signature) -> bool:
    return signature.kind is not SignatureKind.TIMESTAMP


def _origin(case: Case, signatures: Sequence[Signature]) -> Origin:
    """Say who vouches for the file: the last signature that verifies decides."""
    valid = [
        each
        for each in signatures
        if _is_persons(each) and each.covers is not Covers.NONE
    ]
    if not valid:
        return Origin.NONE
    return Origin.THIS_SERVICE if valid[-1].trusted else Origin.OTHER


def _notices(case: Case, signatures: Sequence[Signature]) -> Iterator[Notice]:
    if not case.reader.strict:
        yield Notice(key="lenient")
    if case.bookkeeping:
        yield Notice(key="bookkeeping")
    for found in case.found:
        yield from _notices_of(found)
    concerns = ((key, each.signer) for each in case.found for key in each.concerns)
    for key, signer in dict.fromkeys(concerns):
        yield Notice(key=key, params={"signer": signer})
    strangers = dict.fromkeys(
        each.signer
        for each in signatures
        if _is_persons(each) and each.covers is not Covers.NONE and not each.trusted
    )
    if names := ", ".join(filter(None, strangers)):
        yield Notice(key="not-identified", params={"signer": names})
    if case.usage_rights:
        yield Notice(key="usage-rights")
    yield from hazards(case.reader)


def _notices_of(found: Found) -> Iterator[Notice]:
    for name in found.names:
        yield Notice(key="twice", params={"field": name})
    if found.signed is None:
        return
    for signed in filter(None, (found.signed, *found.signed.stamps)):
        if signed.weak:
            params = {"field": found.label, "algorithm": signed.algorithm}
            yield Notice(key="weak-algorithm", params=params)
    if not all(found.signed.stamps):
        yield Notice(key="bad-timestamp", params={"field": found.label})
