"""Somebody with a browser but no screen: what the pages do to plain requests."""

import re
from html import unescape

import aiohttp

from bot.domain.envelope import Envelope
from bot.domain.fields import CUSTOMER
from bot.web.security import csrf_token
from tests.web.world import World


class Visitor:
    """A signer, or who pretends to be one, by plain HTTP."""

    def __init__(
        self, world: World, envelope: Envelope, role: str = CUSTOMER, address: str = ""
    ) -> None:
        self.world = world
        self.envelope = envelope
        self.role = role
        self.path = f"/sign/{envelope.id}/{role}"
        self.address = address or world.new_address()
        self.http = aiohttp.ClientSession(
            base_url=world.url,
            cookie_jar=aiohttp.CookieJar(unsafe=True),
            headers={"X-Forwarded-For": self.address, "User-Agent": "Visitor/1.0"},
        )

    async def get(self, path: str = "", **options: object) -> tuple[int, str]:
        async with self.http.get(self.path + path, **options) as answer:  # type: ignore[arg-type]
            return answer.status, await answer.text(errors="replace")

    async def post(
        self, path: str, form: dict[str, str] | None = None, **options: object
    ) -> tuple[int, str]:
        """Post a form as the page would, with its token."""
        form = {"csrf": await self.csrf()} | (form or {})
        return await self.post_raw(path, form, **options)

    async def post_raw(
        self, path: str, form: object, **options: object
    ) -> tuple[int, str]:
        """Post exactly this."""
        url = self.path + path
        async with self.http.post(url, data=form, **options) as answer:  # type: ignore[arg-type]
            return answer.status, await answer.text(errors="replace")

    async def csrf(self) -> str:
        _, text = await self.get()
        found = re.search(r'name="csrf" value="(\w+)"', text)
        return found[1] if found else ""

    def token(self) -> str:
        """The token of an identified session, whatever its page shows."""
        jar = {cookie.key: cookie.value for cookie in self.http.cookie_jar}
        return csrf_token(jar["known"])

    async def follow(self) -> tuple[int, str]:
        """Open the link of the mail."""
        link = await self.world.link(self.envelope, self.role)
        async with self.http.get(link) as answer:
            return answer.status, await answer.text()

    async def enter(self) -> str:
        """Open the link and prove who one is; returns the document's page."""
        await self.follow()
        await self.post("/code")
        code = self.world.code(self.envelope, self.role)
        status, text = await self.post("/identify", {"code": code})
        assert status == 200
        return text

    async def sign(self, **changes: str) -> tuple[int, str]:
        """Press the last button of the preview."""
        _, text = await self.get("/preview")
        form = {"consent": "yes"} | {
            name: hidden(text, name) for name in ("shown", "entered")
        }
        return await self.post("/sign", form | changes)

    async def fill(self, **changes: str) -> tuple[int, str]:
        """Fill in the usual fields and go on to the preview."""
        signature = f"{self.role}-signature-0"
        form = {
            f"{self.role}-date-2": "2026-11-24",
            f"{self.role}-text-1": "Köln",
            f"{signature}.how": "type",
            f"{signature}.typed": "Charlie Chandler",
            "then": "preview",
        }
        return await self.post("/fields", form | changes)


def hidden(text: str, name: str) -> str:
    """The value of a hidden input; empty when there is none."""
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    return unescape(found[1]) if found else ""


def problem(text: str) -> str:
    """What a failure page says."""
    found = re.search(r"<h1>.*?</h1>\s*<p>(.*?)</p>", text, re.DOTALL)
    return unescape(found[1]) if found else ""
