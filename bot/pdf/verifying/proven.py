"""How the signers of our own files proved who they are, added to a verdict."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.proofs import Proof, proofs
from bot.pdf.verifying.case import Case
from bot.pdf.verifying.verdict import Integrity, Origin, Verdict


def with_journal(verdict: Verdict, case: Case) -> Verdict:
    """Add what the journal in the file says, where the seal over it is good."""
    genuine = verdict.origin is Origin.THIS_SERVICE and not case.unsealed
    good = verdict.integrity in {Integrity.INTACT, Integrity.EXTENDED}
    if not genuine or not good or not case.journal:
        return verdict
    try:
        head = len(case.journal), str(case.journal[-1]["hash"])
        return replace(with_proofs(verdict, proofs(case.journal)), journal=head)
    except (AttributeError, KeyError, TypeError, ValueError):
        return verdict


def with_proofs(verdict: Verdict, known: Mapping[str, Proof]) -> Verdict:
    """Add proofs by the SHA-256 of the certificates made for the acts."""
    signatures = tuple(
        replace(each, proof=known.get(each.certificate, each.proof))
        if each.is_genuine
        else each
        for each in verdict.signatures
    )
    return replace(verdict, signatures=signatures)
