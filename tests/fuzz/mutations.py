"""Ways to damage a PDF: blindly, by its tokens, by its objects, by more revisions."""

import re
from collections.abc import Callable, Sequence
from random import Random

from bot.pdf.verifying.raw import traces

Mutation = Callable[[bytes, Random, Sequence[bytes]], bytes]
"""Takes a file, chance, and other files to take parts from."""

MUTATIONS: list[Mutation] = []

_NUMBER = re.compile(rb"(?<![\w.])-?\d+")
_NAME = re.compile(rb"/[A-Za-z][\w.+-]*")
_OBJECT = re.compile(rb"(?<!\d)(\d+) (\d+) obj\b(.*?)endobj", re.DOTALL)
_REFERENCE = re.compile(rb"(?<![\w.])(\d+) (\d+) R\b")
_WORDS = (
    *(b"obj", b"endobj", b"stream", b"endstream", b"xref", b"trailer", b"startxref"),
    *(b"%%EOF", b"<<", b">>", b"[", b"]", b"(", b")", b"<", b">", b"null", b"true"),
    *(b"R", b"f \n", b"n \n", b"\r", b"\n", b"\0", b"%"),
)
_WORD = re.compile(b"|".join(re.escape(word) for word in _WORDS))
_NAMES = (
    *(b"/ByteRange", b"/Contents", b"/V", b"/AP", b"/Kids", b"/Fields", b"/Parent"),
    *(b"/AcroForm", b"/Annots", b"/Pages", b"/Root", b"/Prev", b"/XRefStm", b"/Size"),
    *(b"/Filter", b"/SubFilter", b"/FT", b"/T", b"/Sig", b"/Type", b"/DSS", b"/Perms"),
    *(b"/DocMDP", b"/Lock", b"/Encrypt", b"/ObjStm", b"/Length", b"/Extends", b"/Rect"),
)
_NUMBERS = (0, 1, 2, -1, 7, 255, 65_535, 1 << 31, 1 << 32, 1 << 63, 10**30)


