"""Who comes by a link that was replaced is told so in his own language."""

from bot.domain import events as e
from bot.domain.fields import CUSTOMER
from tests.web.conftest import NewVisitor
from tests.web.world import World


async def test_a_replaced_link_speaks_the_language_of_the_document(
    world: World, visitor: NewVisitor
) -> None:
    envelope = await world.sent(language="de")
    link = await world.link(envelope)
    charlie = visitor(envelope)
    await charlie.follow()
    event = e.Readdressed(
        at=world.clock(),
        by="person:1",
        role=CUSTOMER,
        contact="d•••@example.com",
        channels=(),
    )
    await world.pages.envelopes.change(envelope.id, lambda now: now.readdress(event))
    for address in (link, charlie.path):
        async with charlie.http.get(address) as answer:
            assert answer.status == 410
            assert answer.headers["Content-Language"] == "de"
            assert "Dieser Link gilt nicht mehr" in await answer.text()
