"""What people do in test after test: draft, send, sign, follow the link of a mail."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from bot.domain.errors import Refusal
from bot.domain.fields import Kind
from bot.domain.placing import Want
from bot.texts import texts
from playground.acts import Acts
from playground.calls import Upload
from playground.person import Person
from playground.scripts.visitor import Page, Visitor
from playground.seen import Change, Mail, Message, Pressed
from tests.stage import Stage

CUSTOMER_SIGNS = ("customer.signature",)
DIRECTOR_SIGNS = ("director.signature",)
BOTH_SIGN = (*DIRECTOR_SIGNS, *CUSTOMER_SIGNS)
_NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that Alice has made."""

    id: str
    email: str
    """Its customer's, who got it alone."""
    message: Message
    """The summary before it was sent, the live card afterwards."""


def offers(verb: str, about: str = "") -> Callable[[Message], bool]:
    """Match a message with a button that does something about something."""

    def matches(message: Message) -> bool:
        wanted = f"{verb}:{about}"
        return any(f"{data}:".startswith(wanted) for data in datas(message))

    return matches


def datas(message: Message) -> list[str]:
    """What the buttons of a message send."""
    return [button.data or "" for row in message.buttons for button in row]


async def press(person: Person, message: Message, act: str) -> Pressed:
    """Press the button that does something, in whichever language it says so."""
    fitting = [data for data in datas(message) if f"{data}:".startswith(f"{act}:")]
    return await person.press(fitting[0], message)


async def choose(stage: Stage, id: str, *places: str) -> None:
    """Leave a draft exactly these places, such as `customer.signature`: where they were
    found, or on the signature page."""
    placing = stage.app.parts.placing
    envelope = await stage.app.parts.envelopes.get(id)
    found = {f"{f.role}.{f.kind}": f for f in await placing.fields(envelope)}
    await placing.replace(envelope, [found[key] for key in places if key in found])
    for key in places:
        if key not in found:
            role, _, kind = key.partition(".")
            await placing.add(envelope, Want(role=role, kind=Kind(kind)))


def refusal(language: str, key: str, **params: object) -> str:
    """The text of a refusal in a language, which has one of its own."""
    said = texts(language).refusal(Refusal(key, **params))
    if language != "en":
        assert said != texts("en").refusal(Refusal(key, **params)), key
    return said


async def speak(person: Person, language: str) -> None:
    """Let one of the company's people choose his language."""
    sent = await person.send("/me")
    me = await person.wait_for(offers("language"), after=sent)
    pressed = await person.press(f"language:{language}", me)
    await person.wait_for(offers("language"), after=pressed)


def send_file(stage: Stage, person: Person, name: str, data: bytes) -> Change:
    """Somebody sends a file whose name no form over HTTP could carry."""
    telegram = stage.playground.telegram
    account = telegram.people[person.id]
    file = Upload(name=name, mime=None, data=data)
    message = Acts(telegram).send_document(account, file)
    return account.entries[message.message_id]


async def placed(
    stage: Stage, name: str = "contract.pdf", file: bytes = b""
) -> tuple[str, Message]:
    """Alice sends a file, and sees its places."""
    alice = stage.story.alice
    sent = send_file(stage, alice, name, file or stage.story.samples["contract.pdf"])
    asked = await alice.wait_for(offers("new"), after=sent)
    pressed = await press(alice, asked, "new")
    places = await alice.wait_for(offers("placed"), after=pressed)
    return datas(places)[0].split(":")[1], places


async def drafted(
    stage: Stage,
    places: tuple[str, ...] = CUSTOMER_SIGNS,
    *,
    name: str = "contract.pdf",
    file: bytes = b"",
    customer: str = "Charlie Sommer",
    kind: str = "person",
    email: str = "",
    language: str = "en",
) -> Paper:
    """Alice makes a document up to the summary, with these places on it."""
    alice, t = stage.story.alice, texts(language)
    email = email or f"charlie{next(_NUMBERS)}@example.com"
    id, question = await placed(stage, name, file)
    await choose(stage, id, *places)
    pressed = await press(alice, question, "placed")
    if any(place.startswith("director") for place in places):
        question = await alice.wait_for(offers("director", id), after=pressed)
        pressed = await alice.press("Bob Keller", question)
    if any(place.startswith("customer") for place in places):
        await alice.wait_for(t("Who is the customer? Type the name."), after=pressed)
        sent = await alice.send(customer)
        question = await alice.wait_for(offers("kind", id), after=sent)
        pressed = await alice.press(f"kind:{id}:{kind}", question)
        await alice.wait_for("✉️", after=pressed)
        pressed = await alice.send(email)
    summary = await alice.wait_for(offers("send", id), after=pressed)
    return Paper(id, email, summary)


