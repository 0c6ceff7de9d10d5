"""One person of the playground as tests and scripted demos play it."""

import io
import time
from collections.abc import Callable, Sequence
from typing import Any

import aiohttp

from playground.connection import Connection
from playground.seen import Answer, Change, Message, Pressed, last_lines

Wanted = str | Callable[[Message], bool]
POLL_SECONDS = 25.0
PATIENCE = 60.0
"""Seconds that people wait for an answer."""


class Person:
    """One account of Telegram and what its owner does with it."""

    def __init__(
        self,
        connection: Connection,
        about: dict[str, Any],
        patience: float = PATIENCE,
    ) -> None:
        self._connection = connection
        self._patience = patience
        self.id: int = about["id"]
        self.name: str = about["name"]
        self.phone: str | None = about["phone"]
        self.language: str = about["language"]

    def __repr__(self) -> str:
        return f"Person({self.name}, {self.id})"

    async def send(self, text: str, *, reply_to: Message | None = None) -> Message:
        body = {"text": text, "reply_to": reply_to and reply_to.id}
        return Message.of(await self._act("text", body))

    async def edit(self, message: Message, text: str) -> Message:
        body = {"message_id": message.id, "text": text}
        return Message.of(await self._act("edit", body))

    async def document(
        self, name: str, data: bytes, caption: str | None = None
    ) -> Message:
        return Message.of(await self._upload("document", [(name, data)], caption))

    async def photo(self, data: bytes, caption: str | None = None) -> Message:
        """Send an image as a photo: it arrives recompressed, in several sizes."""
        return Message.of(await self._upload("photo", [("photo.jpg", data)], caption))

    async def album(
        self,
        files: Sequence[tuple[str, bytes]],
        caption: str | None = None,
        *,
        photos: bool = False,
    ) -> list[Message]:
        """Several files (name, bytes) at once: separate updates, one album."""
        kind = "photo" if photos else "document"
        sent = await self._upload("album", files, caption, kind=kind)
        return [Message.of(one) for one in sent]

    async def press(self, button: str, message: Message | None = None) -> Pressed:
        """Press the newest button with that text or data, inline ones first."""
        body = {"button": button, "message_id": message and message.id}
        return Pressed.of(await self._act("press", body))

    async def forge(self, data: str, message: Message) -> Pressed:
        """Press a button that the message does not have, as a hacked client can."""
        body = {"button": data, "message_id": message.id, "forged": True}
        return Pressed.of(await self._act("press", body))

    async def answer(
        self,
        pressed: Pressed,
        timeout: float | None = None,  # noqa: ASYNC109 - part of the question asked
    ) -> Answer:
        """What the bot answered to a pressed button (toast or alert)."""
        seconds = self._patience if timeout is None else timeout
        deadline = time.monotonic() + seconds
        seen = pressed.change
        while True:
            chat = await self._chat(seen, deadline)
            for notice in chat["notices"]:
                if notice["query_id"] == pressed.query_id:
                    return Answer(**notice)
            if time.monotonic() >= deadline:
                raise await self._missing("the answer to a button", seconds)
            seen = chat["change"]

    async def share_contact(
        self,
        phone: str | None = None,
        first_name: str | None = None,
        user_id: int | None = None,
    ) -> Message:
        """The own contact; with `phone` a foreign card instead."""
        body = {"phone": phone, "first_name": first_name, "user_id": user_id}
        return Message.of(await self._act("contact", body))

    async def open_link(self, link: str) -> Message:
        """Open a deep link (or a bare payload) and press START."""
        await self._act("open", {"link": link})
        return Message.of(await self._act("start"))

    async def forward(self, message: Message, of: "Person | None" = None) -> Message:
        """Forward a message of the own chat, or of somebody else's."""
        body = {"message_id": message.id, "person_id": (of or self).id}
        return Message.of(await self._act("forward", body))

    async def block(self) -> None:
        await self._act("block")

    async def unblock(self) -> None:
        await self._act("unblock")

    async def change(self, **wishes: Any) -> None:
        """Change `language_code`, `phone`, `username` or `deactivated`."""
        await self._connection.call("PATCH", f"/play/people/{self.id}", json=wishes)

    async def chat(self) -> list[Message]:
        """The messages that are in the chat now, oldest first."""
        state = await self.state()
        messages = [Message.of(one) for one in state["messages"]]
        return [message for message in messages if not message.deleted]

    async def state(self) -> dict[str, Any]:
        """All that the chat shows: keyboard, action, pinned, commands as well."""
        state = await self._connection.call("GET", f"/play/people/{self.id}/chat")
        return dict(state)

    async def last(self) -> Message:
        messages = await self.chat()
        if not messages:
            raise AssertionError(f"{self.name}'s chat is empty")
        return messages[-1]

    async def wait_for(
        self,
        wanted: Wanted,
        after: Change | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - part of the question asked
    ) -> Message:
        """The bot's newest message that contains the text or fits the predicate.

        With `after` only messages count that came or were edited after that.
        """
        seconds = self._patience if timeout is None else timeout
        deadline = time.monotonic() + seconds
        seen = first = after.change if after else 0
        while True:
            state = await self._chat(seen, deadline, wait=seen != first or bool(after))
            for raw in reversed(state["messages"]):
                message = Message.of(raw)
                if not message.mine and not message.deleted and _fits(message, wanted):
                    return message
            if time.monotonic() >= deadline:
                raise await self._missing(repr(wanted), seconds)
            seen = state["change"]

    async def download(self, message: Message) -> bytes:
        """The file of a message, or the biggest size of its photo."""
        if message.file is None:
            raise AssertionError(f"no file in {message.line(self.name)}")
        return await self._connection.fetch(message.file.url)

    async def _chat(
        self, after: int, deadline: float, *, wait: bool = True
    ) -> dict[str, Any]:
        left = max(0.0, deadline - time.monotonic()) if wait else 0.0
        query = {"after_change": str(after), "timeout": str(min(left, POLL_SECONDS))}
        path = f"/play/people/{self.id}/chat"
        return dict(await self._connection.call("GET", path, params=query))

    async def _act(self, act: str, body: dict[str, Any] | None = None) -> Any:
        path = f"/play/people/{self.id}/{act}"
        return await self._connection.call("POST", path, json=body or {})

    async def _upload(
        self,
        act: str,
        files: Sequence[tuple[str, bytes]],
        caption: str | None,
        **fields: str,
    ) -> Any:
        form = aiohttp.FormData(quote_fields=False)
        for key, value in (fields | {"caption": caption or ""}).items():
            form.add_field(key, value)
        for index, (name, data) in enumerate(files):
            form.add_field(f"file{index}", io.BytesIO(data), filename=name)
        path = f"/play/people/{self.id}/{act}"
        return await self._connection.call("POST", path, data=form)

    async def _missing(self, what: str, seconds: float) -> AssertionError:
        lines = last_lines(await self.chat(), self.name)
        text = f"{self.name} waited {seconds:g} s for {what}. The chat ends so:"
        return AssertionError(f"{text}\n{lines}")


def _fits(message: Message, wanted: Wanted) -> bool:
    return wanted in message.text if isinstance(wanted, str) else wanted(message)
