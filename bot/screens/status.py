"""/status and /inbox: seven stages with counts, and lists to drill down."""

from datetime import datetime

from bot.domain.envelope import Envelope, Stage
from bot.domain.people import Person
from bot.domain.records import Summary
from bot.screens.board import age
from bot.screens.card import ICONS
from bot.screens.screen import Button, Screen, bold, press, say
from bot.services.reporting import Column
from bot.texts import Texts

_SHOWN = 20
"""Documents in the inbox; Telegram takes no more than 100 buttons."""


def board(
    t: Texts, columns: list[Column], now: datetime, picture: bytes | None
) -> Screen:
    """One message with the seven stages; a button for each that has something."""
    lines = [t("<b>Your documents</b>")]
    buttons = []
    for column in columns:
        name = t.stage(column.stage)
        line = f"{ICONS[column.stage]} {name}: <b>{column.count}</b>"
        if column.oldest:
            line += say(t, " · oldest {age}", age=age(t, now, column.oldest))
        lines.append(line)
        if column.count:
            number = str(list(Stage).index(column.stage))
            buttons.append(
                Button(text=f"{name} {column.count}", data=press("stage", number))
            )
    if not buttons:
        lines.append(t("Nothing yet. Send me an order or a PDF."))
    rows = tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
    return Screen(text="\n".join(lines), rows=rows, picture=picture)


def found(t: Texts, heading: str, envelopes: list[Summary]) -> Screen:
    """A list of envelopes, each a button that opens its card."""
    if not envelopes:
        return Screen(text=say(t, "{heading}: nothing found.", heading=heading))
    rows = tuple(
        (
            Button(
                text=f"{ICONS[summary.stage]} {summary.title}"[:60],
                data=press("card", summary.id),
            ),
        )
        for summary in envelopes
    )
    return Screen(text=bold(heading), rows=rows)


def question(t: Texts, text: str, id: str) -> Screen:
    """A question about an envelope, and the way back to its card."""
    cancel = Button(text=t("✖️ Cancel"), data=press("card", id))
    return Screen(text=text, rows=((cancel,),))


def cancelled(t: Texts, person: Person | None, *, draft: str, signs: bool) -> Screen:
    """Say that nothing is asked any more, and how it goes on: with the draft that was
    asked about, or with what waits for a signature."""
    rows: tuple[tuple[Button, ...], ...] = ()
    if draft:
        after = t("The draft is kept: go on whenever you like.")
        rows = ((Button(text=t("✏️ Go on"), data=press("go", draft)),),)
    elif signs:
        after = t("/inbox shows what is waiting for your signature.")
    elif person:
        after = t("/status shows where every document stands.")
    else:
        after = t("/help says what I can do.")
    done = t("All right, no question is open any more.")
    return Screen(text=f"{done} {after}", rows=rows)


def inbox(t: Texts, waiting: list[tuple[Envelope, str]]) -> Screen:
    """What waits for this person's signature."""
    if not waiting:
        return Screen(text=t("📭 Nothing is waiting for your signature."))
    heading = t.n(
        "📬 {count} document is waiting for your signature:",
        "📬 {count} documents are waiting for your signature:",
        len(waiting),
    )
    return _waiting(t, heading, waiting)


def early_picture(t: Texts, waiting: list[tuple[Envelope, str]]) -> Screen:
    """Answer a picture that came before a document was opened."""
    heading = t(
        "Is this picture meant for a document? Please open it first, and send the "
        "picture when I ask for it."
    )
    return _waiting(t, heading, waiting)


def _waiting(t: Texts, heading: str, waiting: list[tuple[Envelope, str]]) -> Screen:
    rows = tuple(
        (
            Button(
                text=f"✍️ {envelope.drafted.title}"[:60],
                data=press("open", envelope.id, role),
            ),
        )
        for envelope, role in waiting[:_SHOWN]
    )
    if len(waiting) > _SHOWN:
        heading += "\n" + t("+{count} more", count=len(waiting) - _SHOWN)
    return Screen(text=heading, rows=rows)
