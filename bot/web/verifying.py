"""Verifying on a page: anybody's PDF in, the answer out; and what the code on a
document leads to."""

import hashlib
from collections.abc import Mapping

from aiohttp import BodyPartReader, web

from bot.domain.errors import InputRefused, NotFound, Refusal
from bot.domain.naming import shown_name
from bot.pdf.verifying.verdict import Integrity, Origin, SignatureKind, Verdict
from bot.refusals import N_
from bot.screens.verdict import UNALTERED_ELSEWHERE
from bot.services.verifying import MAX_BYTES
from bot.web.addresses import client_address
from bot.web.failures import status_of
from bot.web.pages import PAGES, reader, render

_FILES_AN_HOUR = 60
_LOOKS_AN_HOUR = 300

_LOOKS: Mapping[Integrity, tuple[str, str, str]] = {
    Integrity.INTACT: ("green", "check", N_("Unaltered")),
    Integrity.EXTENDED: ("yellow", "plus", N_("Something was added")),
    Integrity.UNFINISHED: ("yellow", "clock", N_("Not finished")),
    Integrity.ALTERED: ("red", "cross", N_("Altered")),
    Integrity.BROKEN: ("red", "cross", N_("Not genuine")),
    Integrity.UNSIGNED: ("grey", "question", N_("Not signed")),
    Integrity.UNREADABLE: ("grey", "question", N_("Not readable")),
}
"""Colour, icon and word of a verdict: none of them says it alone."""
_STRANGE = ("yellow", "question", UNALTERED_ELSEWHERE)
"""Of an unaltered file that others sealed: whoever they are, we cannot vouch."""
_KINDS: Mapping[SignatureKind, str] = {
    SignatureKind.SIGNATURE: N_("signature"),
    SignatureKind.SEAL: N_("seal"),
    SignatureKind.TIMESTAMP: N_("timestamp"),
}


async def lead(request: web.Request) -> web.Response:
    """Lead who has only the name of this service to what anybody may do here."""
    raise web.HTTPFound("/verify")


async def ask(request: web.Request) -> web.Response:
    """Offer to check a file."""
    return await _draw(request, "verify.html", {"problem": ""})


async def check(request: web.Request) -> web.Response:
    """Check the uploaded file."""
    pages, address = request.app[PAGES], client_address(request)
    try:
        await pages.identifying.limit("verify", address, _FILES_AN_HOUR)
        name, data = await _upload(request)
        verdict = await pages.verifying.check(data, owner=f"verify/{address}")
    except Refusal as refusal:
        problem = reader(request).refusal(refusal)
        status = status_of(refusal)
        return await _draw(request, "verify.html", {"problem": problem}, status)
    return await _answer(request, name, data, verdict)


async def _answer(
    request: web.Request, name: str, data: bytes, verdict: Verdict
) -> web.Response:
    ours = verdict.origin is Origin.THIS_SERVICE
    strange = verdict.integrity is Integrity.INTACT and not ours
    colour, sign, word = _STRANGE if strange else _LOOKS[verdict.integrity]
    context = {
        "name": name,
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "verdict": verdict,
        "colour": colour,
        "sign": sign,
        "word": word,
        "ours": ours,
        "strange": strange,
        "kinds": _KINDS,
        "broken": Integrity.BROKEN,
        "zone": request.app[PAGES].zone,
    }
    return await _draw(request, "verdict.html", context)


async def look_up(request: web.Request) -> web.Response:
    """Say what a document's strip and code are for, and which hash its file has."""
    pages = request.app[PAGES]
    address = client_address(request)
    await pages.identifying.limit("look", address, _LOOKS_AN_HOUR)
    id = request.match_info["envelope"]
    try:
        sealed = (await pages.envelopes.get(id)).sealed
    except NotFound:
        sealed = None
    context = {"id": id, "sealed": sealed, "zone": pages.zone, "problem": ""}
    return await _draw(request, "lookup.html", context, 200 if sealed else 404)


async def _draw(
    request: web.Request,
    template: str,
    context: Mapping[str, object],
    status: int = 200,
) -> web.Response:
    company = (await request.app[PAGES].people.company()).name or "Chatsign"
    return render(request, template, {**context, "company": company}, status=status)


async def _upload(request: web.Request) -> tuple[str, bytes]:
    """Read the one file of a form, never more than may be verified."""
    if not request.content_type.startswith("multipart/"):
        raise InputRefused("upload.nothing")
    parts = await request.multipart()
    while (part := await parts.next()) is not None:
        if not isinstance(part, BodyPartReader):
            continue
        if part.name == "file" and part.filename:
            return shown_name(part.filename), await _read(part)
    raise InputRefused("upload.nothing")


async def _read(part: BodyPartReader) -> bytes:
    data = bytearray()
    while chunk := await part.read_chunk(65536):
        data += chunk
        if len(data) > MAX_BYTES:
            raise InputRefused("upload.too-big", limit=MAX_BYTES // 1024 // 1024)
    return bytes(data)
