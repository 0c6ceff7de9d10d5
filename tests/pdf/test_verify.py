"""What the verifier says of good files, and why."""

from datetime import timedelta
from io import BytesIO

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from bot.keys import Keys
from bot.pdf.evidence.acroform import JOURNAL as JOURNAL_FIELD
from bot.pdf.evidence.acroform import SEAL as SEAL_FIELD
from bot.pdf.evidence.prepare import prepare
from bot.pdf.evidence.revise import revise
from bot.pdf.evidence.seal import seal
from bot.pdf.verifying.own import JOURNAL, SEAL
from bot.pdf.verifying.verdict import Covers, Integrity, Origin, SignatureKind, Verdict
from bot.pdf.verifying.verify import verify
from tests.pdf import chain, foreign
from tests.pdf.signed_files import authorities, good


def keys_of(verdict: Verdict) -> set[str]:
    return {notice.key for notice in verdict.notices}


def test_the_sealed_file_is_intact_and_from_this_service() -> None:
    verdict = verify(good("sealed"), authorities())
    assert (verdict.integrity, verdict.origin) == (
        Integrity.INTACT,
        Origin.THIS_SERVICE,
    )
    assert verdict.envelope == chain.ENVELOPE
    assert verdict.changes == ()
    assert verdict.notices == ()
    assert verdict.exit_code == 0
    bob, charlie, company = verdict.signatures
    assert (bob.signer, bob.kind) == ("Bob Direktor", SignatureKind.SIGNATURE)
    assert (charlie.signer, charlie.covers) == ("Charlie Customer", Covers.REVISION)
    assert (company.signer, company.kind) == (chain.COMPANY, SignatureKind.SEAL)
    assert (company.covers, company.end) == (Covers.FILE, len(good("sealed")))
    assert all(each.trusted for each in verdict.signatures)
    assert charlie.signed_at == chain.NOW + timedelta(hours=2)
    assert bob.algorithm == "ECDSA P-256, SHA-256"


def test_a_file_nobody_here_knows_is_said_to_be_unknown() -> None:
    assert keys_of(verify(good("sealed"), authorities(), known=False)) == {
        "unknown-here"
    }
    assert not keys_of(verify(good("sealed"), authorities(), known=True))


def test_without_a_pinned_key_nobody_vouches_for_it() -> None:
    verdict = verify(good("sealed"))
    assert (verdict.integrity, verdict.origin) == (Integrity.INTACT, Origin.OTHER)
    assert "not-identified" in keys_of(verdict)


def test_a_seal_cut_off_leaves_an_unfinished_file() -> None:
    verdict = verify(chain.sealed_sample().customer, authorities())
    assert verdict.integrity is Integrity.UNFINISHED
    assert verdict.origin is Origin.THIS_SERVICE
    assert verdict.reason_key == "seal-missing"


def test_an_unfinished_file_names_who_has_not_signed() -> None:
    verdict = verify(chain.sealed_sample().director, authorities())
    assert verdict.integrity is Integrity.UNFINISHED
    assert "the customer's signature and the closing seal" in verdict.reason()
    assert [each.signer for each in verdict.signatures] == ["Bob Direktor"]


def test_all_signatures_cut_off_leave_an_unsigned_file() -> None:
    verdict = verify(chain.sealed_sample().prepared, authorities())
    assert (verdict.integrity, verdict.reason_key) == (Integrity.UNSIGNED, "prepared")


