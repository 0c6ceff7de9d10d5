"""Files that other programs signed: poppler with NSS, PDFBox with Bouncy Castle."""

import subprocess
import tempfile
from functools import cache
from itertools import pairwise
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    load_der_private_key,
    pkcs12,
)

from tests.pdf import foreign, pki
from tests.pdf.judges import need

_JARS = [
    f"/usr/share/java/{name}.jar"
    for name in ("pdfbox2", "fontbox2", "commons-logging", "bcprov", "bcutil", "bcpkix")
]
_PASSWORD = "secret"


def _key_store(folder: Path) -> str:
    """Write the key of Trudy with her certificates into a file, as PKCS#12."""
    own, *above = [
        x509.load_der_x509_certificate(pki.certificate(label).dump())
        for label in ("rsa", "ca", "root")
    ]
    key = load_der_private_key(pki.private_key("rsa").dump(), None)
    file = folder / "trudy.p12"
    encryption = BestAvailableEncryption(_PASSWORD.encode())
    file.write_bytes(
        pkcs12.serialize_key_and_certificates(b"Trudy", key, own, above, encryption)  # type: ignore[arg-type]
    )
    return str(file)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=60)


@cache
def poppler() -> tuple[bytes, bytes]:
    """Return the form that `pdfsig` signed once, and twice."""
    need("pdfsig", "certutil", "pk12util")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        keys = f"sql:{folder}"
        _run("certutil", "-N", "-d", keys, "--empty-password")
        store = ("-i", _key_store(folder), "-W", _PASSWORD, "-K", "")
        _run("pk12util", "-d", keys, *store)
        files = [folder / f"{times}.pdf" for times in range(3)]
        files[0].write_bytes(foreign.form())
        for before, after in pairwise(files):
            sign = ("-add-signature", "-nick", "Trudy", "-nssdir", keys)
            _run("pdfsig", *sign, str(before), str(after))
        _, once, twice = (file.read_bytes() for file in files)
    return once, twice


@cache
def pdfbox() -> tuple[bytes, bytes, bytes]:
    """Return the form signed once as plain CMS, then visibly as PAdES; and the visible
    signature alone."""
    need("java", "javac", *_JARS)
    plain, pades = "adbe.pkcs7.detached", "ETSI.CAdES.detached"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        form, once, twice, alone = (
            folder / f"{name}.pdf" for name in ("form", "once", "twice", "alone")
        )
        form.write_bytes(foreign.form())
        jobs = [(form, once, plain), (once, twice, pades), (form, alone, pades)]
        _run(
            "java",
            "-XX:TieredStopAtLevel=1",
            "-Djava.awt.headless=true",
            "--class-path",
            ":".join(_JARS),
            str(Path(__file__).with_name("SignWithPdfbox.java")),
            _key_store(folder),
            _PASSWORD,
            *(str(part) for job in jobs for part in job),
        )
        return once.read_bytes(), twice.read_bytes(), alone.read_bytes()
