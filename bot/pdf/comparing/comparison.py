"""What was found when two files were compared: values of the answer."""

from dataclasses import dataclass

from bot.domain.fields import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place where a page is not as it was."""

    page: int | None
    """From 0, in the file as it is; None when the page is gone."""
    was: int | None
    """From 0, in the original; None when the page is new."""
    box: Box | None = None
    """In fractions of the visible page as it is, origin bottom left; the whole page
    when it is another one. None when the page itself was added, removed or moved."""
    old: str = ""
    """The words that stood there; empty when there were none to read."""
    new: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A page of the file as it is, the differing places boxed in red."""

    page: int
    """From 0."""
    jpeg: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All that was found; nothing is empty when both files show the same."""

    differences: tuple[Difference, ...] = ()
    pictures: tuple[Picture, ...] = ()
    """At most four, of the first pages that differ."""
    pages: int = 0
    """How many pages of the file as it is were looked at, new ones included."""
