"""A visit: whose page this is, by the session cookie and nothing else."""

from dataclasses import dataclass

from aiohttp import web

from bot.domain.envelope import Envelope, Stage
from bot.domain.errors import NotAllowed, NotFound, Refusal
from bot.domain.fields import Signer
from bot.services.tickets import SESSION_LIFE
from bot.web.pages import LANGUAGE, PAGES, Pages
from bot.web.security import csrf_token

KNOWN, LINK = "known", "link"
"""The two cookies: of a holder who typed his code, and of one who has only the link.
Opening the link again must not make a known holder unknown."""

_PARTY = "party-"
"""How the cookie begins by which a known holder is one on the pages for checking too;
the envelope follows."""
_CHECKING = "/verify"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody on his own signing page."""

    pages: Pages
    envelope: Envelope
    role: str
    session: str
    identified: bool

    @property
    def signer(self) -> Signer:
        """Who he is, if he is who the link was sent to."""
        return self.envelope.signer(self.role)

    @property
    def path(self) -> str:
        """Where this page lives."""
        return page_path(self.envelope.id, self.role)

    @property
    def csrf(self) -> str:
        """What his forms carry."""
        return csrf_token(self.session)


def page_path(envelope: str, role: str) -> str:
    """Return the address of a signer's page; it holds no secret."""
    return f"/sign/{envelope}/{role}"


async def visit(request: web.Request) -> Visit:
    """Return whose page it is. Raises `NotFound` for everybody else's."""
    pages = request.app[PAGES]
    id, role = request.match_info["envelope"], request.match_info["role"]
    refusal: Refusal = NotFound()
    for name in (KNOWN, LINK):
        session = request.cookies.get(cookie_name(name, pages), "")
        if not session:
            continue
        try:
            envelope, identified = await pages.access.as_signer_on_page(
                session, id, role
            )
        except Refusal as problem:
            refusal = problem
            continue
        return _seated(request, pages, envelope, role, session, identified)
    raise refusal


async def known_visit(request: web.Request) -> Visit:
    """Return whose page it is, once he has proven who he is."""
    found = await visit(request)
    if not found.identified:
        raise NotAllowed("not-identified")
    return found


def _seated(
    request: web.Request,
    pages: Pages,
    envelope: Envelope,
    role: str,
    session: str,
    identified: bool,
) -> Visit:
    if envelope.stage is Stage.DRAFT:
        raise NotFound
    found = Visit(
        pages=pages,
        envelope=envelope,
        role=role,
        session=session,
        identified=identified,
    )
    request[LANGUAGE] = found.signer.language
    return found


def give_cookie(
    response: web.StreamResponse, name: str, session: str, path: str, pages: Pages
) -> None:
    """Hand out a session that only this one page sees."""
    response.set_cookie(
        cookie_name(name, pages),
        session,
        path=path,
        max_age=int(SESSION_LIFE.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=pages.secure_cookies,
    )


def give_known_cookies(
    response: web.StreamResponse, visit: Visit, session: str
) -> None:
    """Hand out the session of a holder who typed his code: for his page, and for asking
    whether a file is his document."""
    give_cookie(response, KNOWN, session, visit.path, visit.pages)
    name = f"{_PARTY}{visit.envelope.id}"
    give_cookie(response, name, session, _CHECKING, visit.pages)


def party_sessions(request: web.Request) -> dict[str, str]:
    """Return the sessions shown on the pages for checking, by the envelope that each
    is said to be of."""
    start = cookie_name(_PARTY, request.app[PAGES])
    return {
        name.removeprefix(start): session
        for name, session in request.cookies.items()
        if name.startswith(start)
    }


def cookie_name(name: str, pages: Pages) -> str:
    """Return the cookie's name; browsers hold `__Secure-` ones to HTTPS."""
    return f"__Secure-{name}" if pages.secure_cookies else name
