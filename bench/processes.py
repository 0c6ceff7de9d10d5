"""What the kernel says about processes."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def cpu_seconds(pid: int) -> float:
    """Return the CPU time that a process and its descendants have used."""
    return sum(_ticks(one) for one in _family(pid)) / os.sysconf("SC_CLK_TCK")


def peaks(pid: int) -> tuple[int, list[int]]:
    """Return the peak memory of a process and of each descendant, in MB."""
    own, *others = (_peak(one) for one in _family(pid))
    return own, sorted((peak for peak in others if peak), reverse=True)


def _family(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _ticks(pid: int) -> int:
    with suppress(OSError):
        # pid (name) state …; a name may have spaces. User and system time.
        _, _, rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")
        return sum(int(value) for value in rest.split()[11:13])
    return 0


def _peak(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
    return 0
