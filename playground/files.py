"""The file store: what was uploaded, found again by file_id or download path."""

import mimetypes
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from aiogram.types import Document, PhotoSize

from playground.errors import FILE_UNAVAILABLE, WRONG_FILE, bad_request
from playground.photos import Scaled

DOWNLOAD_LIMIT: Final = 20 << 20
UPLOAD_LIMIT: Final = 50 << 20
PHOTO_LIMIT: Final = 10 << 20
UNTOLD: Final = "application/octet-stream"
"""What clients send for any file; Telegram then goes by the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    file_id: str
    unique_id: str
    path: str
    data: bytes
    mime: str
    name: str | None = None
    width: int = 0
    height: int = 0

    def document(self) -> Document:
        return Document(
            file_id=self.file_id,
            file_unique_id=self.unique_id,
            file_name=self.name,
            mime_type=self.mime,
            file_size=len(self.data),
        )

    def photo_size(self) -> PhotoSize:
        return PhotoSize(
            file_id=self.file_id,
            file_unique_id=self.unique_id,
            width=self.width,
            height=self.height,
            file_size=len(self.data),
        )


class Files:
    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._photos: dict[str, tuple[StoredFile, ...]] = {}

    def add_document(self, data: bytes, name: str, mime: str | None) -> StoredFile:
        kind = mime if mime and mime != UNTOLD else mimetypes.guess_type(name)[0]
        path = f"documents/file_{len(self._by_id)}{PurePath(name).suffix}"
        return self._keep(path, data, kind or UNTOLD, "BQAC", name=name)

    def add_photo(self, scaled: Sequence[Scaled]) -> tuple[StoredFile, ...]:
        """Keep a photo in all its sizes; any of their ids stands for the whole."""
        sizes = tuple(
            self._keep(
                f"photos/file_{len(self._by_id)}.jpg",
                one.data,
                "image/jpeg",
                "AgAC",
                width=one.width,
                height=one.height,
            )
            for one in scaled
        )
        self._photos |= {size.file_id: sizes for size in sizes}
        return sizes

    def for_download(self, file_id: str) -> StoredFile:
        """The file that getFile prepares."""
        if (stored := self._by_id.get(file_id)) is None:
            raise bad_request(FILE_UNAVAILABLE)
        if len(stored.data) > DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        return stored

    def document(self, file_id: str) -> StoredFile:
        if (stored := self._by_id.get(file_id)) is None:
            raise bad_request(WRONG_FILE)
        if file_id in self._photos:
            raise bad_request("can't use file of type Photo as Document")
        return stored

    def photo(self, file_id: str) -> tuple[StoredFile, ...]:
        if file_id not in self._by_id:
            raise bad_request(WRONG_FILE)
        if file_id not in self._photos:
            raise bad_request("can't use file of type Document as Photo")
        return self._photos[file_id]

    def by_id(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)

    def _keep(
        self,
        path: str,
        data: bytes,
        mime: str,
        prefix: str,
        *,
        name: str | None = None,
        width: int = 0,
        height: int = 0,
    ) -> StoredFile:
        stored = StoredFile(
            file_id=f"{prefix}{secrets.token_urlsafe(40)}",
            unique_id=f"AgAD{secrets.token_urlsafe(8)}",
            path=path,
            data=data,
            mime=mime,
            name=name,
            width=width,
            height=height,
        )
        self._by_id[stored.file_id] = self._by_path[path] = stored
        return stored
