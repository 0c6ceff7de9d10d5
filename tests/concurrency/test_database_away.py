"""The database is away for a while: nobody notices more than a delay."""

import asyncio

import pytest

from tests import paperwork as paper
from tests.stage import Stage
from tests.storage.conftest import Postgres

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("engine", ["postgresql"], indirect=True),
]

SECONDS = 2.5
"""Longer than any pause of the loops that look into the database."""


async def test_what_was_asked_meanwhile_is_answered_afterwards(
    stage: Stage, postgres: Postgres
) -> None:
    alice = stage.story.alice
    await asyncio.to_thread(_close, postgres)
    asked = await alice.send("/status")
    await asyncio.sleep(SECONDS)
    await asyncio.to_thread(_open, postgres)
    await alice.wait_for("Your documents", after=asked)
    sent = await paper.sent(stage, paper.DIRECTOR_SIGNS)
    await paper.approved(stage, sent)


async def test_it_goes_away_while_much_is_done(
    stage: Stage, postgres: Postgres
) -> None:
    people = [await stage.world.person(f"Guest {number}") for number in range(20)]
    asked = [await person.send("/help") for person in people]
    await asyncio.to_thread(_close, postgres)
    await asyncio.sleep(SECONDS)
    await asyncio.to_thread(_open, postgres)
    for person, message in zip(people, asked, strict=True):
        await person.wait_for("What I can do", after=message)


def _close(postgres: Postgres) -> None:
    """Let nobody in, and throw out who is there."""
    postgres.run("ALTER DATABASE chatsign ALLOW_CONNECTIONS false")
    postgres.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = 'chatsign'"
    )


def _open(postgres: Postgres) -> None:
    postgres.run("ALTER DATABASE chatsign ALLOW_CONNECTIONS true")
