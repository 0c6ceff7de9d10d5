"""Keeps the catalogues: collects all messages, updates each language, checks it.

python -m bot.locales.catalogues            update the files
python -m bot.locales.catalogues --check    change nothing; complain and exit 1
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import cast

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.texts import LANGUAGES

_BOT = Path(__file__).parents[1]
_METHODS = [
    ("**.py", "bot.locales.extraction:python_messages"),
    ("**.html", "jinja2"),
    ("**.txt", "jinja2"),
]
_KEYWORDS = {"t": None, "N_": None, "n": (1, 2), "say": (2,)}
_OPTIONS = {"**": {"encoding": "utf-8", "trimmed": "true"}}
_PARAMETER = re.compile(r"\{(\w+)\}")


def main() -> int:
    """Update or check the catalogues of all languages but English."""
    check = "--check" in sys.argv[1:]
    problems: list[str] = []
    template = collect()
    for language in LANGUAGES[1:]:
        path = catalogue_path(language)
        catalogue = update(path, language, template)
        if check:
            problems += [f"{language}: {it}" for it in complaints(catalogue)]
            if path.read_bytes() != as_bytes(catalogue):
                problems.append(f"{path.name} is out of date: run make format")
        else:
            path.write_bytes(as_bytes(catalogue))
    print(*problems, sep="\n", end="\n" if problems else "")
    return 1 if problems else 0


def collect() -> Catalog:
    """Return all messages of code and templates."""
    catalogue = Catalog(project="Chatsign", charset="utf-8")
    found = extract_from_dir(_BOT, _METHODS, _OPTIONS, _KEYWORDS)
    for name, _, message, _, _ in sorted(found, key=lambda it: (it[0], it[1])):
        # Babel writes no line number for None, but says it takes an int.
        place = cast("tuple[str, int]", (f"bot/{name}", None))
        catalogue.add(message, locations=[place])
    return catalogue


def update(path: Path, language: str, template: Catalog) -> Catalog:
    """Return a language's catalogue with exactly the template's messages."""
    old = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as file:
            old = read_po(file, locale=language)
    new = Catalog(locale=language, project="Chatsign", charset="utf-8")
    for message in template:
        if message.id:
            known = old.get(message.id)
            new.add(
                message.id,
                known.string if known else "",
                locations=message.locations,
                flags=known.flags if known else (),
            )
    return new


def complaints(catalogue: Catalog) -> Iterator[str]:
    """Yield what is missing, uncertain, or has other parameters than its id."""
    for message in catalogue:
        if not message.id:
            continue
        if not message.string or not all(_strings(message)):
            yield f"missing: {message.id!r}"
        elif message.fuzzy:
            yield f"fuzzy: {message.id!r}"
        elif not _same_parameters(message):
            yield f"other parameters: {message.id!r}"


def as_bytes(catalogue: Catalog) -> bytes:
    """Return the file as it is kept: no dates, so that only texts make a difference."""
    buffer = BytesIO()
    write_po(buffer, catalogue, width=88, omit_header=True, sort_by_file=True)
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    plural = f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    return header.encode() + plural.encode() + buffer.getvalue()


def catalogue_path(language: str) -> Path:
    """Return where a language's catalogue is."""
    return _BOT / "locales" / language / "LC_MESSAGES" / "messages.po"


def _strings(message: Message) -> tuple[str, ...]:
    found = message.string
    return (found,) if isinstance(found, str) else tuple(found or ())


def _same_parameters(message: Message) -> bool:
    ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    wanted = {name for id in ids for name in _PARAMETER.findall(id)}
    return all(set(_PARAMETER.findall(text)) == wanted for text in _strings(message))


if __name__ == "__main__":
    raise SystemExit(main())
