"""Linux's Landlock: a process that gives up files and the network for good."""

import ctypes
import os
import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
"""Numbers of the system calls, the same on every processor."""
_VERSION = 1
_PATH_BENEATH = 1
_NO_NEW_PRIVILEGES = 38

_EXECUTE, _READ_FILE, _READ_FOLDER, _MAKE_SOCKET = 1 << 0, 1 << 2, 1 << 3, 1 << 9
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights to files each version of Landlock knows; later ones know no more."""
_CONNECTIONS = 0b11
"""To bind and to connect by TCP, which Landlock knows from its fourth version on."""

_libc = ctypes.CDLL(None, use_errno=True)


def version() -> int:
    """Return which version of Landlock this kernel has; 0 for none."""
    return max(0, int(_libc.syscall(_CREATE, None, 0, _VERSION)))


@contextmanager
def fence(
    readable: Iterable[Path], writable: Path, socket: Path | None = None
) -> Iterator[int | None]:
    """Yield what `step_behind` takes: what these folders and files do not hold is out
    of reach then, and so is TCP (from version 4 on), but sockets may be made where the
    given one stands. Yields None where the kernel has no Landlock."""
    known = version()
    if not known:
        yield None
        return
    rights = (1 << _RIGHTS[min(known, max(_RIGHTS))]) - 1
    rules = struct.pack("QQ", rights, _CONNECTIONS)[: 16 if known >= 4 else 8]
    ruleset = _libc.syscall(_CREATE, rules, len(rules), 0)
    if ruleset < 0:
        raise OSError(ctypes.get_errno(), "Landlock")
    try:
        for path in readable:
            _allow(ruleset, path, _EXECUTE | _READ_FILE | _READ_FOLDER)
        _allow(ruleset, writable, rights & ~_EXECUTE)
        if socket is not None:
            _allow(ruleset, socket.parent, _MAKE_SOCKET)
        yield ruleset
    finally:
        os.close(ruleset)


def step_behind(ruleset: int | None) -> None:
    """Confine this process and all it starts."""
    if ruleset is None:
        return
    _libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if _libc.syscall(_RESTRICT, ruleset, 0):
        raise OSError(ctypes.get_errno(), "Landlock")


def _allow(ruleset: int, path: Path, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not path.is_dir():
            rights &= _EXECUTE | _READ_FILE
        rule = struct.pack("=Qi", rights, place)
        if _libc.syscall(_ADD, ruleset, _PATH_BENEATH, rule, 0):
            raise OSError(ctypes.get_errno(), f"Landlock: {path}")
    finally:
        os.close(place)
