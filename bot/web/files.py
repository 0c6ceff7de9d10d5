"""Files for the pages: page pictures, kept signatures, the PDF, styles and scripts."""

import gzip
import mimetypes
import re
from functools import cache
from urllib.parse import quote

from aiohttp import web

from bot.domain.errors import NotFound
from bot.domain.naming import file_name
from bot.web.pages import STATIC, static_version
from bot.web.previews import PREVIEWS
from bot.web.visits import Visit, known_visit

WIDTH = 800
"""Pixels of a page picture; of a phone's screen too, with its small pixels."""
_LARGE = 1700


async def page(request: web.Request) -> web.Response:
    """Return one page as it is."""
    visit = await known_visit(request)
    number = await _page_number(request, visit)
    width = _LARGE if "large" in request.query else WIDTH
    picture = await visit.pages.viewing.page(
        visit.envelope.document, number, width=width
    )
    return web.Response(body=picture, content_type="image/webp")


async def preview_page(request: web.Request) -> web.Response:
    """Return one page as it will look."""
    visit = await known_visit(request)
    visit.envelope.require_turn(visit.role)
    number = await _page_number(request, visit)
    document = await request.app[PREVIEWS].document(visit)
    width = _LARGE if "large" in request.query else WIDTH
    picture = await visit.pages.viewing.render(document, number, width=width)
    return web.Response(body=picture, content_type="image/webp")


async def picture(request: web.Request) -> web.Response:
    """Return the signature or stamp that is kept for one of the signer's fields."""
    visit = await known_visit(request)
    body = await visit.pages.filling.picture(
        visit.envelope, visit.role, request.match_info["field"]
    )
    return web.Response(body=body, content_type="image/png")


async def document(request: web.Request) -> web.Response:
    """Return the newest revision as a file to keep."""
    visit = await known_visit(request)
    body = await visit.pages.signing.document(visit.envelope)
    response = web.Response(body=body, content_type="application/pdf")
    name = file_name(visit.envelope.drafted.title, visit.envelope.id)
    response.headers["Content-Disposition"] = as_attachment(name)
    return response


def as_attachment(name: str) -> str:
    """Return a Content-Disposition (RFC 6266) for a name of any letters."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


async def static(request: web.Request) -> web.Response:
    """Return a style sheet or script; its address changes whenever it does."""
    body = _static_files().get(request.match_info["name"])
    if body is None or request.match_info["version"] != static_version():
        raise NotFound
    kind, _ = mimetypes.guess_type(request.match_info["name"])
    response = web.Response(body=body, content_type=kind or "text/plain")
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


async def robots(_: web.Request) -> web.Response:
    """Keep search engines out."""
    return web.Response(text="User-agent: *\nDisallow: /\n")


async def _page_number(request: web.Request, visit: Visit) -> int:
    number = int(request.match_info["number"])
    if number >= await visit.pages.viewing.count(visit.envelope.document):
        raise NotFound
    return number


@cache
def _static_files() -> dict[str, bytes]:
    return {
        path.relative_to(STATIC).as_posix(): gzip.compress(path.read_bytes(), mtime=0)
        for path in STATIC.rglob("*")
        if path.suffix in {".css", ".js", ".svg"}
    }
