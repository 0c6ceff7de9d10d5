"""Three phone photos of a contract on paper become a PDF that both sides sign."""

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from playground.scripts.phone import photos_of
from playground.scripts.scenario import CHARLIE, Scenario, offers
from playground.seen import Change, Message

_ANNEX = (
    "Annex: what is looked after",
    "",
    "12 tables of oak, 48 chairs, 3 benches and one bar of 6 metres",
    "in the rooms at Marktplatz 3, ground floor.",
    "",
    "Keys are handed out at the bar.",
)


class Photos(Scenario):
    """An album from a phone, from the chat to the sealed file."""

    async def story(self) -> None:
        """From the album to the sealed contract."""
        await self.draft()
        await self.sign_as_director()
        await self.sign_as_customer(
            "Contract on paper", {}, guess={"customer-date": "2026-12-01"}
        )
        await self.sealed()
        await self.verify()

    async def draft(self) -> None:
        """The employee sends the photos, and the contract off."""
        step, alice = self.report.step, self.alice
        photos = [
            *photos_of(self.samples["contract.pdf"]), *photos_of(_annex())
        ]  # fmt: skip
        with step("Alice", "sends three photos at once; they become a PDF"):
            files = [(f"page-{n}.jpg", photo) for n, photo in enumerate(photos, 1)]
            sent = await alice.album(files, "Contract on paper", photos=True)
            asked = await alice.wait_for("3 pages", after=sent[0])
            pressed = await alice.press(asked.labels[0], asked)
            places = await alice.wait_for(offers("placed"), after=pressed)
            assert places.photo, "the picture of the places is missing"
        with step("Alice", "answers what is missing"):
            pressed = await alice.press("👍 Looks right", places)
            summary = await self._answer_all(await alice.wait_for(_asks, after=pressed))
        with step("Alice", "sends it for signing"):
            self.sending = await alice.press("📨 Send for signing", summary)
            self.card = await alice.wait_for("Approval", after=self.sending)

    async def _answer_all(self, asked: Message) -> Message:
        """Answer whatever is asked: what is found depends on whether words on photos
        can be read here."""
        while not offers("send")(asked):
            done: Change
            if "Who is the customer" in asked.text:
                done = await self.alice.send("Charlie Sommer")
            elif "e-mail address" in asked.text and not asked.labels:
                done = await self.alice.send(CHARLIE)
            else:
                done = await self.alice.press(asked.labels[0], asked)
            asked = await self.alice.wait_for(_asks, after=done)
        return asked


def _asks(message: Message) -> bool:
    return "left\n" in message.text or offers("send")(message)


def _annex() -> bytes:
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    text = canvas.beginText(70, 740)
    text.setFont("Helvetica", 12)
    for line in _ANNEX:
        text.textLine(line)
    canvas.drawText(text)
    canvas.save()
    return file.getvalue()
