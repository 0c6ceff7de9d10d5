"""Bytes come back exactly as they went in, or not at all."""

import asyncio
import hashlib
import os
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from storage.blobs import BlobDamaged, BlobMissing, Blobs

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 4_000
NAME = hashlib.sha256(PDF).hexdigest()
UNKNOWN = "0" * 64


@pytest.fixture(params=["folder", "memory"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    if request.param == "memory":
        return Blobs.open("memory://")
    return Blobs.open(str(tmp_path / "not" / "there" / "yet"))


async def test_what_was_put_is_got(blobs: Blobs) -> None:
    assert await blobs.put(PDF) == NAME
    assert await blobs.get(NAME) == PDF


async def test_nothing_is_something_too(blobs: Blobs) -> None:
    assert await blobs.get(await blobs.put(b"")) == b""


async def test_the_same_again_and_at_once_is_one(blobs: Blobs) -> None:
    names = await asyncio.gather(*(blobs.put(PDF) for _ in range(10)))
    assert set(names) == {NAME}
    assert await blobs.get(NAME) == PDF


@pytest.mark.parametrize("name", [UNKNOWN, "", "../../etc/passwd", NAME.upper()])
async def test_what_is_not_there_is_missed(blobs: Blobs, name: str) -> None:
    with pytest.raises(BlobMissing):
        await blobs.get(name)


async def test_what_was_deleted_is_gone(blobs: Blobs) -> None:
    await blobs.put(PDF)
    await blobs.delete(NAME)
    await blobs.delete(NAME)
    with pytest.raises(BlobMissing):
        await blobs.get(NAME)
    assert await blobs.put(PDF) == NAME
    assert await blobs.get(NAME) == PDF


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / NAME[:2] / NAME[2:]


async def test_a_changed_file_is_not_given_out(tmp_path: Path, file: Path) -> None:
    blobs = Blobs.open(str(tmp_path))
    await blobs.put(PDF)
    os.truncate(file, len(PDF) - 1)
    with pytest.raises(BlobDamaged):
        await blobs.get(NAME)


async def test_putting_again_repairs_what_was_half_written(
    tmp_path: Path, file: Path
) -> None:
    blobs = Blobs.open(f"file://{tmp_path}")
    await blobs.put(PDF)
    os.truncate(file, 100)
    await blobs.put(PDF)
    assert await blobs.get(NAME) == PDF


async def test_nobody_sees_half_a_file(tmp_path: Path, file: Path) -> None:
    blobs = Blobs.open(str(tmp_path))
    sizes: set[int] = set()
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            if file.exists():
                sizes.add(file.stat().st_size)
            stop.wait(0.0005)

    watcher = threading.Thread(target=look)
    watcher.start()
    await blobs.put(PDF)
    await asyncio.sleep(0.02)
    stop.set()
    watcher.join()
    assert sizes == {len(PDF)}


async def test_files_stand_in_folders_by_their_names_and_nothing_else_does(
    tmp_path: Path, file: Path
) -> None:
    await Blobs.open(str(tmp_path)).put(PDF)
    found = [Path(top) / name for top, _, names in os.walk(tmp_path) for name in names]
    assert found == [file]


@pytest.fixture
async def cloud(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[dict[str, bytes]]:
    """An object store: what S3 answers to the three requests that are made."""
    objects: dict[str, bytes] = {}

    async def put(request: web.Request) -> web.Response:
        key, data = request.path, await request.read()
        if key in objects and request.headers.get("If-None-Match") == "*":
            return web.Response(status=412)
        objects[key] = data
        return web.Response(headers={"ETag": f'"{len(data)}"'})

    async def get(request: web.Request) -> web.Response:
        if request.path not in objects:
            return web.Response(status=404)
        headers = {"ETag": '"1"', "Last-Modified": "Tue, 24 Nov 2026 09:00:00 GMT"}
        return web.Response(body=objects[request.path], headers=headers)

    async def delete(request: web.Request) -> web.Response:
        objects.pop(request.path, None)
        return web.Response(status=204)

    app = web.Application(client_max_size=2**24)
    app.router.add_put("/{key:.*}", put)
    app.router.add_get("/{key:.*}", get)
    app.router.add_delete("/{key:.*}", delete)
    async with TestServer(app) as server:
        for name, value in {
            "AWS_ENDPOINT_URL": str(server.make_url("")),
            "AWS_ALLOW_HTTP": "true",
            "AWS_ACCESS_KEY_ID": "x",
            "AWS_SECRET_ACCESS_KEY": "x",
            "AWS_REGION": "eu-central-1",
            "AWS_DISABLE_BULK_DELETE": "true",
        }.items():
            monkeypatch.setenv(name, value)
        yield objects


async def test_an_object_store_keeps_them_too(cloud: dict[str, bytes]) -> None:
    blobs = Blobs.open("s3://bucket/chatsign")
    assert await blobs.put(PDF) == NAME
    assert await blobs.put(PDF) == NAME
    assert await blobs.get(NAME) == PDF
    (key,) = cloud
    assert key == f"/bucket/chatsign/{NAME[:2]}/{NAME[2:]}"
    cloud[key] = PDF[:9]
    with pytest.raises(BlobDamaged):
        await blobs.get(NAME)
    await blobs.put(PDF)
    assert await blobs.get(NAME) == PDF
    await blobs.delete(NAME)
    with pytest.raises(BlobMissing):
        await blobs.get(NAME)
