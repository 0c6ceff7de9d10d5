"""What a made document says, before it is on paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.order import Customer
from bot.pdf.making.flow import Block
from bot.pdf.making.letterhead import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """One document, in the order of reading."""

    heading: str
    """Printed large, e.g. "Offer"."""
    title: str
    """What people call it, e.g. "Offer 4711"."""
    blocks: Sequence[Block]
    letter_to: Customer | None = None
    """Whose address stands in the window; None for a contract, which has none."""
    facts: Sequence[Fact] = ()
    """Beside the window of a letter."""
