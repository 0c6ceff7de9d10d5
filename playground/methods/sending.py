"""Methods that put messages into a chat."""

import secrets
import time
from typing import Any, Final

from aiogram.methods import (
    CopyMessage,
    ForwardMessage,
    SendChatAction,
    SendDocument,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
)
from aiogram.types import (
    InputMediaDocument,
    InputMediaPhoto,
    Message,
    MessageId,
    MessageOriginUser,
)

from playground.calls import Call, given
from playground.contents import (
    Content,
    caption_content,
    document_content,
    photo_content,
    text_content,
)
from playground.errors import bad_request
from playground.people import Person
from playground.telegram import Telegram

ACTION_SECONDS: Final = 5
ALBUM: Final = range(2, 11)
ACTIONS: Final = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
COPIED: Final = (
    "text",
    "entities",
    "caption",
    "caption_entities",
    "photo",
    "document",
    "contact",
)


async def send_message(telegram: Telegram, call: Call[SendMessage]) -> Message:
    wish = call.method
    person = telegram.reachable(wish.chat_id)
    content = text_content(wish.text, given(wish.parse_mode), wish.entities)
    content |= _reply(telegram, person, wish)
    return telegram.say(person, wish.reply_markup, **content)


async def send_document(telegram: Telegram, call: Call[SendDocument]) -> Message:
    wish = call.method
    person = telegram.reachable(wish.chat_id)
    content = caption_content(
        wish.caption, given(wish.parse_mode), wish.caption_entities
    )
    content |= document_content(telegram.files, call, wish.document)
    content |= _reply(telegram, person, wish)
    return telegram.say(person, wish.reply_markup, **content)


async def send_photo(telegram: Telegram, call: Call[SendPhoto]) -> Message:
    wish = call.method
    person = telegram.reachable(wish.chat_id)
    content = caption_content(
        wish.caption, given(wish.parse_mode), wish.caption_entities
    )
    content |= await photo_content(telegram.files, call, wish.photo)
    content |= _reply(telegram, person, wish)
    return telegram.say(person, wish.reply_markup, **content)


async def send_media_group(
    telegram: Telegram, call: Call[SendMediaGroup]
) -> list[Message]:
    wish = call.method
    person = telegram.reachable(wish.chat_id)
    if len(wish.media) not in ALBUM:
        raise bad_request("media group must include 2-10 items")
    if len({item.type for item in wish.media}) > 1:
        raise bad_request("document can't be mixed with other media types")
    contents = [await media_content(telegram, call, item) for item in wish.media]
    album: Content = {"media_group_id": str(secrets.randbits(53))}
    album |= _reply(telegram, person, wish)
    return [telegram.say(person, **content, **album) for content in contents]


async def media_content(telegram: Telegram, call: Call[Any], item: Any) -> Content:
    """Content of one InputMedia, of an album or of editMessageMedia."""
    if not isinstance(item, (InputMediaDocument, InputMediaPhoto)):
        raise bad_request(f"the playground shows no media of type {item.type}")
    caption = caption_content(
        item.caption, given(item.parse_mode), item.caption_entities
    )
    if isinstance(item, InputMediaDocument):
        return caption | document_content(telegram.files, call, item.media)
    return caption | await photo_content(telegram.files, call, item.media)


async def send_chat_action(telegram: Telegram, call: Call[SendChatAction]) -> bool:
    person = telegram.reachable(call.method.chat_id)
    if call.method.action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    person.action = call.method.action
    person.action_until = time.monotonic() + ACTION_SECONDS
    telegram.touch(person)
    return True


async def forward_message(telegram: Telegram, call: Call[ForwardMessage]) -> Message:
    wish = call.method
    person = telegram.reachable(wish.chat_id)
    source = telegram.find(
        telegram.known(wish.from_chat_id),
        wish.message_id,
        "message to forward not found",
    )
    return telegram.say(person, **copied(source), **origin(source))


async def copy_message(telegram: Telegram, call: Call[CopyMessage]) -> MessageId:
    wish = call.method
    person = telegram.reachable(wish.chat_id)
    source = telegram.find(
        telegram.known(wish.from_chat_id),
        wish.message_id,
        "message to copy not found",
    )
    content = copied(source)
    if wish.caption is not None and source.text is None:
        content |= caption_content(
            wish.caption, given(wish.parse_mode), wish.caption_entities
        )
    content |= _reply(telegram, person, wish)
    message = telegram.say(person, wish.reply_markup, **content)
    return MessageId(message_id=message.message_id)


def copied(source: Message) -> Content:
    return {name: getattr(source, name) for name in COPIED}


def origin(source: Message) -> Content:
    """Who wrote it first, also when it was forwarded before."""
    if source.forward_origin is not None:
        return {"forward_origin": source.forward_origin}
    sender = source.from_user
    return {
        "forward_origin": sender
        and MessageOriginUser(date=source.date, sender_user=sender)
    }


def _reply(telegram: Telegram, person: Person, wish: Any) -> Content:
    asked = wish.reply_parameters
    target = asked.message_id if asked else wish.reply_to_message_id
    if target is None:
        return {}
    lenient = wish.allow_sending_without_reply
    if asked is not None:
        lenient = given(asked.allow_sending_without_reply)
    entry = person.entries.get(target)
    if entry is None or entry.deleted:
        if lenient:
            return {}
        raise bad_request("message to be replied not found")
    quoted = entry.message.model_copy(update={"reply_to_message": None})
    return {"reply_to_message": quoted}
