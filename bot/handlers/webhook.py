"""The webhook: an update is stored before it is answered."""

import hmac
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.handlers.inbox import Intake

PATH = "/telegram"


def webhook(
    intake: Intake, secret: str
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Return the handler for Telegram's posts. Without the secret there is nothing."""

    async def take(request: web.Request) -> web.Response:
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            raise web.HTTPNotFound
        await intake.take([await request.json()])
        return web.Response()

    return take
