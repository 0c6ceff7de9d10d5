"""Hostile files are answered within the limits, and the next one is served."""

import time
from collections.abc import Callable, Iterator

import pytest

from bot.pdf.verifying.verdict import Integrity
from bot.pdf.verifying.verify import verify
from bot.workers import Workers
from tests.pdf import bombs
from tests.pdf.bombs import BOMBS
from tests.pdf.chain import document


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    workers = Workers(1, warm=("bot.pdf.verifying.verify",))
    yield workers
    workers.close()


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.__name__)
def test_a_bomb_is_refused_and_the_next_file_judged(
    workers: Workers, bomb: Callable[[], bytes]
) -> None:
    """Abuse 26."""
    start = time.monotonic()
    verdict = workers.call(verify, bomb())
    assert time.monotonic() - start < 20
    assert verdict.integrity is not Integrity.INTACT
    assert workers.call(verify, document(1)).integrity is Integrity.UNSIGNED


@pytest.mark.parametrize(
    "bomb",
    [bombs.nested_arrays, bombs.object_stream_bomb, bombs.many_revisions],
    ids=lambda bomb: bomb.__name__,
)
def test_what_expands_too_far_is_unreadable(bomb: Callable[[], bytes]) -> None:
    verdict = verify(bomb())
    assert (verdict.integrity, verdict.reason_key) == (
        Integrity.UNREADABLE,
        "too-much",
    )


def test_a_page_in_front_of_the_file_is_no_pdf() -> None:
    html = b"<html><script>alert(1)</script></html>\n"
    verdict = verify(html + document(1))
    assert verdict.integrity is Integrity.UNREADABLE
