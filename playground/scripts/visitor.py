"""A visitor of web pages without JavaScript: follows links and fills in forms."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from typing import Self
from urllib.parse import urljoin, urlsplit

from aiohttp import (
    ClientConnectionError,
    ClientPayloadError,
    ClientSession,
    CookieJar,
    FormData,
    TCPConnector,
)

Upload = tuple[str, bytes]
"""File name and content."""

_PATIENCE = 60.0
_RELOAD = 0.2
"""Seconds."""


@dataclass(slots=True)
class Form:
    """One form of a page with what its fields hold at first."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    buttons: dict[str, str] = field(default_factory=dict)


class Page(HTMLParser):
    """A page as it came: its forms and its text."""

    def __init__(self, url: str, status: int, html: str) -> None:
        super().__init__()
        self.url, self.status, self.html = url, status, html
        self.forms: list[Form] = []
        self.text = ""
        self._textarea = ""
        self.feed(html)

    def form(self, action: str) -> Form:
        """Return the form whose address ends so."""
        for form in self.forms:
            if urlsplit(form.action).path.endswith(action):
                return form
        actions = [form.action for form in self.forms]
        raise AssertionError(f"{self.url} has no form {action}, only {actions}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect forms and their fields."""
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(found.get("action", "")))
        elif self.forms and tag in {"input", "textarea", "button"}:
            self._field(tag, found)

    def handle_data(self, data: str) -> None:
        """Collect what stands between the tags."""
        if self._textarea:
            self.forms[-1].values[self._textarea] += data
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        """End a text area."""
        if tag == "textarea":
            self._textarea = ""

    def _field(self, tag: str, found: dict[str, str]) -> None:
        form, name = self.forms[-1], found.get("name", "")
        kind = found.get("type", "text")
        if not name or "disabled" in found:
            return
        if tag == "textarea":
            form.values[name] = ""
            self._textarea = name
        elif tag == "button":
            form.buttons[name] = found.get("value", "")
        elif kind == "file":
            form.files.add(name)
        elif kind not in {"checkbox", "radio"} or "checked" in found:
            form.values[name] = found.get("value", "")


class Visitor:
    """One person's browser: it keeps cookies and follows redirects."""

    def __init__(self, *, address: str = "") -> None:
        """`address` is one of this machine's that the visitor comes from."""
        self._session = ClientSession(
            # Cookies of bare addresses too: the demo is served on one.
            cookie_jar=CookieJar(unsafe=True),
            connector=TCPConnector(local_addr=(address, 0) if address else None),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def open(self, url: str) -> Page:
        """Follow a link."""
        return await self._go(url)

    async def fetch(self, url: str) -> bytes:
        """Download a file."""
        async with self._session.get(url) as response:
            assert response.status == 200, f"{url}: {response.status}"
            return await response.read()

    async def submit(
        self,
        page: Page,
        action: str,
        values: Mapping[str, str] | None = None,
        files: Mapping[str, Upload] | None = None,
    ) -> Page:
        """Fill in a form of the page and send it."""
        form = page.form(action)

        def filled_in() -> FormData:
            data = FormData(default_to_multipart=bool(form.files))
            for name, value in {**form.values, **(values or {})}.items():
                data.add_field(name, value)
            for name, (filename, content) in (files or {}).items():
                data.add_field(name, BytesIO(content), filename=filename)
            return data

        return await self._go(urljoin(page.url, form.action), filled_in)

    async def _go(self, url: str, form: Callable[[], FormData] | None = None) -> Page:
        """Follow redirects; where the connection fails, reload for a while."""
        deadline = time.monotonic() + _PATIENCE
        while True:
            method, data = ("POST", form()) if form else ("GET", None)
            request = self._session.request(
                method, url, data=data, allow_redirects=False
            )
            try:
                async with request as response:
                    if response.status not in {302, 303}:
                        html = await response.text()
                        return Page(str(response.url), response.status, html)
                    url, form = urljoin(url, response.headers["Location"]), None
            except (ClientConnectionError, ClientPayloadError):
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(_RELOAD)
