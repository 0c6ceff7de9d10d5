"""From a method's parameters to the content of a message, checked for limits."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final

from aiogram.types import InputFile, MessageEntity

from playground.calls import Call, Upload, attached
from playground.entities import with_found
from playground.errors import WRONG_FILE, bad_request
from playground.files import PHOTO_LIMIT, Files
from playground.markup import parse_html, trimmed, utf16_length
from playground.photos import PhotoError, recompress

TEXT_LIMIT: Final = 4096
CAPTION_LIMIT: Final = 1024
ENTITIES_LIMIT: Final = 100
Content = dict[str, Any]


def formatted(
    text: str, parse_mode: str | None, entities: Sequence[MessageEntity] | None
) -> tuple[str, list[MessageEntity]]:
    match (parse_mode or "").lower():
        case "":
            plain, found = trimmed(text, list(entities or ()))
        case "html":
            plain, found = parse_html(text)
        case _:
            raise bad_request("unsupported parse_mode")
    return plain, with_found(plain, found[:ENTITIES_LIMIT])


def text_content(
    text: str, parse_mode: str | None, entities: Sequence[MessageEntity] | None
) -> Content:
    plain, found = formatted(text, parse_mode, entities)
    if not plain:
        raise bad_request("message text is empty")
    if utf16_length(plain) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return {"text": plain, "entities": found or None}


def caption_content(
    caption: str | None,
    parse_mode: str | None,
    entities: Sequence[MessageEntity] | None,
) -> Content:
    plain, found = formatted(caption or "", parse_mode, entities)
    if utf16_length(plain) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return {"caption": plain or None, "caption_entities": found or None}


def document_content(files: Files, call: Call[Any], value: str | InputFile) -> Content:
    source = attached(call, value)
    if isinstance(source, Upload):
        stored = files.add_document(source.data, source.name, source.mime)
    else:
        stored = files.document(_known_id(source))
    return {"document": stored.document()}


async def photo_content(
    files: Files, call: Call[Any], value: str | InputFile
) -> Content:
    source = attached(call, value)
    if isinstance(source, Upload):
        return {"photo": await uploaded_photo(files, source.data, strict=True)}
    return {"photo": [one.photo_size() for one in files.photo(_known_id(source))]}


async def uploaded_photo(files: Files, data: bytes, *, strict: bool) -> list[Any]:
    """The PhotoSizes of new image bytes; `strict` for what a bot uploads."""
    if strict and len(data) > PHOTO_LIMIT:
        raise bad_request(
            f"file of size {len(data)} bytes is too big for a photo; "
            f"the maximum size is {PHOTO_LIMIT} bytes"
        )
    try:
        scaled = await asyncio.to_thread(recompress, data, strict=strict)
    except PhotoError as error:
        raise bad_request(error.reason) from error
    return [one.photo_size() for one in files.add_photo(scaled)]


def _known_id(file_id: str) -> str:
    if file_id.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    if not file_id:
        raise bad_request(WRONG_FILE)
    return file_id
