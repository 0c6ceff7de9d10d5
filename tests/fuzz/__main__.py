"""`python -m tests.fuzz SECONDS [SEED]`: damage real files for long, and keep what the
verifier gets wrong in out/fuzz."""

import hashlib
import resource
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random, SystemRandom

from tests.fuzz.mutations import mutated
from tests.fuzz.oracle import Oracle
from tests.fuzz.seeds import authorities, seeds

FOUND = Path("out") / "fuzz"
_MOST_MEMORY = 1 << 31
_REPORT = 30.0
"""Seconds between two lines."""


def main() -> int:
    """Run for so many seconds; return 1 when something was found."""
    seconds = float(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else SystemRandom().getrandbits(32)
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    chance, files = Random(seed), list(seeds().values())
    oracle = Oracle(seeds(), authorities())
    told: Counter[str] = Counter()
    began = reported = time.monotonic()
    slowest = 0.0
    while (now := time.monotonic()) - began < seconds:
        data = mutated(chance.choice(files), chance, files)
        start = time.process_time()
        told[judged(oracle, data)] += 1
        slowest = max(slowest, time.process_time() - start)
        if now - reported > _REPORT:
            reported = now
            _tell(seed, told, slowest, now - began)
    _tell(seed, told, slowest, time.monotonic() - began)
    return 1 if told["WRONG"] else 0


def judged(oracle: Oracle, data: bytes) -> str:
    """Return the verdict, or keep the bytes and return `WRONG`."""
    try:
        return str(oracle.check(data).integrity)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is wanted
        keep(data, error)
        return "WRONG"


def keep(data: bytes, error: Exception) -> None:
    """Store what was found, and say why."""
    FOUND.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(data).hexdigest()[:12]
    (FOUND / f"{name}.pdf").write_bytes(data)
    (FOUND / f"{name}.txt").write_text(f"{type(error).__name__}: {error}\n")
    print(f"{name}: {type(error).__name__}: {error}", flush=True)


def _tell(seed: int, told: Counter[str], slowest: float, seconds: float) -> None:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    counts = ", ".join(f"{count} {what}" for what, count in told.most_common())
    print(
        f"seed {seed}: {told.total()} runs in {seconds:.0f} s "
        f"({told.total() / seconds:.0f} a second), slowest {slowest:.1f} s, "
        f"{most} MB: {counts}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
