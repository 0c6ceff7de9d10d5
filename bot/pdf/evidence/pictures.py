"""A picture with transparency as an object of the file; each is encoded once."""

from hashlib import sha256
from io import BytesIO

from PIL import Image, UnidentifiedImageError
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from bot.domain.errors import InputRefused
from bot.pdf.evidence.update_objects import Plain, as_stream

_LARGEST = 1200
"""Pixels of a side; more shows nowhere, not even on paper."""


class Pictures:
    """The pictures of one update. The same picture in several places is one object."""

    def __init__(self, writer: IncrementalPdfFileWriter) -> None:
        self._writer = writer
        self._added: dict[bytes, tuple[generic.IndirectObject, tuple[int, int]]] = {}

    def add(self, png: bytes) -> tuple[generic.IndirectObject, tuple[int, int]]:
        """Return the picture's reference, and its width and height in pixels."""
        key = sha256(png).digest()
        if key not in self._added:
            self._added[key] = self._add(png)
        return self._added[key]

    def _add(self, png: bytes) -> tuple[generic.IndirectObject, tuple[int, int]]:
        try:
            picture = Image.open(BytesIO(png), formats=("PNG",)).convert("RGBA")
        except (UnidentifiedImageError, OSError, ValueError) as error:
            raise InputRefused("picture.unreadable") from error
        if max(picture.size) > _LARGEST:
            picture.thumbnail((_LARGEST, _LARGEST))
        mask = self._stream(picture.getchannel("A"), "/DeviceGray", {})
        colours = self._stream(picture.convert("RGB"), "/DeviceRGB", {"/SMask": mask})
        return colours, picture.size

    def _stream(
        self, samples: Image.Image, space: str, more: dict[str, Plain]
    ) -> generic.IndirectObject:
        entries: dict[str, Plain] = {
            "/Type": "/XObject",
            "/Subtype": "/Image",
            "/Width": samples.width,
            "/Height": samples.height,
            "/ColorSpace": space,
            "/BitsPerComponent": 8,
            **more,
        }
        return self._writer.add_object(as_stream(samples.tobytes(), entries))
