"""How long a stranger waits for a verdict while others send files that never end."""

import asyncio
import io
import tempfile
from collections.abc import Callable
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from bench.crowd import Crowd, send
from bench.running import chatsign
from bench.turns import Times

_BOMBERS = (1, 2, 4)
_BOMBS = 20
"""What each of them sends at once."""
_APART = 1.0
"""Seconds between two verdicts: people do not ask in a row."""


async def measure(rounds: int, tell: Callable[[str], None]) -> None:
    """Tell the lines of the table as they come."""
    tell(
        f"{f'ms to a verdict ({rounds} rounds)':<40}"
        f"{'median':>10}{'p95':>10}{'most':>10}{'ratio':>8}"
    )
    good, bomb = _good(), _bomb()
    alone = None
    for bombers in (0, *_BOMBERS):
        times = await _while(bombers, rounds, good, bomb)
        alone = alone or times.median
        name = f"while {bombers} send {_BOMBS} bombs each" if bombers else "alone"
        tell(
            f"  {name:<38}{times.median:10.1f}{times.late:10.1f}"
            f"{times.longest:10.1f}{times.median / alone:7.1f}×"
        )


async def _while(bombers: int, rounds: int, good: bytes, bomb: bytes) -> Times:
    """Measure with a service of its own, for bombs go on for minutes."""
    with tempfile.TemporaryDirectory() as folder:
        async with chatsign(Path(folder)) as service:
            crowd = Crowd(service.playground)
            await crowd.at_once(crowd.join(1), send("warm.pdf", good))
            for person in crowd.join(bombers):
                for number in range(_BOMBS):
                    crowd.act(person, send(f"{number}.pdf", bomb))
            times = Times()
            for _ in range(rounds):
                times.add_all(await crowd.at_once(crowd.join(1), send("a.pdf", good)))
                await asyncio.sleep(_APART)
            return times


def _good() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    canvas.drawString(60, 780, "Twelve chairs, oak, delivered as ordered.")
    canvas.save()
    return file.getvalue()


def _bomb() -> bytes:
    """Announce two thousand million entries of no bytes each, in 150 bytes."""
    head = b"%PDF-1.7\n"
    table = (
        b"1 0 obj\n<< /Type /XRef /W [0 0 0] /Size 4 /Root 1 0 R "
        b"/Index [0 2000000000] /Length 0 >>\nstream\n\nendstream\nendobj\n"
    )
    return head + table + b"startxref\n%d\n%%%%EOF\n" % len(head)
