"""What the service does for good, one effect after another, told as it happens.

An effect is a committed write, a stored blob, an answered call of the Bot API, a mail
handed over, or a job of a worker that began or ended. The service knows nothing of it.
"""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiogram import Bot
from aiogram.methods import TelegramMethod
from sqlalchemy import Engine, event
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.mail import Mail
from bot.delivery.smtp import Mailer
from bot.workers import Workers
from storage.blobs import Blobs
from storage.database import Database

Tell = Callable[[str], None]
_WRITTEN = "written"
_BESIDE = {"envelopes", "board", "documents"}
"""Written in an event's transaction; the event itself says more."""


def watch(tell: Tell) -> None:
    """Tell every effect of this process from now on."""
    _watch_writes(tell)
    last_job = ""

    def tell_job(effect: str) -> None:
        nonlocal last_job
        last_job = effect
        tell(effect)

    _watch(tell, Blobs, "put", lambda _: f"blob after {last_job or 'start'}")
    _watch(tell, Bot, "__call__", _call)
    _watch(tell, Mailer, "send", lambda mail: f"mail {_purpose(mail)}")
    _watch(tell_job, Workers, "run", _job, begins=True)


def _watch(
    tell: Tell,
    owner: type,
    name: str,
    label: Callable[..., str],
    *,
    begins: bool = False,
) -> None:
    original: Callable[..., Awaitable[Any]] = getattr(owner, name)

    async def watched(self: object, *args: object, **options: object) -> Any:
        if begins:
            tell(f"begin {label(*args)}")
        result = await original(self, *args, **options)
        tell(label(*args))
        return result

    setattr(owner, name, watched)


def _watch_writes(tell: Tell) -> None:
    original = Database.write

    @asynccontextmanager
    async def write(self: Database) -> AsyncIterator[AsyncConnection]:
        async with original(self) as connection:
            written = _info(connection)[_WRITTEN] = list[str]()
            yield connection
        if written:
            tell("; ".join(dict.fromkeys(written)))

    Database.write = write  # type: ignore[method-assign]

    @event.listens_for(Engine, "after_cursor_execute")
    def note(
        connection: Any,
        cursor: Any,
        statement: str,
        values: Any,
        context: Any,
        many: Any,
    ) -> None:
        written = connection.info.get(_WRITTEN)
        writes = context and (context.isinsert or context.isupdate or context.isdelete)
        if written is not None and writes and context.compiled:
            label = _row(context, context.compiled.statement.table.name)
            if label and cursor.rowcount != 0:
                written.append(label)


def _info(connection: AsyncConnection) -> dict[Any, Any]:
    assert connection.sync_connection
    return connection.sync_connection.info


def _row(context: Any, table: str) -> str:
    values = context.compiled_parameters[0]
    match table:
        case "events" if context.isinsert:
            data = json.loads(values["data"])
            parts = (values["name"], data.get("role"), data.get("channel"))
            return " ".join(part for part in parts if part)
        case "inbox" if context.isinsert:
            return f"received {_update(json.loads(values['payload']))}"
        case "inbox" if values.get("done"):
            return "handled"
        case "forms" if context.isupdate:
            return f"form {' '.join(json.loads(values['values']))}"
        case _ if table in _BESIDE:
            return ""
    kind = "insert" if context.isinsert else "update" if context.isupdate else "delete"
    return f"{kind} {table}"


def _update(payload: dict[str, Any]) -> str:
    if "callback_query" in payload:
        verb = payload["callback_query"].get("data", "").partition(":")[0]
        return f"press {verb}"
    message = payload.get("message", {})
    kinds = [kind for kind in ("document", "photo", "text") if kind in message]
    return kinds[0] if kinds else "something"


def _call(method: TelegramMethod[Any], *_: object) -> str:
    text = getattr(method, "text", None) or getattr(method, "caption", None) or ""
    return f"{type(method).__name__} {text}".strip()


def _job(function: Callable[..., Any], *args: object) -> str:
    roles = [str(role) for arg in args if (role := getattr(arg, "role", None))]
    return " ".join(["job", function.__name__, *roles])


def _purpose(mail: Mail) -> str:
    return mail.id.partition(".")[2].partition("@")[0]
