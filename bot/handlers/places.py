"""Who fills in what and where, in the chat: look, add, move by squares and arrows."""

from typing import Any

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.domain.envelope import Envelope
from bot.domain.errors import InputRefused, NotAllowed
from bot.domain.fields import Box, Field, Kind
from bot.domain.place_rules import ROLES
from bot.domain.placing import Want, field_named, moved, scaled, usual_size
from bot.domain.squares import read_square
from bot.handlers.desk import Asking, Member, Press, Talk
from bot.handlers.draft import draft_of, go_on
from bot.screens.places import what_to_add

_STEP = 0.02
"""Of the page, for one press of an arrow."""
_MOVES = {"l": (-_STEP, 0.0), "r": (_STEP, 0.0), "u": (0.0, _STEP), "d": (0.0, -_STEP)}
_SCALES = {"more": 1.2, "less": 1 / 1.2}


def make_router() -> Router:
    """Return what is handled here, in the order in which it is tried."""
    router = Router(name="places")
    router.message.filter(Member())
    router.callback_query.filter(Member())
    button = router.callback_query.register
    button(take_places, Press("placed", "id"))
    button(turn_page, Press("spots", "id", "page"))
    button(show_place, Press("spot", "id", "field"))
    button(change_place, Press("spot", "id", "field", "act"))
    button(offer_more, Press("more", "id"))
    button(add_place, Press("add", "id", "role", "kind"))
    router.message.register(
        move_to_square, Asking.place, F.text, ~F.text.startswith("/")
    )
    return router


async def take_places(_: CallbackQuery, talk: Talk, id: str) -> None:
    """Take the places as they are."""
    envelope = await draft_of(talk, id)
    if not (await talk.office.drafting.draft(envelope)).placed:
        await talk.office.placing.confirm(envelope)
    await go_on(talk, id)


async def turn_page(query: CallbackQuery, talk: Talk, id: str, page: str) -> None:
    """Show the places of another page."""
    envelope = await draft_of(talk, id)
    if not page.isdecimal() or int(page) > envelope.drafted.pages:
        raise NotAllowed("button-old")
    await talk.state.clear()
    await talk.office.places_view.show(
        talk.chat, envelope, talk.t, page=int(page), message=_message(query)
    )


async def show_place(query: CallbackQuery, talk: Talk, id: str, field: str) -> None:
    """Show one place, and wait for a square."""
    envelope = await draft_of(talk, id)
    await _show(talk, envelope, field, _message(query))


async def change_place(
    query: CallbackQuery, talk: Talk, id: str, field: str, act: str
) -> None:
    """Move, scale, hand over or remove a place."""
    envelope = await draft_of(talk, id)
    placing = talk.office.placing
    before = field_named(await placing.fields(envelope), field)
    if act == "drop":
        await placing.remove(envelope, field)
        await talk.state.clear()
        await talk.office.places_view.show(
            talk.chat, envelope, talk.t, page=before.page, message=_message(query)
        )
        return
    await placing.change(envelope, field, **_changes(before, act))
    await _show(talk, envelope, field, _message(query))


async def offer_more(_: CallbackQuery, talk: Talk, id: str) -> None:
    """Ask what shall be added."""
    envelope = await draft_of(talk, id)
    await talk.show(what_to_add(talk.t, envelope))


async def add_place(
    _: CallbackQuery, talk: Talk, id: str, role: str, kind: str
) -> None:
    """Add a place, and ask where it goes."""
    envelope = await draft_of(talk, id)
    if role not in ROLES or kind not in set(Kind):
        raise NotAllowed("button-old")
    added = await talk.office.placing.add(envelope, Want(role=role, kind=Kind(kind)))
    await _show(talk, envelope, added, None)


async def move_to_square(message: Message, talk: Talk) -> None:
    """Move the place that is shown to the square that was typed."""
    about = await talk.about()
    async with talk.answering():
        envelope = await draft_of(talk, about["envelope"])
        fields = await talk.office.placing.fields(envelope)
        field = field_named(fields, about["field"])
    square = read_square(message.text or "")
    last = envelope.drafted.pages - 1
    page = min(field.page, last) if square.page is None else square.page
    if page > last:
        raise InputRefused("square.no-page", pages=last + 1)
    width, height = await talk.office.viewing.size(envelope.drafted.source, page)
    corner = square.corner(width / height)
    box = _box_at(field, corner, envelope.drafted.pages)
    await talk.office.placing.change(envelope, field.id, page=page, box=box)
    await _show(talk, envelope, field.id, None)


async def _show(
    talk: Talk, envelope: Envelope, field: str, message: int | None
) -> None:
    await talk.ask(Asking.place, envelope=envelope.id, field=field)
    await talk.office.places_view.show_one(
        talk.chat, envelope, talk.t, field, message=message
    )


def _changes(field: Field, act: str) -> dict[str, Any]:
    if act in _MOVES:
        return {"box": moved(field.box, *_MOVES[act])}
    if act in _SCALES:
        return {"box": scaled(field.box, _SCALES[act])}
    if act == "need":
        return {"required": not field.required}
    if act in ROLES:
        return {"role": act}
    raise NotAllowed("button-old")


def _box_at(field: Field, corner: tuple[float, float], pages: int) -> Box:
    """Put a place's lower left corner into the corner of a square."""
    x1, y1, x2, y2 = field.box
    size = (x2 - x1, y2 - y1)
    width, height = usual_size(field.kind) if field.page == pages else size
    return moved((corner[0], corner[1], corner[0] + width, corner[1] + height), 0, 0)


def _message(query: CallbackQuery) -> int | None:
    return query.message.message_id if query.message else None
