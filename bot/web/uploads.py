"""The one file of an upload, never more of it than may be verified."""

from aiohttp import BodyPartReader, web

from bot.domain.errors import InputRefused
from bot.domain.naming import shown_name
from bot.services.verifying import MAX_BYTES

_AROUND_IT = 64 * 1024
"""What a form adds to its file."""


async def upload(request: web.Request) -> tuple[str, bytes]:
    """Return the name and the bytes of the form's file."""
    if (request.content_length or 0) > MAX_BYTES + _AROUND_IT:
        raise _too_big()
    if not request.content_type.startswith("multipart/"):
        raise InputRefused("upload.nothing")
    parts = await request.multipart()
    while (part := await parts.next()) is not None:
        if not isinstance(part, BodyPartReader):
            continue
        if part.name == "file" and part.filename:
            return shown_name(part.filename), await _read(part)
    raise InputRefused("upload.nothing")


async def _read(part: BodyPartReader) -> bytes:
    data = bytearray()
    while chunk := await part.read_chunk(65536):
        data += chunk
        if len(data) > MAX_BYTES:
            raise _too_big()
    return bytes(data)


def _too_big() -> InputRefused:
    return InputRefused("upload.too-big", limit=MAX_BYTES // 1024 // 1024)
