"""Files for the independent checker, and what our own verifier says of each."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from bot.keys import Keys
from bot.pdf.evidence.identity import Identity
from bot.pdf.evidence.seal import seal
from bot.pdf.verifying.verdict import Integrity, Origin
from bot.pdf.verifying.verify import verify
from tests.pdf import chain, foreign
from tests.pdf.attacks import ATTACKS
from tests.pdf.signed_files import authorities, good
from tests.pdf.test_verify_corpus import CORPUS


@dataclass(frozen=True, slots=True)
class Sample:
    """A file and whether it is the sealed original."""

    data: bytes
    genuine: bool


@cache
def samples() -> Mapping[str, Sample]:
    """Return good files, unfinished ones, strangers' and Mallory's."""
    stages = chain.sealed_sample()
    files = {
        "sealed": stages.sealed,
        "blank lines at the end": stages.sealed + b"\n \n",
        "prepared": stages.prepared,
        "signed by Bob": stages.director,
        "signed by both": stages.customer,
        "a stranger's": good("approval"),
        "sealed, then signed by Mallory": foreign.sign(stages.sealed, "Mallory"),
        "of the same name": seal(
            stages.customer,
            chain.JOURNAL,
            same_name(),
            chain.NOW,
            chain.COMPANY,
        ),
        "journal forged": seal(
            stages.customer,
            chain.JOURNAL.replace("Alice", "Mallory", 1),
            stages.keys.seal_identity,
            chain.NOW,
            chain.COMPANY,
        ),
        "empty": b"",
        "no PDF": b"\x89PNG\r\n",
        "cut off": stages.sealed[:-900],
    }
    files |= {attack.name: attack.forge(stages.sealed) for attack in ATTACKS}
    files |= {file.name: file.read_bytes() for file in sorted(CORPUS.glob("*.pdf"))}
    return {name: Sample(data, is_genuine(data)) for name, data in files.items()}


def is_genuine(data: bytes) -> bool:
    """Say what our own verifier says."""
    verdict = verify(data, authorities())
    ours = verdict.origin is Origin.THIS_SERVICE
    return ours and verdict.integrity is Integrity.INTACT


def same_name() -> Identity:
    """Return the seal of a stranger whose company has our name."""
    with tempfile.TemporaryDirectory() as folder:
        keys = Keys.open(Path(folder), chain.PASSPHRASE, chain.COMPANY, chain.NOW)
        return keys.seal_identity


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All samples as files, named by their number, and the authority's certificate."""
    folder = tmp_path_factory.mktemp("checker")
    for number, sample in enumerate(samples().values()):
        (folder / f"{number}.pdf").write_bytes(sample.data)
    pem = (
        x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM)
        for der in authorities()
    )
    (folder / "authority.pem").write_bytes(b"".join(pem))
    return folder
