"""What a file holds beside its pages that a reader should know of."""

import re
from collections.abc import Iterator

from bot.pdf.verifying.inside import View, entry
from bot.pdf.verifying.verdict import Notice


def _spelt(*names: str) -> re.Pattern[bytes]:
    """Return what finds a PDF name in any spelling, such as /#4caunch."""
    spelt = (
        "".join(f"(?:{char}|#(?i:{ord(char):02x}))" for char in name) for name in names
    )
    return re.compile(f"/(?:{'|'.join(spelt)})(?![A-Za-z0-9#])".encode())


_SCRIPT, _LAUNCH = _spelt("JavaScript"), _spelt("Launch")
_FILE = _spelt("EmbeddedFiles", "EmbeddedFile", "FileAttachment")
"""May hang on any page, mark or field, so they are looked for in the bytes."""


def hazards(view: View, data: bytes) -> Iterator[Notice]:
    """Yield a notice for each active or hidden part of a file."""
    root = view.root
    names = entry(root, "/Names")
    layers = entry(entry(root, "/OCProperties"), "/D")
    present = {
        "javascript": entry(names, "/JavaScript") is not None
        or entry(entry(root, "/OpenAction"), "/S") == "/JavaScript"
        or _SCRIPT.search(data) is not None,
        "launch": _LAUNCH.search(data) is not None,
        "opens-action": entry(entry(root, "/OpenAction"), "/S")
        not in {None, "/GoTo", "/JavaScript", "/Launch"}
        or entry(root, "/AA") is not None,
        "xfa": entry(entry(root, "/AcroForm"), "/XFA") is not None,
        "attachments": entry(names, "/EmbeddedFiles") is not None
        or _FILE.search(data) is not None,
        "portfolio": entry(root, "/Collection") is not None,
        "hidden-layers": bool(entry(layers, "/OFF"))
        or entry(layers, "/BaseState") == "/OFF",
    }
    for key, is_there in present.items():
        if is_there:
            yield Notice(key=key)