def test_a_stranger_with_our_name_is_a_stranger(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Abuse 35: Mallory runs the same software under the same company name."""
    keys = Keys.open(
        tmp_path_factory.mktemp("mallory"), chain.PASSPHRASE, chain.COMPANY, chain.NOW
    )
    data = prepare(chain.document(1), chain.plan(fields=chain.FIELDS[:1]))
    for act in (chain.bobs_act(), chain.charlies_act()):
        given = act.pictures[f"{act.role}-signature"]
        act = chain.bobs_act(
            role=act.role,
            name=act.name,
            pictures={f"{act.role}-signature": given},
        )
        data = revise(data, act, keys.one_shot(act.name, "Telegram", chain.NOW))
    data = seal(data, chain.JOURNAL, keys.seal_identity, chain.NOW, chain.COMPANY)
    assert verify(data, keys.authority_certificates).origin is Origin.THIS_SERVICE
    verdict = verify(data, authorities())
    assert (verdict.integrity, verdict.origin) == (Integrity.INTACT, Origin.OTHER)
    assert not any(each.trusted for each in verdict.signatures)


def test_the_names_of_fields_are_those_of_preparation() -> None:
    assert (SEAL, JOURNAL) == (SEAL_FIELD, JOURNAL_FIELD)


def test_a_journal_that_does_not_hold_together_is_seen() -> None:
    stages = chain.sealed_sample()
    forged = chain.JOURNAL.replace("Alice", "Mallory", 1)
    data = seal(
        stages.customer, forged, stages.keys.seal_identity, chain.NOW, chain.COMPANY
    )
    verdict = verify(data, authorities())
    assert (verdict.integrity, verdict.reason_key) == (
        Integrity.ALTERED,
        "journal-broken",
    )


# Files of others


def test_two_strangers_one_after_the_other() -> None:
    twice = foreign.sign(good("approval"), "Trudy", box=(60, 500, 260, 560))
    verdict = verify(twice, authorities())
    assert (verdict.integrity, verdict.origin) == (Integrity.INTACT, Origin.OTHER)
    assert [each.covers for each in verdict.signatures] == [
        Covers.REVISION,
        Covers.FILE,
    ]
    assert "Mallory, Trudy" in verdict.reason()


def test_timestamps_are_listed_one_by_one() -> None:
    verdict = verify(foreign.sign(foreign.form(), "Mallory", stamped=True))
    signature, stamp = verdict.signatures
    assert signature.kind is SignatureKind.SIGNATURE
    assert (stamp.kind, stamp.signer, stamp.integrity) == (
        SignatureKind.TIMESTAMP,
        "Timestamp Authority",
        Integrity.INTACT,
    )


@pytest.mark.parametrize("kind", ["sealed", "approval", "certified"])
def test_data_for_long_term_checking_changes_nothing(kind: str) -> None:
    """B-LT and B-LTA: certificates are stored, then the whole is timestamped."""
    with_store = BytesIO(good(kind))
    contents = PdfFileReader(with_store).embedded_signatures[-1].pkcs7_content
    stamper = foreign.stamper()
    DocumentSecurityStore.add_dss(with_store, contents, certs=[stamper.tsa_cert])
    verdict = verify(with_store.getvalue(), authorities())
    assert verdict.integrity is Integrity.INTACT
    writer = IncrementalPdfFileWriter(with_store)
    stamped = signers.PdfTimeStamper(stamper).timestamp_pdf(writer, "sha256")
    verdict = verify(stamped.getvalue(), authorities())
    assert verdict.integrity is Integrity.INTACT
    assert verdict.signatures[-1].kind is SignatureKind.TIMESTAMP
    same = verify(good(kind), authorities()).origin
    assert verdict.origin is same


@pytest.mark.parametrize(
    "how", [{"digest": "sha1"}, {"digest": "md5", "bits": 2048}, {"bits": 1024}]
)
def test_weak_algorithms_are_named(how: dict[str, object]) -> None:
    signed = foreign.sign(foreign.form(), "Mallory", **how)  # type: ignore[arg-type]
    verdict = verify(signed)
    assert verdict.integrity is Integrity.INTACT
    assert "weak-algorithm" in keys_of(verdict)


def test_a_file_that_anybody_may_read_but_not_change_is_judged() -> None:
    verdict = verify(encrypted(""))
    assert verdict.integrity is Integrity.UNSIGNED


# Files without a signature, and what cannot be read


def test_a_plain_file_is_unsigned() -> None:
    verdict = verify(chain.document(1))
    assert (verdict.integrity, verdict.origin) == (Integrity.UNSIGNED, Origin.NONE)
    assert verdict.exit_code == 3


def test_a_signed_attachment_is_no_signature_of_the_file() -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(chain.document(1))))
    writer.add_attachment("signed.pdf", good("approval"))
    data = BytesIO()
    writer.write(data)
    verdict = verify(data.getvalue())
    assert verdict.integrity in {Integrity.UNSIGNED, Integrity.ALTERED}
    assert "attachments" in keys_of(verdict)


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(chain.document(1))))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    data = BytesIO()
    writer.write(data)
    return data.getvalue()


def test_a_password_is_asked_for() -> None:
    verdict = verify(encrypted("secret"))
    assert (verdict.integrity, verdict.reason_key) == (
        Integrity.UNREADABLE,
        "encrypted",
    )
    assert verdict.exit_code == 4


@pytest.mark.parametrize("kind", ["sealed", "approval"])
@pytest.mark.parametrize("part", [0.3, 0.7, 0.999])
def test_a_truncated_file_is_unreadable(kind: str, part: float) -> None:
    data = good(kind)
    verdict = verify(data[: int(len(data) * part)], authorities())
    assert verdict.integrity is Integrity.UNREADABLE


@pytest.mark.parametrize("data", [b"", b"   ", b"\x89PNG\r\n", b"hello", b"%PDF-1.7"])
def test_what_is_no_pdf_is_unreadable(data: bytes) -> None:
    assert verify(data).integrity is Integrity.UNREADABLE


def test_dangers_are_named() -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(chain.document(1))))
    action = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert('hello')"),
        }
    )
    writer.root_object[NameObject("/OpenAction")] = action
    data = BytesIO()
    writer.write(data)
    assert "javascript" in keys_of(verify(data.getvalue()))


def test_a_certified_file_may_be_filled_but_says_so() -> None:
    closed = foreign.sign(foreign.form(), "Mallory", certify=MDPPerm.NO_CHANGES)
    assert verify(closed).integrity is Integrity.INTACT
