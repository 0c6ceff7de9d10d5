"""The placing page: who holds its link puts places onto the pages of one draft."""

from dataclasses import dataclass

from aiohttp import web

from bot.domain.draft import as_json, version_of
from bot.domain.envelope import Envelope
from bot.domain.errors import NotAllowed, NotFound
from bot.domain.fields import PICTURES, Field, Kind
from bot.domain.place_rules import (
    LONGEST_ANSWER,
    LONGEST_LABEL,
    MOST_FIELDS,
    ROLES,
    SMALLEST_SIDE,
    read_places,
)
from bot.domain.placing import usual_size
from bot.domain.records import Conflict
from bot.screens.places import who
from bot.texts import Texts
from bot.web.pages import LANGUAGE, PAGES, Pages, reader, render
from bot.web.placing_texts import page_texts
from bot.web.security import let_frame

_WIDTHS = {"small": 160, "large": 1700}
_WIDTH = 1000
"""Pixels of a page picture."""


@dataclass(frozen=True, slots=True)
class _Draft:
    pages: Pages
    envelope: Envelope
    t: Texts

    async def fields(self) -> tuple[Field, ...]:
        return await self.pages.placing.fields(self.envelope)


async def show(request: web.Request) -> web.Response:
    """Show the pages and the tools; the script does the rest."""
    draft = await _opened(request)
    envelope, t = draft.envelope, draft.t
    sizes = await draft.pages.viewing.sizes(envelope.drafted.source)
    given = {
        "id": envelope.id,
        **_state(await draft.fields()),
        "sizes": sizes,
        "roles": [{"role": role, "name": who(t, role)} for role in ROLES],
        "kinds": [_kind(t, kind) for kind in Kind],
        "most": MOST_FIELDS,
        "smallest": SMALLEST_SIDE,
        "texts": page_texts(t),
    }
    context = {
        "envelope": envelope,
        "company": (await draft.pages.people.company()).name,
        "sizes": sizes,
        "given": given,
        "longest_label": LONGEST_LABEL,
        "longest_answer": LONGEST_ANSWER,
    }
    response = render(request, "placing.html", context)
    # The address is the secret; and Telegram shows Mini Apps in a frame.
    response.headers["Referrer-Policy"] = "no-referrer"
    let_frame(response, draft.pages.messengers)
    return response


async def page(request: web.Request) -> web.Response:
    """Return the picture of one page; it never changes."""
    draft = await _opened(request)
    number, drafted = int(request.match_info["number"]), draft.envelope.drafted
    if number >= drafted.pages:
        raise NotFound
    width = next((_WIDTHS[key] for key in request.query if key in _WIDTHS), _WIDTH)
    picture = await draft.pages.viewing.page(drafted.source, number, width=width)
    response = web.Response(body=picture, content_type="image/webp")
    response.headers["Cache-Control"] = "private, max-age=86400, immutable"
    return response


async def fields(request: web.Request) -> web.Response:
    """Return the places, or 304 when they are those that the page has."""
    draft = await _opened(request)
    kept = await draft.fields()
    if _version(request, "If-None-Match") == version_of(kept):
        return web.Response(status=304)
    return web.json_response(_state(kept))


async def keep(request: web.Request) -> web.Response:
    """Set the places, if nobody else has changed them; the chat follows.

    `If-Match` says which version was changed; with another one nothing is kept, and
    the answer (409) has the places as they are.
    """
    draft = await _opened(request)
    posted = read_places(await request.read())
    try:
        kept = await draft.pages.placing.replace(
            draft.envelope, posted, since=_version(request, "If-Match")
        )
    except Conflict:
        refusal = NotAllowed("places.changed")
        answer = {"problem": draft.t.refusal(refusal), "key": refusal.key}
        present = _state(await draft.fields())
        return web.json_response(answer | present, status=409)
    draft.pages.following.soon(draft.envelope.id)
    return web.json_response(_state(kept))


async def _opened(request: web.Request) -> _Draft:
    """Return the draft of the link, and note the language of its sender."""
    pages, match = request.app[PAGES], request.match_info
    envelope = await pages.placing_links.open(
        match["envelope"], match["until"], match["token"]
    )
    sender = await pages.people.get(envelope.drafted.owner)
    request[LANGUAGE] = sender.language if sender else envelope.drafted.language
    return _Draft(pages, envelope, reader(request))


def _version(request: web.Request, header: str) -> str:
    return request.headers.get(header, "").removeprefix("W/").strip('"')


def _state(fields: tuple[Field, ...]) -> dict[str, object]:
    return {"version": version_of(fields), "fields": as_json(fields)}


def _kind(t: Texts, kind: Kind) -> dict[str, object]:
    return {
        "kind": kind,
        "name": t.kind(kind),
        "size": usual_size(kind),
        "picture": kind in PICTURES,
    }
