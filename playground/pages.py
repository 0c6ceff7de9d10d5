"""The pages: chats, mailbox, deep links, and the stream that keeps them fresh."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from aiohttp import web

from playground.mails import Mailbox
from playground.telegram import Telegram
from playground.views import Json, state_view

STATIC: Final = Path(__file__).with_name("static")
POLICY: Final = (
    "default-src 'self'; img-src 'self' data: blob:; frame-src *; "
    "object-src 'none'; base-uri 'none'"
)
HEARTBEAT: Final = 20.0
"""Seconds; keeps proxies from closing a quiet stream."""


class Pages:
    def __init__(
        self,
        telegram: Telegram,
        mailbox: Mailbox,
        guide: Sequence[tuple[str, str]],
        samples: Mapping[str, bytes],
    ) -> None:
        self._telegram = telegram
        self._mailbox = mailbox
        self._guide = guide
        self._samples = samples

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.get("/", self.chats),
            web.get("/mail", self.mail),
            web.get("/t.me/{bot}", self.deep_link),
            web.get("/play/guide", self.guide),
            web.get("/play/events", self.events),
            web.static("/static", STATIC),
        ]

    async def chats(self, request: web.Request) -> web.Response:
        return _page("chats.html")

    async def mail(self, request: web.Request) -> web.Response:
        return _page("mail.html")

    async def deep_link(self, request: web.Request) -> web.Response:
        if request.match_info["bot"].lower() != self._username().lower():
            raise web.HTTPNotFound
        return _page("link.html")

    async def guide(self, request: web.Request) -> web.Response:
        steps = [{"title": title, "html": html} for title, html in self._guide]
        files = [{"name": name, "size": len(d)} for name, d in self._samples.items()]
        return web.json_response({"steps": steps, "samples": files})

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: the state's outline whenever anything changed."""
        stream = web.StreamResponse(headers={"Cache-Control": "no-store"})
        stream.content_type = "text/event-stream"
        await stream.prepare(request)
        changes = self._telegram.changes
        try:
            while not changes.closed:
                sent = changes.number
                await stream.write(_event(state_view(self._telegram, self._mailbox)))
                await changes.moved(sent, HEARTBEAT)
        except ConnectionError:
            pass
        return stream

    def _username(self) -> str:
        return self._telegram.bot.username or ""


async def never_stale(_: web.Request, response: web.StreamResponse) -> None:
    """Let no browser show pages of a playground that had this address before."""
    response.headers.setdefault("Cache-Control", "no-cache")


def _event(state: Json) -> bytes:
    return f"data: {json.dumps(state)}\n\n".encode()


def _page(name: str) -> web.Response:
    return web.Response(
        text=(STATIC / name).read_text(),
        content_type="text/html",
        headers={
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
        },
    )
