"""A page as it is displayed: boxes in fractions turned into the page's own points."""

from dataclasses import dataclass

from bot.domain.fields import Box

Matrix = tuple[float, float, float, float, float, float]
Rectangle = tuple[float, float, float, float]
"""x1, y1, x2, y2 in points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The visible part of a page, in the page's own points, and how it is turned."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0
    """Degrees clockwise: 0, 90, 180 or 270."""

    @property
    def width(self) -> float:
        """As displayed."""
        return self.top - self.bottom if self.turn % 180 else self.right - self.left

    @property
    def height(self) -> float:
        """As displayed."""
        return self.right - self.left if self.turn % 180 else self.top - self.bottom

    @property
    def matrix(self) -> Matrix:
        """From displayed points, origin bottom left, to the page's own."""
        match self.turn:
            case 90:
                return (0, 1, -1, 0, self.right, self.bottom)
            case 180:
                return (-1, 0, 0, -1, self.right, self.top)
            case 270:
                return (0, -1, 1, 0, self.left, self.top)
            case _:
                return (1, 0, 0, 1, self.left, self.bottom)

    def displayed(self, box: Box) -> Rectangle:
        """Return a box in displayed points, kept on the page."""
        x1, x2 = sorted(min(max(x, 0.0), 1.0) * self.width for x in box[::2])
        y1, y2 = sorted(min(max(y, 0.0), 1.0) * self.height for y in box[1::2])
        return x1, y1, x2, y2

    def seen(self, own: Rectangle) -> Rectangle:
        """Return a box of the page's own points in displayed ones."""
        a, b, c, d, e, f = self.matrix
        corners = ((own[0] - e, own[1] - f), (own[2] - e, own[3] - f))
        xs = sorted(a * x + b * y for x, y in corners)
        ys = sorted(c * x + d * y for x, y in corners)
        return xs[0], ys[0], xs[1], ys[1]

    def own(self, box: Box) -> Rectangle:
        """Return a box in the page's own points."""
        x1, y1, x2, y2 = self.displayed(box)
        a, b, c, d, e, f = self.matrix
        xs = sorted((a * x1 + c * y1 + e, a * x2 + c * y2 + e))
        ys = sorted((b * x1 + d * y1 + f, b * x2 + d * y2 + f))
        return xs[0], ys[0], xs[1], ys[1]


def upright(turn: int) -> Matrix:
    """Return the matrix of an appearance that stands upright on a turned page."""
    return (*Sheet(left=0, bottom=0, right=0, top=0, turn=turn).matrix[:4], 0, 0)
