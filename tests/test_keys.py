"""The installation's keys: made once, whole or not at all, and never shown."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    load_der_private_key,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import (
    serialize_key_and_certificates,
)
from cryptography.x509.oid import NameOID, ObjectIdentifier

from bot.keys import AUTHORITY_FILE, FILE, Keys, KeysError

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
COMPANY = "Example Trading GmbH"
PASSPHRASE = "correct horse battery staple"


def opened(folder: Path, passphrase: str = PASSPHRASE) -> Keys:
    """Open the keys of a folder."""
    return Keys.open(folder, passphrase, COMPANY, NOW)


def named(certificate: bytes, oid: ObjectIdentifier = NameOID.COMMON_NAME) -> str:
    """Return a part of the name in a certificate."""
    subject = x509.load_der_x509_certificate(certificate).subject
    return str(subject.get_attributes_for_oid(oid)[0].value)


def test_the_first_run_makes_them_and_later_runs_load_them(tmp_path: Path) -> None:
    first = opened(tmp_path / "keys")
    again = opened(tmp_path / "keys")
    assert first.seal_identity == again.seal_identity
    assert first.authority_certificates == again.authority_certificates
    assert first.derive("tickets") == again.derive("tickets")
    assert first.company == COMPANY


def test_they_are_encrypted_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    keys = opened(tmp_path)
    file = tmp_path / FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    content = file.read_bytes()
    assert content.count(b"-----BEGIN ENCRYPTED PRIVATE KEY-----") == 3
    assert b"-----BEGIN PRIVATE KEY-----" not in content
    assert keys.seal_identity.key not in content
    assert {path.name for path in tmp_path.iterdir()} == {FILE, AUTHORITY_FILE}
    assert b"PRIVATE" not in (tmp_path / AUTHORITY_FILE).read_bytes()


def test_a_wrong_passphrase_says_so(tmp_path: Path) -> None:
    opened(tmp_path)
    with pytest.raises(KeysError, match="passphrase is wrong"):
        opened(tmp_path, "guessed")
    with pytest.raises(KeysError, match="need a passphrase"):
        opened(tmp_path, "")


@pytest.mark.parametrize("length", [0, 100, 900])
def test_a_damaged_file_is_not_replaced(tmp_path: Path, length: int) -> None:
    opened(tmp_path)
    file = tmp_path / FILE
    file.write_bytes(file.read_bytes()[:length])
    with pytest.raises(KeysError, match="damaged"):
        opened(tmp_path)
    assert file.stat().st_size == length


def test_what_a_crash_left_behind_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / ".new-crashed").write_bytes(b"-----BEGIN ENCR")
    keys = opened(tmp_path)
    assert opened(tmp_path).seal_identity == keys.seal_identity


def test_two_processes_that_start_at_once_get_the_same_keys(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(opened, [tmp_path] * 8))
    assert len({keys.seal_identity.certificate for keys in found}) == 1
    assert len({keys.derive("tickets") for keys in found}) == 1


def test_purposes_have_secrets_of_their_own(tmp_path: Path) -> None:
    one, other = opened(tmp_path / "one"), opened(tmp_path / "other")
    secrets = {
        keys.derive(purpose) for keys in (one, other) for purpose in ("codes", "csrf")
    }
    assert len(secrets) == 4
    assert all(len(secret) == 32 for secret in secrets)


def test_a_key_for_one_act_names_the_signer(tmp_path: Path) -> None:
    keys = opened(tmp_path)
    one, other = (keys.one_shot("Bob Direktor", "Code by e-mail", NOW) for _ in "12")
    assert one.key != other.key
    certificate = x509.load_der_x509_certificate(one.certificate)
    authority = x509.load_der_x509_certificate(keys.authority_certificates[0])
    certificate.verify_directly_issued_by(authority)
    assert one.chain == keys.authority_certificates
    assert named(one.certificate) == "Bob Direktor"
    assert named(one.certificate, NameOID.ORGANIZATIONAL_UNIT_NAME) == "Code by e-mail"
    assert certificate.not_valid_before_utc <= NOW <= certificate.not_valid_after_utc
    # Viewers look at the certificate years later.
    assert certificate.not_valid_after_utc > NOW + timedelta(days=9 * 365)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.digital_signature, usage.content_commitment) == (True, True)
    assert not usage.key_cert_sign
    signed = load_der_private_key(one.key, None)
    assert isinstance(signed, ec.EllipticCurvePrivateKey)
    assert signed.curve.name == "secp256r1"
    assert signed.public_key() == certificate.public_key()


def test_the_seal_is_the_companys_and_lasts(tmp_path: Path) -> None:
    keys = opened(tmp_path)
    seal = x509.load_der_x509_certificate(keys.seal_identity.certificate)
    seal.verify_directly_issued_by(
        x509.load_der_x509_certificate(keys.authority_certificates[0])
    )
    assert named(keys.seal_identity.certificate) == COMPANY
    assert seal.not_valid_after_utc > NOW + timedelta(days=9 * 365)


def test_the_seal_follows_the_companys_present_name(tmp_path: Path) -> None:
    keys = opened(tmp_path)
    renamed = keys.seal_for("Beispiel AG", NOW)
    assert named(renamed.certificate) == "Beispiel AG"
    assert renamed.key == keys.seal_identity.key
    x509.load_der_x509_certificate(renamed.certificate).verify_directly_issued_by(
        x509.load_der_x509_certificate(keys.authority_certificates[0])
    )
    assert keys.seal_for("", NOW) == keys.seal_identity


LONG = "Дмитрий Сергеевич Щербаков-Неизвестный"


@pytest.mark.parametrize(
    ("typed", "common"),
    [
        ("", "–"),
        ("\x00\x1b\u202e\u200b", "–"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("  Bob \n Direktor ", "Bob Direktor"),
        ("N" * 10_000, "N" * 61 + "…"),
        (LONG, "Дмитрий Сергеевич Щербаков-Неизв…"),
    ],
)
def test_names_are_made_fit_for_a_certificate(
    tmp_path: Path, typed: str, common: str
) -> None:
    """Abuse row 19."""
    certificate = opened(tmp_path).one_shot(typed, typed, NOW).certificate
    assert named(certificate) == common
    assert len(named(certificate).encode()) <= 64
    if typed == LONG:
        assert named(certificate, ObjectIdentifier("2.5.4.41")) == LONG


def test_a_company_may_bring_its_own_seal(tmp_path: Path) -> None:
    certificate, pkcs12 = _own_seal()
    keys = Keys.open(
        tmp_path,
        PASSPHRASE,
        COMPANY,
        NOW,
        seal_pkcs12=pkcs12,
        seal_passphrase="its own",
    )
    assert named(keys.seal_identity.certificate) == "Seal of Example"
    assert certificate in keys.authority_certificates
    assert keys.seal_for(COMPANY, NOW) == keys.seal_identity
    assert keys.one_shot("Bob", "PIN", NOW).chain == keys.authority_certificates[:1]
    with pytest.raises(KeysError, match="PKCS#12"):
        Keys.open(tmp_path, PASSPHRASE, COMPANY, NOW, seal_pkcs12=pkcs12)
    with pytest.raises(KeysError, match="PKCS#12"):
        Keys.open(tmp_path, PASSPHRASE, COMPANY, NOW, seal_pkcs12=b"\x30\x00")


def test_keys_do_not_show_what_they_hold(tmp_path: Path) -> None:
    keys = opened(tmp_path)
    shown = repr(keys) + repr(keys.one_shot("Bob", "PIN", NOW))
    assert "key=" not in shown
    assert "secret" not in shown


def _own_seal() -> tuple[bytes, bytes]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Seal of Example")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(NOW)
        .not_valid_after(NOW + timedelta(days=365))
        .sign(key, SHA256())
    )
    pkcs12 = serialize_key_and_certificates(
        b"seal", key, certificate, None, BestAvailableEncryption(b"its own")
    )
    return certificate.public_bytes(Encoding.DER), pkcs12
