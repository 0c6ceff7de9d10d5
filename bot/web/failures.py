"""Failures as pages: refusals say what to do, defects say nothing of themselves."""

import time
from collections.abc import Mapping

import structlog
from aiohttp import web

from bot.domain.errors import InputRefused, NotAllowed, NotFound, Refusal
from bot.refusals import N_
from bot.web.pages import LANGUAGE, PAGES, reader, render
from bot.web.security import Handler

_log = structlog.get_logger("web")

GONE = frozenset(
    {"link-old", "link-replaced", "has-expired", "was-taken-back", "was-declined"}
)
_STATUS: Mapping[str, int] = {
    **dict.fromkeys(GONE, 410),
    "too-often": 429,
    "verify-busy": 503,
    "code.locked": 429,
    "foreign-site": 403,
    "code.wrong": 422,
    "code.void": 422,
    "upload.too-big": 413,
    "upload.too-slow": 408,
}


@web.middleware
async def answer_failures(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn whatever a handler raises into a page."""
    try:
        return await handler(request)
    except Refusal as refusal:
        return await refused(request, refusal)
    except web.HTTPRequestEntityTooLarge:
        return await refused(request, InputRefused("upload.too-big"))
    except (web.HTTPNotFound, web.HTTPMethodNotAllowed):
        return await refused(request, NotFound())
    except web.HTTPBadRequest:
        return await _page(request, 400, None)
    except web.HTTPException:
        raise
    except Exception:  # noqa: BLE001 - whatever it is, nobody sees it but the log
        _log.exception("defect", route=_route(request))
        return await _page(request, 500, None)


@web.middleware
async def log_requests(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Log the route of every request, never its address: addresses hold secrets."""
    began = time.monotonic()
    try:
        response = await handler(request)
    except web.HTTPException as answer:
        _log_request(request, answer.status, began)
        raise
    _log_request(request, response.status, began)
    return response


def _log_request(request: web.Request, status: int, began: float) -> None:
    _log.info(
        "request",
        method=request.method,
        route=_route(request),
        status=status,
        ms=round((time.monotonic() - began) * 1000),
    )


def status_of(refusal: Refusal) -> int:
    """Return the HTTP status that fits a refusal."""
    if refusal.key in _STATUS:
        return _STATUS[refusal.key]
    match refusal:
        case NotFound():
            return 404
        case NotAllowed():
            return 409
    return 422


async def refused(request: web.Request, refusal: Refusal) -> web.Response:
    """Say why not."""
    status = status_of(refusal)
    if "language" in refusal.params:
        request[LANGUAGE] = str(refusal.params["language"])
    if status in {403, 409, 410}:
        _log.warning("refused", route=_route(request), reason=refusal.key)
    if wants_json(request):
        text = reader(request).refusal(refusal)
        field = {"field": refusal.params["field"]} if "field" in refusal.params else {}
        answer = {"problem": text, "key": refusal.key, **field}
        return web.json_response(answer, status=status)
    return await _page(request, status, refusal)


def wants_json(request: web.Request) -> bool:
    """Tell whether the page's own script asks, not a browser for a page."""
    return request.headers.get("Accept", "") == "application/json"


async def _page(
    request: web.Request, status: int, refusal: Refusal | None
) -> web.Response:
    t = reader(request)
    # A defect may be the database's own: the page that says so asks it nothing.
    company = (await request.app[PAGES].people.company()).name if refusal else ""
    heading = _HEADINGS.get(status, _DEFECT if refusal is None else _REFUSED)
    if refusal and refusal.key in _REPLACED_KEYS:
        heading = _REPLACED
    context = {
        "company": company or "Chatsign",
        "heading": t(heading),
        "message": t.refusal(refusal) if refusal else t(_APOLOGY),
        "gone": status == 410,
        "back": _back(request) if status in {403, 409, 413, 422, 429} else "",
    }
    return render(request, "failure.html", context, status=status)


_HEADINGS: Mapping[int, str] = {
    404: N_("Nothing here"),
    410: N_("This can't be signed any more"),
    429: N_("Please wait a little"),
}
_REPLACED_KEYS = frozenset({"link-old", "link-replaced"})
_REPLACED = N_("This link is no longer valid")
_REFUSED = N_("That did not work")
_DEFECT = N_("Something went wrong")
_APOLOGY = N_("That is our fault, not yours. Nothing is lost; please try again.")


def _back(request: web.Request) -> str:
    """Return the signing page that the request belongs to, if to any."""
    match = request.match_info
    if "role" not in match:
        return ""
    return f"/sign/{match['envelope']}/{match['role']}"


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource else "none"
