"""Usage rights: Adobe's mark in forms that its Reader may save; no one signed them."""

from collections.abc import Collection

from bot.pdf.verifying.inside import View, entry

ByteRange = tuple[int, ...]


def usage_rights(view: View) -> Collection[ByteRange]:
    """Return the byte ranges of the marks that a revision shows."""
    permissions = entry(view.root, "/Perms")
    marks = (entry(permissions, key) for key in ("/UR", "/UR3"))
    ranges = (entry(mark, "/ByteRange") for mark in marks)
    return {
        tuple(int(number) for number in numbers)
        for numbers in ranges
        if isinstance(numbers, list)
    }
