"""Mallory chooses names, titles and file names. Numbers are rows of the table."""

import re

import pytest

from playground.client import Message, Person
from playground.scripts.visitor import Visitor
from tests import paperwork as paper
from tests.input.test_too_late import join
from tests.paperwork import offers, press, refusal, told
from tests.pdf import judges
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

HOSTILE = "<img src=x onerror=alert(1)> {{7*7}} ${7*7} %s &amp; \"A\" 'B'"
MARKS = "\u202e\u200b\u2066\u200f\ufeff"
_TAGS = {"b", "i", "code", "button"}
"""What the bot's own texts are set in; `button` is a command."""
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


async def test_row_19_a_name_is_only_text_wherever_it_stands(stage: Stage) -> None:
    """In the chat, the mail, on the page and in the PDF: the customer's name."""
    alice = stage.story.alice
    name = f"Zoë{MARKS} {HOSTILE}"
    made = await paper.sent(stage, customer=name)
    plain = f"Zoë {HOSTILE}"
    card = await alice.wait_for(lambda m: m.id == made.message.id and plain in m.text)
    assert not _UNSEEN.search(card.text)
    assert tags(card) <= _TAGS
    mail = await paper.invitation(stage, made)
    assert "<img" not in mail.html
    async with Visitor() as charlie:
        page = await paper.come_to_page(stage, made, charlie)
        assert "<img src=x" not in page.html
        assert page.form("/fields").values["customer-signature.typed"] == plain
        done = await paper.sign_on_page(charlie, page)
        assert "<img src=x" not in done.html
    sealed = await alice.wait_for(lambda m: m.text.startswith("🔒") and plain in m.text)
    text = " ".join(judges.text_of(await alice.download(sealed)).split())
    for part in plain.rsplit(" ", 2):  # the line may break there
        assert part in text
    assert not _UNSEEN.search(text)


async def test_row_19_too_long_or_unprintable_names_are_refused(stage: Stage) -> None:
    alice = stage.story.alice
    id, places = await paper.placed(stage)
    await paper.choose(stage, id, "customer.signature")
    pressed = await press(alice, places, "placed")
    await alice.wait_for(lambda message: not message.buttons, after=pressed)
    for name, key, params in (
        ("x" * 4000, "text.too-long", {"limit": 120}),
        (MARKS, "text.empty", {}),
        ("王小明", "text.script", {"char": "王"}),
        ("🙂", "text.script", {"char": "🙂"}),
    ):
        sent = await alice.send(name)
        await told(alice, sent, refusal("en", key, **params))


def tags(message: Message) -> set[str]:
    """How anything in a message is set."""
    return set(re.findall(r"<(\w+)", message.html))


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (f"<b>Bob{MARKS}</b>", "{{7*7}}", "<b>Bob</b> {{7*7}}"),
        ("🚀 Bob", "王", "Bob"),
        ("王小明", None, "Telegram"),
        ("B" * 64, "K" * 64, f"{'B' * 64} {'K' * 15}"),
    ],
)
async def test_row_19_an_accounts_name_is_only_text(
    stage: Stage, first: str, last: str | None, shown: str
) -> None:
    """Who joins the company brings the name of his account along."""
    newcomer = await stage.world.person(first, last_name=last)
    await join(stage, newcomer)
    welcome = (await newcomer.chat())[-2]
    assert f"Welcome, {shown}" in welcome.text
    assert not _UNSEEN.search(welcome.text)
    assert tags(welcome) <= _TAGS


async def test_row_20_nothing_typed_gets_into_the_head_of_a_mail(
    stage: Stage,
) -> None:
    alice = stage.story.alice
    made = await paper.sent(
        stage,
        name="Contract\r\nBcc: victim@example.org.pdf",
        customer="Charlie\r\nBcc: victim@example.org\r\n\r\nBuy now",
    )
    mail = await paper.invitation(stage, made)
    assert mail.to == (made.email,)
    assert "Bcc" not in mail.headers
    assert not await stage.world.mails("victim@example.org")
    pressed = await press(alice, made.message, "address")
    await alice.wait_for("✉️", after=pressed)
    for address in (
        f"{made.email}\r\nBcc: victim@example.org",
        f"{made.email}, victim@example.org",
        f"{made.email}>\r\nRCPT TO:<victim@example.org",
    ):
        sent = await alice.send(address)
        said = refusal("en", "email.wrong", email="@").split("@")[1]
        await alice.wait_for(said, after=sent)
    sent = await alice.send("/cancel")
    await alice.wait_for(lambda message: True, after=sent)
    assert not await stage.world.mails("victim@example.org")


TITLES = (
    '<a href="tg://user?id=1">Pay</a> & </b><b>now</b>',
    "*bold* _under_ [link](https://evil.example) `code` ||spoiler||",
    "&lt;b&gt; &amp;amp; &#60;",
    "https://evil.example/pay",
)


@pytest.mark.parametrize("title", TITLES)
async def test_row_21_a_title_is_only_text_in_the_chat(
    stage: Stage, title: str
) -> None:
    alice, bob = stage.story.alice, stage.story.bob
    # Slashes are folders', so the title is what follows the last one.
    shown = title.rsplit("/", 1)[-1]
    made = await paper.sent(stage, paper.DIRECTOR_SIGNS, name=f"{title}.pdf")
    asked = await bob.wait_for(offers("sign", made.id))
    sent = await alice.send(f"/status {shown}")
    found = await alice.wait_for(lambda message: not message.mine, after=sent)
    assert shown in made.message.text
    assert shown in asked.text
    for message in (made.message, asked, found):
        assert tags(message) <= _TAGS


NAMES = {
    "../../etc/passwd": "passwd",
    "..\\..\\boot.ini": "boot.ini",
    "con.pdf": "con",
    "CONTRACT.PDF": "CONTRACT",
    f"{'long ' * 60}.pdf": ("long " * 16).strip(),
    "Contract \u202efdp.exe": "Contract fdp.exe",
    "合同.pdf": "PDF",
    "Contract 合同 🚀.pdf": "Contract",
    "a\r\nX-Evil: 1.pdf": "a X-Evil: 1",
    ".pdf": "PDF",
}


@pytest.mark.parametrize("name", NAMES)
async def test_row_22_a_file_name_is_harmless(stage: Stage, name: str) -> None:
    alice = stage.story.alice
    _, places = await paper.placed(stage, name)
    envelope = await stage.envelope()
    assert envelope.drafted.title == NAMES[name]
    pressed = await alice.forge(f"pdf:{envelope.id}", places)
    file = await alice.wait_for(lambda message: bool(message.document), after=pressed)
    assert file.document
    assert file.document.name
    assert re.fullmatch(r"[\w-]{1,80}-\w{5}-\w{5}\.pdf", file.document.name)


async def test_row_22_a_name_is_shown_back_shortened_and_straight(
    stage: Stage,
) -> None:
    mallory: Person = stage.story.mallory
    contract = stage.story.samples["contract.pdf"]
    for name in (f"{'x' * 3000}.pdf", f"in{MARKS}voice.fdp.exe", "<b>x</b>&amp;.pdf"):
        sent = paper.send_file(stage, mallory, name, contract)
        answer = await mallory.wait_for("⚪", after=sent)
        assert not _UNSEEN.search(answer.text)
        line = next(one for one in answer.text.splitlines() if one.startswith("📄"))
        assert len(line) < 90
    assert "<b>x</b>&amp;.pdf" in line
