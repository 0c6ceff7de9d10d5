"""Files that Trudy signed at each level of PAdES, and what is due on them."""

from functools import cache
from io import BytesIO

from asn1crypto import crl, ocsp, x509
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore

from bot.pdf.verifying.verdict import Integrity, Level, Origin, SignatureKind, Verdict
from bot.pdf.verifying.verify import verify
from tests.pdf import foreign, judges, pki
from tests.pdf.signed_files import authorities


@cache
def signed(
    key: str = "p256",
    level: Level = Level.B_B,
    *,
    data: bytes | None = None,
    pss: bool = False,
    field: str = "Trudy",
    answers: tuple[str, ...] = (),
    stamper: TimeStamper | None = None,
) -> bytes:
    """Return the form, or other `data`, with a signature more.

    For certificates in `answers`, OCSP is asked; `stamper` is another authority.
    """
    stored = level in {Level.B_LT, Level.B_LTA}
    meta = signers.PdfSignatureMetadata(
        field_name=field,
        subfilter=SigSeedSubFilter.PADES,
        embed_validation_info=stored,
        validation_context=pki.known(answers=answers) if stored else None,
        use_pades_lta=level is Level.B_LTA,
    )
    signer = signers.PdfSigner(
        meta,
        pki.signer(key, pss=pss),
        timestamper=None if level is Level.B_B else stamper or pki.Stamper(),
    )
    file = BytesIO(foreign.form() if data is None else data)
    return bytes(signer.sign_pdf(IncrementalPdfFileWriter(file)).getvalue())


def stamped(data: bytes) -> bytes:
    """Return the file with a document timestamp more."""
    writer = IncrementalPdfFileWriter(BytesIO(data))
    made = signers.PdfTimeStamper(pki.Stamper()).timestamp_pdf(writer, "sha256")
    return bytes(made.getvalue())


def with_store(
    data: bytes,
    *,
    certificates: tuple[x509.Certificate, ...] = (),
    lists: tuple[crl.CertificateList, ...] = (),
    answers: tuple[ocsp.OCSPResponse, ...] = (),
) -> bytes:
    """Return the file with more in its store for long-term checking."""
    file = BytesIO(data)
    contents = PdfFileReader(file).embedded_signatures[0].pkcs7_content
    DocumentSecurityStore.add_dss(
        file, contents, certs=certificates, crls=lists, ocsps=answers
    )
    return file.getvalue()


def without_store(data: bytes) -> bytes:
    """Return the file with its store for long-term checking removed."""
    writer = IncrementalPdfFileWriter(BytesIO(data))
    del writer.root[pdf_name("/DSS")]
    writer.update_root()
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def levels(verdict: Verdict) -> list[Level | None]:
    """Return the levels of all signatures, timestamps left out."""
    return [
        each.level
        for each in verdict.signatures
        if each.kind is not SignatureKind.TIMESTAMP
    ]


def assert_good(data: bytes, *expected: Level | None) -> Verdict:
    """Hold that we call it intact at these levels, and that pyHanko agrees."""
    verdict = verify(data, authorities())
    assert (verdict.integrity, verdict.origin) == (Integrity.INTACT, Origin.OTHER)
    assert levels(verdict) == list(expected)
    assert verdict.changes == ()
    judged = judges.pyhanko(data, (pki.certificate("root").dump(),))
    assert len(judged) == len(expected)
    assert all(status.intact and status.valid for _, status in judged.values())
    return verdict


def keys_of(verdict: Verdict) -> set[str]:
    """Return which notices a verdict has."""
    return {notice.key for notice in verdict.notices}
