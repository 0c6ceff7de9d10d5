"""Blocks that flow down the pages of a made document."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.pdf.making.paper import Paper
from bot.pdf.making.place import Place

Draw = Callable[[Paper, float], None]
"""Draws below the given height."""


def draw_nothing(paper: Paper, top: float) -> None:
    """Leave room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Something that stays together on one page."""

    height: float
    draw: Draw = draw_nothing
    head: "Block | None" = None
    """Drawn above this block, unless the block before it has the same and stands on the
    same page."""
    keep: bool = False
    """Stay on one page with the next block."""
    places: tuple[Place, ...] = ()
    """Where something is filled in; `draw` draws them too."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A block that found its place."""

    page: int
    top: float
    block: Block


def flow(
    blocks: Sequence[Block], *, first_top: float, next_top: float, bottom: float
) -> tuple[Placed, ...]:
    """Lay the blocks below each other, on a new page when one does not fit."""
    placed: list[Placed] = []
    page, y, fresh = 0, first_top, True
    for index, block in enumerate(blocks):
        # A first page that stands empty would be worse than parting what is kept.
        room = 0 if fresh else next_top - bottom
        if y - _together(blocks, index, room) < bottom and y < next_top:
            page, y, fresh = page + 1, next_top, True
        if block.head and (fresh or _begins(blocks, index)):
            placed.append(Placed(page, y, block.head))
            y -= block.head.height
        placed.append(Placed(page, y, block))
        y -= block.height
        fresh = False
    return tuple(placed)


def _begins(blocks: Sequence[Block], index: int) -> bool:
    return index == 0 or blocks[index].head is not blocks[index - 1].head


def _height(blocks: Sequence[Block], index: int) -> float:
    head = blocks[index].head if _begins(blocks, index) else None
    return blocks[index].height + (head.height if head else 0)


def _together(blocks: Sequence[Block], index: int, room: float) -> float:
    """Return the height of this block and those it stays with, if a page holds them."""
    alone = height = _height(blocks, index)
    # On a new page, its head comes first in any case.
    head = blocks[index].head
    on_a_page = blocks[index].height + (head.height if head else 0)
    while blocks[index].keep and index + 1 < len(blocks):
        index += 1
        height += _height(blocks, index)
        on_a_page += _height(blocks, index)
    return height if on_a_page <= room else alone
