"""Names for files that leave the house: safe on every system, from any title."""

import re
import unicodedata
from pathlib import PureWindowsPath

from bot.domain.values import printable_part, without_marks

_LONGEST = 80


def file_name(title: str, id: str) -> str:
    """Return a file name from a title and an envelope's id, like
    `Delivery-note-4711-7K3M9-QX2BT.pdf`: letters, digits and dashes only."""
    folded = unicodedata.normalize("NFC", title)
    words = re.findall(r"\w+", folded)
    stem = "-".join(words)[:_LONGEST].strip("-_") or "document"
    return f"{stem}-{id}.pdf"


_ENDING = re.compile(r"\.(?:pdf|docx?|odt|rtf)$", re.IGNORECASE)


def title_of(name: str) -> str:
    """Return a document's title from the name its file came with: without folders and
    ending, and only what can be printed."""
    # Windows' paths know both kinds of slashes.
    stem = re.sub(
        r"\.(?:pdf|docx?|odt|rtf)$", "", PureWindowsPath(name).name, flags=re.IGNORECASE
    )
    return printable_part(stem, _LONGEST) or "PDF"


def shown_name(name: str) -> str:
    """Return a file's own name as it can be shown back: nothing in it turns the
    direction or fills the screen."""
    plain = without_marks(name) or "PDF"
    return plain if len(plain) <= _LONGEST else f"{plain[:59]}…{plain[-20:]}"


_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no letters that are read for others."""
_ADDRESS = re.compile(rf"https?://\S*/v/([{_ALPHABET}]{{5}}-[{_ALPHABET}]{{5}})\b")
_LOOKALIKES = str.maketrans("OIL", "011")


def envelope_id(digest: bytes) -> str:
    """Return an id that people can read out, like `7K3M9-QX2BT`, from at least 7
    bytes: 50 bits of them are used."""
    return numbered_id(int.from_bytes(digest[:7], "big"))


def numbered_id(number: int) -> str:
    """Return the id that the lowest 50 bits of a number spell."""
    letters = [_ALPHABET[(number >> 5 * place) & 31] for place in range(10)]
    return f"{''.join(letters[:5])}-{''.join(letters[5:])}"


def id_number(id: str) -> int | None:
    """Return the number that spells an id; None for an id of another form."""
    letters = id.replace("-", "", 1)
    if len(letters) != 10 or id[5] != "-" or set(letters) - set(_ALPHABET):
        return None
    places = enumerate(letters)
    return sum(_ALPHABET.index(letter) << 5 * place for place, letter in places)


def addressed_ids(text: str) -> list[str]:
    """Return the envelopes whose verification addresses stand in a text.

    Whatever host they name: the id is looked up in our own journal, and the address is
    neither visited nor shown.
    """
    return _ADDRESS.findall(text)


def typed_id(typed: str) -> str | None:
    """Return the id that somebody read and typed, however he did; None when it cannot
    be one."""
    letters = re.sub(r"[\W_]", "", typed[:100]).upper().translate(_LOOKALIKES)
    id = f"{letters[:5]}-{letters[5:]}"
    return None if id_number(id) is None else id
