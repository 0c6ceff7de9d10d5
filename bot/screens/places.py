"""Places on a document: what was found, one of them, and what can be added."""

from collections.abc import Sequence
from html import escape

from bot.domain.envelope import Envelope
from bot.domain.fields import CUSTOMER, DIRECTOR, PICTURES, SENDER, Field, Kind
from bot.domain.place_rules import ROLES
from bot.screens.screen import Button, Screen, bold, press
from bot.texts import Texts

_MOST_BUTTONS = 24
_IN_A_ROW = 8
_MOST_LETTERS = 850
"""Telegram takes 1024 in a caption."""
_ICONS = {SENDER: "🟢", DIRECTOR: "🟠", CUSTOMER: "🔵"}
_ADDED = (
    (Kind.SIGNATURE, Kind.STAMP), (Kind.DATE, Kind.TEXT), (Kind.BANK, Kind.NUMBER),
    (Kind.CHECKBOX,), (Kind.INITIALS, Kind.IMAGE),
)  # fmt: skip


def overview(
    t: Texts,
    envelope: Envelope,
    fields: Sequence[Field],
    page: int,
    picture: bytes,
    *,
    address: str,
    mini_app: bool,
) -> Screen:
    """Show one page with its places, and who fills in what in the whole document."""
    id = envelope.id
    here = [
        (number, field)
        for number, field in enumerate(fields, start=1)
        if field.page == page
    ]
    numbers = [
        Button(text=str(number), data=press("spot", id, field.id))
        for number, field in here[:_MOST_BUTTONS]
    ]
    return Screen(
        text=_found(t, envelope, fields, page),
        picture=picture,
        rows=(
            (Button(text=t("👍 Looks right"), data=press("placed", id)),),
            *(
                tuple(numbers[at : at + _IN_A_ROW])
                for at in range(0, len(numbers), _IN_A_ROW)
            ),
            (
                Button(text=t("🖱 Change on screen"), url=address, mini_app=mini_app),
                Button(text=t("➕ Add …"), data=press("more", id)),
            ),
            *_turning(t, envelope, fields, page),
        ),
    )


def _found(t: Texts, envelope: Envelope, fields: Sequence[Field], page: int) -> str:
    count = t.n("{count} place", "{count} places", len(fields))
    lines = [f"📄 {bold(envelope.drafted.title)} · {count}"]
    for role in ROLES:
        own = [
            f"{number} {t.label(field)}"
            for number, field in enumerate(fields, start=1)
            if field.role == role
        ]
        if own:
            lines.append(
                f"{_ICONS[role]} {bold(who(t, role))}: {escape(', '.join(own))}"
            )
    text = "\n".join(line if len(line) < 300 else f"{line[:298]} …" for line in lines)
    shown = _page_name(t, envelope, page)
    hint = t("A number changes a place. What has none is not filled in.")
    return f"{text[:_MOST_LETTERS]}\n\n<i>{escape(shown)}. {escape(hint)}</i>"


def _page_name(t: Texts, envelope: Envelope, page: int) -> str:
    pages = envelope.drafted.pages
    if page >= pages:
        return t("Signature page, added at the end")
    return t("Page {page} of {pages}", page=page + 1, pages=pages)


def _turning(
    t: Texts, envelope: Envelope, fields: Sequence[Field], page: int
) -> tuple[tuple[Button, ...], ...]:
    """Offer the pages before and after that have places."""
    pages = sorted({field.page for field in fields} | {page})
    at = pages.index(page)

    def turn(to: int, arrow: str) -> Button:
        name = "+" if to >= envelope.drafted.pages else str(to + 1)
        text = t("{arrow} Page {page}", arrow=arrow, page=name)
        return Button(text=text, data=press("spots", envelope.id, str(to)))

    before = [turn(pages[at - 1], "◀️")] if at else []
    after = [turn(pages[at + 1], "▶️")] if at + 1 < len(pages) else []
    return ((*before, *after),) if before or after else ()


def one_place(
    t: Texts,
    envelope: Envelope,
    fields: Sequence[Field],
    field: Field,
    page: int,
    picture: bytes,
) -> Screen:
    """Show one place on the page under its grid, and what can be done with it."""

    def act(text: str, name: str) -> Button:
        return Button(text=text, data=press("spot", envelope.id, field.id, name))

    number = fields.index(field) + 1
    where = _page_name(t, envelope, field.page)
    lines = [
        f"{_ICONS[field.role]} {number} {bold(t.label(field))} "
        + escape(f"({who(t, field.role)}) · {where}"),
        t(
            "Type a square to move it there, such as <b>B7</b>, or <b>2 B7</b> for "
            "the second page."
        ),
    ]
    placed = field.page < envelope.drafted.pages
    arrows = [act("⬅️", "l"), act("⬆️", "u"), act("⬇️", "d"), act("➡️", "r")]
    sizes = [act(t("➖ Smaller"), "less"), act(t("➕ Larger"), "more")]
    roles = [
        act(f"{'✅ ' if role == field.role else ''}{who(t, role)}", role)
        for role in ROLES
        if not (role == SENDER and field.kind in PICTURES)
    ]
    need = t("☑️ Required") if field.required else t("▫️ May stay empty")
    rows = [arrows, sizes] if placed else []
    rows += [roles, [act(need, "need"), act(t("🗑 Remove"), "drop")]]
    rows += [[Button(text=t("👌 Done"), data=press("spots", envelope.id, str(page)))]]
    return Screen(
        text="\n".join(lines), picture=picture, rows=tuple(tuple(row) for row in rows)
    )


def what_to_add(t: Texts, envelope: Envelope) -> Screen:
    """Ask who shall fill in what."""

    def button(role: str, kind: Kind) -> Button:
        text = f"{_ICONS[role]} {t.kind(kind)}"
        return Button(text=text, data=press("add", envelope.id, role, kind))

    rows = [
        tuple(button(role, kind) for kind in pair)
        for role in (CUSTOMER, DIRECTOR, SENDER)
        for pair in _ADDED
        if not (role == SENDER and set(pair) & PICTURES)
    ]
    roles = " · ".join(f"{_ICONS[role]} {who(t, role)}" for role in ROLES)
    back = Button(text=t("↩️ Back"), data=press("go", envelope.id))
    return Screen(
        text=f"{t('What shall be filled in, and by whom?')}\n{escape(roles)}",
        rows=(*rows, (back,)),
    )


def who(t: Texts, role: str) -> str:
    """Say who fills a place in, from the sender's point of view."""
    names = {SENDER: t("we"), DIRECTOR: t("director"), CUSTOMER: t("customer")}
    return names.get(role, role)
