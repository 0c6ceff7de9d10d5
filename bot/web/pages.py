"""What every page needs: the services behind it, its language, and how it is drawn."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from functools import cache
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.delivery.following import Following
from bot.services.access import Access
from bot.services.envelopes import Envelopes
from bot.services.filling import Filling
from bot.services.identifying import Identifying
from bot.services.placing import Placing
from bot.services.placing_links import PlacingLinks
from bot.services.ports import Clock, People
from bot.services.signing import Signing
from bot.services.tickets import Tickets
from bot.services.verifying import Verifying
from bot.services.viewing import Viewing
from bot.texts import LANGUAGES, Texts, texts
from bot.web.icons import icon

Network = IPv4Network | IPv6Network

_HERE = Path(__file__).parent
STATIC = _HERE / "static"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Everything the handlers use; made once by the composition root."""

    access: Access
    tickets: Tickets
    identifying: Identifying
    filling: Filling
    signing: Signing
    verifying: Verifying
    viewing: Viewing
    placing: Placing
    placing_links: PlacingLinks
    following: Following
    envelopes: Envelopes
    people: People
    clock: Clock
    zone: tzinfo
    authority_pem: bytes
    """The certificates of this installation, for whoever checks without us."""
    base_url: str
    """What people reach these pages under, such as `https://sign.example.com`."""
    messengers: tuple[str, ...] = ()
    """Origins that may show the placing page in a frame."""
    trusted_proxies: tuple[Network, ...] = ()
    """Whose `X-Forwarded-For` is believed."""
    secure_cookies: bool = True
    """False only where the pages are served without HTTPS."""


PAGES = web.AppKey("pages", Pages)
LANGUAGE = web.RequestKey("language", str)
"""Set by a handler that knows the reader; otherwise his browser's wish counts."""


def render(
    request: web.Request,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    status: int = 200,
) -> web.Response:
    """Draw a page in the reader's language."""
    t = reader(request)
    drawn = _environment().get_template(template)
    body = drawn.render(t=t, path=request.path, **(context or {}))
    response = web.Response(text=body, content_type="text/html", status=status)
    response.headers["Content-Language"] = t.language
    return response


def reader(request: web.Request) -> Texts:
    """Return the texts in the language of whoever reads this page."""
    known = request.get(LANGUAGE)
    if known:
        return texts(known)
    asked = request.query.get("lang", "")
    if asked in LANGUAGES:
        return texts(asked)
    return texts(_preferred(request.headers.get("Accept-Language", "")))


def _preferred(header: str) -> str:
    """Return the best of our languages for an Accept-Language header (RFC 9110)."""
    wishes: list[tuple[float, str]] = []
    for item in header[:500].split(","):
        tag, _, weight = item.strip().partition(";q=")
        language = tag.split("-")[0].lower()
        if language in LANGUAGES:
            wishes.append((_weight(weight), language))
    # The first of equals wins: sorting is stable.
    best = sorted(wishes, key=lambda wish: -wish[0])[:1]
    return best[0][1] if best and best[0][0] > 0 else LANGUAGES[0]


def _weight(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0


@cache
def static_version() -> str:
    """Return what changes whenever any static file does."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def static_url(name: str) -> str:
    """Return the address of a static file; it changes with the files."""
    return f"/static/{static_version()}/{name}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        static=static_url, icon=icon, languages={"en": "English", "de": "Deutsch"}
    )
    return environment
