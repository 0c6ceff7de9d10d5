"""How long signing and sealing take, beside the least possible and plain pyHanko.

`python -m bench.sealing` prints medians in milliseconds, disk to disk, measured in
turns in one run, with their ratio to the least possible; then the peak memory of one
act in a process of its own.
"""

import argparse
import hashlib
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_private_key
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from bench.samples import SAMPLES, act, plan, sample
from bench.turns import in_turns
from bot.keys import Keys
from bot.pdf.evidence.identity import Identity
from bot.pdf.evidence.prepare import prepare
from bot.pdf.evidence.revise import revise
from bot.pdf.evidence.seal import seal

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
COMPANY = "Example Trading GmbH"
JOURNAL = "[" + ",".join(['{"type":"opened","hash":"' + 64 * "0" + '"}'] * 30) + "]"

Contestant = Callable[[Path, Path], None]


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--memory", nargs=2, metavar=("ACT", "FILE"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        keys = Keys.open(Path(folder) / "keys", "bench", COMPANY, NOW)
        if arguments.memory:
            what, file = arguments.memory
            _ours(keys)[what](Path(file), Path(folder) / "out.pdf")
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        else:
            for line in report(keys, Path(folder), arguments.rounds):
                print(line, flush=True)


def report(keys: Keys, folder: Path, rounds: int) -> Iterator[str]:
    """Yield the lines of the table."""
    head = f"ms (median of {rounds} in turns)"
    yield f"{head:<34}{'least':>9}{'chatsign':>18}{'pyHanko':>18}{'peak MB':>9}"
    for name in SAMPLES:
        started = perf_counter()
        prepared = prepare(sample(name), plan())
        spent = (perf_counter() - started) * 1000
        yield f"{name}, {len(prepared) / 1e6:.1f} MB (prepared once in {spent:.0f} ms)"
        files = {
            "sign": folder / "prepared.pdf",
            "seal": folder / "signed.pdf",
        }
        files["sign"].write_bytes(prepared)
        files["seal"].write_bytes(
            revise(prepared, act(NOW), keys.one_shot("Bob", "Telegram", NOW))
        )
        for what, file in files.items():
            least, ours, plain = _measured(
                (_least(keys), _ours(keys)[what], _plain(keys)[what]), file, rounds
            )
            yield (
                f"  {'one signing act' if what == 'sign' else 'the closing seal':<32}"
                f"{least:9.1f}{ours:9.1f} {ours / least:7.1f}×"
                f"{plain:9.1f} {plain / least:7.1f}×{_peak(what, file):9d}"
            )


def _measured(
    contestants: tuple[Contestant, ...], file: Path, rounds: int
) -> list[float]:
    out = file.with_name("out.pdf")
    runs = [partial(contestant, file, out) for contestant in contestants]
    return [times.median for times in in_turns(runs, rounds)]


def _peak(what: str, file: Path) -> int:
    command = [sys.executable, "-m", "bench.sealing", "--memory", what, str(file)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603
    return int(done.stdout)


def _least(keys: Keys) -> Contestant:
    """Copy, hash and sign: what nobody can do without."""

    def run(file: Path, out: Path) -> None:
        shutil.copyfile(file, out)
        with out.open("rb") as copy:
            digest = hashlib.file_digest(copy, "sha256").digest()
        key = load_der_private_key(keys.seal_identity.key, None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError("a P-256 key was expected")
        key.sign(digest, ec.ECDSA(SHA256()))

    return run


def _ours(keys: Keys) -> dict[str, Contestant]:
    def sign(file: Path, out: Path) -> None:
        identity = keys.one_shot("Bob", "Telegram", NOW)
        out.write_bytes(revise(file.read_bytes(), act(NOW), identity))

    def close(file: Path, out: Path) -> None:
        identity = keys.seal_identity
        out.write_bytes(seal(file.read_bytes(), JOURNAL, identity, NOW, COMPANY))

    return {"sign": sign, "seal": close}


def _plain(keys: Keys) -> dict[str, Contestant]:
    """pyHanko as its documentation shows it; it fills nothing in and draws little."""

    def sign(file: Path, out: Path) -> None:
        meta = signers.PdfSignatureMetadata(
            field_name="director-signature",
            certify=True,
            docmdp_permissions=fields.MDPPerm.FILL_FORMS,
            subfilter=fields.SigSeedSubFilter.PADES,
        )
        _sign_plainly(file, out, meta, keys.one_shot("Bob", "Telegram", NOW))

    def close(file: Path, out: Path) -> None:
        meta = signers.PdfSignatureMetadata(
            field_name="seal",
            docmdp_permissions=fields.MDPPerm.NO_CHANGES,
            subfilter=fields.SigSeedSubFilter.PADES,
        )
        _sign_plainly(file, out, meta, keys.seal_identity)

    return {"sign": sign, "seal": close}


def _sign_plainly(
    file: Path, out: Path, meta: signers.PdfSignatureMetadata, identity: Identity
) -> None:
    store: Any = SimpleCertificateStore  # its constructor carries no types
    store = store()
    store.register_multiple(x509.Certificate.load(der) for der in identity.chain)
    signer = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(identity.certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(identity.key),
        cert_registry=store,
    )
    with file.open("rb") as source, out.open("wb") as target:
        writer = IncrementalPdfFileWriter(source)
        signed = signers.PdfSigner(meta, signer).sign_pdf(writer)
        if not isinstance(signed, BytesIO):
            raise TypeError("pyHanko was to write into memory")
        target.write(signed.getbuffer())


if __name__ == "__main__":
    main()
