"""Documents that LibreOffice has printed: the PDFs lie here, with their true places."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.placing_set.place import Document, Place, Want

_HERE = Path(__file__).parent


def office() -> Iterator[Document]:
    """Yield every document that lies here."""
    truths = json.loads((_HERE / "truths.json").read_text(encoding="utf-8"))
    for name, places in truths.items():
        yield Document(
            name=f"{name}_office",
            language=name[:2],
            group="office",
            data=(_HERE / f"{name}.pdf").read_bytes(),
            places=tuple(_place(it) for it in places),
        )


def _place(it: dict[str, Any]) -> Place:
    want = Want.read(it["want"])
    return Place(
        page=it["page"],
        kind=want.kind,
        party=want.party,
        label=want.label,
        box=tuple(it["box"]),
        optional=want.optional,
    )
