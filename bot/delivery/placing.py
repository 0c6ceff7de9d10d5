"""The sender's view of his places in the chat, kept up to date from wherever they are
changed."""

from bot.delivery.telegram import Telegram
from bot.domain.envelope import Envelope
from bot.domain.fields import SENDER, Field, Kind
from bot.domain.placing import field_named
from bot.screens.places import one_place, overview
from bot.screens.screen import Screen
from bot.services.placing import Placing
from bot.services.placing_links import PlacingLinks
from bot.services.ports import Desk
from bot.texts import Texts

_SHOWN = "shown"
"""Where the form keeps the message that shows the places."""


class PlacesView:
    """Shows places as a picture with buttons, in one message that is edited."""

    def __init__(
        self,
        *,
        telegram: Telegram,
        placing: Placing,
        placing_links: PlacingLinks,
        desk: Desk,
        mini_apps: bool,
    ) -> None:
        self._telegram = telegram
        self._placing = placing
        self._links = placing_links
        self._desk = desk
        self._mini_apps = mini_apps

    async def show(
        self,
        chat: int,
        envelope: Envelope,
        t: Texts,
        *,
        page: int | None = None,
        message: int | None = None,
    ) -> None:
        """Show all places of a page, by default the first one that is signed; in the
        `message` if there is one."""
        fields = await self._placing.fields(envelope)
        shown = _page_of(fields) if page is None else page
        picture = await self._placing.picture(envelope, fields, shown, t.language)
        screen = overview(
            t,
            envelope,
            fields,
            shown,
            picture,
            address=self._links.address(envelope),
            mini_app=self._mini_apps,
        )
        await self._put(chat, envelope, screen, message, shown)

    async def show_one(
        self,
        chat: int,
        envelope: Envelope,
        t: Texts,
        id: str,
        *,
        message: int | None = None,
    ) -> None:
        """Show one place on its page under a grid. Raises `NotFound`."""
        fields = await self._placing.fields(envelope)
        field = field_named(fields, id)
        # A place on the page to come is moved into the document by its squares.
        page = min(field.page, envelope.drafted.pages - 1)
        picture = await self._placing.picture(
            envelope, fields, page, t.language, chosen=id, grid=True
        )
        screen = one_place(t, envelope, fields, field, field.page, picture)
        await self._put(chat, envelope, screen, message, field.page)

    async def follow(self, envelope: Envelope, t: Texts) -> None:
        """Bring the message up to date after a change elsewhere."""
        kept = (await self._desk.form(envelope.id, SENDER)).values.get(_SHOWN)
        if kept:
            chat, message, page = kept
            await self.show(chat, envelope, t, page=page, message=message)

    async def _put(
        self,
        chat: int,
        envelope: Envelope,
        screen: Screen,
        message: int | None,
        page: int,
    ) -> None:
        if message is None or not await self._telegram.edit(chat, message, screen):
            message = await self._telegram.show(chat, screen)
        shown = {_SHOWN: [chat, message, page]}
        await self._desk.fill(envelope.id, SENDER, shown)


def _page_of(fields: tuple[Field, ...]) -> int:
    signed = [field.page for field in fields if field.kind is Kind.SIGNATURE]
    return min(signed or [field.page for field in fields] or [0])
