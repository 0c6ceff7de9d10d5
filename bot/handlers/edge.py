"""The edge: who writes, in which language, and every refusal answered once."""

from collections.abc import Awaitable, Callable
from html import escape
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.domain.errors import Refusal
from bot.handlers.desk import FINAL, Office, Talk
from bot.texts import texts

_log = structlog.get_logger()


class Edge(BaseMiddleware):
    """Gives handlers the `talk`; says refusals; stops the spinner."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Handle one message or button in a private chat; groups are left alone."""
        assert isinstance(event, Message | CallbackQuery)  # noqa: S101
        user = event.from_user
        message = event if isinstance(event, Message) else event.message
        if user is None or message is None or message.chat.type != "private":
            return None
        person = await self._office.access.person(user.id)
        t = texts(person.language if person else user.language_code or "en")
        talk = Talk(
            chat=user.id,
            name=user.full_name,
            person=person,
            t=t,
            state=data["state"],
            office=self._office,
            bot=data["bot"],
            update=data["event_update"].update_id,
        )
        if data["raw_state"] in FINAL and _is_no_answer(event):
            await talk.state.clear()
            data["raw_state"] = None
        try:
            return await handler(event, {**data, "talk": talk})
        except Refusal as refusal:
            _log.info("refused", key=refusal.key)
            await talk.say(escape(t.refusal(refusal)))
        finally:
            if isinstance(event, CallbackQuery):
                await _stop_spinner(event)


def _is_no_answer(event: Message | CallbackQuery) -> bool:
    """Tell whether somebody turned to something else, by a button or a command."""
    return isinstance(event, CallbackQuery) or (event.text or "").startswith("/")


async def _stop_spinner(query: CallbackQuery) -> None:
    try:
        await query.answer()
    except AiogramError as error:
        # What was pressed for is done. A press that waited in the inbox for too long
        # has no spinner any more, and a lost one goes out by itself.
        _log.debug("spinner not stopped", error=type(error).__name__)
