"""What Alice does on the placing page, and what can be seen of it."""

from dataclasses import dataclass

from playwright.async_api import CDPSession, Locator, Page, expect

from bot.domain.envelope import Envelope
from bot.domain.fields import Box, Field
from playground.seen import Message
from tests.paperwork import datas, offers, press, send_file
from tests.stage import Stage
from tests.web.hand import touch
from tests.web.papers import paper

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Placed:
    """A draft of Alice's whose places are shown in her chat."""

    stage: Stage
    id: str
    message: Message
    """The one in her chat that shows the places."""

    async def envelope(self) -> Envelope:
        """The draft."""
        return await self.stage.app.parts.envelopes.get(self.id)

    async def fields(self) -> dict[str, Field]:
        """Its places as they are kept, by id."""
        kept = await self.stage.app.parts.placing.fields(await self.envelope())
        return {field.id: field for field in kept}

    async def link(self) -> str:
        """A link to its page, as it stands in the chat."""
        return self.stage.app.parts.placing_links.address(await self.envelope())


async def placed(stage: Stage, pages: int = 3) -> Placed:
    """Alice sends a file without places of its own: they are on the signature page."""
    alice = stage.story.alice
    sent = send_file(stage, alice, "Contract.pdf", paper("Contract", pages))
    asked = await alice.wait_for(offers("new"), after=sent)
    pressed = await press(alice, asked, "new")
    shown = await alice.wait_for(offers("placed"), after=pressed)
    return Placed(stage, datas(shown)[0].split(":")[1], shown)
