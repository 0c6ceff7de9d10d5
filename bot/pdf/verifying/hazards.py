"""What a file holds beside its pages that a reader should know of."""

from collections.abc import Iterator

from bot.pdf.verifying.inside import View, entry
from bot.pdf.verifying.verdict import Notice


def hazards(view: View) -> Iterator[Notice]:
    """Yield a notice for each active or hidden part that the catalogue names."""
    root = view.root
    names = entry(root, "/Names")
    present = {
        "javascript": entry(names, "/JavaScript") is not None
        or entry(entry(root, "/OpenAction"), "/S") == "/JavaScript",
        "opens-action": entry(entry(root, "/OpenAction"), "/S")
        not in {None, "/GoTo", "/JavaScript"}
        or entry(root, "/AA") is not None,
        "xfa": entry(entry(root, "/AcroForm"), "/XFA") is not None,
        "attachments": entry(names, "/EmbeddedFiles") is not None,
        "portfolio": entry(root, "/Collection") is not None,
        "hidden-layers": bool(entry(entry(entry(root, "/OCProperties"), "/D"), "/OFF")),
    }
    for key, is_there in present.items():
        if is_there:
            yield Notice(key=key)
