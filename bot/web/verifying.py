"""Verifying on a page: anybody's PDF or photo in, the answer out; and what the code and
the number on a document lead to."""

import base64
import hashlib
from collections.abc import Iterator, Mapping

from aiohttp import web

from bot.domain.errors import InputRefused, Refusal
from bot.domain.naming import typed_id
from bot.pdf.comparing.comparison import Comparison
from bot.pdf.verifying.verdict import Integrity, SignatureKind
from bot.refusals import N_
from bot.screens.looks import look
from bot.screens.sighting import page_lines
from bot.screens.verdict import signed_version, words_on
from bot.services.access import Asker
from bot.services.verifying import Answer, Sighting, is_picture
from bot.web.addresses import client_address
from bot.web.failures import status_of
from bot.web.files import as_attachment
from bot.web.pages import PAGES, reader, render
from bot.web.uploads import upload
from bot.web.visits import party_sessions

_FILES_AN_HOUR = 60
_LOOKS_AN_HOUR = 300
_LARGEST_LINK = 1_000_000
"""Bytes of a file that a link can hold in every browser."""

_KINDS: Mapping[SignatureKind, str] = {
    SignatureKind.SIGNATURE: N_("signature"),
    SignatureKind.SEAL: N_("seal"),
    SignatureKind.TIMESTAMP: N_("timestamp"),
}


async def lead(request: web.Request) -> web.Response:
    """Lead who has only the name of this service to what anybody may do here."""
    raise web.HTTPFound("/verify")


async def ask(request: web.Request) -> web.Response:
    """Offer to check a file; lead who typed a number to what is known of it."""
    typed = request.query.get("number")
    if typed is None:
        return await _ask(request)
    id = typed_id(typed)
    if id is None:
        refusal = InputRefused("id.wrong")
        return await _ask(request, number_problem=refusal, typed=typed[:40])
    raise web.HTTPSeeOther(f"/verify/{id}?lang={reader(request).language}")


async def check(request: web.Request) -> web.Response:
    """Check the uploaded file."""
    pages = request.app[PAGES]
    try:
        await _limit(request)
        name, data = await upload(request)
        if not is_picture(name, data):
            answer = await pages.verifying.check(data, _asker(request))
            return await _answer(request, name, data, answer)
        seen = await pages.verifying.look(data, _asker(request))
        if seen is None:
            raise InputRefused("picture.no-code")
    except Refusal as refusal:
        return await _ask(request, problem=refusal)
    return await _show(request, seen)


async def signed(request: web.Request) -> web.Response:
    """Give back as much of a file as was signed; it is sent again, for it was not
    kept."""
    await _limit(request)
    name, data = await upload(request)
    end = request.query.get("end", "")
    if not end.isdecimal() or not 0 < int(end) <= len(data):
        raise InputRefused("file.other")
    response = web.Response(body=data[: int(end)], content_type="application/pdf")
    response.headers["Content-Disposition"] = as_attachment(
        signed_version(reader(request), name)
    )
    return response


async def follow_code(request: web.Request) -> web.Response:
    """Lead from the short address in a document's code to what is known of it."""
    id, query = request.match_info["envelope"], request.query_string
    raise web.HTTPFound(f"/verify/{id}{query and f'?{query}'}")


async def look_up(request: web.Request) -> web.Response:
    """Say what a document's strip and code are for, and which hash its file has."""
    pages = request.app[PAGES]
    await pages.identifying.limit("look", client_address(request), _LOOKS_AN_HOUR)
    id = request.match_info["envelope"]
    seen = await pages.verifying.find(typed_id(id) or id, _asker(request))
    status = 200 if seen.sealed or seen.party else 404
    return await _show(request, seen, status)


async def _limit(request: web.Request) -> None:
    address = client_address(request)
    await request.app[PAGES].identifying.limit("verify", address, _FILES_AN_HOUR)


def _asker(request: web.Request) -> Asker:
    return Asker(
        name=f"verify/{client_address(request)}", sessions=party_sessions(request)
    )


async def _ask(
    request: web.Request,
    *,
    problem: Refusal | None = None,
    number_problem: Refusal | None = None,
    typed: str = "",
) -> web.Response:
    t = reader(request)
    wrong = problem or number_problem
    context = {
        "problem": t.refusal(problem) if problem else "",
        "number_problem": t.refusal(number_problem) if number_problem else "",
        "typed": typed,
    }
    status = status_of(wrong) if wrong else 200
    return await _draw(request, "verify.html", context, status)


async def _answer(
    request: web.Request, name: str, data: bytes, answer: Answer
) -> web.Response:
    t = reader(request)
    part = data[: answer.signed] if answer.signed <= _LARGEST_LINK else b""
    context = {
        "name": name,
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "answer": answer,
        "verdict": answer.verdict,
        "look": look(t, answer),
        "pictures": list(_pictures(answer.comparison)),
        "signed_name": signed_version(t, name),
        "signed_link": _data_url("application/pdf", part) if part else "",
        "kinds": _KINDS,
        "broken": Integrity.BROKEN,
        "zone": request.app[PAGES].zone,
    }
    return await _draw(request, "verdict.html", context)


async def _show(
    request: web.Request, seen: Sighting, status: int = 200
) -> web.Response:
    context = {
        "seen": seen,
        "lines": page_lines(reader(request), seen),
        "pictures": [each[2] for each in _pictures(seen.comparison)],
        "zone": request.app[PAGES].zone,
        "problem": "",
    }
    return await _draw(request, "lookup.html", context, status)


def _pictures(found: Comparison | None) -> Iterator[tuple[int, list[str], str]]:
    """Yield pages as they are now: number, what they said and say, picture."""
    for picture in found.pictures if found else ():
        words = words_on(found, picture.page) if found else []
        yield picture.page, words, _data_url("image/jpeg", picture.jpeg)


def _data_url(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


async def _draw(
    request: web.Request,
    template: str,
    context: Mapping[str, object],
    status: int = 200,
) -> web.Response:
    company = (await request.app[PAGES].people.company()).name or "Chatsign"
    return render(request, template, {**context, "company": company}, status=status)
