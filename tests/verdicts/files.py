"""What Mallory makes of the sealed file, and other PDFs, with the answers due."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.pdf.verifying.raw import traces
from bot.pdf.verifying.verdict import Integrity
from tests.pdf.attacks import attack_named
from tests.pdf.raw_pdf import encrypted, made

Forge = Callable[[bytes], bytes]
"""Makes another file of the sealed one."""

ALTERED, BROKEN = Integrity.ALTERED, Integrity.BROKEN
UNFINISHED, UNREADABLE = Integrity.UNFINISHED, Integrity.UNREADABLE
UNSIGNED = Integrity.UNSIGNED

ALL_BROKEN = "No signature matches this file any more"
CHANGED = "This file was changed after it was signed."
APPENDED = "Something was appended to this file"
NO_PDF = "This is not a PDF."
DAMAGED = "This file is damaged or incomplete"


@dataclass(frozen=True, slots=True)
class File:
    """A file, and what is to be said of it."""

    name: str
    forge: Forge
    due: Integrity
    says: str
    """How the sentence begins that answers."""
    changes: tuple[str, ...] = ()
    """The lines on what changed, all of them."""
    kept: tuple[str, ...] = ()
    """Those that only doors with our own original can tell."""

    def __str__(self) -> str:
        return self.name


def flipped(at: Callable[[bytes], int]) -> Forge:
    """Flip one bit of the byte at a place."""

    def forge(data: bytes) -> bytes:
        place = at(data)
        return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]

    return forge


def _date_of(number: int) -> Callable[[bytes], int]:
    """The first digit of the date that is signed beside a signature."""
    return lambda data: data.index(rb"(D\072", traces(data)[number].byte_range[2]) + 6


def _value_of(number: int) -> Callable[[bytes], int]:
    """A digit of what the signer's key made; in hexadecimal, before the padding."""

    def at(data: bytes) -> int:
        _, start, end, _ = traces(data)[number].byte_range
        value = data[start : end - 1].rstrip(b"0")[:-20]
        return start + max(value.rindex(b"%d" % digit) for digit in range(10))

    return at


def cut(number: int) -> Forge:
    """Leave the file as it was up to one of its signatures."""
    return lambda data: data[: traces(data)[number].end]


def _attacked(name: str, says: str, *changes: str, seen: tuple[str, ...] = ()) -> File:
    due = Integrity.EXTENDED if says.startswith("The signatures are valid") else ALTERED
    return File(name, attack_named(name), due, says, changes, seen)


FILES = (
    File(
        "final",
        lambda data: data,
        Integrity.INTACT,
        "This is the sealed original of this service; nothing was changed since.",
    ),
    File(
        "flipped on a page",
        flipped(lambda data: data.index(b"stream") + 20),
        BROKEN,
        ALL_BROKEN,
        kept=("Page 1: The content of the page was changed",),
    ),
    *(
        File(name, flipped(at), BROKEN, says)
        for name, at, says in (
            ("flipped in Bob's signature", _value_of(0), ALL_BROKEN),
            (
                "flipped in Charlie's part",
                _date_of(1),
                "The signature of Charlie Sommer does not match this file",
            ),
            (
                "flipped in the seal",
                _value_of(2),
                "The seal of Nordwind GmbH does not match this file",
            ),
        )
    ),
    File("flipped at the start", flipped(lambda _: 1), UNREADABLE, NO_PDF),
    File("flipped at the end", flipped(lambda d: len(d) - 3), UNREADABLE, DAMAGED),
    _attacked(
        "five hundred bytes appended",
        APPENDED,
        "500 bytes were added outside of what was signed",
    ),
    _attacked("tail that repeats the old end", APPENDED, "47 bytes were added"),
    _attacked(
        "value of a field changed",
        CHANGED,
        "Page 1: Field “Name”: “Charlie Sommer” → “9,000.00”",
    ),
    _attacked(
        "look of a field changed",
        CHANGED,
        "Page 1: “Charlie Sommer” → “9,000.00”",
    ),
    _attacked(
        "value and look of a field changed",
        CHANGED,
        "Page 1: Field “Name”: “Charlie Sommer” → “9,000.00”",
    ),
    _attacked("text box added", CHANGED, "Page 1: A note was added: “9,000.00”"),
    _attacked(
        "picture stamped on",
        CHANGED,
        "Page 1: A note or drawing was added",
        "Page 1: “Total 9,000.00” was not there before",
    ),
    _attacked(
        "page content replaced", CHANGED, "Page 1: The content of the page was changed"
    ),
    _attacked("page added", CHANGED, "Page 3: The page was added"),
    _attacked(
        "last signature cleared",
        "A signature was removed from this file.",
        "The signature of Nordwind GmbH was removed",
    ),
    _attacked(
        "title changed",
        CHANGED,
        "Title of the file: “Delivery note 4711” → “Gift certificate”",
    ),
    File("saved by pypdf", attack_named("saved again by pypdf"), BROKEN, ALL_BROKEN),
    File("saved by qpdf", attack_named("saved again by qpdf"), BROKEN, ALL_BROKEN),
    File(
        "seal cut off",
        cut(1),
        UNFINISHED,
        "The signatures are valid, but the closing seal is missing",
    ),
    File(
        "customer and seal cut off",
        cut(0),
        UNFINISHED,
        "The signatures so far are valid, but the document is not finished: "
        "the customer's signature and the closing seal are missing.",
    ),
    File("plain", lambda _: made(1), UNSIGNED, "This file carries no signature."),
    File(
        "encrypted",
        lambda _: encrypted("secret"),
        UNREADABLE,
        "This file is protected by a password.",
    ),
    File("half", lambda data: data[: len(data) // 2], UNREADABLE, DAMAGED),
    File("last bytes missing", lambda data: data[:-20], UNREADABLE, DAMAGED),
    File("empty", lambda _: b"", UNREADABLE, "This file is empty."),
    File("photo", lambda _: b"\x89PNG\r\n\x1a\n" + bytes(99), UNREADABLE, NO_PDF),
)
