"""Places in a made document: a label, a line to write on, and a field."""

from dataclasses import dataclass, replace

from bot.domain.fields import Field, Kind
from bot.pdf.making.paper import BODY, LABEL, MM, MUTED, Paper, fractions, measure

LABEL_HEIGHT = LABEL.leading + 1
_LINE = 8 * MM
_HEIGHTS = {Kind.BANK: 15 * MM, Kind.SIGNATURE: 25 * MM, Kind.STAMP: 25 * MM}


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """What is to be filled in, before it has found its place."""

    id: str
    kind: Kind
    role: str
    label: str
    width: float | None = None
    """In points; None takes what is left."""
    text: str = ""
    """What is known already: it is printed, and nobody is asked."""

    @property
    def height(self) -> float:
        """Without its label."""
        return _HEIGHTS.get(self.kind, _LINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A blank in a block; `down` is measured from the block's top to its upper edge."""

    blank: Blank
    x: float
    down: float
    width: float

    def field(self, page: int, top: float) -> Field | None:
        """Return the field as it lies when its block begins at `top`."""
        blank = self.blank
        if blank.text:
            return None
        bottom = top - self.down - blank.height
        return Field(
            id=blank.id,
            kind=blank.kind,
            role=blank.role,
            page=page,
            box=fractions(self.x, bottom, self.width, blank.height),
            label=blank.label,
        )

    def draw(self, paper: Paper, top: float) -> None:
        """Draw the label and the line to write on."""
        y = top - self.down
        bottom = y - self.blank.height
        paper.lines(self.x, y + LABEL_HEIGHT, [self.blank.label], LABEL)
        if self.blank.text:
            wide = measure(self.blank.text, BODY) / self.width
            style = replace(BODY, size=BODY.size / max(1, wide))
            paper.text(self.x, bottom + 6, self.blank.text, style)
        else:
            paper.panel(self.x, bottom, self.width, self.blank.height)
        paper.rule(self.x, self.x + self.width, bottom, MUTED, 0.5)
