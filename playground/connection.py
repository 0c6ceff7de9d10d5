"""The HTTP connection of a client to the playground's driving API."""

from typing import Any

import aiohttp


class Refused(Exception):
    """The playground would not let a person do this."""


class Connection:
    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(self, verb: str, path: str, **options: Any) -> Any:
        async with self._http().request(verb, self.url + path, **options) as answer:
            body = await answer.json()
            if not answer.ok:
                raise Refused(body.get("error", body))
            return body

    async def fetch(self, path: str) -> bytes:
        async with self._http().get(self.url + path) as answer:
            answer.raise_for_status()
            return await answer.read()

    def _http(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=120)
            )
        return self._session
