"""What a file holds beside its pages that a reader should know of."""

import re
from collections.abc import Iterator

from bot.pdf.verifying.inside import View, entry
from bot.pdf.verifying.verdict import Notice

_TELLING = {
    b"JavaScript": "javascript",
    b"Launch": "launch",
    b"EmbeddedFile": "attachments",
    b"FileAttachment": "attachments",
}
"""May hang on any page, mark or field, so it is looked for in the bytes."""
_PLAIN = re.compile(b"/(%b)" % b"|".join(_TELLING))
_NAME = re.compile(rb"/[^\0\t\n\f\r ()<>\[\]{}/%]{1,60}")
_ESCAPE = re.compile(rb"#[0-9A-Fa-f]{2}")


def hazards(view: View, data: bytes) -> Iterator[Notice]:
    """Yield a notice for each active or hidden part of a file."""
    root = view.root
    names = entry(root, "/Names")
    layers = entry(entry(root, "/OCProperties"), "/D")
    named = set(_named(data))
    present = {
        "javascript": entry(names, "/JavaScript") is not None
        or entry(entry(root, "/OpenAction"), "/S") == "/JavaScript"
        or "javascript" in named,
        "launch": "launch" in named,
        "opens-action": entry(entry(root, "/OpenAction"), "/S")
        not in {None, "/GoTo", "/JavaScript", "/Launch"}
        or entry(root, "/AA") is not None,
        "xfa": entry(entry(root, "/AcroForm"), "/XFA") is not None,
        "attachments": entry(names, "/EmbeddedFiles") is not None
        or "attachments" in named,
        "portfolio": entry(root, "/Collection") is not None,
        "hidden-layers": bool(entry(layers, "/OFF"))
        or entry(layers, "/BaseState") == "/OFF",
    }
    for key, is_there in present.items():
        if is_there:
            yield Notice(key=key)


def _named(data: bytes) -> Iterator[str]:
    """Yield what the names in a file stand for, in any spelling, such as /#4caunch."""
    for text in (data, b" ".join(_spelt_otherwise(data))):
        for name in _PLAIN.findall(text):
            yield _TELLING[name]


def _spelt_otherwise(data: bytes) -> Iterator[bytes]:
    """Yield the names with escaped characters, as they are meant."""
    read = 0
    for escape in _ESCAPE.finditer(data):
        slash = data.rfind(b"/", max(escape.start() - 60, read), escape.start())
        if slash >= 0 and (name := _NAME.match(data, slash)):
            read = name.end()
            yield _ESCAPE.sub(lambda it: bytes.fromhex(it[0][1:].decode()), name[0])
