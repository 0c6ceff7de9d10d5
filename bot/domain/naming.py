"""Names for files that leave the house: safe on every system, from any title."""

import re
import unicodedata

_LONGEST = 80


def file_name(title: str, id: str) -> str:
    """Return a file name from a title and an envelope's id, like
    `Delivery-note-4711-7K3M9-QX2BT.pdf`: letters, digits and dashes only."""
    folded = unicodedata.normalize("NFC", title)
    words = re.findall(r"\w+", folded)
    stem = "-".join(words)[:_LONGEST].strip("-_") or "document"
    return f"{stem}-{id}.pdf"