def mutated(data: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    """Damage a file in one way, or in a few."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        data = chance.choice(MUTATIONS)(data, chance, others)
    return data


def _mutation(mutation: Mutation) -> Mutation:
    MUTATIONS.append(mutation)
    return mutation


def _place(data: bytes, chance: Random) -> int:
    """Choose a place, the last part of the file more often: there are the updates."""
    size = len(data)
    return chance.randrange(size + 1) if chance.random() < 0.6 else _late(size, chance)


def _short(chance: Random, usual: int) -> int:
    """Draw a length, mostly a small one."""
    return int(min(chance.expovariate(1 / usual), 1e6))


def _late(size: int, chance: Random) -> int:
    return max(size - _short(chance, 3_000), 0)


def _span(data: bytes, chance: Random, longest: int = 2_000) -> tuple[int, int]:
    at = _place(data, chance)
    return at, min(at + 1 + _short(chance, 40) % longest, len(data))


@_mutation
def _flip(data: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    at = min(_place(data, chance), len(data) - 1)
    if at < 0:
        return data
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


@_mutation
def _overwrite(data: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    at, end = _span(data, chance, 64)
    fill = chance.choice((b" ", b"\0", b"0", b"9", b"\xff", None))
    part = fill * (end - at) if fill else chance.randbytes(end - at)
    return data[:at] + part + data[end:]


@_mutation
def _delete(data: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    at, end = _span(data, chance)
    return data[:at] + data[end:]


@_mutation
def _duplicate(data: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    at, end = _span(data, chance)
    return data[:end] * chance.choice((1, 1, 1)) + data[at:end] + data[end:]


@_mutation
def _splice(data: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    other = chance.choice(others)
    at, end = _span(other, chance, 20_000)
    start, stop = _span(data, chance)
    return data[:start] + other[at:end] + data[chance.choice((start, stop)) :]


@_mutation
def _cut_off(data: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    ends = [match.end() for match in re.finditer(rb"%%EOF\s?", data)]
    return data[: chance.choice([*ends, _place(data, chance)])]


@_mutation
def _prepend(data: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    return chance.choice((b"\n", b"<html>", b"%PDF-1.4\n", chance.randbytes(9))) + data


@_mutation
def _append(data: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    tail = data[data.rfind(b"startxref") :]
    other = chance.choice(others)
    return data + chance.choice((b"\n", b" x", tail, b"PK\x05\x06", other, b"%%EOF\n"))


def _swap(
    data: bytes, chance: Random, pattern: re.Pattern[bytes], new: Sequence[bytes]
) -> bytes:
    """Put something else in place of a match near a chosen place."""
    match = pattern.search(data, max(_place(data, chance) - 50, 0))
    if match is None:
        return data
    part = chance.choice(new)
    if chance.random() < 0.5:
        # Of the same length, so that everything else stays where the tables say.
        part = part[: len(match[0])].ljust(len(match[0]))
    return data[: match.start()] + part + data[match.end() :]


@_mutation
def _fill_gap(data: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    """Put something into what a signature leaves out, where only its padding is."""
    found = traces(data)
    if not found:
        return data
    _, start, end, _ = chance.choice(found).byte_range
    part = chance.choice((b"> /V 1 <", b">\n%%EOF\n<", b"  ", b"xyz", b"> <", b"ff"))
    at = max(end - chance.choice((1, 9, 40, 200)) - len(part), start + 1)
    return data[:at] + part + data[at + len(part) :]


@_mutation
def _other_number(data: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    known = [b"%d" % number for number in _NUMBERS]
    near = _NUMBER.search(data, max(_place(data, chance) - 50, 0))
    if near is not None and len(near[0]) < 20:
        known += [b"%d" % (int(near[0]) + step) for step in (-1, 1, 2, 10, -10)] * 3
    known += [b"%d" % chance.randrange(len(data) + 1)] * 3
    return _swap(data, chance, _NUMBER, known)


@_mutation
def _other_name(data: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    near = _NAME.findall(data, _place(data, chance))[:50]
    return _swap(data, chance, _NAME, (*_NAMES, *near))


@_mutation
def _other_word(data: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    return _swap(data, chance, _WORD, _WORDS)


@_mutation
def _other_reference(data: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    found = [match[0] for match in _REFERENCE.finditer(data)]
    return _swap(data, chance, _REFERENCE, found or [b"1 0 R"])


@_mutation
def _exchange_objects(data: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    found = list(_OBJECT.finditer(data))
    if len(found) < 2:
        return data
    one, other = sorted(chance.sample(found, 2), key=lambda match: match.start())
    return b"".join(
        (
            data[: one.start(3)],
            other[3],
            data[one.end(3) : other.start(3)],
            chance.choice((one[3], other[3])),
            data[other.end(3) :],
        )
    )


@_mutation
def _update(data: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    """Append a well-formed revision that changes an object, or several."""
    found = list(_OBJECT.finditer(data))
    previous = re.findall(rb"startxref\s+(\d+)", data)
    roots = re.findall(rb"/Root (\d+ \d+ R)", data)
    if not found or not previous or not roots:
        return data
    out = bytearray(data if data.endswith(b"\n") else data + b"\n")
    rows = b""
    for match in chance.sample(found, min(len(found), chance.choice((1, 1, 2, 4)))):
        source = chance.choice([match, match, chance.choice(found)])
        body = chance.choice(_INSIDE)(source[3], chance, others)
        number = int(match[1]) % 100_000
        rows += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj%bendobj\n" % (number, body)
    start = len(out)
    trailer = b"/Size 100000 /Root %b /Prev %b" % (roots[-1], previous[-1])
    out += b"xref\n%btrailer\n<< %b >>\n" % (rows, trailer)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def _same(data: bytes, _: Random, __: Sequence[bytes]) -> bytes:
    return data


_INSIDE: Sequence[Mutation] = (
    *(_same, _flip, _delete, _other_number, _other_name, _other_reference),
    *(_other_word, _splice),
)
