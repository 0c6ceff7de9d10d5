"""The driving API of the persons: they act, and their chats are read."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from aiohttp import web

from playground.acts import Acts, Pressed
from playground.calls import Upload, multipart_fields
from playground.errors import PlayError
from playground.people import Person
from playground.telegram import Telegram
from playground.views import chat_view, message_view, person_view

LONGEST_WAIT: Final = 60.0
Json = dict[str, Any]
PersonHandler = Callable[[web.Request, Person], Awaitable[Any]]


class PlayApi:
    def __init__(self, telegram: Telegram, samples: Mapping[str, bytes]) -> None:
        self._telegram = telegram
        self._acts = Acts(telegram)
        self._samples = samples

    def routes(self) -> list[web.RouteDef]:
        acts: dict[str, PersonHandler] = {
            "text": self.text,
            "edit": self.edit,
            "document": self.document,
            "photo": self.photo,
            "album": self.album,
            "sample": self.sample,
            "press": self.press,
            "contact": self.contact,
            "open": self.open,
            "start": self.start,
            "forward": self.forward,
            "block": self.block,
            "unblock": self.unblock,
        }
        return [
            web.post("/play/people", self.create),
            web.patch("/play/people/{id}", self._of_person(self.change)),
            web.get("/play/people/{id}/chat", self._of_person(self.chat)),
            *(
                web.post(f"/play/people/{{id}}/{name}", self._of_person(handler))
                for name, handler in acts.items()
            ),
        ]

    async def create(self, request: web.Request) -> web.Response:
        about = await request.json()
        try:
            person = self._telegram.add_person(**about)
        except TypeError as error:
            raise PlayError(f"not a person: {error}") from error
        return web.json_response(person_view(person), status=201)

    async def change(self, request: web.Request, person: Person) -> Json:
        allowed = {"language_code", "phone", "username", "deactivated", "started"}
        wishes = await request.json()
        if unknown := set(wishes) - allowed:
            raise PlayError(f"cannot change {sorted(unknown)}")
        for name, value in wishes.items():
            setattr(person, name, value)
        self._telegram.touch(person)
        return person_view(person)

    async def chat(self, request: web.Request, person: Person) -> Json:
        after = int(request.query.get("after_change", 0))
        seconds = min(float(request.query.get("timeout", 0)), LONGEST_WAIT)
        if seconds:
            await person.news.until(lambda: person.change > after, seconds)
        return chat_view(self._telegram, person, after)

    async def text(self, request: web.Request, person: Person) -> Json:
        body = await request.json()
        sent = self._acts.send_text(person, body["text"], body.get("reply_to"))
        return self._sent(person, sent.message_id)

    async def edit(self, request: web.Request, person: Person) -> Json:
        body = await request.json()
        self._acts.edit_text(person, body["message_id"], body["text"])
        return self._sent(person, body["message_id"])

    async def document(self, request: web.Request, person: Person) -> Json:
        fields, files = await _form(request)
        sent = self._acts.send_document(person, _one(files), fields.get("caption"))
        return self._sent(person, sent.message_id)

    async def photo(self, request: web.Request, person: Person) -> Json:
        fields, files = await _form(request)
        data = _one(files).data
        sent = await self._acts.send_photo(person, data, fields.get("caption"))
        return self._sent(person, sent.message_id)

    async def album(self, request: web.Request, person: Person) -> list[Json]:
        fields, files = await _form(request)
        sent = await self._acts.send_album(
            person,
            files,
            photos=fields.get("kind") == "photo",
            caption=fields.get("caption", ""),
        )
        return [self._sent(person, one.message_id) for one in sent]

    async def sample(self, request: web.Request, person: Person) -> Json:
        body = await request.json()
        name = body["name"]
        if (data := self._samples.get(name)) is None:
            raise PlayError(f"there is no sample {name!r}")
        if body.get("as") == "photo":
            sent = await self._acts.send_photo(person, data)
        else:
            file = Upload(name=name, mime=None, data=data)
            sent = self._acts.send_document(person, file)
        return self._sent(person, sent.message_id)

    async def press(self, request: web.Request, person: Person) -> Json:
        body = await request.json()
        if body.get("forged"):
            pressed = self._acts.press_data(person, body["button"], body["message_id"])
        else:
            pressed = self._acts.press(person, body["button"], body.get("message_id"))
        return self._pressed(person, pressed)

    async def contact(self, request: web.Request, person: Person) -> Json:
        sent = self._acts.share_contact(person, **await request.json())
        return self._sent(person, sent.message_id)

    async def open(self, request: web.Request, person: Person) -> Json:
        self._acts.open_link(person, (await request.json())["link"])
        return person_view(person)

    async def start(self, request: web.Request, person: Person) -> Json:
        return self._sent(person, self._acts.start(person).message_id)

    async def forward(self, request: web.Request, person: Person) -> Json:
        body = await request.json()
        author = self._person(body.get("person_id", person.id))
        if (entry := author.entries.get(body["message_id"])) is None:
            raise PlayError("there is no such message to forward")
        sent = self._acts.forward(person, entry.message)
        return self._sent(person, sent.message_id)

    async def block(self, request: web.Request, person: Person) -> Json:
        self._acts.block(person)
        return person_view(person)

    async def unblock(self, request: web.Request, person: Person) -> Json:
        self._acts.unblock(person)
        return person_view(person)

    def _person(self, person_id: Any) -> Person:
        try:
            return self._telegram.people[int(person_id)]
        except (KeyError, ValueError):
            raise PlayError(f"there is no person {person_id}") from None

    def _of_person(
        self, handler: PersonHandler
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handle(request: web.Request) -> web.Response:
            person = self._person(request.match_info["id"])
            return web.json_response(await handler(request, person))

        return handle

    def _sent(self, person: Person, message_id: int) -> Json:
        return message_view(self._telegram, person, person.entries[message_id])

    def _pressed(self, person: Person, pressed: Pressed) -> Json:
        message = pressed.message
        return {
            "query_id": pressed.query_id,
            "url": pressed.url,
            "copy": pressed.copy,
            "change": self._telegram.changes.number,
            "message": message and self._sent(person, message.message_id),
        }


async def _form(request: web.Request) -> tuple[Json, list[Upload]]:
    fields, uploads = await multipart_fields(await request.multipart())
    return fields, list(uploads.values())


def _one(files: list[Upload]) -> Upload:
    if len(files) != 1:
        raise PlayError("exactly one file is expected")
    return files[0]
