"""Gathering: what somebody of the company has sent, before it becomes a document."""

from bot.domain.errors import NotAllowed
from bot.pdf.intake.office import SECONDS as OFFICE_SECONDS
from bot.pdf.intake.office import pdf_from_office
from bot.pdf.intake.photographs import PhotoPage, page_from_photo, pdf_from_pages
from bot.services.ports import Blobs, Desk, Workers

_PHOTO = "photo-"
"""Before the number of a photo among the values of a form; they sort in its order."""


class Gathering:
    """Keeps files and photos until it is said what they are for."""

    def __init__(self, *, desk: Desk, blobs: Blobs, workers: Workers) -> None:
        self._desk = desk
        self._blobs = blobs
        self._workers = workers

    async def keep(self, id: str, chat: int, name: str, data: bytes) -> None:
        """Keep a file as it is."""
        kept = {"file": await self._blobs.put(data), "name": name}
        await self._desk.fill(id, str(chat), kept)

    async def convert(self, data: bytes, owner: str) -> bytes:
        """Return a document of a word processor as PDF. Raises `InputRefused`."""
        return await self._workers.run(
            pdf_from_office, data, owner=owner, seconds=OFFICE_SECONDS + 10
        )

    async def add_photo(
        self, id: str, chat: int, number: int, data: bytes, *, caption: str, owner: str
    ) -> int:
        """Keep a photo as a page, in the order of `number`; return how many there are.

        The same number again replaces it; a caption becomes the document's name.
        Raises `InputRefused`.
        """
        page = await self._workers.run(page_from_photo, data, owner=owner)
        kept = [await self._blobs.put(page.jpeg), page.width, page.height]
        values: dict[str, object] = {f"{_PHOTO}{number:012}": kept}
        if caption:
            values["name"] = caption
        form = await self._desk.fill(id, str(chat), values)
        return sum(key.startswith(_PHOTO) for key in form.values)

    async def document(
        self, id: str, chat: int, *, title: str, language: str
    ) -> tuple[str, bytes]:
        """Return the name and the PDF of what was kept; photos are put together."""
        values = (await self._desk.form(id, str(chat))).values
        if "file" in values:
            return values["name"], await self._blobs.get(values["file"])
        photos = [values[key] for key in sorted(values) if key.startswith(_PHOTO)]
        title = values.get("name", title)
        if not photos:
            raise NotAllowed("button-old")
        pages = [
            PhotoPage(jpeg=await self._blobs.get(blob), width=width, height=height)
            for blob, width, height in photos
        ]
        pdf = await self._workers.run(
            pdf_from_pages, pages, title=title, language=language
        )
        return title, pdf
