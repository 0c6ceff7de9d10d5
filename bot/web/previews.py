"""Previews: documents as they will look, kept for as long as somebody looks at them."""

import asyncio
from collections import OrderedDict

from aiohttp import web

from bot.web.visits import Visit

_KEPT = 8
"""Whole documents in memory."""


class Previews:
    """Makes each preview once, although a browser asks for its pages one by one."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str, str], bytes] = OrderedDict()
        self._making = asyncio.Lock()

    async def document(self, visit: Visit) -> bytes:
        """Return the document with what the signer has entered, without signature."""
        envelope, role, pages = visit.envelope, visit.role, visit.pages
        key = envelope.document, role, await pages.filling.entered(envelope, role)
        async with self._making:
            if key not in self._kept:
                self._kept[key] = await pages.signing.preview(envelope, role)
                if len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return self._kept[key]


PREVIEWS = web.AppKey("previews", Previews)
