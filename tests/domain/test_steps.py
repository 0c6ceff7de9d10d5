"""What the bot owes: whom it tells, by which channel, when again, and when no more."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import events as e
from bot.domain.envelope import Stage
from bot.domain.errors import NotAllowed
from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER, Channel
from bot.domain.steps import (
    RETRY_AFTER,
    Expire,
    Seal,
    Send,
    due_at,
    failure,
    next_step,
    outcome,
    owed,
    undelivered,
    unreachable,
)
from tests.domain.samples import (
    ALICE,
    BOB,
    CHARLIE,
    CHAT,
    NOW,
    ORDERS,
    Story,
    decisions,
    declined,
    readdressed,
    sha,
    signed,
)
from tests.domain.test_machine import result

DAY = timedelta(days=1)
TELEGRAM, EMAIL = Channel.TELEGRAM, Channel.EMAIL


@pytest.fixture
def story() -> Story:
    story = Story()
    story.send()
    return story


def send(story: Story, at: datetime = NOW) -> Send:
    step = next_step(story.envelope, at)
    assert isinstance(step, Send)
    return step


def works(story: Story, at: datetime = NOW) -> Send:
    step = send(story, at)
    story.then(story.envelope.record(outcome(step, at=at)))
    return step


def fails(story: Story, at: datetime = NOW, *, permanent: bool = False) -> Send:
    step = send(story, at)
    event = failure(step, "no", permanent=permanent, at=at)
    story.then(story.envelope.record(event))
    return step


def settle(story: Story, at: datetime = NOW) -> list[tuple[str, str, Channel]]:
    """Let everything work that is due; return which messages went out."""
    out: list[tuple[str, str, Channel]] = []
    while step := next_step(story.envelope, at):
        story.then(story.envelope.record(result(step, at, works=True, permanent=False)))
        if isinstance(step, Send):
            out.append((step.purpose, step.role, step.channel))
        assert len(out) < 50
    return out


def test_a_draft_owes_nothing() -> None:
    assert due_at(Story().envelope) is None
    assert next_step(Story().envelope, NOW + 99 * DAY) is None


def test_who_is_first_is_invited_where_he_is_best_reached(story: Story) -> None:
    assert settle(story) == [("invite", DIRECTOR, TELEGRAM)]


def test_a_dead_channel_is_left_at_once(story: Story) -> None:
    assert fails(story, permanent=True).channel is TELEGRAM
    assert works(story).channel is EMAIL
    assert next_step(story.envelope, NOW) is None


def test_a_busy_channel_is_tried_for_ever_and_the_next_one_beside_it(
    story: Story,
) -> None:
    at = NOW
    for attempt, wait in enumerate(RETRY_AFTER, start=1):
        assert fails(story, at) == Send(
            purpose="invite", role=DIRECTOR, channel=TELEGRAM, attempt=attempt
        )
        assert next_step(story.envelope, at + wait - timedelta(seconds=1)) is None
        at += wait
    assert fails(story, at).attempt == len(RETRY_AFTER) + 1
    assert works(story, at).channel is EMAIL
    assert settle(story, at + RETRY_AFTER[-1]) == []


def test_a_night_without_network_costs_nobody_his_message(story: Story) -> None:
    at = outage(story, NOW, NOW + DAY)
    assert unreachable(story.envelope, BOB)
    out = settle(story, at)
    assert out.count(("invite", DIRECTOR, TELEGRAM)) == 1
    story.sign(DIRECTOR, at)
    story.sign(CUSTOMER, at)
    assert isinstance(next_step(story.envelope, at), Seal)
    story.then(e.Sealed(at=at, by=e.BOT, document=sha("sealed")))
    at = outage(story, at, at + DAY)
    assert len([out for out in settle(story, at) if out[0] == "deliver"]) == 5


def outage(story: Story, at: datetime, until: datetime) -> datetime:
    """Let everything fail for a while; return when everything is due again."""
    while (due := due_at(story.envelope)) and due <= until:
        at = max(at, due)
        fails(story, at)
    return until + RETRY_AFTER[-1]


@pytest.mark.parametrize("permanent", [True, False])
def test_the_sender_hears_once_who_lacks_the_sealed_file(permanent: bool) -> None:
    story = Story(ORDERS["customer alone"])
    story.send()
    story.sign(CUSTOMER)
    story.then(e.Sealed(at=NOW, by=e.BOT, document=sha("sealed")))
    at, told = NOW, []
    while (due := due_at(story.envelope)) and due < NOW + 3 * DAY:
        at = max(at, due)
        if send(story, at).role == CUSTOMER:
            fails(story, at, permanent=permanent)
        else:
            told.append(works(story, at).purpose)
    assert told.count("notify-undelivered-customer") == 1
    assert undelivered(story.envelope, CHARLIE)


def test_who_got_the_sealed_file_somewhere_lacks_nothing(story: Story) -> None:
    story.sign(DIRECTOR)
    story.sign(CUSTOMER)
    story.then(e.Sealed(at=NOW, by=e.BOT, document=sha("sealed")))
    while (step := next_step(story.envelope, NOW)) is not None:
        assert isinstance(step, Send)
        bad = (step.role, step.channel) == (DIRECTOR, TELEGRAM)
        story.then(result(step, NOW, works=not bad, permanent=True))
    assert not undelivered(story.envelope, BOB)


def test_the_sender_hears_once_that_nobody_is_reached(story: Story) -> None:
    fails(story, permanent=True)
    assert not unreachable(story.envelope, BOB)
    fails(story, permanent=True)
    assert unreachable(story.envelope, BOB)
    assert settle(story) == [("notify-unreachable-director", SENDER, TELEGRAM)]
    assert settle(story, NOW + 8 * DAY) == []


def test_a_new_address_begins_anew(story: Story) -> None:
    settle(story)
    story.then(story.envelope.readdress(readdressed(DIRECTOR)))
    assert settle(story) == [("invite", DIRECTOR, EMAIL)]


def test_the_sender_hears_of_a_second_dead_address_too(story: Story) -> None:
    told = ("notify-unreachable-customer", SENDER, TELEGRAM)
    story.sign(DIRECTOR)
    fails(story, permanent=True)
    assert settle(story) == [told]
    story.then(story.envelope.readdress(readdressed(CUSTOMER)))
    fails(story, permanent=True)
    assert settle(story) == [told]


def test_news_of_an_address_are_old_when_it_is_corrected(story: Story) -> None:
    assert send(story).concerns == DIRECTOR
    fails(story, permanent=True)
    fails(story, permanent=True)
    assert send(story).role == SENDER
    assert send(story).concerns == DIRECTOR


def test_reminders_come_after_one_three_and_seven_days(story: Story) -> None:
    settle(story)
    both = [(DIRECTOR, TELEGRAM), (DIRECTOR, EMAIL)]
    for number, days in ((1, 1), (2, 3), (3, 7)):
        at = NOW + days * DAY
        assert settle(story, at - timedelta(seconds=1)) == []
        assert settle(story, at) == [(f"remind-{number}", *to) for to in both]
    assert settle(story, NOW + 13 * DAY) == []


def test_after_nine_days_of_silence_one_reminder_is_enough(story: Story) -> None:
    settle(story)
    both = [(DIRECTOR, TELEGRAM), (DIRECTOR, EMAIL)]
    assert settle(story, NOW + 9 * DAY) == [("remind-3", *to) for to in both]
    assert settle(story, NOW + 13 * DAY) == []


def test_a_reminder_that_fails_does_not_bring_back_an_older_one(story: Story) -> None:
    settle(story)
    at = NOW + 4 * DAY
    assert fails(story, at).purpose == "remind-2"
    assert settle(story, at) == [("remind-2", DIRECTOR, EMAIL)]
    assert settle(story, at + DAY) == [("remind-2", DIRECTOR, TELEGRAM)]


def test_nobody_is_nudged_before_he_was_reached(story: Story) -> None:
    at = NOW + DAY
    for _ in range(2):
        with pytest.raises(NotAllowed, match="not-reached"):
            story.envelope.nudge(at=at, by=ALICE)
        fails(story, permanent=True)
    with pytest.raises(NotAllowed, match="not-reached"):
        story.envelope.nudge(at=at, by=ALICE)
    story.then(story.envelope.readdress(readdressed(DIRECTOR)))
    settle(story)
    assert story.envelope.nudge(at=at, by=ALICE)


def test_a_nudge_reminds_at_once_and_not_again_for_a_while(story: Story) -> None:
    settle(story)
    at = NOW + timedelta(hours=2)
    story.then(story.envelope.nudge(at=at, by=ALICE))
    assert settle(story, at) == [
        ("remind-4", DIRECTOR, TELEGRAM),
        ("remind-4", DIRECTOR, EMAIL),
    ]
    with pytest.raises(NotAllowed, match="nudged-lately"):
        story.envelope.nudge(at=at + timedelta(seconds=1), by=ALICE)


def test_the_next_signer_is_invited_after_the_one_before(story: Story) -> None:
    settle(story)
    story.sign(DIRECTOR, NOW + DAY)
    assert settle(story, NOW + DAY) == [("invite", CUSTOMER, EMAIL)]


def test_signers_of_one_order_are_invited_together() -> None:
    story = Story(ORDERS["both at once"])
    story.send()
    assert {role for _, role, _ in settle(story)} == {DIRECTOR, CUSTOMER}


def test_who_came_to_the_chat_is_reminded_there_too(story: Story) -> None:
    story.sign(DIRECTOR)
    settle(story)
    joined = e.Joined(at=NOW, by="signer:customer", role=CUSTOMER, trace=CHAT)
    story.then(story.envelope.record(joined))
    assert settle(story, NOW + DAY) == [
        ("remind-1", CUSTOMER, EMAIL),
        ("remind-1", CUSTOMER, TELEGRAM),
    ]


def test_it_is_closed_when_its_time_is_over_and_who_was_asked_hears(
    story: Story,
) -> None:
    settle(story)
    over = NOW + 14 * DAY
    settle(story, over - timedelta(seconds=1))
    assert story.envelope.stage is Stage.APPROVAL
    assert next_step(story.envelope, over) == Expire()
    assert settle(story, over) == [
        ("notify-expired", SENDER, TELEGRAM),
        ("notify-expired", DIRECTOR, TELEGRAM),
    ]
    assert due_at(story.envelope) is None


def test_the_last_signature_comes_before_the_end_or_after_it_never_both() -> None:
    story = Story(ORDERS["customer alone"])
    story.send()
    settle(story)
    over = NOW + 14 * DAY
    settle(story, over - timedelta(seconds=1))
    late = next_step(story.envelope, over)
    assert isinstance(late, Expire)
    story.sign(CUSTOMER, over - timedelta(seconds=1))
    expired = result(late, over, works=True, permanent=False)
    assert story.envelope.record(expired) is None


def test_who_declines_is_not_told_of_it(story: Story) -> None:
    settle(story)
    story.sign(DIRECTOR)
    settle(story)
    story.then(story.envelope.decline(declined(CUSTOMER)))
    told = {role for _, role, _ in settle(story)}
    assert told == {SENDER, DIRECTOR}


def test_who_takes_it_back_is_not_told_and_who_never_heard_of_it_neither(
    story: Story,
) -> None:
    settle(story)
    story.then(story.envelope.take_back("Oops", at=NOW, by=ALICE))
    assert settle(story) == [("notify-takenback", DIRECTOR, TELEGRAM)]


def test_the_seal_follows_the_last_signature_at_once(story: Story) -> None:
    story.sign(DIRECTOR)
    story.sign(CUSTOMER)
    assert next_step(story.envelope, NOW) == Seal(attempt=1)
    with pytest.raises(NotAllowed, match="all-signed"):
        story.envelope.take_back("Oops", at=NOW, by=ALICE)


def test_a_seal_that_fails_is_tried_for_ever_and_the_sender_hears_once(
    story: Story,
) -> None:
    story.sign(DIRECTOR)
    story.sign(CUSTOMER)
    at, told = NOW, 0
    for attempt in range(1, 12):
        step = next_step(story.envelope, at)
        assert step == Seal(attempt=attempt)
        event = result(step, at, works=False, permanent=False)
        story.then(story.envelope.record(event))
        while isinstance(next_step(story.envelope, at), Send):
            assert works(story, at).purpose == "notify-seal-failed"
            told += 1
        wait = RETRY_AFTER[min(attempt, len(RETRY_AFTER)) - 1]
        assert due_at(story.envelope) == at + wait
        at += wait
    assert told == 1


def test_everybody_gets_the_sealed_file_on_every_channel(story: Story) -> None:
    story.sign(DIRECTOR)
    story.sign(CUSTOMER)
    assert set(settle(story)) == {
        ("deliver", SENDER, TELEGRAM),
        ("deliver", SENDER, EMAIL),
        ("deliver", DIRECTOR, TELEGRAM),
        ("deliver", DIRECTOR, EMAIL),
        ("deliver", CUSTOMER, EMAIL),
    }
    assert story.envelope.stage is Stage.SIGNED
    assert due_at(story.envelope) is None


def test_putting_it_away_does_not_stop_the_delivery(story: Story) -> None:
    story.sign(DIRECTOR)
    story.sign(CUSTOMER)
    story.then(e.Sealed(at=NOW, by=e.BOT, document=sha("sealed")))
    story.then(story.envelope.archive(at=NOW, by=ALICE))
    assert len(settle(story)) == 5


def test_a_signature_on_anything_else_than_the_newest_revision_is_refused() -> None:
    story = Story(ORDERS["both at once"])
    story.send()
    first, act = story.envelope.document, None
    for signer in story.signers:
        story.then(
            e.Identified(
                at=NOW,
                by=f"signer:{signer.role}",
                role=signer.role,
                method="telegram",
                trace=CHAT,
            )
        )
    act = signed(story.envelope, CUSTOMER)
    story.sign(DIRECTOR)
    with pytest.raises(NotAllowed, match="document-moved"):
        story.envelope.sign(act, base=first)
    assert story.envelope.sign(act, base=story.envelope.document) == act


@settings(max_examples=150, deadline=None, derandomize=True)
@given(data=st.data(), order=st.sampled_from(sorted(ORDERS)))
def test_after_any_history_the_bot_comes_to_rest(
    data: st.DataObject, order: str
) -> None:
    story, at = Story(ORDERS[order]), NOW
    for _ in range(data.draw(st.integers(0, 12))):
        at += data.draw(st.sampled_from([timedelta(minutes=20), DAY]))
        events = list(decisions(story.envelope, story.signers, at))
        story.then(data.draw(st.sampled_from(events)) if events else None)
    patience, seals = 50, data.draw(st.integers(0, 3))
    while (due := due_at(story.envelope)) is not None:
        at = max(at, due)
        steps = 0
        while step := next_step(story.envelope, at):
            good = data.draw(st.booleans()) or (isinstance(step, Seal) and seals == 0)
            good = good or patience == 0  # no outage lasts for ever
            patience -= not good
            seals -= isinstance(step, Seal) and not good
            event = result(step, at, works=good, permanent=data.draw(st.booleans()))
            before = story.envelope
            story.then(before.record(event))
            assert story.envelope is not before, f"{step} is owed for ever"
            steps += 1
            assert steps <= 50
        assert len(story.events) < 500
    assert not list(owed(story.envelope, at))
    assert story.envelope.stage in {
        *(Stage.DRAFT, Stage.SIGNED, Stage.ARCHIVED, Stage.NOT_SIGNED)
    }
