"""Starts the service again and again and ends it right after a chosen effect.

One line of JSON on the standard input is one life of the service: a process of its
own, forked from here so that the imports are made only once. The line lists moments;
the first effect that matches one of them is the last: SIGKILL. Without any the service
lives until SIGTERM. What was done is written to a file, and survives.
"""

import ctypes
import json
import os
import re
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

KILLED = "killed: "
"""Begins the line that ends a life; the moment's name follows."""
_PR_SET_PDEATHSIG = 1


def main(log: Path) -> None:
    """Serve one life a line."""
    _end_with_parent()
    # Before the forks; and not with this module, which every worker imports as well.
    import_module("bot.commands.serve")
    import_module("tests.crash.effects")
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _live(json.loads(line), log)
        print(json.dumps({"pid": pid}), flush=True)
        _, status = os.waitpid(pid, 0)
        print(json.dumps({"status": os.waitstatus_to_exitcode(status)}), flush=True)


def _live(moments: list[dict[str, Any]], log: Path) -> None:
    os.setsid()
    _end_with_parent()
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)
    book = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def tell(effect: str) -> None:
        write(" ".join(effect.split())[:150])
        for moment in moments:
            if re.search(moment["after"], effect):
                moment["nth"] -= 1
                if moment["nth"] == 0:
                    write(f"{KILLED}{moment['name']}")
                    os.kill(os.getpid(), signal.SIGKILL)

    def write(line: str) -> None:
        os.write(book, f"{line}\n".encode())

    import_module("tests.crash.effects").watch(tell)
    code = 0
    try:
        settings = import_module("bot.commands.configured").read_settings()
        import_module("bot.commands.serve").serve(settings)
    except SystemExit as ended:
        code = 2 if ended.code else 0
    except BaseException:  # noqa: BLE001 - the fork must not go on as the launcher
        sys.excepthook(*sys.exc_info())
        code = 1
    finally:
        sys.stderr.flush()
        os._exit(code)


def _end_with_parent() -> None:
    """Leave nothing behind when the tests are interrupted."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