async def sent(
    stage: Stage, places: tuple[str, ...] = CUSTOMER_SIGNS, **how: Any
) -> Paper:
    """Alice makes a document and sends it for signing."""
    paper = await drafted(stage, places, **how)
    alice = stage.story.alice
    pressed = await press(alice, paper.message, "send")
    card = await alice.wait_for(offers("nudge", paper.id), after=pressed)
    return Paper(paper.id, paper.email, card)


async def previewed(stage: Stage, paper: Paper) -> Message:
    """Bob reads it, has his name written for him, and sees how it will look."""
    bob = stage.story.bob
    asked = await bob.wait_for(offers("sign", paper.id))
    pressed = await bob.press(f"sign:{paper.id}:director", asked)
    question = await bob.wait_for(offers("type", paper.id), after=pressed)
    pressed = await press(bob, question, "type")
    return await bob.wait_for(offers("signnow", paper.id), after=pressed)


async def approved(stage: Stage, paper: Paper) -> None:
    """Bob signs."""
    preview = await previewed(stage, paper)
    pressed = await press(stage.story.bob, preview, "signnow")
    await stage.story.bob.wait_for("✅", after=pressed)


async def invitation(stage: Stage, paper: Paper) -> Mail:
    """The mail with the customer's links."""
    return await stage.world.wait_for_mail(paper.email, "/s/")


def page_link(mail: Mail) -> str:
    """The link to the page in a mail."""
    return next(link for link in mail.links if "/s/" in link)


def chat_link(mail: Mail) -> str:
    """The deep link to the bot in a mail."""
    return next(link for link in mail.links if "start=s" in link)


def code_in(mail: Mail) -> str:
    """The code in a mail."""
    found = re.search(r"\b(\d{3})\s?(\d{3})\b", mail.text)
    assert found, mail.text
    return found[1] + found[2]


async def code_for(stage: Stage, paper: Paper, after: Any) -> str:
    """The newest code that the customer got after something."""
    mail = await stage.world.wait_for_mail(paper.email, "code", after=after)
    return code_in(mail)


async def come_to_chat(stage: Stage, paper: Paper, person: Person) -> Message:
    """Somebody opens the deep link, types the code, and is asked to sign."""
    mail = await invitation(stage, paper)
    opened = await person.open_link(chat_link(mail))
    await person.wait_for("🔐", after=opened)
    typed = await person.send(await code_for(stage, paper, mail))
    return await person.wait_for(offers("sign", paper.id), after=typed)


async def come_to_page(stage: Stage, paper: Paper, visitor: Visitor) -> Page:
    """Somebody opens the link, types the code, and reads the document."""
    mail = await invitation(stage, paper)
    page = await visitor.open(page_link(mail))
    page = await visitor.submit(page, "/code")
    code = await code_for(stage, paper, mail)
    page = await visitor.submit(page, "/identify", {"code": code})
    assert page.status == 200, page.text
    return page


async def readdressed(stage: Stage, paper: Paper, email: str) -> Mail:
    """Alice corrects the customer's address; returns the new invitation."""
    alice = stage.story.alice
    card = await alice.wait_for(offers("address", paper.id))
    pressed = await alice.press(f"address:{paper.id}:customer", card)
    await alice.wait_for("✉️", after=pressed)
    sent = await alice.send(email)
    await alice.wait_for(offers("nudge", paper.id), after=sent)
    return await stage.world.wait_for_mail(email, "/s/")


TYPED = {
    "customer-signature.how": "type",
    "customer-signature.typed": "Charlie Sommer",
    "then": "preview",
}
"""What the customer enters on the page of a document that only he signs."""


async def sign_on_page(visitor: Visitor, page: Page) -> Page:
    """Type the signature, consent, and sign."""
    page = await visitor.submit(page, "/fields", TYPED)
    page = await visitor.submit(page, "/sign", {"consent": "yes"})
    assert page.status == 200, page.text
    return page


async def told(person: Person, done: Change, said: str) -> Message:
    """Wait until somebody is told exactly this."""
    return await person.wait_for(lambda message: message.text == said, after=done)


def of_people(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What people did, of all that stands in a journal."""
    return [record for record in records if record["by"] != "bot"]


def kinds(records: list[dict[str, Any]]) -> list[str]:
    """The names of the events in a journal."""
    return [record["event"] for record in records]
