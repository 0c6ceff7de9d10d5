"""Wrong codes and links in the chat. Numbers are the rows of the table of abuses."""

from datetime import timedelta

import pytest

from bot.domain.envelope import Stage as Place
from bot.domain.fields import CUSTOMER
from bot.services.identifying import CODE_LIFE, CODE_TRIES
from bot.services.team import LINK_LIFE
from bot.texts import texts
from playground.client import Person
from playground.scripts.visitor import Visitor
from tests import paperwork as paper
from tests.paperwork import kinds, offers, press, refusal, told
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

LANGUAGES = pytest.mark.parametrize("language", ["en", "de"])


async def charlie_asked_for_code(
    stage: Stage, made: paper.Paper, language: str
) -> tuple[Person, str]:
    """A customer with his own language opens the deep link; returns the right code."""
    charlie = await stage.world.person("Charlie", language=language)
    mail = await paper.invitation(stage, made)
    opened = await charlie.open_link(paper.chat_link(mail))
    await charlie.wait_for("🔐", after=opened)
    return charlie, await paper.code_for(stage, made, mail)


def other(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


@LANGUAGES
async def test_row_08_five_wrong_codes_burn_the_right_one(
    stage: Stage, language: str
) -> None:
    made = await paper.sent(stage)
    charlie, right = await charlie_asked_for_code(stage, made, language)
    for _ in range(CODE_TRIES):
        sent = await charlie.send(other(right))
        await told(charlie, sent, refusal(language, "code.wrong"))
    sent = await charlie.send(right)
    await told(charlie, sent, refusal(language, "code.void"))
    found = kinds(await stage.records(made.id))
    assert found.count("Rejected") == CODE_TRIES + 1
    assert "Identified" not in found

    mail = await paper.invitation(stage, made)
    before = (await stage.world.mails(made.email))[-1]
    opened = await charlie.open_link(paper.chat_link(mail))
    await charlie.wait_for("🔐", after=opened)
    sent = await charlie.send(await paper.code_for(stage, made, before))
    await charlie.wait_for(offers("sign", made.id), after=sent)


async def another_code(stage: Stage, made: paper.Paper, person: Person) -> str:
    """Somebody opens the deep link once more; returns the right code."""
    link = paper.chat_link(await paper.invitation(stage, made))
    before = (await stage.world.mails(made.email))[-1]
    opened = await person.open_link(link)
    await person.wait_for("🔐", after=opened)
    return await paper.code_for(stage, made, before)


async def test_row_08_a_signer_is_locked_after_thirty_tries(stage: Stage) -> None:
    """Codes are sent five times an hour; whoever guesses for a day is stopped. What is
    typed where no code is counts for nothing."""
    made = await paper.sent(stage)
    charlie = await stage.world.person("Charlie")
    for number in range(6):
        if number == 5:
            await stage.later(timedelta(minutes=61))
        right = await another_code(stage, made, charlie)
        for _ in range(CODE_TRIES):
            sent = await charlie.send(other(right))
            await told(charlie, sent, refusal("en", "code.wrong"))
        for _ in range(31 if number == 0 else 0):
            sent = await charlie.send(right)
            await told(charlie, sent, refusal("en", "code.void"))
    right = await another_code(stage, made, charlie)
    sent = await charlie.send(right)
    await told(charlie, sent, refusal("en", "code.locked"))
    assert "Identified" not in kinds(await stage.records(made.id))
    assert kinds(await stage.records(made.id)).count("Rejected") == 60
    await stage.later(timedelta(hours=24))
    sent = await charlie.send(await another_code(stage, made, charlie))
    await charlie.wait_for(offers("sign", made.id), after=sent)


@LANGUAGES
async def test_row_09_a_code_is_good_for_its_own_envelope(
    stage: Stage, language: str
) -> None:
    mine, others = await paper.sent(stage), await paper.sent(stage)
    charlie, right = await charlie_asked_for_code(stage, mine, language)
    mallory, _ = await charlie_asked_for_code(stage, others, language)
    sent = await mallory.send(right)
    await told(mallory, sent, refusal(language, "code.wrong"))
    assert "Identified" not in kinds(await stage.records(others.id))
    sent = await charlie.send(right)
    await charlie.wait_for(offers("sign", mine.id), after=sent)
    sent = await charlie.send(right)
    await told(charlie, sent, refusal(language, "not-understood-signer"))


@LANGUAGES
async def test_row_09_a_code_is_good_for_five_minutes(
    stage: Stage, language: str
) -> None:
    made = await paper.sent(stage)
    charlie, right = await charlie_asked_for_code(stage, made, language)
    await stage.later(CODE_LIFE + timedelta(seconds=1))
    sent = await charlie.send(right)
    await told(charlie, sent, refusal(language, "code.void"))
    assert "Identified" not in kinds(await stage.records(made.id))


async def test_row_05_a_forwarded_link_is_nobody_elses(stage: Stage) -> None:
    """Charlie came first. Who gets his link from him is refused, and all accounts
    are in the journal."""
    made = await paper.sent(stage)
    charlie = await stage.world.person("Charlie")
    await paper.come_to_chat(stage, made, charlie)
    link = paper.chat_link(await paper.invitation(stage, made))
    codes = len(await stage.world.mails(made.email))
    refused = []
    for language in ("en", "de"):
        mallory = await stage.world.person("Mallory", language=language)
        refused.append(mallory.id)
        opened = await mallory.open_link(link)
        await told(mallory, opened, refusal(language, "not-found"))
        for act in ("sign", "open", "mine", "decline", "redo"):
            pressed = await mallory.forge(f"{act}:{made.id}:{CUSTOMER}", opened)
            await told(mallory, pressed, refusal(language, "not-found"))
    accounts = [
        (record["event"], record["data"]["trace"]["account"])
        for record in await stage.records(made.id)
        if record["event"] in {"Identified", "Rejected"}
    ]
    expected = [("Rejected", account) for account in refused]
    assert accounts == [("Identified", charlie.id), *expected]
    assert len(await stage.world.mails(made.email)) == codes


async def test_row_05_who_holds_a_link_but_not_the_mailbox_learns_nothing(
    stage: Stage,
) -> None:
    """Mallory came first: she is asked for the code that Charlie got."""
    made = await paper.sent(stage, name="Secret merger.pdf")
    mallory = await stage.world.person("Mallory")
    mail = await paper.invitation(stage, made)
    opened = await mallory.open_link(paper.chat_link(mail))
    asked = await mallory.wait_for("🔐", after=opened)
    for act in ("sign", "open", "mine"):
        pressed = await mallory.forge(f"{act}:{made.id}:{CUSTOMER}", asked)
        await told(mallory, pressed, refusal("en", "not-found"))
    seen = "".join(message.text for message in await mallory.chat())
    assert "merger" not in seen
    assert "Charlie" not in seen
    assert made.email not in seen
    assert "Opened" not in kinds(await stage.records(made.id))


@LANGUAGES
async def test_row_01_made_up_links_are_all_the_same(
    stage: Stage, language: str
) -> None:
    made = await paper.sent(stage)
    link = paper.chat_link(await paper.invitation(stage, made))
    changed = link[:-1] + ("B" if link[-1] == "A" else "A")
    mallory = await stage.world.person("Mallory", language=language)
    for payload in (changed, "s", "sssss", f"s{'x' * 60}", f"s{made.id}"):
        opened = await mallory.open_link(payload)
        await told(mallory, opened, refusal(language, "not-found"))
    for payload in ("t", "tttt", f"t{'x' * 60}"):
        opened = await mallory.open_link(payload)
        await told(mallory, opened, refusal(language, "link-used"))
    for rubbish in ("/start", "/start ../../etc", "/start <b>x</b>", "/start Я 1 2 3"):
        sent = await mallory.send(rubbish)
        await mallory.wait_for("👋", after=sent)


async def test_row_01_guessing_links_in_the_chat_is_counted(stage: Stage) -> None:
    mallory = await stage.world.person("Mallory")
    for number in range(30):
        opened = await mallory.open_link(f"sguess{number}")
        await told(mallory, opened, refusal("en", "not-found"))
    opened = await mallory.open_link("sguess")
    await told(mallory, opened, refusal("en", "too-often"))


@LANGUAGES
async def test_a_team_link_is_good_once_and_for_a_week(
    stage: Stage, language: str
) -> None:
    olivia = stage.story.olivia
    links = []
    for _ in range(2):
        sent = await olivia.send("/team")
        team = await olivia.wait_for(offers("invite"), after=sent)
        pressed = await press(olivia, team, "invite:employee")
        message = await olivia.wait_for("start=t", after=pressed)
        links.append(message.text.split()[-1])
    opened = await olivia.open_link(links[0])
    await olivia.wait_for("owner", after=opened)
    newcomer = await stage.world.person("Erin", language=language)
    opened = await newcomer.open_link(links[0])
    await newcomer.wait_for("✉️", after=opened)
    mallory = await stage.world.person("Mallory", language=language)
    opened = await mallory.open_link(links[0])
    await told(mallory, opened, refusal(language, "link-used"))
    await stage.later(LINK_LIFE + timedelta(seconds=1))
    opened = await mallory.open_link(links[1])
    await told(mallory, opened, refusal(language, "link-used"))
    sent = await mallory.send("/new")
    await told(mallory, sent, refusal(language, "strangers"))


async def test_row_07_a_replaced_link(stage: Stage) -> None:
    alice = stage.story.alice
    made = await paper.sent(stage)
    old = await paper.invitation(stage, made)
    asked = await press(alice, made.message, "address")
    await alice.wait_for("✉️", after=asked)
    new = f"new.{made.email}"
    sent = await alice.send(new)
    await alice.wait_for(offers("nudge", made.id), after=sent)
    for language in ("en", "de"):
        charlie = await stage.world.person("Charlie", language=language)
        opened = await charlie.open_link(paper.chat_link(old))
        await told(charlie, opened, refusal(language, "link-replaced"))
        async with Visitor() as browser:
            page = await browser.open(f"{paper.page_link(old)}?lang={language}")
            assert page.status == 410
            assert refusal("en", "link-replaced") in page.text, "as the document is"
    assert "Readdressed" in kinds(await stage.records(made.id))
    mail = await stage.world.wait_for_mail(new, "/s/")
    opened = await charlie.open_link(paper.chat_link(mail))
    await charlie.wait_for("🔐", after=opened)


@LANGUAGES
async def test_row_07_an_expired_link(stage: Stage, language: str) -> None:
    alice = stage.story.alice
    await paper.speak(alice, language)
    made = await paper.sent(stage, language=language)
    mail = await paper.invitation(stage, made)
    await stage.later(timedelta(days=31))
    await stage.settled(Place.NOT_SIGNED)
    async with Visitor() as browser:
        page = await browser.open(paper.page_link(mail))
        assert page.status == 410
        assert refusal(language, "has-expired") in page.text
        assert "contract" not in page.text
    charlie = await stage.world.person("Charlie", language=language)
    opened = await charlie.open_link(paper.chat_link(mail))
    await charlie.wait_for(texts(language)("⏰ The deadline has passed."), after=opened)
    assert not any(m.document or m.buttons for m in await charlie.chat())
    await paper.speak(alice, "en")
