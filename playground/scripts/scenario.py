"""What every scenario begins and ends with: the cast, the company, signing, the sealed
PDF, and a stranger who asks about it.

Everything goes through the doors that people use: the Bot API's chats, the mailbox and
the web pages.
"""

import re
import shutil
import traceback
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from pathlib import Path

from playground.client import Mail, Message, World
from playground.guide import samples
from playground.person import Person
from playground.scripts.report import Report
from playground.scripts.visitor import Page, Visitor
from playground.seen import Pressed

OLIVIA = "olivia@nordwind.example"
ALICE = "alice@nordwind.example"
BOB = "bob@nordwind.example"
CHARLIE = "charlie@example.com"


class Scenario(ABC):
    """Olivia owns the company, Alice drafts, Bob directs, Charlie signs; Mallory is a
    stranger."""

    sending: Pressed
    """The press by which Alice sent the document off."""
    card: Message

    def __init__(self, world: World, service: str, report: Report) -> None:
        self.world, self.service, self.report = world, service, report
        self.samples = samples()
        self.final = b""

    async def play(self, owner_code: str) -> None:
        """Play all steps."""
        await self.meet()
        await self.found(owner_code)
        await self.story()

    @abstractmethod
    async def story(self) -> None:
        """Play what this scenario is about."""

    async def meet(self) -> None:
        """Give everybody an account."""
        self.olivia = await self.world.person("Olivia", language="en")
        self.alice = await self.world.person("Alice", language="en")
        self.bob = await self.world.person("Bob", last_name="Keller", language="de")
        self.charlie = await self.world.person("Charlie", language="en")
        self.mallory = await self.world.person("Mallory", language="en")

    async def found(self, owner_code: str) -> None:
        """The owner takes over the bot, describes the company and invites."""
        step = self.report.step
        with step("Olivia", "starts the bot with the one-time code"):
            sent = await self.olivia.send(f"/start {owner_code}")
            await self.olivia.wait_for("owner", after=sent)
            await self._give_email(self.olivia, OLIVIA)
        with step("Olivia", "fills in the company"):
            sent = await self.olivia.send("/company")
            sent = await self._answer("called", sent, "Nordwind GmbH")
            address = "Hafenstraße 12\n20457 Hamburg"
            sent = await self._answer("address", sent, address)
            sent = await self._answer("IBAN", sent, "DE89 3704 0044 0532 0130 00")
            asked = await self.olivia.wait_for(
                "DE89 3704 0044 0532 0130 00", after=sent
            )
            assert "logo" in asked.text, asked.text
            logo = await self.olivia.document("logo.png", self.samples["logo.png"])
            await self.olivia.wait_for("Next: your people", after=logo)
        with step("Olivia", "invites an employee and a director"):
            await self.olivia.send("/team")
            await self.olivia.wait_for("Your team")
            employee = await self._invite("employee")
            director = await self._invite("director")
        with step("Alice", "joins by her link"):
            sent = await self.alice.open_link(employee)
            await self.alice.wait_for("employee", after=sent)
            await self._give_email(self.alice, ALICE)
        with step("Bob", "joins by his link"):
            sent = await self.bob.open_link(director)
            await self.bob.wait_for("Bob Keller", after=sent)
            await self._give_email(self.bob, BOB)

    async def sign_as_director(self) -> None:
        """The director signs what he was asked for last."""
        step, bob = self.report.step, self.bob
        asked = await bob.wait_for(offers("sign"), after=self.sending)
        with step("Bob", "gives signature and stamp by photo"):
            pressed = await bob.press(asked.labels[0], asked)
            await bob.wait_for("🖊", after=pressed)
            sent = await bob.photo(self.samples["signature-photo.jpg"])
            await bob.wait_for(lambda m: bool(m.photo), after=sent)
            asked = await bob.wait_for(_stamp_or_preview, after=sent)
            if not offers("signnow")(asked):
                sent = await bob.photo(self.samples["stamp-photo.jpg"])
            preview = await bob.wait_for(offers("signnow"), after=sent)
        with step("Bob", "sees the page as it will look, and signs"):
            pressed = await bob.press(preview.labels[0], preview)
            await bob.wait_for("✅", after=pressed)

    async def sign_as_customer(
        self,
        title: str,
        fields: Mapping[str, str],
        *,
        guess: Mapping[str, str] | None = None,
    ) -> None:
        """The customer signs on the page, by the link in his mail.

        What is in `guess` is filled in where the page asks for it.
        """
        step = self.report.step
        async with Visitor() as browser:
            with step("Charlie", "gets the link by e-mail and proves who he is"):
                mail = await self.world.wait_for_mail(
                    CHARLIE, "/s/", after=self.sending
                )
                page = await browser.open(_link(mail.links, f"{self.service}/s/"))
                assert "Nordwind" in page.text
                assert title not in page.text, "shown before the code"
                page = await browser.submit(page, "/code")
                code_mail = await self.world.wait_for_mail(CHARLIE, "code", after=mail)
                page = await browser.submit(
                    page, "/identify", {"code": code_in(code_mail.text)}
                )
                assert title in page.text, page.text
            with step("Charlie", "reads, fills in and types his signature"):
                values = {
                    "customer-signature.how": "type",
                    "customer-signature.typed": "Charlie Sommer",
                    "then": "preview",
                    **fields,
                    **{k: v for k, v in (guess or {}).items() if f'"{k}"' in page.html},
                }
                assert "customer-stamp" not in page.html, "a person has no stamp"
                page = await browser.submit(page, "/fields", values)
                assert page.url.endswith("/preview"), page.text
            with step("Charlie", "consents and signs"):
                page = await browser.submit(page, "/sign", {"consent": "yes"})
                assert page.status == 200, page.text

    async def sealed(self) -> None:
        """Everybody has the sealed PDF, by e-mail and in the chat."""
        with self.report.step("bot", "seals the file; all get it by e-mail"):
            files = set()
            for address in (ALICE, BOB, CHARLIE):
                mail = await self._mail_with_pdf(address)
                files.add(await self.world.attachment(mail))
            assert len(files) == 1, "not the same file for everybody"
            self.final = files.pop()
            (self.report.folder / "final.pdf").write_bytes(self.final)
        with self.report.step("bot", "sends it to those in the chat"):
            for person in (self.alice, self.bob):
                message = await person.wait_for(is_sealed_pdf, after=self.sending)
                assert await person.download(message) == self.final

    async def verify(self) -> None:
        """A stranger asks whether files were altered."""
        step = self.report.step
        with step("Mallory", "sends the sealed PDF to the bot"):
            sent = await self.mallory.document("final.pdf", self.final)
            verdict = await self.mallory.wait_for("🟢", after=sent)
            assert "Charlie Sommer" in verdict.text, verdict.text
        with step("Mallory", "changes one byte and sends it again"):
            middle = len(self.final) // 3
            flipped = bytes([self.final[middle] ^ 1])
            altered = self.final[:middle] + flipped + self.final[middle + 1 :]
            sent = await self.mallory.document("final.pdf", altered)
            await self.mallory.wait_for(lambda m: m.text[:1] in "🔴⚪", after=sent)
        with step("Mallory", "asks the verify page"):
            async with Visitor() as browser:
                page = await browser.open(f"{self.service}/verify?lang=en")
                file = {_only(page, "/verify"): ("final.pdf", self.final)}
                page = await browser.submit(page, "/verify", files=file)
                assert "Charlie Sommer" in page.text, page.text

    async def _mail_with_pdf(self, address: str) -> Mail:
        mail = await self.world.wait_for_mail(address, after=self.sending)
        while not mail.attachments:
            mail = await self.world.wait_for_mail(address, after=mail)
        return mail

    async def _give_email(self, person: Person, address: str) -> None:
        await person.wait_for("✉️")
        sent = await person.send(address)
        await person.wait_for(address, after=sent)

    async def _answer(self, question: str, after: Message, value: str) -> Message:
        await self.olivia.wait_for(question, after=after)
        return await self.olivia.send(value)

    async def _invite(self, role: str) -> str:
        pressed = await self.olivia.press(f"invite:{role}")
        # A link for somebody else may come once more, when the bot was interrupted.
        message = await self.olivia.wait_for(f"one {role}", after=pressed)
        return _link(re.findall(r"https?://\S+", message.text), "http")


