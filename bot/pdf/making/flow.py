"""Blocks that flow down the pages of a made document."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.pdf.making.paper import Paper

Draw = Callable[[Paper, float], None]
"""Draws below the given height."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Something that stays together on one page."""

    height: float
    draw: Draw
    head: "Block | None" = None
    """Repeated above this block when it comes first on its page."""
    keep: bool = False
    """Stay on one page with the next block."""


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
        need = _alone(block) if fresh else _together(blocks, index, next_top - bottom)
        if y - need < bottom and y < next_top:
            page, y, fresh = page + 1, next_top, True
        if fresh and block.head:
            placed.append(Placed(page, y, block.head))
            y -= block.head.height
        placed.append(Placed(page, y, block))
        y -= block.height
        fresh = False
    return tuple(placed)


def _alone(block: Block) -> float:
    return block.height + (block.head.height if block.head else 0)


def _together(blocks: Sequence[Block], index: int, room: float) -> float:
    """Return the height of this block and those it stays with, if a page holds them."""
    first = blocks[index]
    height = first.height
    while blocks[index].keep and index + 1 < len(blocks):
        index += 1
        height += blocks[index].height
    on_a_page = height + _alone(first) - first.height
    return height if on_a_page <= room else first.height
