"""Programs of others that read what people sent: with limits, without the network, and
with no files but the system's own and those of one temporary folder."""

import ctypes
import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from math import ceil
from pathlib import Path

from bot.pdf.intake import landlock

_MEMORY = 1 << 30
"""Less than what a worker may take itself, which its children inherit."""
_LARGEST_FILE = 256 << 20
_DIE_WITH_PARENT = 1
_SYSTEM = tuple(
    Path(it)
    for it in (
        *("/usr", "/lib", "/lib64", "/bin", "/etc/fonts", "/etc/libreoffice"),
        *("/etc/ld.so.cache", "/etc/localtime", "/etc/nsswitch.conf", "/etc/passwd"),
        *("/var/cache/fontconfig", "/var/lib/libreoffice", "/var/spool/libreoffice"),
        *("/dev/null", "/dev/urandom", "/proc/filesystems", "/sys/devices/system/cpu"),
    )
)
"""What programs may read."""

_libc = ctypes.CDLL(None)


class TooSlow(Exception):
    """A program did not come to an end in its time."""


def find(name: str) -> Path | None:
    """Return where a program is installed, if it is."""
    found = shutil.which(name)
    return Path(found).resolve() if found else None


def run(
    command: Sequence[str | Path],
    folder: Path,
    seconds: float,
    socket: Path | None = None,
) -> int:
    """Run a program in a folder, the only one it may write to but for a socket, and
    return its exit code, negative for a signal. It is gone afterwards, with whatever
    it started, and so it is when this process is killed. Raises `TooSlow`.
    """
    places = (*_SYSTEM, _home(Path(command[0])))
    with landlock.fence(places, folder, socket) as ruleset:
        process = subprocess.Popen(  # noqa: S603 - a program found by `find`
            command,
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=partial(_confine, ruleset, seconds, os.getpid()),
        )
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise TooSlow(str(command[0])) from None
    finally:
        _kill(process)
        if socket is not None:
            socket.unlink(missing_ok=True)


def _home(program: Path) -> Path:
    """Return the folder above the program's, never the root of all."""
    above = program.resolve().parents
    return above[1] if len(above) > 2 else above[0]


def _environment(folder: Path) -> dict[str, str]:
    return {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1",
    }


def _confine(ruleset: int | None, seconds: float, parent: int) -> None:
    _libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
    for kind, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, ceil(seconds)),
        (resource.RLIMIT_FSIZE, _LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))
    landlock.step_behind(ruleset)


def _kill(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
