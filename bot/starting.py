"""What the process knows that starts the workers; nothing else imports this."""

import sys
from types import TracebackType


def _complain(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    # A worker that is still starting when its pool is closed finds locks and pipes
    # gone. Nobody waits for it, and a command's last words are no place for that.
    if not issubclass(kind, (OSError, EOFError)):
        sys.__excepthook__(kind, error, trace)


sys.excepthook = _complain
