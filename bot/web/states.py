"""What a signing page shows, state by state."""

from collections.abc import Mapping

from aiohttp import web

from bot.domain import events as e
from bot.domain.envelope import Stage
from bot.domain.errors import InputRefused, NotAllowed, Refusal
from bot.domain.fields import Field, Kind
from bot.services.evidence import consent
from bot.services.facts import facts_of
from bot.web.addresses import trace
from bot.web.entries import entries
from bot.web.failures import status_of
from bot.web.pages import reader, render
from bot.web.previews import PREVIEWS
from bot.web.security import Posted
from bot.web.visits import Visit


async def screen(request: web.Request, visit: Visit) -> web.Response:
    """Draw the screen that fits the state of the envelope."""
    envelope, role = visit.envelope, visit.role
    declined = isinstance(envelope.ended, e.Declined) and envelope.ended.role == role
    if envelope.ended and not (declined and visit.identified):
        raise NotAllowed(_ENDED[type(envelope.ended)])
    if not visit.identified:
        return await ask_code(request, visit)
    if envelope.ended:
        return await _draw(request, visit, "declined.html")
    if role in envelope.signed:
        return await _draw(request, visit, "done.html", await _copy(visit))
    if role not in {signer.role for signer in envelope.turn}:
        return await _draw(request, visit, "waiting.html")
    return await document(request, visit)


_ENDED: Mapping[type[e.Event], str] = {
    e.Declined: "was-declined",
    e.TakenBack: "was-taken-back",
    e.Expired: "has-expired",
}


async def ask_code(
    request: web.Request, visit: Visit, refusal: Refusal | None = None
) -> web.Response:
    context = {
        "sent": refusal is not None or request.query.get("code") == "sent",
        "problem": reader(request).refusal(refusal) if refusal else "",
    }
    status = status_of(refusal) if refusal else 200
    return await _draw(request, visit, "code.html", context, status=status)


async def document(
    request: web.Request,
    visit: Visit,
    *,
    posted: Posted | None = None,
    problems: Mapping[str, InputRefused] | None = None,
    declining: tuple[str, InputRefused] | None = None,
) -> web.Response:
    pages, t = visit.pages, reader(request)
    visit.envelope.require_turn(visit.role)
    await pages.signing.open(visit.envelope, visit.role, trace(request))
    shown = await entries(visit, t, posted=posted or {}, problems=problems or {})
    prepared = visit.envelope.prepared
    context = {
        "entries": shown,
        "next": next((entry for entry in shown if not entry.filled), None),
        "done": sum(entry.filled for entry in shown),
        "problems": [entry for entry in shown if entry.problem],
        "facts": facts_of(t, visit.envelope.drafted),
        "deadline": t.moment(prepared.deadline, pages.zone) if prepared else "",
        "count": await pages.viewing.count(visit.envelope.document),
        "reason": declining[0] if declining else "",
        "decline_problem": t.refusal(declining[1]) if declining else "",
    }
    status = 422 if problems or declining else 200
    return await _draw(request, visit, "document.html", context, status=status)


async def preview(
    request: web.Request, visit: Visit, refusal: InputRefused | None = None
) -> web.Response:
    envelope, role, pages = visit.envelope, visit.role, visit.pages
    if role in envelope.signed or await pages.filling.open_fields(envelope, role):
        raise web.HTTPSeeOther(visit.path)
    t = reader(request)
    await request.app[PREVIEWS].document(visit)
    fields = envelope.fields_of(role)
    context = {
        "consent": consent(t),
        "entered": await pages.filling.entered(envelope, role),
        "count": await pages.viewing.count(envelope.document),
        "fields": fields,
        "first": min(fields, key=_reading_order, default=None),
        "signature": next((f for f in fields if f.kind is Kind.SIGNATURE), None),
        "problem": t.refusal(refusal) if refusal else "",
    }
    status = status_of(refusal) if refusal else 200
    return await _draw(request, visit, "preview.html", context, status=status)


def _reading_order(field: Field) -> tuple[int, float]:
    return field.page, -field.box[3]


async def _copy(visit: Visit) -> dict[str, object]:
    envelope = visit.envelope
    return {
        "at": envelope.signed[visit.role].at,
        "waiting": [signer.name for signer in envelope.turn],
        "sealed": envelope.stage in {Stage.SIGNED, Stage.ARCHIVED},
        "count": await visit.pages.viewing.count(envelope.document),
    }


async def as_json(
    request: web.Request, visit: Visit, problems: Mapping[str, InputRefused]
) -> web.Response:
    shown = await entries(visit, reader(request), posted={}, problems=problems)
    fields = {
        entry.field.id: {
            "kept": entry.kept,
            "picture": entry.picture,
            "problem": entry.problem,
        }
        for entry in shown
    }
    return web.json_response({"fields": fields})


async def _draw(
    request: web.Request,
    visit: Visit,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    status: int = 200,
) -> web.Response:
    company = await visit.pages.people.company()
    prepared = visit.envelope.prepared
    always = {
        "visit": visit,
        "envelope": visit.envelope,
        "company": company.name or (prepared.sender.name if prepared else ""),
        "zone": visit.pages.zone,
    }
    return render(request, template, always | dict(context or {}), status=status)
