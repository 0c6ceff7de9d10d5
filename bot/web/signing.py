"""The signing page: who asks, the code, the document, the preview, the signature."""

from aiohttp import web

from bot.domain.errors import InputRefused, NotAllowed, NotFound
from bot.web import states
from bot.web.addresses import client_address, trace
from bot.web.entries import keep, still_open
from bot.web.failures import wants_json
from bot.web.pages import PAGES, reader
from bot.web.security import posted_form
from bot.web.visits import (
    LINK,
    give_cookie,
    give_known_cookies,
    known_visit,
    page_path,
    visit,
)

_MISSES_AN_HOUR = 60
_CODES_AN_HOUR = 30


async def follow_link(request: web.Request) -> web.Response:
    """Exchange a mail's link for a session. Nothing else happens: mail programs and
    messengers open links on their own."""
    pages = request.app[PAGES]
    try:
        session, ticket = await pages.tickets.redeem(request.match_info["token"])
    except NotFound:
        await pages.identifying.limit("miss", client_address(request), _MISSES_AN_HOUR)
        raise
    path = page_path(ticket.envelope, ticket.role)
    response = web.Response(status=303, headers={"Location": path})
    response.headers["Referrer-Policy"] = "no-referrer"
    give_cookie(response, LINK, session, path, pages)
    return response


async def show(request: web.Request) -> web.Response:
    """Show where this signer stands."""
    return await states.screen(request, await visit(request))


async def send_code(request: web.Request) -> web.Response:
    """Send the code to the address that the link went to."""
    found = await visit(request)
    await posted_form(request, found.session)
    address = client_address(request)
    await found.pages.identifying.limit("code", address, _CODES_AN_HOUR)
    await found.pages.identifying.send_code(found.envelope, found.role)
    raise web.HTTPSeeOther(f"{found.path}?code=sent")


async def identify(request: web.Request) -> web.Response:
    """Check the code; a right one opens the document in a session of its own."""
    found = await visit(request)
    posted = await posted_form(request, found.session)
    code = str(posted.get("code", ""))[:20]
    identifying, tickets = found.pages.identifying, found.pages.tickets
    try:
        await identifying.identify(
            found.envelope, found.role, code, trace(request), found.session
        )
    except NotAllowed as refusal:
        return await states.ask_code(request, found, refusal=refusal)
    response = web.Response(status=303, headers={"Location": found.path})
    session = await tickets.identified(found.session)
    give_known_cookies(response, found, session)
    return response


async def save(request: web.Request) -> web.Response:
    """Keep what was entered, and go on to the preview when nothing is missing."""
    found = await known_visit(request)
    posted = await posted_form(request, found.session)
    problems = await keep(found, reader(request), posted)
    if wants_json(request):
        return await states.as_json(request, found, problems)
    if posted.get("then") == "later":
        raise web.HTTPSeeOther(found.path)
    problems = await still_open(found) | problems
    if problems:
        return await states.document(request, found, posted=posted, problems=problems)
    raise web.HTTPSeeOther(f"{found.path}/preview")


async def preview(request: web.Request) -> web.Response:
    """Show the pages as they will look, and ask for the signature."""
    return await states.preview(request, await known_visit(request))


async def sign(request: web.Request) -> web.Response:
    """Sign what was shown."""
    found = await known_visit(request)
    posted = await posted_form(request, found.session)
    if not posted.get("consent") and found.role not in found.envelope.signed:
        return await states.preview(request, found, InputRefused("consent.needed"))
    await found.pages.signing.sign(
        found.envelope,
        found.role,
        shown=str(posted.get("shown", "")),
        entered=str(posted.get("entered", "")),
        trace=trace(request),
        language=reader(request).language,
    )
    raise web.HTTPSeeOther(found.path)


async def decline(request: web.Request) -> web.Response:
    """Refuse to sign, with the reason."""
    found = await known_visit(request)
    posted = await posted_form(request, found.session)
    reason = str(posted.get("reason", ""))
    try:
        await found.pages.signing.decline(
            found.envelope, found.role, reason, trace(request)
        )
    except InputRefused as refusal:
        return await states.document(request, found, declining=(reason, refusal))
    raise web.HTTPSeeOther(found.path)
