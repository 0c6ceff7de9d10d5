"""`python -m bench [PART …]`: measure, and print tables."""

import argparse
import asyncio
import os
import platform
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bench import chat, commands, journal, photos, sealing, verifying
from bench.closed import COMPANY, NOW
from bench.memory import HEAD, while_sealing
from bench.samples import SAMPLES
from bot.keys import Keys

ROUNDS, QUICK = 15, 2


def main() -> None:
    """Measure the parts that were asked for, or all."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("part", nargs="*", help=", ".join(PARTS))
    parser.add_argument("--rounds", type=int, help=f"{ROUNDS} unless said otherwise")
    parser.add_argument(
        "--quick", action="store_true", help="few rounds and people, small files"
    )
    wish = parser.parse_args()
    if unknown := set(wish.part) - set(PARTS):
        parser.error(f"no such part: {', '.join(unknown)}")
    rounds = wish.rounds or (QUICK if wish.quick else ROUNDS)
    print(machine(), flush=True)
    for part in wish.part or PARTS:
        _tell(("", part))
        PARTS[part](rounds, quick=wish.quick)


def machine() -> str:
    """Say where this is measured, and how busy it is there."""
    cores, (load, _, _) = len(os.sched_getaffinity(0)), os.getloadavg()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    busy = "  BUSY: the figures are worth little" if load > cores / 2 else ""
    return f"{cores} cores, {python}, {platform.machine()}, load {load:.1f}{busy}"


def _sealing(rounds: int, *, quick: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        keys = Keys.open(folder / "keys", "bench", COMPANY, NOW)
        _tell(sealing.report(keys, folder, rounds))
        _tell(("", HEAD, while_sealing(SAMPLES[0 if quick else -1], folder)))


def _verify(rounds: int, *, quick: bool) -> None:
    _tell(verifying.lines(rounds, SAMPLES[:2] if quick else SAMPLES))
    _tell(("", *commands.lines(min(rounds, 7), (1, 5) if quick else (1, 100))))


def _journal(rounds: int, *, quick: bool) -> None:
    async def tell() -> None:
        sizes = journal.SIZES[:1] if quick else journal.SIZES
        async for line in journal.lines(rounds, sizes):
            _tell([line])

    asyncio.run(tell())


def _images(rounds: int, *, quick: bool) -> None:
    _tell(photos.lines(rounds, (1280, 960) if quick else photos.PHONE))


def _chat(rounds: int, *, quick: bool) -> None:
    crowds = (1, 5, 20) if quick else chat.CROWDS
    asyncio.run(chat.measure(max(1, rounds // 3), crowds, lambda line: _tell([line])))


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, flush=True)


PARTS = {
    "sealing": _sealing,
    "verify": _verify,
    "journal": _journal,
    "images": _images,
    "chat": _chat,
}

if __name__ == "__main__":
    main()
