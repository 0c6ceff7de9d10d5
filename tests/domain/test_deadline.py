"""After the deadline nobody acts, whether or not the bot has closed it yet."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.domain import events as e
from bot.domain.envelope import Envelope
from bot.domain.errors import NotAllowed
from bot.domain.fields import DIRECTOR
from tests.domain.samples import NOW, PAGE, Story, declined, identified, signed

MOMENT = timedelta(seconds=1)
DEADLINE = NOW + timedelta(days=14)

Act = Callable[[Envelope, datetime], e.Event | None]
ACTS: dict[str, Act] = {
    "open": lambda it, at: it.open(DIRECTOR, PAGE, at=at),
    "sign": lambda it, at: it.sign(signed(it, DIRECTOR, at), base=it.document),
    "decline": lambda it, at: it.decline(declined(DIRECTOR, at)),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=list(ACTS))
def test_the_last_moment_is_the_one_before_the_deadline(act: Act) -> None:
    story = Story()
    story.send()
    story.then(story.envelope.record(identified(DIRECTOR)))
    assert act(story.envelope, DEADLINE - MOMENT)
    for late in (DEADLINE, DEADLINE + timedelta(days=1)):
        with pytest.raises(NotAllowed) as refused:
            act(story.envelope, late)
        assert refused.value.key == "has-expired"
