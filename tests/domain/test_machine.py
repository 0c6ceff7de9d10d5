"""Whatever people and the bot do in whatever sequence, an envelope stays sound.

The rules here are told in other words than the code's own table tells them.
"""

from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from bot.domain import events as e
from bot.domain.envelope import Stage
from bot.domain.errors import NotAllowed
from bot.domain.folding import replay
from bot.domain.steps import (
    Expire,
    Seal,
    Send,
    Step,
    due_at,
    failure,
    next_step,
    outcome,
    owed,
)
from tests.domain.samples import (
    ALICE,
    CHAT,
    NOW,
    ORDERS,
    PAGE,
    Story,
    declined,
    identified,
    prepared,
    readdressed,
    sha,
    signed,
)

ROLES = st.sampled_from(["director", "customer"] * 3 + ["director-2", "customer-2"])
SELDOM = st.integers(0, 9).map(lambda number: number == 9)
PAUSES = st.sampled_from(
    [timedelta(seconds=3), timedelta(minutes=20), timedelta(days=1), timedelta(days=15)]
)
ENDS = (e.Declined, e.TakenBack, e.Expired)


class Life(RuleBasedStateMachine):
    """One envelope among impatient people and an unreliable bot."""

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime = NOW
        self.story = Story()

    @initialize(signers=st.sampled_from(sorted(ORDERS)), sent=st.integers(0, 9))
    def draft(self, signers: str, sent: int) -> None:
        self.story = Story(ORDERS[signers])
        if sent:
            self.story.send()

    @rule(pause=PAUSES)
    def wait(self, pause: timedelta) -> None:
        self.now += pause

    @rule()
    def prepare(self) -> None:
        fresh = prepared(self.story.signers, self.now)
        self._wish(lambda: self.story.envelope.prepare(fresh))

    @rule()
    def send(self) -> None:
        self._wish(lambda: self.story.envelope.send(at=self.now, by=ALICE))

    @rule()
    def nudge(self) -> None:
        self._wish(lambda: self.story.envelope.nudge(at=self.now, by=ALICE))

    @rule(role=ROLES)
    def open(self, role: str) -> None:
        self._wish(lambda: self.story.envelope.open(role, PAGE, at=self.now))

    @rule(role=ROLES)
    def identify(self, role: str) -> None:
        self.story.then(self.story.envelope.record(identified(role, self.now)))

    @rule(role=ROLES)
    def join(self, role: str) -> None:
        joined = e.Joined(at=self.now, by=f"signer:{role}", role=role, trace=CHAT)
        self.story.then(self.story.envelope.record(joined))

    @rule()
    def sign_in_turn(self) -> None:
        """As most people do."""
        for signer in self.story.envelope.turn[:1]:
            self.identify(signer.role)
            self.sign(signer.role, False)

    @rule(role=ROLES, stale=st.booleans())
    def sign(self, role: str, stale: bool) -> None:
        envelope = self.story.envelope
        base = envelope.drafted.source if stale else envelope.document
        act = signed(envelope, role, self.now)
        self._wish(lambda: envelope.sign(act, base=base))

    @rule(role=ROLES, sure=SELDOM)
    def decline(self, role: str, sure: bool) -> None:
        if sure:
            self._wish(lambda: self.story.envelope.decline(declined(role, self.now)))

    @rule(role=ROLES)
    def readdress(self, role: str) -> None:
        corrected = readdressed(role, self.now)
        self._wish(lambda: self.story.envelope.readdress(corrected))

    @rule(sure=SELDOM)
    def take_back(self, sure: bool) -> None:
        if sure:
            self._wish(
                lambda: self.story.envelope.take_back("Oops", at=self.now, by=ALICE)
            )

    @rule(sure=SELDOM)
    def archive(self, sure: bool) -> None:
        if sure:
            self._wish(lambda: self.story.envelope.archive(at=self.now, by=ALICE))

    @rule(data=st.data(), works=st.booleans(), permanent=st.booleans())
    def step(self, data: st.DataObject, works: bool, permanent: bool) -> None:
        """The bot does one thing that it owes, and people go on meanwhile."""
        now = self.now
        due = [step for at, step in owed(self.story.envelope, now) if at <= now]
        if due:
            begun = data.draw(st.sampled_from(due))
            meanwhile = data.draw(st.sampled_from(["nothing", "sign", "take back"]))
            if meanwhile == "sign":
                self.sign_in_turn()
            elif meanwhile == "take back":
                self.take_back(True)
            event = result(begun, self.now, works=works, permanent=permanent)
            self.story.then(self.story.envelope.record(event))

    @rule()
    def settle(self) -> None:
        """Everything the bot does works at once."""
        steps = 0
        while step := next_step(self.story.envelope, self.now):
            event = result(step, self.now, works=True, permanent=False)
            self.story.then(self.story.envelope.record(event))
            steps += 1
            assert steps <= 50

    def _wish(self, wish: object) -> None:
        try:
            self.story.then(wish())  # type: ignore[operator]
        except NotAllowed:
            return

    def teardown(self) -> None:
        """The journal says it all."""
        stored = [
            (type(event).__name__, event.at, event.by, e.to_data(event))
            for event in self.story.events
        ]
        loaded = [e.from_data(*row) for row in stored]
        assert loaded == self.story.events
        assert replay("E1", loaded) == self.story.envelope
        assert self.story.envelope.version == len(loaded)

    @invariant()
    def signatures_come_once_in_turn_and_from_known_people(self) -> None:
        known: set[str] = set()
        waiting = {signer.role: signer.order for signer in self.story.signers}
        for event in self.story.events:
            match event:
                case e.Identified(role=role):
                    known.add(role)
                case e.Readdressed(role=role):
                    known.discard(role)
                case e.Signed(role=role):
                    assert role in known
                    assert waiting[role] == min(waiting.values())
                    del waiting[role]

    @invariant()
    def each_signature_is_made_on_the_one_before(self) -> None:
        newest = ""
        for event in self.story.events:
            match event:
                case e.Prepared(document=document):
                    newest = document
                case e.Signed():
                    assert event.document == sha("revision", newest, event.role)
                    newest = event.document

    @invariant()
    def it_ends_once_and_then_nobody_acts(self) -> None:
        kinds = [type(event) for event in self.story.events]
        over = [n for n, kind in enumerate(kinds) if kind in {*ENDS, e.Sealed}]
        assert len(over) <= 1
        if over:
            after = set(kinds[over[0] + 1 :])
            assert not after & {
                *(e.Signed, e.Opened, e.Prepared, e.Sent, e.Readdressed, e.Nudged),
                *(e.Invited, e.Reminded, e.SealFailed),
            }

    @invariant()
    def what_all_have_signed_is_sealed_and_nothing_else(self) -> None:
        owed = {signer.role for signer in self.story.signers}
        for event in self.story.events:
            match event:
                case e.Signed(role=role):
                    owed.discard(role)
                case e.Sealed() | e.SealFailed():
                    assert not owed
                case e.Declined() | e.TakenBack() | e.Expired():
                    assert owed

    @invariant()
    def the_stage_tells_what_happened(self) -> None:
        kinds = {type(event) for event in self.story.events}
        by_role = [ev.role for ev in self.story.events if isinstance(ev, e.Signed)]
        ours = [s for s in self.story.signers if s.role.startswith("director")]
        if e.Archived in kinds:
            expected = Stage.ARCHIVED
        elif kinds & set(ENDS):
            expected = Stage.NOT_SIGNED
        elif e.Sealed in kinds:
            expected = Stage.SIGNED
        elif e.Sent not in kinds:
            expected = Stage.DRAFT
        elif len(by_role) == len(self.story.signers) or any(
            role.startswith("customer") for role in by_role
        ):
            expected = Stage.PARTLY_SIGNED
        elif any(signer.role not in by_role for signer in ours):
            expected = Stage.APPROVAL
        else:
            expected = Stage.SENT
        assert self.story.envelope.stage is expected

    @invariant()
    def what_is_due_is_done_now_and_the_rest_later(self) -> None:
        due = due_at(self.story.envelope)
        step = next_step(self.story.envelope, self.now)
        assert (step is not None) == (due is not None and due <= self.now)
        if self.story.envelope.stage is Stage.DRAFT:
            assert due is None

    @invariant()
    def whoever_can_still_be_reached_is_not_forgotten(self) -> None:
        """One refusal for ever is the only reason to give a message up."""
        envelope, done = self.story.envelope, set[tuple[str, str, str]]()
        refused = set[tuple[str, str, str]]()
        for event in self.story.events:
            match event:
                case e.Delivered(role=role, channel=channel):
                    done.add(("deliver", role, channel))
                case e.Invited(role=role, channel=channel):
                    done.add(("invite", role, channel))
                case e.DeliveryFailed(purpose=about, role=role, channel=channel):
                    if event.permanent:
                        refused.add((about, role, channel))
                case e.Readdressed(role=role):
                    done = {it for it in done if it[1] != role}
                    refused = {it for it in refused if it[1] != role}
        steps = [step for _, step in owed(envelope, self.now)]
        still = {(it.purpose, it.role) for it in steps if isinstance(it, Send)}
        if envelope.sealed:
            for party in envelope.parties:
                errands = {("deliver", party.role, it) for it in party.channels}
                left = errands - done - refused
                assert (("deliver", party.role) in still) == bool(left)
        elif envelope.stage not in {Stage.DRAFT, Stage.NOT_SIGNED, Stage.ARCHIVED}:
            for party in envelope.turn:
                errands = {("invite", party.role, it) for it in party.channels}
                if not errands & done:
                    assert (("invite", party.role) in still) == bool(errands - refused)

    @invariant()
    def nobody_is_reminded_twice_at_once(self) -> None:
        due = [
            step for at, step in owed(self.story.envelope, self.now) if at <= self.now
        ]
        to = [
            (step.role, step.channel)
            for step in due
            if isinstance(step, Send) and step.purpose.startswith("remind-")
        ]
        assert len(to) == len(set(to))


def result(step: Step, at: datetime, *, works: bool, permanent: bool) -> e.Event:
    """Return what the bot journals after a step."""
    match step:
        case Send() if works:
            return outcome(step, at=at)
        case Send():
            return failure(step, "refused", permanent=permanent, at=at)
        case Seal() if works:
            return e.Sealed(at=at, by=e.BOT, document=sha("sealed"))
        case Seal(attempt=attempt):
            return e.SealFailed(at=at, by=e.BOT, attempt=attempt, reason="no disk")
        case Expire():
            return e.Expired(at=at, by=e.BOT)


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=150, stateful_step_count=40, deadline=None, derandomize=True
)
