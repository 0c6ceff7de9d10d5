"""`chatsign verify`: judge files offline, in worker processes, and say it."""

import asyncio
import base64
import json
import os
import re
from collections.abc import Iterator, Sequence
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.each_file import each_file
from bot.domain.errors import Refusal
from bot.pdf.comparing.explained import COMPARABLE, explained, signed_end
from bot.pdf.verifying.verdict import (
    Integrity,
    Signature,
    SignatureKind,
    Verdict,
)
from bot.workers import JobFailed, TooMuch, Workers

if TYPE_CHECKING:
    from bot.texts import Texts

_MOST_BYTES = 200 << 20
_CERTIFICATE = re.compile(
    rb"-----BEGIN CERTIFICATE-----(.+?)-----END CERTIFICATE-----", re.DOTALL
)
_KEY_FILES = ("authority.pem", "keys.pem")
_COLOURS = {
    Integrity.INTACT: "green",
    Integrity.EXTENDED: "yellow",
    Integrity.UNFINISHED: "yellow",
    Integrity.ALTERED: "red",
    Integrity.BROKEN: "red",
    Integrity.UNSIGNED: "bright_black",
    Integrity.UNREADABLE: "bright_black",
}


def verify_files(
    files: Sequence[Path], authorities: Sequence[Path], *, as_json: bool
) -> int:
    """Print the verdict on each file, in their order, and return the exit code.

    Without `authorities`, those of the installation in $CHATSIGN_DATA count.
    """
    pinned = tuple(_certificates(authorities or _own_key_files()))

    def tell(file: Path, verdict: Verdict) -> int:
        _print(file, verdict, as_json=as_json)
        return verdict.exit_code

    return asyncio.run(
        each_file(
            files,
            lambda workers, file: _verify_one(workers, file, pinned),
            tell,
            warm="bot.pdf.verifying.verify",
        )
    )


async def _verify_one(
    workers: Workers, file: Path, authorities: tuple[bytes, ...]
) -> Verdict:
    try:
        verdict = await workers.run(judge_file, str(file), authorities)
    except TooMuch:
        return Verdict(integrity=Integrity.UNREADABLE, reason_key="too-much")
    except OSError:
        return Verdict(integrity=Integrity.UNREADABLE, reason_key="no-file")
    if verdict.integrity not in COMPARABLE:
        return verdict
    try:
        # A job of its own: what takes it down leaves the verdict as it is.
        return await workers.run(explain_file, str(file), verdict)
    except (Refusal, JobFailed, OSError):
        return verdict


def judge_file(file: str, authorities: tuple[bytes, ...]) -> Verdict:
    """Read and judge one file; runs in a worker process."""
    from bot.pdf.verifying.verify import verify

    path = Path(file)
    if path.stat().st_size > _MOST_BYTES:
        return Verdict(integrity=Integrity.UNREADABLE, reason_key="too-much")
    return verify(path.read_bytes(), authorities)


def explain_file(file: str, verdict: Verdict) -> Verdict:
    """Say what changed since the signed revision in the file; in a worker process."""
    from bot.pdf.comparing.compare import compare

    data = Path(file).read_bytes()
    end = signed_end(data, verdict)
    return verdict if end is None else explained(verdict, compare(data[:end], data))


def _own_key_files() -> list[Path]:
    folder = Path(os.environ.get("CHATSIGN_DATA", "data")) / "keys"
    return [folder / name for name in _KEY_FILES if (folder / name).is_file()]


def _certificates(files: Sequence[Path]) -> Iterator[bytes]:
    """Yield the certificates (DER) of PEM files, and DER files as they are."""
    for file in files:
        content = file.read_bytes()
        blocks = _CERTIFICATE.findall(content)
        if not blocks and not content.startswith(b"-----"):
            yield content
        for block in blocks:
            yield base64.b64decode(block)


def _print(file: Path, verdict: Verdict, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(verdict.as_json(str(file))))
        return
    from bot.texts import texts

    for line in _lines(file, verdict, texts(_language())):
        click.echo(line)


def _language() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return re.split("[_.@]", os.environ[name])[0]
    return "en"


def _lines(file: Path, verdict: Verdict, t: "Texts") -> Iterator[str]:
    colour = _COLOURS[verdict.integrity]
    yield click.style(f"● {verdict.reason(t)}", fg=colour, bold=True)
    yield click.style(f"  {file}", dim=True)
    for signature in verdict.signatures:
        yield f"  {_signature_line(signature, t)}"
    for change in verdict.changes:
        yield click.style(f"  ≠ {change.line(t)}", fg="yellow")
    for notice in verdict.notices:
        yield f"  ⓘ {notice.text(t)}"


def _signature_line(signature: Signature, t: "Texts") -> str:
    kinds = {
        SignatureKind.SIGNATURE: t("Signature of {signer}", signer=signature.signer),
        SignatureKind.SEAL: t("Seal of {signer}", signer=signature.signer),
        SignatureKind.TIMESTAMP: t("Timestamp of {signer}", signer=signature.signer),
    }
    good = signature.integrity in {Integrity.INTACT, Integrity.EXTENDED}
    parts = [click.style("✓", fg="green") if good else click.style("✗", fg="red")]
    parts.append(kinds[signature.kind])
    if signature.signed_at is not None:
        here = signature.signed_at.astimezone()
        parts.append(f"· {t.moment(here, here.tzinfo or UTC)} {here.tzname()}")
    if signature.level is not None:
        parts.append(f"· PAdES {signature.level}")
    return " ".join(parts)
