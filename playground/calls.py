"""A request to the Bot API, read and checked by aiogram's own method classes."""

import json
import types
import typing
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Generic, TypeVar

import aiohttp
from aiogram.client.default import Default
from aiogram.methods import TelegramMethod
from aiogram.types import InputFile
from pydantic import BaseModel, ValidationError

from playground.errors import ApiError, bad_request
from playground.files import UPLOAD_LIMIT

MISSING: Final = {
    "text": "message text is empty",
    "chat_id": "chat_id is empty",
    "document": "there is no document in the request",
    "photo": "there is no photo in the request",
    "file_id": "file_id not specified",
    "callback_query_id": "query_id is empty",
}
M = TypeVar("M", bound="TelegramMethod[Any]")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    name: str
    mime: str | None
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Generic[M]):
    method: M
    uploads: Mapping[str, Upload]


def given(value: T | Default | None) -> T | None:
    """The parameter if the caller sent it; aiogram marks the others as Default."""
    return None if isinstance(value, Default) else value


async def multipart_fields(
    parts: AsyncIterator[Any],
) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Fields and files of a form; a file under a parameter's name stands for it."""
    fields: dict[str, Any] = {}
    uploads: dict[str, Upload] = {}
    async for part in parts:
        if not isinstance(part, aiohttp.BodyPartReader) or part.name is None:
            continue
        data = bytes(await part.read())
        if part.filename is None:
            fields[part.name] = data.decode()
            continue
        if len(data) > UPLOAD_LIMIT:
            raise ApiError(413, "Request Entity Too Large")
        mime = part.headers.get("Content-Type")
        uploads[part.name] = Upload(name=part.filename, mime=mime, data=data)
        fields.setdefault(part.name, f"attach://{part.name}")
    return fields, uploads


def typed(
    cls: type[M], fields: Mapping[str, Any], uploads: Mapping[str, Upload]
) -> Call[M]:
    """Parameters as the method's class wants them, or 400 with what is wrong."""
    values = {name: _decoded(cls, name, value) for name, value in fields.items()}
    for name in list(values):
        if name in uploads and name not in cls.model_fields:
            del values[name]
    _drop_thumbnails(values)
    try:
        method = cls.model_validate(values)
    except ValidationError as error:
        raise bad_request(_explain(error)) from error
    if unknown := _unknown(method):
        raise bad_request(f'unknown parameter "{unknown}"')
    return Call(method=method, uploads=uploads)


def _decoded(cls: type[BaseModel], name: str, value: Any) -> Any:
    if not isinstance(value, str) or name not in cls.model_fields:
        return value
    if not _is_structured(cls, name):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise bad_request(f"can't parse {name} JSON object") from error


@cache
def _is_structured(cls: type[BaseModel], name: str) -> bool:
    return any(map(_is_container, _members(cls.model_fields[name].annotation)))


def _members(annotation: Any) -> list[Any]:
    if typing.get_origin(annotation) is typing.Annotated:
        return _members(typing.get_args(annotation)[0])
    if typing.get_origin(annotation) in {typing.Union, types.UnionType}:
        return [
            member
            for argument in typing.get_args(annotation)
            for member in _members(argument)
        ]
    return [annotation]


def _is_container(member: Any) -> bool:
    origin = typing.get_origin(member) or member
    return isinstance(origin, type) and issubclass(origin, (list, dict, BaseModel))


def _drop_thumbnails(values: dict[str, Any]) -> None:
    """The playground makes its own previews, as Telegram does for most files."""
    values.pop("thumbnail", None)
    media = values.get("media")
    for item in media if isinstance(media, list) else [media]:
        if isinstance(item, dict):
            item.pop("thumbnail", None)


def _unknown(value: Any) -> str | None:
    """The first parameter, however deep, that aiogram's types do not know."""
    if isinstance(value, BaseModel):
        for name in value.model_extra or {}:
            return name
        children = [getattr(value, name) for name in type(value).model_fields]
    elif isinstance(value, list):
        children = value
    else:
        return None
    return next(filter(None, map(_unknown, children)), None)


def _explain(error: ValidationError) -> str:
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else "request"
    if first["type"] == "missing" and len(first["loc"]) == 1:
        return MISSING.get(name, f'parameter "{name}" is required')
    path = ".".join(str(step) for step in first["loc"])
    return f'can\'t parse parameter "{path}": {first["msg"]}'


def attached(call: Call[Any], value: "str | InputFile") -> Upload | str:
    """What a file parameter means: an upload of this request, or a file_id."""
    if not isinstance(value, str):
        raise bad_request("wrong file identifier/HTTP URL specified")
    if not value.startswith("attach://"):
        return value
    upload = call.uploads.get(value.removeprefix("attach://"))
    if upload is None:
        raise bad_request("there is no such attached file in the request")
    if not upload.data:
        raise bad_request("file must be non-empty")
    return upload
