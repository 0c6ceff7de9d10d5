"""A document with a price that Bob has signed, and what Mallory makes of it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest_asyncio

from bot.domain.envelope import Envelope
from bot.domain.envelope import Stage as Stage_
from playground.scripts.visitor import Visitor
from tests import paperwork as paper
from tests.pdf.reprints import invoice
from tests.stage import Stage


@dataclass(frozen=True, slots=True)
class Document:
    """A sealed envelope and its file."""

    envelope: Envelope
    sealed: bytes


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def document(stage: Stage) -> Document:
    """An invoice over 1,000.00 that Alice sent and Bob signed."""
    asked = await paper.sent(stage, paper.DIRECTOR_SIGNS, file=invoice())
    await paper.approved(stage, asked)
    envelope = await stage.settled(Stage_.SIGNED)
    assert envelope.id == asked.id
    assert envelope.sealed
    return Document(envelope, await stage.blob(envelope.sealed.document))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def visitor() -> AsyncIterator[Visitor]:
    """Somebody with a browser."""
    async with Visitor() as visitor:
        yield visitor
