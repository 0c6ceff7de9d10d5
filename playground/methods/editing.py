"""Methods that change or remove a message of the bot."""

from typing import Any

from aiogram.methods import (
    DeleteMessage,
    DeleteMessages,
    EditMessageCaption,
    EditMessageMedia,
    EditMessageReplyMarkup,
    EditMessageText,
    PinChatMessage,
    UnpinAllChatMessages,
    UnpinChatMessage,
)
from aiogram.types import Message
from aiogram.types.reply_markup_union import ReplyMarkupUnion

from playground.calls import Call, given
from playground.contents import Content, caption_content, text_content
from playground.errors import NOT_MODIFIED, bad_request
from playground.keyboards import inline
from playground.methods.sending import media_content
from playground.people import Person
from playground.telegram import Telegram


async def edit_text(telegram: Telegram, call: Call[EditMessageText]) -> Message:
    wish = call.method
    person, message = _own(telegram, wish)
    if message.text is None:
        raise bad_request("there is no text in the message to edit")
    content = text_content(wish.text or "", given(wish.parse_mode), wish.entities)
    return _rewrite(telegram, person, message, wish.reply_markup, content)


async def edit_caption(telegram: Telegram, call: Call[EditMessageCaption]) -> Message:
    wish = call.method
    person, message = _own(telegram, wish)
    if message.text is not None:
        raise bad_request("there is no caption in the message to edit")
    content = caption_content(
        wish.caption, given(wish.parse_mode), wish.caption_entities
    )
    return _rewrite(telegram, person, message, wish.reply_markup, content)


async def edit_media(telegram: Telegram, call: Call[EditMessageMedia]) -> Message:
    wish = call.method
    person, message = _own(telegram, wish)
    gone = dict.fromkeys(("text", "entities", "photo", "document"))
    content = gone | await media_content(telegram, call, wish.media)
    return _rewrite(telegram, person, message, wish.reply_markup, content)


async def edit_markup(
    telegram: Telegram, call: Call[EditMessageReplyMarkup]
) -> Message:
    person, message = _own(telegram, call.method)
    return _rewrite(telegram, person, message, call.method.reply_markup, {})


async def delete_message(telegram: Telegram, call: Call[DeleteMessage]) -> bool:
    person = telegram.reachable(call.method.chat_id)
    telegram.find(person, call.method.message_id, "message to delete not found")
    _remove(telegram, person, call.method.message_id)
    return True


async def delete_messages(telegram: Telegram, call: Call[DeleteMessages]) -> bool:
    person = telegram.reachable(call.method.chat_id)
    for message_id in call.method.message_ids:
        if message_id in person.entries:
            _remove(telegram, person, message_id)
    return True


async def pin_message(telegram: Telegram, call: Call[PinChatMessage]) -> bool:
    person = telegram.reachable(call.method.chat_id)
    telegram.find(person, call.method.message_id, "message to pin not found")
    person.pinned = call.method.message_id
    telegram.touch(person)
    return True


async def unpin_message(telegram: Telegram, call: Call[UnpinChatMessage]) -> bool:
    return _unpin(telegram, call.method.chat_id)


async def unpin_all(telegram: Telegram, call: Call[UnpinAllChatMessages]) -> bool:
    return _unpin(telegram, call.method.chat_id)


def _unpin(telegram: Telegram, chat_id: int | str) -> bool:
    person = telegram.reachable(chat_id)
    person.pinned = None
    telegram.touch(person)
    return True


def _own(telegram: Telegram, wish: Any) -> tuple[Person, Message]:
    """The bot's message that the call names; inline messages do not exist here."""
    if wish.chat_id is None:
        raise bad_request("message identifier is not specified")
    person = telegram.reachable(wish.chat_id)
    message = telegram.find(person, wish.message_id, "message to edit not found")
    sender = message.from_user
    if sender is None or sender.id != telegram.bot.id or message.forward_origin:
        raise bad_request("message can't be edited")
    return person, message


def _rewrite(
    telegram: Telegram,
    person: Person,
    message: Message,
    markup: ReplyMarkupUnion | None,
    content: Content,
) -> Message:
    """Without a keyboard in the call the message loses the one it had."""
    content |= {"reply_markup": inline(markup)}
    if all(getattr(message, name) == value for name, value in content.items()):
        raise bad_request(NOT_MODIFIED)
    return telegram.rewrite(person, message.message_id, **content)


def _remove(telegram: Telegram, person: Person, message_id: int) -> None:
    entry = person.entries[message_id]
    entry.deleted = True
    entry.change = telegram.touch(person)
    if person.pinned == message_id:
        person.pinned = None
