"""The independent checker, for whoever wants to be sure without this service."""

from pathlib import Path

from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from bot.domain.errors import NotFound
from bot.web.pages import PAGES, STATIC

PAGE, SCRIPT, AUTHORITY = "chatsign-verify.html", "chatsign-verify.py", "authority.pem"
_PUBLISHER = 'id="publisher">'
_TYPES = {PAGE: "text/html", SCRIPT: "text/x-python", AUTHORITY: "text/plain"}


async def download(request: web.Request) -> web.Response:
    """Hand out one of its files to keep; the page has our certificate in it."""
    name = request.match_info["name"]
    if name not in _TYPES:
        raise NotFound
    pem = _as_pem(request.app[PAGES].authorities)
    body = pem if name == AUTHORITY else file(name).read_text(encoding="utf-8")
    if name == PAGE:
        body = body.replace(_PUBLISHER, f"{_PUBLISHER}\n{pem}", 1)
    response = web.Response(text=body, content_type=_TYPES[name])
    # Kept, not opened: here it would be bound to the rules of our own pages.
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def file(name: str) -> Path:
    """Return where a file of the checker is."""
    return STATIC / "checker" / name


def _as_pem(authorities: tuple[bytes, ...]) -> str:
    loaded = map(x509.load_der_x509_certificate, authorities)
    return "".join(each.public_bytes(Encoding.PEM).decode() for each in loaded)
