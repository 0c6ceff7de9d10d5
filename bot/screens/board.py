"""The board as a picture: from the columns of a report to what is drawn."""

from datetime import datetime

from bot.domain.envelope import Stage
from bot.images.board import BoardCard, BoardColumn, Tone
from bot.services.reporting import Column
from bot.texts import Texts

_TONES = {
    Stage.DRAFT: Tone.GREY,
    Stage.APPROVAL: Tone.AMBER,
    Stage.SENT: Tone.BLUE,
    Stage.PARTLY_SIGNED: Tone.VIOLET,
    Stage.SIGNED: Tone.GREEN,
    Stage.ARCHIVED: Tone.SLATE,
    Stage.NOT_SIGNED: Tone.RED,
}


def columns_of(t: Texts, columns: list[Column], now: datetime) -> list[BoardColumn]:
    """Return what `draw_board` draws."""
    return [
        BoardColumn(
            title=t.stage(column.stage),
            count=column.count,
            cards=tuple(
                BoardCard(title=one.title, detail=age(t, now, one.updated))
                for one in column.envelopes
            ),
            tone=_TONES[column.stage],
        )
        for column in columns
    ]


def age(t: Texts, now: datetime, then: datetime) -> str:
    """Say how long ago something was, roughly."""
    gone = now - then
    if gone.days:
        return t.n("{count} day", "{count} days", gone.days)
    hours, minutes = divmod(max(int(gone.total_seconds()), 60) // 60, 60)
    if hours:
        return t.n("{count} hour", "{count} hours", hours)
    return t.n("{count} minute", "{count} minutes", minutes)
