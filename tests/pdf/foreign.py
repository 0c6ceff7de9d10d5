"""Files that other software signed: plain approval signatures of strangers."""

from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.pdfgen.canvas import Canvas

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@cache
def form() -> bytes:
    """Return two pages with a form of one total."""
    file = BytesIO()
    canvas = Canvas(file, invariant=1)
    canvas.drawString(60, 780, "Contract")
    canvas.acroForm.textfield(
        name="total", value="1,000.00", x=60, y=700, width=200, height=20
    )
    canvas.showPage()
    canvas.drawString(60, 780, "Page two")
    canvas.showPage()
    canvas.save()
    return file.getvalue()


@cache
def signer(name: str, *, bits: int = 0) -> signers.SimpleSigner:
    """Return a stranger with a certificate of his own; `bits` makes it RSA."""
    key = (
        rsa.generate_private_key(65537, bits)
        if bits
        else ec.generate_private_key(ec.SECP256R1())
    )
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(NOW + timedelta(days=3650))
        .add_extension(
            x509.KeyUsage(True, True, False, False, False, False, False, False, False),
            True,
        )
        .sign(key, SHA256())
    )
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        signing_key=asn1_keys.PrivateKeyInfo.load(der),
        cert_registry=SimpleCertificateStore(),
    )


def sign(
    data: bytes,
    who: str,
    *,
    box: tuple[int, int, int, int] | None = None,
    certify: fields.MDPPerm | None = None,
    digest: str = "sha256",
    bits: int = 0,
    stamped: bool = False,
) -> bytes:
    """Return the file with one more signature, in a new field named after him."""
    writer = IncrementalPdfFileWriter(BytesIO(data))
    place = fields.SigFieldSpec(who, on_page=0, box=box)
    fields.append_signature_field(writer, place)
    stranger = signer(who, bits=bits)
    meta = signers.PdfSignatureMetadata(
        field_name=who,
        md_algorithm=digest,
        certify=certify is not None,
        docmdp_permissions=certify or fields.MDPPerm.FILL_FORMS,
    )
    signed = signers.sign_pdf(
        writer,
        meta,
        signer=stranger,
        timestamper=stamper() if stamped else None,
    )
    return bytes(signed.getvalue())


@cache
def stamper() -> DummyTimeStamper:
    """Return a timestamp authority."""
    authority = signer("Timestamp Authority", bits=2048)
    return DummyTimeStamper(authority.signing_cert, authority.signing_key)
