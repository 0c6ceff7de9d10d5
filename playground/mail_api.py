"""The mailbox over HTTP: lists to wait on, one mail in all its forms."""

import asyncio
import re
from typing import Any, Final

from aiohttp import web

from playground.controls import download
from playground.mails import Mail, Mailbox
from playground.views import mail_view

LONGEST_WAIT: Final = 60.0
HTML_POLICY: Final = (
    "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)
NEW_TAB: Final = '<base target="_blank">'


class MailApi:
    def __init__(self, mailbox: Mailbox, bot_username: str) -> None:
        self._mailbox = mailbox
        self._deep_link = re.compile(rf"https?://t\.me/{re.escape(bot_username)}\b")
        self._bot_username = bot_username

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/play/mails", self.mails),
            web.delete("/play/mails", self.clear),
            web.get("/play/mails/{id}", self.mail),
            web.post("/play/mails/{id}/seen", self.seen),
            web.get("/play/mails/{id}/html", self.html),
            web.get("/play/mails/{id}/eml", self.source),
            web.get("/play/mails/{id}/parts/{index}", self.part),
        ]

    async def mails(self, request: web.Request) -> web.Response:
        """Mails `to` an address and newer than `after_change`, oldest first."""
        after = int(request.query.get("after_change", 0))
        seconds = min(float(request.query.get("timeout", 0)), LONGEST_WAIT)
        address = request.query.get("to", "")
        if seconds:
            await self._mailbox.news.until(
                lambda: bool(self._fitting(address, after)), seconds
            )
        fitting = self._fitting(address, after)
        full = request.query.get("full", "1") == "1"
        views = await asyncio.to_thread(
            lambda: [mail_view(mail, full=full) for mail in fitting]
        )
        return web.json_response(
            {"change": self._mailbox.changes.number, "mails": views}
        )

    async def clear(self, request: web.Request) -> web.Response:
        self._mailbox.clear()
        return web.json_response({})

    async def mail(self, request: web.Request) -> web.Response:
        return web.json_response(mail_view(self._mail(request)))

    async def seen(self, request: web.Request) -> web.Response:
        self._mailbox.see(self._mail(request))
        return web.json_response({})

    async def html(self, request: web.Request) -> web.Response:
        """The HTML body for a sandboxed frame: no scripts, links in a new tab."""
        mail = self._mail(request)
        text = self._deep_link.sub(f"/t.me/{self._bot_username}", mail.html)
        for part in mail.attachments:
            if part.content_id:
                address = f"/play/mails/{mail.id}/parts/{part.index}"
                text = text.replace(f"cid:{part.content_id}", address)
        return web.Response(
            text=NEW_TAB + text,
            content_type="text/html",
            headers={"Content-Security-Policy": HTML_POLICY},
        )

    async def source(self, request: web.Request) -> web.Response:
        mail = self._mail(request)
        if request.query.get("view"):
            return web.Response(
                body=mail.raw, content_type="text/plain", charset="utf-8"
            )
        return download(f"mail-{mail.id}.eml", "message/rfc822", mail.raw)

    async def part(self, request: web.Request) -> web.Response:
        parts = self._mail(request).attachments
        index = int(request.match_info["index"])
        if index >= len(parts):
            raise web.HTTPNotFound
        return download(parts[index].name, parts[index].mime, parts[index].data)

    def _fitting(self, address: str, after: int) -> list[Mail]:
        return [
            mail
            for mail in self._mailbox.mails.values()
            if mail.change > after and (not address or mail.to(address))
        ]

    def _mail(self, request: web.Request) -> Mail:
        found: Any = request.match_info["id"]
        mail = self._mailbox.mails.get(int(found)) if found.isdigit() else None
        if mail is None:
            raise web.HTTPNotFound
        return mail
