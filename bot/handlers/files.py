"""Files from Telegram: looked at by size before they are fetched."""

from io import BytesIO

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Message

from bot.domain.errors import InputRefused

MAX_BYTES = 20 * 1024 * 1024
"""Telegram lets bots fetch no more."""


def insist_on_paper(name: str, data: bytes) -> None:
    """Refuse what nothing can be done with: no PDF, and not even named like one."""
    if not name.lower().endswith(".pdf") and b"%PDF-" not in data[:1024]:
        raise InputRefused("file.kind")


def shows_picture(message: Message) -> bool:
    """Say whether a message is a photo, or a picture as a file."""
    kind = (message.document and message.document.mime_type) or ""
    return bool(message.photo) or kind.startswith("image/")


async def download(bot: Bot, message: Message) -> bytes:
    """Return the bytes of a message's document, or of its largest photo."""
    file = message.document or (message.photo[-1] if message.photo else None)
    if file is None:
        raise InputRefused("file.expected")
    if (file.file_size or 0) > MAX_BYTES:
        raise InputRefused("file.too-big", limit=MAX_BYTES // 2**20)
    buffer = BytesIO()
    try:
        await bot.download(file, buffer)
    except TelegramBadRequest as error:
        raise InputRefused("file.too-big", limit=MAX_BYTES // 2**20) from error
    return buffer.getvalue()
