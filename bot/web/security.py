"""What guards every page: headers, and the origin of everything that changes state."""

import hashlib
import hmac
from collections.abc import Awaitable, Callable, Mapping, Sequence
from urllib.parse import urlsplit

from aiohttp import web

from bot.domain.errors import NotAllowed
from bot.web.pages import PAGES

Posted = Mapping[str, str | bytes]
"""A form as it was posted: texts, and files as their bytes."""
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

SMALL_BODY = 1024 * 1024
"""Bytes that an act without files may send."""
LARGE_BODY = 16 * 1024 * 1024
"""Bytes that a form with photos may send."""

_UNFRAMED = "frame-ancestors 'none'"
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "form-action 'self'",
        _UNFRAMED,
        "base-uri 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not `no-referrer`: that would turn the Origin header of our own forms into null.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}


@web.middleware
async def protect(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Set the headers on every answer, errors included."""
    try:
        response = await handler(request)
    except web.HTTPException as answer:
        _set_headers(request, answer)
        raise
    _set_headers(request, response)
    return response


def _set_headers(request: web.Request, response: web.StreamResponse) -> None:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    if request.app[PAGES].secure_cookies:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")


@web.middleware
async def same_site(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what another site makes a browser send.

    The sessions are cookies, so every act also carries a token (`check_csrf`); this is
    the second lock, and the only one for pages without a session.
    """
    if request.method not in {"GET", "HEAD"} and _from_elsewhere(request):
        raise NotAllowed("foreign-site")
    return await handler(request)


def _from_elsewhere(request: web.Request) -> bool:
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return True
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    ours = {request.host, urlsplit(request.app[PAGES].base_url).netloc}
    return urlsplit(origin).netloc not in ours


def let_frame(response: web.StreamResponse, origins: Sequence[str]) -> None:
    """Let these origins show a page in a frame. Browsers that know `frame-ancestors`
    ignore `X-Frame-Options` beside it."""
    framed = f"frame-ancestors {' '.join(origins)}"
    response.headers["Content-Security-Policy"] = _POLICY.replace(_UNFRAMED, framed)


def csrf_token(session: str) -> str:
    """Return the token that a session's forms carry. The session is its key: who can
    compute the token is in the session already."""
    return hmac.new(session.encode(), b"csrf", hashlib.sha256).hexdigest()[:32]


async def posted_form(request: web.Request, session: str) -> Posted:
    """Return the posted form. Raises `NotAllowed` unless it is one of ours, made for
    this session."""
    try:
        posted = {key: _value(entry) for key, entry in (await request.post()).items()}
    except ValueError as error:
        raise web.HTTPBadRequest from error
    given = posted.get("csrf", "")
    right = csrf_token(session)
    if not isinstance(given, str) or not hmac.compare_digest(
        given.encode(), right.encode()
    ):
        raise NotAllowed("foreign-site")
    return posted


def _value(entry: str | bytes | bytearray | web.FileField) -> str | bytes:
    if isinstance(entry, web.FileField):
        with entry.file as file:
            return file.read()
    return entry if isinstance(entry, str) else bytes(entry)


@web.middleware
async def limit_bodies(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let only the form with photos send much."""
    if request.path.startswith("/sign/") and request.path.endswith("/fields"):
        request = request.clone(client_max_size=LARGE_BODY)
    return await handler(request)
