"""Files by the SHA-256 of what is in them: in a folder, or in an object store."""

import asyncio
import hashlib
import os
from pathlib import Path
from typing import Self

from obstore.exceptions import AlreadyExistsError
from obstore.store import LocalStore, MemoryStore, ObjectStore, from_url


class BlobMissing(KeyError):
    """No blob of that name."""


class BlobDamaged(Exception):
    """A blob whose bytes are no longer those it is named after."""


class Blobs:
    """Puts bytes in, and gives exactly them back or fails."""

    def __init__(self, store: ObjectStore, *, folder: Path | None = None) -> None:
        self._store = store
        self._folder = folder

    @classmethod
    def open(cls, place: str) -> Self:
        """Open a folder's path, `s3://bucket/prefix`, or `memory://`.

        S3's keys, region and endpoint come from the usual AWS_… variables.
        """
        if place.startswith("memory:"):
            return cls(MemoryStore())
        if "://" in place and not place.startswith("file://"):
            return cls(from_url(place))
        folder = Path(place.removeprefix("file://")).absolute()
        return cls(LocalStore(folder, mkdir=True), folder=folder)

    async def put(self, data: bytes) -> str:
        """Keep the bytes durably and return their SHA-256 in hex."""
        sha256 = hashlib.sha256(data).hexdigest()
        try:
            await self._store.put_async(_path(sha256), data, mode="create")
        except AlreadyExistsError:
            await self._repair(sha256, data)
        if self._folder:
            await asyncio.to_thread(_flush, self._folder / _path(sha256), self._folder)
        return sha256

    async def get(self, sha256: str) -> bytes:
        """Return the bytes. Raises `BlobMissing` or `BlobDamaged`."""
        try:
            result = await self._store.get_async(_path(sha256))
            data = bytes(await result.bytes_async())
        except FileNotFoundError as error:
            raise BlobMissing(sha256) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise BlobDamaged(sha256)
        return data

    async def delete(self, sha256: str) -> None:
        """Remove a blob; one that is not there is no error."""
        try:
            await self._store.delete_async(_path(sha256))
        except FileNotFoundError:
            return

    async def _repair(self, sha256: str, data: bytes) -> None:
        """Replace what a power failure left half-written."""
        try:
            await self.get(sha256)
        except (BlobDamaged, BlobMissing):
            await self._store.put_async(_path(sha256), data, mode="overwrite")


def _path(sha256: str) -> str:
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise BlobMissing(sha256)
    return f"{sha256[:2]}/{sha256[2:]}"


def _flush(path: Path, folder: Path) -> None:
    """Force a file, and its way there, to the disk."""
    for item in (path, path.parent, folder):
        descriptor = os.open(item, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
