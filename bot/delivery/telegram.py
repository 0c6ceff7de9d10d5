"""Screens to Telegram: messages, albums, files, edits."""

import asyncio
from typing import TypeVar

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import (
    EditMessageMedia,
    EditMessageText,
    SendDocument,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
    TelegramMethod,
)
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
    MediaUnion,
    ReplyParameters,
    WebAppInfo,
)
from pydantic import ValidationError

from bot.domain.errors import TransportError
from bot.screens.screen import Button, Screen

T = TypeVar("T")

_WAITS = 3
_LONGEST_WAIT = 60
"""Seconds waited when Telegram says "retry after"; a longer ban is a failure."""
_ALBUM = 10
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_PASSING = (TelegramNetworkError, TelegramServerError, TelegramRetryAfter)
_PERMANENT = (TelegramForbiddenError, TelegramBadRequest, TelegramNotFound)


class Telegram:
    """Shows screens in private chats. Raises `TransportError`."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def show(self, chat: int, screen: Screen) -> int:
        """Send a screen and return the id of its last message."""
        await self._album(chat, screen.album)
        keyboard, reply = _keyboard(screen), _reply(screen)
        if screen.file:
            document = BufferedInputFile(screen.file.data, screen.file.name)
            message = await self._call(
                SendDocument(
                    chat_id=chat,
                    document=document,
                    caption=screen.text,
                    reply_markup=keyboard,
                    reply_parameters=reply,
                )
            )
        elif screen.picture:
            message = await self._call(
                SendPhoto(
                    chat_id=chat,
                    photo=BufferedInputFile(screen.picture, "picture.png"),
                    caption=screen.text,
                    reply_markup=keyboard,
                    reply_parameters=reply,
                )
            )
        else:
            message = await self._call(
                SendMessage(
                    chat_id=chat,
                    text=screen.text,
                    reply_markup=keyboard,
                    reply_parameters=reply,
                    link_preview_options=_NO_PREVIEW,
                )
            )
        return message.message_id

    async def edit(self, chat: int, message: int, screen: Screen) -> bool:
        """Replace a message, and its picture if it has one; False when it is gone."""
        try:
            await self._call(_edited(chat, message, screen))
        except TransportError as error:
            if "message is not modified" in error.reason:
                return True
            if "not found" in error.reason or "can't be edited" in error.reason:
                return False
            raise
        return True

    async def _album(self, chat: int, pictures: tuple[bytes, ...]) -> None:
        files = [
            BufferedInputFile(picture, f"page-{number}.jpg")
            for number, picture in enumerate(pictures, start=1)
        ]
        for start in range(0, len(files), _ALBUM):
            part = files[start : start + _ALBUM]
            if len(part) == 1:
                await self._call(SendPhoto(chat_id=chat, photo=part[0]))
            else:
                media: list[MediaUnion] = [InputMediaPhoto(media=file) for file in part]
                await self._call(SendMediaGroup(chat_id=chat, media=media))

    async def _call(self, method: TelegramMethod[T]) -> T:
        for _ in range(_WAITS):
            try:
                return await self._bot(method)
            except TelegramRetryAfter as error:
                if error.retry_after > _LONGEST_WAIT:
                    raise TransportError(error.message, permanent=False) from error
                await asyncio.sleep(error.retry_after)
            except TelegramAPIError as error:
                permanent = isinstance(error, _PERMANENT)
                raise TransportError(error.message, permanent=permanent) from error
            except ClientDecodeError as error:
                # Something on the way answered, not Telegram.
                raise TransportError("no answer", permanent=False) from error
        raise TransportError("too many requests", permanent=False)


def unreachable(error: BaseException | None) -> bool:
    """Whether somebody cannot be written to, because he blocked the bot or left."""
    if isinstance(error, TransportError):
        return unreachable(error.__cause__)
    return isinstance(error, TelegramForbiddenError) or (
        isinstance(error, TelegramBadRequest) and "chat not found" in error.message
    )


def passes(error: BaseException | None) -> bool:
    """Whether it is the line or Telegram itself, so that waiting helps.

    An answer that is no JSON came from a proxy on the way; one of an unknown shape is
    Telegram's, and what was asked has been done.
    """
    if isinstance(error, TransportError) and not error.permanent:
        return error.__cause__ is None or passes(error.__cause__)
    if isinstance(error, ClientDecodeError):
        return not isinstance(error.original, ValidationError)
    return isinstance(error, _PASSING)


def _edited(
    chat: int, message: int, screen: Screen
) -> EditMessageText | EditMessageMedia:
    if screen.picture is None:
        return EditMessageText(
            text=screen.text,
            chat_id=chat,
            message_id=message,
            reply_markup=_keyboard(screen),
            link_preview_options=_NO_PREVIEW,
        )
    picture = BufferedInputFile(screen.picture, "picture.png")
    return EditMessageMedia(
        media=InputMediaPhoto(media=picture, caption=screen.text),
        chat_id=chat,
        message_id=message,
        reply_markup=_keyboard(screen),
    )


def _keyboard(screen: Screen) -> InlineKeyboardMarkup | None:
    if not screen.rows:
        return None
    return InlineKeyboardMarkup(
        inline_keyboard=[[_button(button) for button in row] for row in screen.rows]
    )


def _reply(screen: Screen) -> ReplyParameters | None:
    if screen.reply_to is None:
        return None
    return ReplyParameters(message_id=screen.reply_to, allow_sending_without_reply=True)


def _button(button: Button) -> InlineKeyboardButton:
    if button.mini_app:
        app = WebAppInfo(url=button.url)
        return InlineKeyboardButton(text=button.text, web_app=app)
    if button.url:
        return InlineKeyboardButton(text=button.text, url=button.url)
    return InlineKeyboardButton(text=button.text, callback_data=button.data)