def offers(verb: str) -> Callable[[Message], bool]:
    """Match a message with a button for something, in any language."""

    def matches(message: Message) -> bool:
        buttons = [button for row in message.buttons for button in row]
        return any((b.data or "").startswith(f"{verb}:") for b in buttons)

    return matches


def _stamp_or_preview(message: Message) -> bool:
    return "🔵" in message.text or offers("signnow")(message)


def is_sealed_pdf(message: Message) -> bool:
    """Match the message that brings the sealed PDF."""
    return message.document is not None and message.text.startswith("🔒")


def _link(links: "list[str] | tuple[str, ...]", start: str) -> str:
    for link in links:
        if link.startswith(start):
            return link
    raise AssertionError(f"no link to {start} among {links}")


def code_in(text: str) -> str:
    digits = re.search(r"\b(\d{3})\s?(\d{3})\b", text)
    assert digits, text
    return digits[1] + digits[2]


def _only(page: Page, action: str) -> str:
    return next(iter(page.form(action).files))


async def play(
    kind: type[Scenario], playground: str, service: str, owner_code: str, out: Path
) -> int:
    """Play a scenario, leave PDF, mails and report in `out`, and return the exit
    code."""
    shutil.rmtree(out, ignore_errors=True)
    (out / "mails").mkdir(parents=True)
    report = Report(out)
    try:
        async with World(playground) as world:
            try:
                await kind(world, service, report).play(owner_code)
            finally:
                await _keep_mails(world, out / "mails")
    except Exception:  # noqa: BLE001 - whatever it is, the scenario has failed
        traceback.print_exc()
        return 1
    return 0


async def _keep_mails(world: World, folder: Path) -> None:
    for number, mail in enumerate(await world.mails(), start=1):
        name = re.sub(r"\W+", "-", f"{number:02}-{mail.to[0]}-{mail.subject}")[:80]
        (folder / f"{name.strip('-')}.eml").write_bytes(await world.eml(mail))
