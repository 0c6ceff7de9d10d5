"""The cast: Olivia owns, Alice drafts, Bob directs, Charlie signs, Mallory attacks."""

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
import structlog

from tests.stage import Stage, staged

# Plain tracebacks: the decorated ones take a second each.
structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(
            colors=False, exception_formatter=structlog.dev.plain_traceback
        ),
    ]
)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """A running service with its company founded; one for the tests of a module."""
    folder: Path = tmp_path_factory.mktemp("stage")
    async with staged(folder, free_port()) as running:
        yield running
