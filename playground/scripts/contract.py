"""A contract that somebody else wrote: its places are found, and few taps send it."""

from typing import Any

from playground.client import Message
from playground.person import Person
from playground.scripts.scenario import CHARLIE, Scenario, offers
from playground.seen import Pressed

MOST_TAPS, MOST_TYPED = 8, 2


class Contract(Scenario):
    """A PDF of two parties, from the chat to the sealed file."""

    async def story(self) -> None:
        """From the file to the sealed contract."""
        await self.draft()
        await self.sign_as_director()
        await self.sign_as_customer("Service contract", {"customer-date": "2026-12-01"})
        await self.sealed()
        await self.verify()

    async def draft(self) -> None:
        """The employee sends the contract off, tap by tap."""
        step, taps = self.report.step, Taps(self.alice)
        with step("Alice", "sends the contract; its places are found"):
            sent = await self.alice.document("Service contract.pdf",
                                             self.samples["contract.pdf"])  # fmt: skip
            asked = await self.alice.wait_for(offers("new"), after=sent)
            pressed = await taps.press(asked, "new")
            places = await self.alice.wait_for(offers("placed"), after=pressed)
            assert places.photo, "the picture of the places is missing"
            assert "7 places" in places.text, places.text
        with step("Alice", "answers what is missing"):
            pressed = await taps.press(places, "placed")
            for question, verb in (
                ("which date", "fill"),
                ("ours?", "fill"),
                ("Who signs for us", "director"),
            ):
                asked = await self.alice.wait_for(question, after=pressed)
                pressed = await taps.press(asked, verb)
            await self.alice.wait_for("Who is the customer", after=pressed)
            typed = await taps.type("Charlie Sommer")
            asked = await self.alice.wait_for(offers("kind"), after=typed)
            pressed = await taps.press(asked, "kind")
            await self.alice.wait_for("e-mail address", after=pressed)
            typed = await taps.type(CHARLIE)
            summary = await self.alice.wait_for(offers("send"), after=typed)
        with step("Alice", f"sends it for signing: {taps.count + 1} taps in all"):
            self.sending = await taps.press(summary, "send")
            self.card = await self.alice.wait_for("Approval", after=self.sending)
            assert taps.count <= MOST_TAPS, taps.count
            assert taps.typed <= MOST_TYPED, taps.typed


class Taps:
    """Counts what somebody has to do."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self.count = self.typed = 0

    async def press(self, message: Message, verb: str) -> Pressed:
        """Press the first button of a kind."""
        datas = [b.data or "" for row in message.buttons for b in row]
        self.count += 1
        fitting = next(data for data in datas if f"{data}:".startswith(f"{verb}:"))
        return await self._person.press(fitting, message)

    async def type(self, text: str) -> Any:
        """Type an answer."""
        self.typed += 1
        return await self._person.send(text)
