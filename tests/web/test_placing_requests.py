"""The placing page's address: what it gives, what it refuses, and when it ends."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import aiohttp
import pytest
import pytest_asyncio

from bot.domain.draft import as_json
from tests.paperwork import refusal
from tests.web.placing_desk import FOUND, NAME, Draft, drafted
from tests.web.world import World

NAMED = {"id": "customer-date", "kind": "date", "role": "customer", "page": 0,
         "box": [0.1, 0.1, 0.3, 0.12]}  # fmt: skip
CHOICE = NAMED | {"kind": "choice", "choices": ["Monday"]}
Given = tuple[str, object, str, dict[str, object]]
REFUSED: list[Given] = [
    ("no JSON", b"{", "places.broken", {}),
    ("no list", {"fields": []}, "places.broken", {}),
    ("too deep", b"[" * 100_000, "places.broken", {}),
    ("unknown kind", [NAMED | {"kind": "poem"}], "places.broken", {}),
    ("more than we know", [NAMED | {"script": "x"}], "places.broken", {}),
    ("a number as text", [NAMED | {"page": "0"}], "places.broken", {}),
    ("not a number", [NAMED | {"box": [0, 0, float("nan"), 1]}], "places.broken", {}),
    ("a name of our own", [NAMED | {"id": "director"}], "places.broken", {}),
    ("a path as name", [NAMED | {"id": "../x"}], "places.broken", {}),
    ("twice", [NAMED, NAMED], "places.broken", {}),
    ("off the page", [NAMED | {"box": [0.9, 0.1, 1.2, 0.2]}], "places.off-page", {}),
    ("no page", [NAMED | {"page": 4}], "places.off-page", {}),
    ("we sign", [NAMED | {"kind": "stamp", "role": "sender"}], "places.not-theirs", {}),
    ("a stranger", [NAMED | {"role": "witness"}], "places.not-theirs", {}),
    ("nothing to choose", [CHOICE | {"choices": []}], "places.no-choices", {}),
    ("no choice", [CHOICE | {"choices": ["A", "A"]}], "places.same-choices", {}),
    ("too much choice", [CHOICE | {"choices": [f"{n}" for n in range(41)]}],
     "places.too-many-choices", {"limit": 40}),
    ("no length", [NAMED | {"max_length": 0}], "places.length", {"limit": 1000}),
    ("no range", [NAMED | {"kind": "number", "least": "5", "most": "1"}],
     "places.no-range", {}),
    ("an endless number", [NAMED | {"most": "1e999999"}], "places.no-range", {}),
    ("unprintable", [NAMED | {"label": "署名"}], "text.script", {"char": "署"}),
    ("endless", [NAMED | {"label": "x" * 81}], "text.too-long", {"limit": 80}),
    ("too many", [NAMED | {"id": f"a-{n}"} for n in range(201)],
     "places.too-many", {"limit": 200}),
]  # fmt: skip


@pytest_asyncio.fixture(loop_scope="session")
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(headers={"Accept": "application/json"}) as opened:
        yield opened


async def put(
    http: aiohttp.ClientSession, draft: Draft, body: object, version: str | None = None
) -> tuple[int, dict[str, object]]:
    """Send places as the page does, changed from the present ones."""
    if version is None:
        async with http.get(f"{draft.link}/fields") as answer:
            version = (await answer.json())["version"]
    data = BytesIO(body if isinstance(body, bytes) else json.dumps(body).encode())
    headers = {"If-Match": f'"{version}"'}
    async with http.put(f"{draft.link}/fields", data=data, headers=headers) as answer:
        return answer.status, await answer.json()


@pytest.mark.parametrize("language", ["en", "de"])
async def test_what_no_document_can_have_is_refused_and_nothing_is_lost(
    world: World, http: aiohttp.ClientSession, language: str
) -> None:
    draft = await drafted(world, language=language)
    for name, body, key, params in REFUSED:
        status, answer = await put(http, draft, body)
        assert (status, answer["key"]) == (422, key), name
        assert answer["problem"] == refusal(language, key, **params), name
        named = isinstance(body, list) and key != "places.too-many"
        assert answer.get("field", "") == (body[-1]["id"] if named else ""), name  # type: ignore[index]
    large = as_json((NAME,)) * 9000
    assert (await put(http, draft, large))[0] == 413
    assert tuple((await draft.fields()).values()) == FOUND


async def test_another_version_is_refused_with_the_present_places(
    world: World, http: aiohttp.ClientSession
) -> None:
    draft = await drafted(world)
    for version in ("", "0" * 16):
        status, answer = await put(http, draft, [], version)
        assert (status, answer["key"]) == (409, "places.changed")
        assert answer["fields"] == as_json(FOUND)
    assert len(await draft.fields()) == 3
    status, answer = await put(http, draft, as_json((NAME,)))
    assert status == 200
    async with http.get(
        f"{draft.link}/fields", headers={"If-None-Match": f'"{answer["version"]}"'}
    ) as unchanged:
        assert unchanged.status == 304


async def test_what_others_make_a_browser_send_is_refused(
    world: World, http: aiohttp.ClientSession
) -> None:
    draft = await drafted(world)
    for header in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
    ):
        async with http.put(
            f"{draft.link}/fields", data=b"[]", headers=header
        ) as answer:
            assert answer.status == 403
    assert len(await draft.fields()) == 3


async def test_words_that_were_found_in_the_file_may_stay(
    world: World, http: aiohttp.ClientSession
) -> None:
    found = replace(NAME, label="署名 " * 60)
    draft = await drafted(world, (found,))
    moved = as_json((found,))[0] | {"box": [0.2, 0.2, 0.4, 0.25]}
    status, _ = await put(http, draft, [moved])
    assert status == 200
    assert (await draft.box(found.id)) == (0.2, 0.2, 0.4, 0.25)


async def test_a_link_ends_after_a_day_or_when_the_document_is_gone(
    world: World, http: aiohttp.ClientSession
) -> None:
    draft = await drafted(world, language="de")
    link = draft.link
    async with http.get(link[:-2] + "xx") as answer:
        assert answer.status == 404
    async with http.get(f"{link}/page/9.webp") as answer:
        assert answer.status == 404
    world.clock.ahead += timedelta(days=2)
    try:
        async with http.get(link, headers={"Accept": "text/html"}) as answer:
            assert answer.status == 410
            assert "Öffnen Sie die Seite noch einmal aus dem Chat." in (
                await answer.text()
            )
        status, refused = await put(http, draft, [], "")
        assert (status, refused["key"]) == (410, "link-old")
    finally:
        world.clock.ahead -= timedelta(days=2)


async def test_nobody_else_may_frame_it_and_no_address_leaves_it(
    world: World, http: aiohttp.ClientSession
) -> None:
    draft = await drafted(world)
    async with http.get(draft.link) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "frame-ancestors https://web.telegram.org " in policy
        assert "script-src 'self';" in policy
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    async with http.get(f"{world.url}/verify") as answer:
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
