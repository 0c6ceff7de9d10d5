"""Boxes on a displayed page, in points, origin bottom left."""

from collections.abc import Iterable

from bot.pdf.evidence.geometry import Rectangle


def overlaps(a: Rectangle, b: Rectangle) -> bool:
    """Tell whether two boxes share any area."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def contains(outer: Rectangle, inner: Rectangle) -> bool:
    """Tell whether the middle of a box lies in another."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def around(boxes: Iterable[Rectangle]) -> Rectangle:
    """Return the smallest box around others."""
    x1, y1, x2, y2 = zip(*boxes, strict=True)
    return min(x1), min(y1), max(x2), max(y2)


def shared(a: Rectangle, b: Rectangle) -> float:
    """Return the area that two boxes have in common, in square points."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    return width * height if width > 0 and height > 0 else 0.0


def area(box: Rectangle) -> float:
    """Return a box's area in square points."""
    return (box[2] - box[0]) * (box[3] - box[1])


def beside(a: Rectangle, b: Rectangle) -> float:
    """Return how much of the lower of two boxes is level with the other, 0 to 1."""
    level = min(a[3], b[3]) - max(a[1], b[1])
    return max(0.0, level / max(min(a[3] - a[1], b[3] - b[1]), 0.1))
