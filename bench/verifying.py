"""How long a verdict takes, beside pdfsig and pyHanko with and without its difference
analysis."""

import asyncio
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from bench.closed import COMPANY, NOW, closed, signed
from bench.samples import SAMPLES
from bench.turns import beside, in_turns
from bot.keys import Keys
from bot.pdf.verifying.verdict import Integrity
from bot.pdf.verifying.verify import verify


def lines(rounds: int, samples: Sequence[str] = SAMPLES) -> Iterator[str]:
    """Yield the lines of the table."""
    yield (
        f"{f'a verdict, ms (median of {rounds} in turns)':<40}{'chatsign':>10}"
        f"{'pdfsig':>19}{'pyHanko, no diff':>19}{'pyHanko':>19}"
    )
    with tempfile.TemporaryDirectory() as folder:
        keys = Keys.open(Path(folder) / "keys", "bench", COMPANY, NOW)
        file = Path(folder) / "sealed.pdf"
        for name in samples:
            for signers in (1, 2):
                file.write_bytes(closed(signed(name, keys, signers), keys))
                trusted = keys.authority_certificates
                yield _row(name, file, signers + 1, trusted, rounds)


def _row(
    name: str, file: Path, signatures: int, authorities: Sequence[bytes], rounds: int
) -> str:
    contestants = [
        lambda: _ours(file, authorities),
        lambda: _pyhanko(file, authorities, skip_diff=True),
        lambda: _pyhanko(file, authorities, skip_diff=False),
    ]
    pdfsig = shutil.which("pdfsig")
    if pdfsig:
        contestants.append(_pdfsig(pdfsig, file, signatures))
    ours, plain, full, *found = (
        times.median for times in in_turns(contestants, rounds)
    )
    others = (found[0] if found else None, plain, full)
    cells = "".join(beside(ours, other) for other in others)
    size = f"{name}, {file.stat().st_size / 1e6:.1f} MB, {signatures} signatures"
    return f"  {size:<38}{ours:10.1f}{cells}"


def _ours(file: Path, authorities: Sequence[bytes]) -> None:
    verdict = verify(file.read_bytes(), authorities)
    if verdict.integrity is not Integrity.INTACT:
        raise RuntimeError(f"found {verdict.integrity}: {verdict.reason_key}")


def _pdfsig(program: str, file: Path, signatures: int) -> Callable[[], None]:
    """The whole run of the program: there is no other way to ask it."""

    def run() -> None:
        done = subprocess.run([program, str(file)], capture_output=True, check=False)  # noqa: S603
        if done.stdout.count(b"Signature is Valid") != signatures:
            raise RuntimeError(done.stdout.decode(errors="replace"))

    return run


def _pyhanko(file: Path, authorities: Sequence[bytes], *, skip_diff: bool) -> None:
    asyncio.run(_judge(file.read_bytes(), authorities, skip_diff=skip_diff))


async def _judge(data: bytes, authorities: Sequence[bytes], *, skip_diff: bool) -> None:
    roots = [x509.Certificate.load(der) for der in authorities]
    for signature in PdfFileReader(BytesIO(data)).embedded_regular_signatures:
        context = ValidationContext(
            trust_roots=roots,
            moment=signature.self_reported_timestamp,
            allow_fetching=False,
        )
        status = await async_validate_pdf_signature(
            signature, context, skip_diff=skip_diff
        )
        if not (status.bottom_line or (skip_diff and status.intact and status.valid)):
            raise RuntimeError(status.summary())
