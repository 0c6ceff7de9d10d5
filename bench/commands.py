"""How long the whole command takes, for one small file and for many, beside pdfsig and
a script that asks pyHanko."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.closed import COMPANY, NOW, closed, signed
from bench.turns import beside, in_turns
from bot.keys import Keys

_SCRIPT = """
import sys
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

authority, skip, *files = sys.argv[1:]
roots = list(load_certs_from_pemder([authority]))
for name in files:
    with open(name, "rb") as file:
        for each in PdfFileReader(file).embedded_regular_signatures:
            context = ValidationContext(
                trust_roots=roots,
                moment=each.self_reported_timestamp,
                allow_fetching=False,
            )
            status = validate_pdf_signature(each, context, skip_diff=skip == "skip")
            unchanged = skip == "skip" and status.intact and status.valid
            print("good" if status.bottom_line or unchanged else "bad")
"""


def lines(rounds: int, counts: Sequence[int] = (1, 100)) -> Iterator[str]:
    """Yield the lines of the table, for so many files in one call."""
    yield (
        f"{f'the command, ms a file ({rounds} in turns)':<40}{'chatsign':>10}"
        f"{'pdfsig':>19}{'pyHanko, no diff':>19}{'pyHanko':>19}"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        keys = Keys.open(folder / "keys", "bench", COMPANY, NOW)
        data = closed(signed("1 page", keys), keys)
        files = [folder / f"{number}.pdf" for number in range(max(counts))]
        for file in files:
            file.write_bytes(data)
        for count in counts:
            yield _row(files[:count], folder / "keys" / "authority.pem", rounds)


def _row(files: Sequence[Path], authority: Path, rounds: int) -> str:
    names = [str(file) for file in files]
    chatsign = str(Path(sys.executable).with_name("chatsign"))
    script = [sys.executable, "-c", _SCRIPT, str(authority)]
    contestants = [
        _run(
            [chatsign, "verify", "--json", "--authority", str(authority), *names],
            b'"origin": "this-service"',
            len(files),
        ),
        _run([*script, "skip", *names], b"good", 2 * len(files)),
        _run([*script, "all", *names], b"good", 2 * len(files)),
    ]
    pdfsig = shutil.which("pdfsig")
    if pdfsig:
        contestants.append(_pdfsig(pdfsig, names))
    ours, plain, full, *found = (
        times.median / len(files) for times in in_turns(contestants, rounds)
    )
    others = (found[0] if found else None, plain, full)
    title = f"{len(files)} of 1 page, each" if len(files) > 1 else "1 page"
    return f"  {title:<38}{ours:10.1f}{''.join(beside(ours, each) for each in others)}"


def _pdfsig(program: str, names: Sequence[str]) -> Callable[[], None]:
    # It takes one file at a time.
    runs = [_run([program, name], b"Signature is Valid", 2) for name in names]

    def run() -> None:
        for each in runs:
            each()

    return run


def _run(command: list[str], wanted: bytes, count: int) -> Callable[[], None]:
    def run() -> None:
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, check=False, env={**os.environ, "LANG": "C"}
        )
        if done.stdout.count(wanted) != count:
            raise RuntimeError((done.stdout + done.stderr).decode(errors="replace"))

    return run
