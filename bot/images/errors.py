"""Why a picture is not taken, as keys that the edges translate."""

from enum import StrEnum

from bot.domain.errors import InputRefused


class ImageProblem(StrEnum):
    """Everything that can be wrong with a picture or a drawn or typed signature."""

    FORMAT = "image.format"
    UNREADABLE = "image.unreadable"
    TOO_LARGE = "image.too-large"
    PAGES = "image.pages"
    TOO_SMALL = "image.too-small"
    TOO_DARK = "image.too-dark"
    TOO_BUSY = "image.too-busy"
    NO_INK = "image.no-ink"
    TOO_LITTLE = "image.too-little"
    CUT_OFF = "image.cut-off"
    TOO_MANY_POINTS = "image.too-many-points"
    NO_GLYPH = "image.no-glyph"
    TOO_LONG = "image.too-long"


class ImageRefused(InputRefused):
    """A picture that gives no usable signature or stamp."""
