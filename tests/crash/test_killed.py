"""`kill -9` between any two effects of the story, and the story goes on."""

import asyncio
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr

from bot.domain import chain
from bot.parts import open_keys
from bot.pdf.verifying.verdict import Integrity, Origin
from bot.pdf.verifying.verify import verify
from tests.conftest import free_port
from tests.crash.aftermath import Aftermath, play
from tests.crash.launcher import KILLED
from tests.crash.service import Chapter, Moment, left_behind
from tests.pdf import judges

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(1200)]

CHAPTERS: tuple[Chapter, ...] = (
    (
        Moment("the order is received, not handled", "^received document"),
        Moment("the note is a blob, nothing is drafted", "^blob after job generate"),
        Moment("drafted, the question is not shown", "^Drafted"),
        Moment(
            "the question is shown, its update still open", r"^SendMessage[\s\S]*📅"
        ),
        Moment("the date is in the form, nothing is asked", "form .* date$"),
        Moment("prepared, the summary is not shown", "^Prepared"),
        Moment("sent, the card is not shown", "^Sent"),
    ),
    (
        Moment("the card is shown, not noted", "^SendMessage 🖊 <b>"),
        Moment("half of the invitation is in the chat", "^SendDocument"),
        Moment("the invitation is in the chat, not journaled", "^SendMessage ✍️"),
        Moment("the director is identified", "^Identified director"),
        Moment("the card is edited, not noted", "^EditMessageText"),
        Moment("the signature is in the form", "form director-signature$"),
        Moment("the stamp is in the form", "form .*director-stamp"),
        Moment("the director's revision is a blob", "^blob after job revise"),
        Moment("the director has signed", "^Signed director"),
    ),
    (
        Moment("the customer is invited, not journaled", "^mail invite"),
        Moment("the code was right, nobody is identified", "^update codes$"),
        Moment("the customer is identified", "^Identified customer"),
        Moment("a value is in the customer's form", "form customer-name$"),
        Moment("the customer's revision is a blob", "^blob after job revise"),
        Moment("the customer has signed", "^Signed customer"),
    ),
    (
        Moment("in the middle of sealing", "^job seal"),
        Moment("the sealed file is a blob, not journaled", "^blob after job verify"),
        Moment("sealed, nothing is delivered", "^Sealed"),
        Moment("a delivery is in the chat, not journaled", "^SendDocument 🔒"),
        Moment("a delivery is mailed, not journaled", "^mail deliver.director"),
        Moment("between two mails", "^Delivered director email"),
    ),
)
_ONCE = ("Drafted", "Sent", "Signed director", "Signed customer", "Sealed")
_SOMETIMES = {
    "That is answered already. Here is what comes next:",
    "Das ist schon beantwortet. So geht es weiter:",
}
"""Said to somebody whose press had its effect before the kill."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def usual(tmp_path_factory: pytest.TempPathFactory) -> Aftermath:
    """The story when nobody kills anything."""
    return await play(tmp_path_factory.mktemp("usual"), free_port(), ())


async def test_killed_at_every_moment(usual: Aftermath, tmp_path: Path) -> None:
    after = await play(tmp_path, free_port(), CHAPTERS)
    _print_table(after)
    wanted = {moment.name for chapter in CHAPTERS for moment in chapter}
    assert set(after.lives.came) == wanted
    await _all_is_well(usual, after)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seed", "chosen"),
    [(0, {}), (1, {"webhook_secret": SecretStr("only-Telegram-knows-it")})],
    ids=["polling", "webhook"],
)
async def test_killed_at_random(
    usual: Aftermath, tmp_path: Path, seed: int, chosen: dict[str, object]
) -> None:
    dice = random.Random(seed)
    counts = [dice.randint(5, 70) for _ in range(7)]
    chapters = tuple(
        (Moment(f"{n}: after {count} effects", "", count),)
        for n, count in enumerate(counts, start=1)
    )
    after = await play(tmp_path, free_port(), chapters, **chosen)
    _print_table(after)
    assert after.lives.came
    await _all_is_well(usual, after)


async def _all_is_well(usual: Aftermath, after: Aftermath) -> None:
    _everything_happened_once(after)
    _nobody_misses_a_message(usual, after)
    _what_was_repeated_is_harmless(usual, after)
    _no_complaints(after)
    await asyncio.to_thread(_the_file_is_good, after)
    await _no_process_is_left(after)


def _everything_happened_once(after: Aftermath) -> None:
    assert chain.first_broken(after.journal) is None
    facts = Counter(
        " ".join(
            part
            for part in (
                row["event"],
                row["data"].get("role"),
                row["data"].get("channel"),
            )
            if part
        )
        for row in after.journal
        if row["event"] != "Prepared"
    )
    assert set(_ONCE) <= facts.keys()
    assert set(facts.values()) == {1}, facts


def _nobody_misses_a_message(usual: Aftermath, after: Aftermath) -> None:
    assert dict(usual.said - after.said) == {}
    mails = [{(m.to, m.subject) for m in it.mails} for it in (usual, after)]
    assert mails[0] == mails[1]


def _what_was_repeated_is_harmless(usual: Aftermath, after: Aftermath) -> None:
    new = {text for _, text in after.said.keys() - usual.said.keys()}
    # A card that was shown but not noted is shown anew, and only the new one lives on.
    new = {text for text in new if not text.startswith("🖊 Delivery note")}
    assert new <= _SOMETIMES
    by_id = defaultdict(list)
    for mail in after.mails:
        by_id[mail.headers["Message-ID"]].append(mail)
    for same in by_id.values():
        assert len({(m.to, m.subject, m.text, m.links) for m in same}) == 1
    kinds = Counter(mails[0].subject for mails in by_id.values())
    kinds.subtract(mail.subject for mail in usual.mails)
    assert {subject for subject, n in kinds.items() if n} <= {"Your code for signing"}


def _no_complaints(after: Aftermath) -> None:
    log = (after.lives.folder / "service.log").read_text().splitlines()
    assert [line for line in log if '"level": "error"' in line] == []


def _the_file_is_good(after: Aftermath) -> None:
    authorities = open_keys(after.settings).authority_certificates
    judged = judges.pyhanko(after.final, authorities)
    assert list(judged) == ["director-signature", "customer-signature", "seal"]
    assert all(status.bottom_line for _, status in judged.values())
    verdict = verify(after.final, authorities)
    assert verdict.integrity is Integrity.INTACT
    assert verdict.origin is Origin.THIS_SERVICE


async def _no_process_is_left(after: Aftermath) -> None:
    deadline = time.monotonic() + 30
    while left := left_behind(after.lives.pids):
        assert time.monotonic() < deadline, left
        await asyncio.sleep(0.1)


def _print_table(after: Aftermath) -> None:
    print("\nkilled when …  →  what the next life sent once more")
    for moment, again in _repeated(after.lives.effects):
        print(f"  {moment:<50}{', '.join(again) or '–'}")


def _repeated(effects: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield each moment with the messages that its next life sent once more."""
    before: set[str] = set()
    life: list[str] = []
    moment = ""
    for effect in [*effects, f"{KILLED}end"]:
        if effect.startswith(KILLED):
            if moment:
                yield moment, [one[:40] for one in life if one in before]
            moment = effect.removeprefix(KILLED)
            before |= set(life)
            life = []
        elif effect.startswith(("Send", "mail ")):
            life.append(effect)
