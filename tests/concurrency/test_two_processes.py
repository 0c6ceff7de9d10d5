"""Several processes on one PostgreSQL: nothing is sent twice."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from playground.scripts.visitor import Visitor
from tests import paperwork as paper
from tests.concurrency.test_at_once import settled
from tests.conftest import free_port
from tests.crash.service import mortal
from tests.stage import staged
from tests.storage.conftest import Postgres

pytestmark = pytest.mark.timeout(600)

_SWEEPS_ONLY = {"roles": frozenset({"sweep"})}


@pytest.fixture
def url(postgres: Postgres) -> Iterator[str]:
    yield postgres.url("chatsign")
    postgres.wipe()


async def test_two_sweepers_send_nothing_twice(url: str, tmp_path: Path) -> None:
    roles = frozenset({"bot", "web"})
    async with staged(tmp_path, free_port(), database=url, roles=roles) as stage:
        papers = [await paper.sent(stage) for _ in range(3)]
        settings = stage.settings.model_copy(update=_SWEEPS_ONLY)
        folders = [tmp_path / name for name in ("one", "other")]
        for folder in folders:
            folder.mkdir()
        async with mortal(settings, folders[0], ()), mortal(settings, folders[1], ()):
            for sent in papers:
                async with Visitor() as visitor:
                    page = await paper.come_to_page(stage, sent, visitor)
                    await paper.sign_on_page(visitor, page)
            envelopes = [await settled(stage, sent.id) for sent in papers]
        assert all(envelope.sealed for envelope in envelopes)
        mails = [m.headers["Message-ID"] for m in await stage.world.mails()]
        assert set(Counter(mails).values()) == {1}
        for sent in papers:
            events = Counter(paper.kinds(await stage.records(sent.id)))
            assert events["Invited"] == events["Sealed"] == 1
