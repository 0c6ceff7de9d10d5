"""What a person can do in his Telegram, and the updates that makes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from aiogram.types import (
    CallbackQuery,
    ChatMemberBanned,
    ChatMemberMember,
    ChatMemberUpdated,
    Contact,
    Message,
)

from playground.calls import Upload
from playground.contents import caption_content, text_content, uploaded_photo
from playground.errors import ApiError, PlayError
from playground.keyboards import find_inline, find_reply
from playground.links import payload_of
from playground.methods.sending import copied, origin
from playground.people import Person
from playground.telegram import Telegram

FOREVER: Final = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """What pressing did: a query to the bot, a link to open, or a message sent."""

    query_id: str | None = None
    url: str | None = None
    copy: str | None = None
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class Acts:
    telegram: Telegram

    def send_text(
        self, person: Person, text: str, reply_to: int | None = None
    ) -> Message:
        content: dict[str, Any] = self._allowed(text_content, text, None, None)
        if reply_to is not None:
            target = person.entries[reply_to].message
            content["reply_to_message"] = target.model_copy(
                update={"reply_to_message": None}
            )
        return self._send(person, **content)

    def edit_text(self, person: Person, message_id: int, text: str) -> Message:
        message = person.entries[message_id].message
        if not _wrote(person, message) or message.text is None:
            raise PlayError("only an own text can be edited")
        content = self._allowed(text_content, text, None, None)
        edited = self.telegram.rewrite(person, message_id, **content)
        self.telegram.updates.push("edited_message", edited)
        return edited

    def send_document(
        self,
        person: Person,
        file: Upload,
        caption: str | None = None,
        album: str | None = None,
    ) -> Message:
        stored = self.telegram.files.add_document(file.data, file.name, file.mime)
        content = self._allowed(caption_content, caption, None, None)
        document = stored.document()
        return self._send(person, document=document, media_group_id=album, **content)

    async def send_photo(
        self,
        person: Person,
        data: bytes,
        caption: str | None = None,
        album: str | None = None,
    ) -> Message:
        content = self._allowed(caption_content, caption, None, None)
        try:
            photo = await uploaded_photo(self.telegram.files, data, strict=False)
        except ApiError as error:
            raise PlayError(f"this is not a photo: {error.description}") from error
        return self._send(person, photo=photo, media_group_id=album, **content)

    async def send_album(
        self, person: Person, files: Sequence[Upload], *, photos: bool, caption: str
    ) -> list[Message]:
        """One update a file, all with the same media_group_id, like Telegram."""
        album = str(self.telegram.last_message + 1) + "0" * 8
        sent = []
        for index, file in enumerate(files):
            words = caption if index == 0 else None
            if photos:
                sent.append(await self.send_photo(person, file.data, words, album))
            else:
                sent.append(self.send_document(person, file, words, album))
        return sent

    def press(
        self, person: Person, wanted: str, message_id: int | None = None
    ) -> Pressed:
        """Press the newest button of that text or data; inline ones first."""
        for message in self._newest_first(person, message_id):
            if button := find_inline(message.reply_markup, wanted):
                return self._press_inline(person, message, button)
        key = None if message_id else find_reply(person.keyboard, wanted)
        if key is None:
            raise PlayError(f"there is no button {wanted!r}")
        if key.request_contact:
            return Pressed(message=self.share_contact(person))
        if key.web_app:
            return Pressed(url=self._launch(person, key.web_app.url))
        return Pressed(message=self.send_text(person, key.text))

    def press_data(self, person: Person, data: str, message_id: int) -> Pressed:
        """What a modified client can do: press a button that is not there."""
        return self._query(person, person.entries[message_id].message, data)

    def share_contact(
        self,
        person: Person,
        *,
        phone: str | None = None,
        first_name: str | None = None,
        user_id: int | None = None,
    ) -> Message:
        """The own contact, or with a `phone` somebody else's card."""
        if phone is None and person.phone is None:
            raise PlayError(f"{person.name} has no phone number to share")
        own = phone is None
        contact = Contact(
            phone_number=phone or person.phone or "",
            first_name=person.first_name if own else first_name or "Contact",
            last_name=person.last_name if own else None,
            user_id=person.id if own else user_id,
        )
        if person.keyboard and person.keyboard.one_time_keyboard:
            person.keyboard = None
        return self._send(person, contact=contact)

    def open_link(self, person: Person, link: str) -> None:
        """Open the bot by a deep link; START is then still to be pressed."""
        person.start_payload = payload_of(link, self.telegram.bot.username or "")
        self.telegram.touch(person)

    def start(self, person: Person) -> Message:
        payload, person.start_payload = person.start_payload, None
        return self.send_text(person, f"/start {payload or ''}".strip())

    def forward(self, person: Person, source: Message) -> Message:
        return self._send(person, **copied(source), **origin(source))

    def block(self, person: Person) -> None:
        if not person.blocked:
            person.blocked = True
            self._membership(person)

    def unblock(self, person: Person) -> None:
        if person.blocked:
            person.blocked = False
            self._membership(person)

    def _send(self, person: Person, **content: Any) -> Message:
        if person.blocked:
            raise PlayError(f"{person.name} has blocked the bot: unblock it first")
        person.started = True
        person.asked_to_reply = False
        message = self.telegram.post(person, person.user(), **content)
        self.telegram.updates.push("message", message)
        return message

    def _press_inline(self, person: Person, message: Message, button: Any) -> Pressed:
        if button.url:
            return Pressed(url=button.url)
        if button.web_app:
            return Pressed(url=self._launch(person, button.web_app.url))
        if button.copy_text:
            return Pressed(copy=button.copy_text.text)
        if button.callback_data is None:
            raise PlayError(f"the playground cannot press {button.text!r}")
        return self._query(person, message, button.callback_data)

    def _launch(self, person: Person, url: str) -> str:
        now = round(self.telegram.now().timestamp())
        return self.telegram.launcher.address(url, person, now)

    def _query(self, person: Person, message: Message, data: str) -> Pressed:
        query_id = self.telegram.ask(person)
        query = CallbackQuery(
            id=query_id,
            from_user=person.user(),
            chat_instance=str(person.id * 31),
            message=message,
            data=data,
        )
        self.telegram.updates.push("callback_query", query)
        return Pressed(query_id=query_id)

    def _newest_first(self, person: Person, message_id: int | None) -> list[Message]:
        return [
            entry.message
            for entry in reversed(person.entries.values())
            if not entry.deleted and message_id in {None, entry.message.message_id}
        ]

    def _membership(self, person: Person) -> None:
        bot = self.telegram.bot
        member = ChatMemberMember(user=bot)
        banned = ChatMemberBanned(user=bot, until_date=FOREVER)
        change = ChatMemberUpdated(
            chat=person.chat(),
            from_user=person.user(),
            date=self.telegram.now(),
            old_chat_member=member if person.blocked else banned,
            new_chat_member=banned if person.blocked else member,
        )
        self.telegram.touch(person)
        self.telegram.updates.push("my_chat_member", change)

    def _allowed(self, check: Any, *arguments: Any) -> Any:
        try:
            return check(*arguments)
        except ApiError as error:
            raise PlayError(error.description) from error


def _wrote(person: Person, message: Message) -> bool:
    return message.from_user is not None and message.from_user.id == person.id
