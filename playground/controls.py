"""The driving API of the playground itself: state, files, faults, settings."""

import json
from collections.abc import Awaitable, Callable
from urllib.parse import quote

from aiohttp import web

from playground.errors import PlayError
from playground.mails import Mailbox
from playground.smtp import MailServer
from playground.telegram import Telegram
from playground.views import state_view


class Controls:
    def __init__(
        self, telegram: Telegram, mailbox: Mailbox, mail_server: MailServer
    ) -> None:
        self._telegram = telegram
        self._mailbox = mailbox
        self._mail_server = mail_server

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/play/state", self.state),
            web.get("/play/files/{file_id}", self.file),
            web.post("/play/updates", self.add_update),
            web.post("/play/faults", self.add_fault),
            web.delete("/play/faults", self.clear_faults),
            web.patch("/play/settings", self.settings),
        ]

    async def state(self, request: web.Request) -> web.Response:
        view = state_view(self._telegram, self._mailbox)
        return web.json_response(view)

    async def file(self, request: web.Request) -> web.Response:
        stored = self._telegram.files.by_id(request.match_info["file_id"])
        if stored is None:
            raise web.HTTPNotFound
        return download(stored.name or stored.path, stored.mime, stored.data)

    async def add_update(self, request: web.Request) -> web.Response:
        """A message of a shape that nobody knows yet."""
        self._telegram.updates.push_newer(await request.json())
        return web.json_response({}, status=201)

    async def add_fault(self, request: web.Request) -> web.Response:
        wish = await request.json()
        match wish.pop("method", "*"):
            case "mail":
                self._mail_server.add_fault(**wish)
            case "update":
                self._telegram.updates.redeliver += wish.get("times", 1)
            case method:
                self._telegram.faults.add(method=method, **wish)
        return web.json_response({}, status=201)

    async def clear_faults(self, request: web.Request) -> web.Response:
        self._telegram.faults.clear()
        self._mail_server.clear_faults()
        self._telegram.updates.redeliver = 0
        return web.json_response({})

    async def settings(self, request: web.Request) -> web.Response:
        wishes = await request.json()
        if "next_update" in wishes:
            self._telegram.updates.number_from(wishes["next_update"])
        self._telegram.rates.on = wishes.get("rates", self._telegram.rates.on)
        self._telegram.query_life = wishes.get("query_life", self._telegram.query_life)
        return web.json_response({})


def download(name: str, mime: str, data: bytes) -> web.Response:
    """A file for the browser: shown where that is safe, saved where not."""
    shown = mime in {"application/pdf", "image/jpeg", "image/png", "text/plain"}
    kind = "inline" if shown else "attachment"
    headers = {
        "Content-Type": mime if shown else "application/octet-stream",
        "Content-Disposition": f"{kind}; filename*=UTF-8''{quote(name)}",
        "X-Content-Type-Options": "nosniff",
    }
    return web.Response(body=data, headers=headers)


@web.middleware
async def explain(
    request: web.Request,
    handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
) -> web.StreamResponse:
    """Refused acts as 400 with a reason; none from a foreign web page at all."""
    origin = request.headers.get("Origin")
    if origin is not None and origin.partition("://")[2] != request.host:
        raise web.HTTPForbidden
    try:
        return await handler(request)
    except PlayError as error:
        return web.json_response({"error": str(error)}, status=400)
    except (KeyError, json.JSONDecodeError) as error:
        return web.json_response({"error": f"bad request: {error}"}, status=400)
