"""The playground's state as JSON for its pages and for tests."""

import time
from collections.abc import Sequence
from typing import Any

from aiogram.types import Contact, InlineKeyboardMarkup, Message, PhotoSize

from playground.entities import as_html
from playground.files import Files
from playground.mails import Mail, Mailbox
from playground.people import Entry, Notice, Person
from playground.telegram import Telegram

Json = dict[str, Any]


def person_view(person: Person) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "username": person.username,
        "language": person.language_code,
        "phone": person.phone,
        "started": person.started,
        "blocked": person.blocked,
        "deactivated": person.deactivated,
        "change": person.change,
    }


def chat_view(telegram: Telegram, person: Person, after_change: int) -> Json:
    """What changed in a chat since `after_change`, and its present state."""
    entries = [one for one in person.entries.values() if one.change > after_change]
    action_left = person.action_until - time.monotonic()
    return {
        "change": telegram.changes.number,
        "person": person_view(person),
        "messages": [message_view(telegram, person, one) for one in entries],
        "notices": [
            notice_view(one) for one in person.notices if one.change > after_change
        ],
        "keyboard": _keyboard(person),
        "action": person.action if action_left > 0 else "",
        "action_seconds": max(0.0, action_left),
        "pinned": person.pinned,
        "start_payload": person.start_payload,
        "description": telegram.profile.description_for(person),
        "commands": [
            {"command": one.command, "description": one.description}
            for one in telegram.profile.commands_for(person)
        ],
    }


def message_view(telegram: Telegram, person: Person, entry: Entry) -> Json:
    message = entry.message
    reply, sender = message.reply_to_message, message.from_user
    return {
        "id": message.message_id,
        "change": entry.change,
        "mine": sender is not None and sender.id == person.id,
        "deleted": entry.deleted,
        "date": message.date.isoformat(),
        "edited": entry.edited,
        "text": message.text,
        "caption": message.caption,
        "html": _html(message),
        "album": message.media_group_id,
        "photo": _photo(message.photo),
        "document": _document(telegram.files, message),
        "contact": _contact(message.contact),
        "buttons": _buttons(message.reply_markup),
        "reply_to": reply and {"id": reply.message_id, "text": _short(reply)},
        "forwarded_from": _forwarded(message),
    }


def notice_view(notice: Notice) -> Json:
    return {
        "query_id": notice.query_id,
        "change": notice.change,
        "text": notice.text,
        "alert": notice.alert,
        "url": notice.url,
    }


def mail_view(mail: Mail, *, full: bool = True) -> Json:
    view: Json = {
        "id": mail.id,
        "change": mail.change,
        "seen": mail.seen,
        "from": mail.header("From") or mail.envelope_from,
        "to": list(mail.envelope_to),
        "subject": mail.header("Subject"),
        "date": mail.date().isoformat(),
        "preview": " ".join(mail.text.split())[:140],
        "attachments": [
            {
                "index": one.index,
                "name": one.name,
                "mime": one.mime,
                "size": len(one.data),
                "inline": one.inline,
                "url": f"/play/mails/{mail.id}/parts/{one.index}",
            }
            for one in mail.attachments
        ],
    }
    if full:
        headers = {name: str(value) for name, value in mail.message.items()}
        view |= {"text": mail.text, "html": mail.html}
        view |= {"links": mail.links, "headers": headers, "size": len(mail.raw)}
    return view


def state_view(telegram: Telegram, mailbox: Mailbox) -> Json:
    return {
        "change": telegram.changes.number,
        "bot": {"name": telegram.bot.first_name, "username": telegram.bot.username},
        "people": [person_view(person) for person in telegram.people.values()],
        "unread_mails": mailbox.unread(),
        "mails": len(mailbox.mails),
        "last_mail": max(mailbox.mails, default=0),
    }


def _html(message: Message) -> str:
    if message.text is not None:
        return as_html(message.text, message.entities)
    return as_html(message.caption or "", message.caption_entities)


def _photo(sizes: Sequence[PhotoSize] | None) -> Json | None:
    if not sizes:
        return None
    big = sizes[-1]
    return {
        "file_id": big.file_id,
        "width": big.width,
        "height": big.height,
        "size": big.file_size,
        "url": f"/play/files/{big.file_id}",
    }


def _document(files: Files, message: Message) -> Json | None:
    document = message.document
    if document is None:
        return None
    return {
        "file_id": document.file_id,
        "name": document.file_name,
        "mime": document.mime_type,
        "size": document.file_size,
        "url": f"/play/files/{document.file_id}",
    }


def _contact(contact: Contact | None) -> Json | None:
    return contact.model_dump(exclude_none=True) if contact else None


def _buttons(markup: InlineKeyboardMarkup | None) -> list[list[Json]]:
    if markup is None:
        return []
    return [
        [
            {
                "text": button.text,
                "data": button.callback_data,
                "url": button.url,
                "web_app": button.web_app and button.web_app.url,
                "copy": button.copy_text and button.copy_text.text,
                "style": button.style,
            }
            for button in row
        ]
        for row in markup.inline_keyboard
    ]


def _keyboard(person: Person) -> Json | None:
    keyboard = person.keyboard
    if keyboard is None:
        return None
    rows = [
        [{"text": one.text, "contact": bool(one.request_contact)} for one in row]
        for row in keyboard.keyboard
    ]
    return {
        "rows": rows,
        "one_time": bool(keyboard.one_time_keyboard),
        "placeholder": keyboard.input_field_placeholder or "",
    }


def _short(message: Message) -> str:
    document = message.document
    name = document.file_name if document else None
    fallback = name or ("Photo" if message.photo else "Message")
    return (message.text or message.caption or fallback)[:80]


def _forwarded(message: Message) -> str | None:
    sender = getattr(message.forward_origin, "sender_user", None)
    return sender.full_name if sender else None
