"""Starts and stops the playground: one web server, one mail server."""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack
from typing import Any, Final, Self

from aiogram.types import User
from aiohttp import web

from playground.bot_api import BotApi
from playground.changes import Changes
from playground.controls import Controls, explain
from playground.mail_api import MailApi
from playground.mails import Mailbox
from playground.miniapp import Launcher
from playground.pages import Pages, never_stale
from playground.play_api import PlayApi
from playground.smtp import MailServer
from playground.telegram import Telegram
from playground.updates import UpdateQueue
from playground.webhook import Webhook

TOKEN: Final = "1000001:PLAYGROUND-not-a-secret-only-for-loopback"  # noqa: S105
BODY_LIMIT: Final = 256 << 20


class Playground:
    """Telegram and a mail server; an async context manager.

    Port 0 takes a free one. `guide` are the steps (title, HTML) that the page shows
    beside the chats, `samples` the files it offers for sending.
    """

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        smtp_port: int = 0,
        token: str = TOKEN,
        bot_username: str = "chatsign_bot",
        bot_name: str = "Chatsign",
        guide: Sequence[tuple[str, str]] = (),
        samples: Mapping[str, bytes] | None = None,
    ) -> None:
        self.host, self.port, self.smtp_port = host, port, smtp_port
        self.token = token
        self.telegram, self.mailbox, self._api = _world(token, bot_username, bot_name)
        self._mail_server = MailServer(self.mailbox)
        self._guide = guide
        self._samples = samples or {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._stack = AsyncExitStack()
        self.telegram.webhook.spawn = self._spawn
        self.telegram.webhook.execute = self._api.execute

    @property
    def web_app_key(self) -> str:
        """Hex of the Ed25519 key that vouches for Mini App launches here."""
        return self.telegram.launcher.public_key

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    async def __aenter__(self) -> Self:
        runner = web.AppRunner(self._app(), shutdown_timeout=0.5, access_log=None)
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        site = web.TCPSite(runner, self.host, self.port)
        await site.start()
        self.port = int(runner.addresses[0][1])
        self.smtp_port = await self._mail_server.start(self.host, self.smtp_port)
        self._stack.push_async_callback(self._mail_server.stop)
        self._stack.push_async_callback(self._end_waiting)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=BODY_LIMIT, middlewares=[explain])
        username = self.telegram.bot.username or ""
        parts = (
            self._api,
            PlayApi(self.telegram, self._samples),
            Controls(self.telegram, self.mailbox, self._mail_server),
            MailApi(self.mailbox, username),
            Pages(self.telegram, self.mailbox, self._guide, self._samples),
        )
        for part in parts:
            app.add_routes(part.routes())
        app.on_response_prepare.append(never_stale)
        return app

    def _spawn(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        task = asyncio.create_task(work)  # noqa: TID251 - the one place for it
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _end_waiting(self) -> None:
        self.telegram.close()
        self.mailbox.news.close()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _world(
    token: str, bot_username: str, bot_name: str
) -> tuple[Telegram, Mailbox, BotApi]:
    changes, updates = Changes(), UpdateQueue()
    bot = User(
        id=int(token.partition(":")[0]),
        is_bot=True,
        first_name=bot_name,
        username=bot_username,
        can_join_groups=True,
        can_read_all_group_messages=False,
        supports_inline_queries=False,
    )
    telegram = Telegram(
        token=token,
        bot=bot,
        changes=changes,
        updates=updates,
        webhook=Webhook(updates=updates),
        launcher=Launcher(bot_id=bot.id, token=token),
    )
    return telegram, Mailbox(changes=changes), BotApi(telegram)
