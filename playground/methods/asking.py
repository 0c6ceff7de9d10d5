"""Methods that read: updates, files, chats; and the answer to a pressed button."""

from aiogram.methods import AnswerCallbackQuery, GetChat, GetFile, GetMe, GetUpdates
from aiogram.types import ChatFullInfo, File, Update, User
from aiogram.types.accepted_gift_types import AcceptedGiftTypes

from playground.calls import Call
from playground.errors import WEBHOOK_IS_ACTIVE, ApiError, bad_request
from playground.markup import utf16_length
from playground.telegram import Telegram

ANSWER_LIMIT = 200
NO_GIFTS = AcceptedGiftTypes(
    unlimited_gifts=False,
    limited_gifts=False,
    unique_gifts=False,
    premium_subscription=False,
    gifts_from_channels=False,
)


async def get_me(telegram: Telegram, call: Call[GetMe]) -> User:
    return telegram.bot


async def get_updates(telegram: Telegram, call: Call[GetUpdates]) -> list[Update]:
    if telegram.webhook.url:
        raise ApiError(409, WEBHOOK_IS_ACTIVE)
    wish = call.method
    telegram.updates.allow(wish.allowed_updates)
    limit = 100 if wish.limit is None else wish.limit
    return await telegram.updates.poll(
        offset=wish.offset or 0,
        limit=limit if 1 <= limit <= 100 else 100,
        seconds=max(0, wish.timeout or 0),
    )


async def get_file(telegram: Telegram, call: Call[GetFile]) -> File:
    stored = telegram.files.for_download(call.method.file_id)
    return File(
        file_id=stored.file_id,
        file_unique_id=stored.unique_id,
        file_size=len(stored.data),
        file_path=stored.path,
    )


async def get_chat(telegram: Telegram, call: Call[GetChat]) -> ChatFullInfo:
    person = telegram.known(call.method.chat_id)
    return ChatFullInfo(
        id=person.id,
        type="private",
        first_name=person.first_name,
        last_name=person.last_name,
        username=person.username,
        accent_color_id=0,
        max_reaction_count=11,
        accepted_gift_types=NO_GIFTS,
    )


async def answer_query(telegram: Telegram, call: Call[AnswerCallbackQuery]) -> bool:
    wish = call.method
    text = wish.text or ""
    if utf16_length(text) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    telegram.answer(
        wish.callback_query_id, text, alert=bool(wish.show_alert), url=wish.url or ""
    )
    return True
