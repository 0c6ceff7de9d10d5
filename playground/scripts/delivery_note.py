"""The scenario the product exists for: a delivery note, signed in chat, end to end."""

from playground.client import Message
from playground.scripts.scenario import CHARLIE, Scenario, offers


class DeliveryNote(Scenario):
    """An order becomes a delivery note that both sides sign."""

    async def story(self) -> None:
        """From the order to the sealed note, and what is asked about it."""
        await self.draft()
        await self.direct()
        await self.customer_signs()
        await self.sealed()
        await self.verify()
        await self.status()

    async def draft(self) -> None:
        """The employee makes the delivery note and sends it off."""
        step, alice = self.report.step, self.alice
        with step("Alice", "sends the order; the bot makes the delivery note"):
            sent = await alice.document("order.json", self.samples["order.json"])
            await alice.wait_for("Delivery note 4711", after=sent)
        with step("Alice", "answers what is missing"):
            asked = await self.answer_until_director(sent)
            pressed = await alice.press("Bob Keller", asked)
            asked = await alice.wait_for("Where shall I write", after=pressed)
            pressed = await alice.press(CHARLIE, asked)
            summary = await alice.wait_for(offers("send"), after=pressed)
            assert "DE89 3704 0044 0532 0130 00" in summary.text, summary.text
        with step("Alice", "sends it for signing"):
            self.sending = await alice.press("📨 Send for signing", summary)
            self.card = await alice.wait_for("Approval", after=self.sending)

    async def answer_until_director(self, order: Message) -> Message:
        """Answer the first questions about an order with their guesses."""
        asked = await self.alice.wait_for("which date", after=order)
        pressed = await self.alice.press("Today", asked)
        asked = await self.alice.wait_for("ours?", after=pressed)
        pressed = await self.alice.press(asked.labels[0], asked)
        return await self.alice.wait_for("Who signs for us", after=pressed)

    async def direct(self) -> None:
        """The director reads and signs in his chat, with two photos."""
        step, bob = self.report.step, self.bob
        with step("Bob", "is asked in his chat, with pages and PDF"):
            asked = await bob.wait_for(offers("sign"), after=self.sending)
            messages = await bob.chat()
            assert any(m.document for m in messages), "the PDF is missing"
            assert any(m.photo for m in messages), "the page pictures are missing"
            assert "Kunde: Charlie Sommer" in asked.text, asked.text
        await self.sign_as_director()

    async def customer_signs(self) -> None:
        """The customer signs on the page; a person has no stamp."""
        await self.sign_as_customer("4711", {})

    async def status(self) -> None:
        """The employee looks at the board and at the live card."""
        alice = self.alice
        with self.report.step("Alice", "sees the card turned green"):
            await alice.wait_for(
                lambda m: m.edited and "🔒 Sealed" in m.text, after=self.sending
            )
        with self.report.step("Alice", "asks /status and drills down"):
            sent = await alice.send("/status")
            board = await alice.wait_for("Signed: 1", after=sent)
            assert board.photo, "the picture of the board is missing"
            for stage in ("Draft", "Approval", "Sent", "Partly signed", "Archived"):
                assert f"{stage}: 0" in board.text, board.text
            pressed = await alice.press("Signed 1", board)
            found = await alice.wait_for(lambda m: bool(m.labels), after=pressed)
            pressed = await alice.press(found.labels[0], found)
            await alice.wait_for("🔒 Sealed", after=pressed)
