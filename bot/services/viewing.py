"""Viewing: pages as pictures, for the chat and the signing page."""

from collections import OrderedDict

from bot.pdf.render import page_count, page_image, page_size, page_sizes
from bot.services.ports import Blobs, Workers

_KEPT = 200
"""Pictures kept in memory, about 50 KB each."""


class Viewing:
    """Renders in a worker and remembers the newest pictures."""

    def __init__(self, *, blobs: Blobs, workers: Workers) -> None:
        self._blobs = blobs
        self._workers = workers
        self._pictures: OrderedDict[tuple[str, int, int, str], bytes] = OrderedDict()
        self._counts: OrderedDict[str, int] = OrderedDict()

    async def count(self, document: str) -> int:
        """Return how many pages a stored document has."""
        if document not in self._counts:
            data = await self._blobs.get(document)
            self._counts[document] = await self._workers.run(page_count, data)
            if len(self._counts) > _KEPT:
                self._counts.popitem(last=False)
        return self._counts[document]

    async def page(
        self, document: str, page: int, *, width: int = 800, kind: str = "webp"
    ) -> bytes:
        """Return one page (from 0) of a stored document, `width` pixels wide."""
        key = (document, page, width, kind)
        if key not in self._pictures:
            data = await self._blobs.get(document)
            self._pictures[key] = await self.render(data, page, width=width, kind=kind)
            if len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(key)
        return self._pictures[key]

    async def size(self, document: str, page: int) -> tuple[float, float]:
        """Return width and height of a page (from 0) as displayed, in points."""
        data = await self._blobs.get(document)
        return await self._workers.run(page_size, data, page)

    async def sizes(self, document: str) -> tuple[tuple[float, float], ...]:
        """Return width and height of every page as displayed, in points."""
        data = await self._blobs.get(document)
        return await self._workers.run(page_sizes, data)

    async def pages(self, document: str, limit: int) -> tuple[bytes, ...]:
        """Return the first pages as JPEG for the chat."""
        data = await self._blobs.get(document)
        count = min(await self._workers.run(page_count, data), limit)
        return tuple(
            [
                await self.page(document, page, width=1000, kind="jpeg")
                for page in range(count)
            ]
        )

    async def render(
        self, data: bytes, page: int, *, width: int = 800, kind: str = "webp"
    ) -> bytes:
        """Return one page of bytes that are not stored, such as a preview."""
        return await self._workers.run(page_image, data, page, width, kind)
