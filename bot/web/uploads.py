"""The one file of an upload, never more of it than may be verified."""

import asyncio
from tempfile import SpooledTemporaryFile

from aiohttp import BodyPartReader, web

from bot.domain.errors import InputRefused
from bot.domain.naming import shown_name
from bot.services.verifying import MAX_BYTES

_AROUND_IT = 64 * 1024
"""What a form adds to its file."""
_IN_MEMORY = 256 * 1024
_PATIENCE = 120.0
"""Seconds that an upload may take."""


async def upload(request: web.Request) -> tuple[str, bytes]:
    """Return the name and the bytes of the form's file."""
    try:
        return await asyncio.wait_for(_upload(request), _PATIENCE)
    except TimeoutError as error:
        raise InputRefused("upload.too-slow") from error
    except ValueError as error:
        # A form that is none.
        raise InputRefused("upload.nothing") from error


async def _upload(request: web.Request) -> tuple[str, bytes]:
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
    # On the disk until it is complete: many may come slowly at the same time.
    with SpooledTemporaryFile(_IN_MEMORY) as file:
        while chunk := await part.read_chunk(65536):
            file.write(chunk)
            if file.tell() > MAX_BYTES:
                raise _too_big()
        file.seek(0)
        return file.read()


def _too_big() -> InputRefused:
    return InputRefused("upload.too-big", limit=MAX_BYTES // 1024 // 1024)
