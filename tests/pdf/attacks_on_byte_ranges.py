"""Attacks on what a signature says it covers, and on where its contents stand."""

from collections.abc import Callable
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

from tests.pdf.forging import (
    Writer,
    attack,
    last_byte_range,
    signature_fields,
    update,
)


def disguise(data: bytes, key: str, value: Any) -> bytes:
    """Overwrite one entry of the last signature; no value takes it away.

    A function is given the writer, and returns the value.
    """

    def change(writer: Writer) -> None:
        signature = signature_fields(writer)[-1]["/V"]
        if value is None:
            del signature[key]
        else:
            signature[pdf_name(key)] = value(writer) if callable(value) else value
        writer.update_container(signature)

    return update(data, change)


def numbers(*values: float) -> generic.ArrayObject:
    """Return an array of numbers, whole ones and others."""
    kinds = {int: generic.NumberObject, float: lambda v: generic.FloatObject(str(v))}
    return generic.ArrayObject([kinds[type(value)](value) for value in values])


def _ranges(data: bytes, adapt: Callable[[int, int, int, int], Any]) -> bytes:
    """Overwrite the last signature's byte range with another one made from it."""
    return disguise(data, "/ByteRange", adapt(*last_byte_range(data)))


@attack("broken")
def byte_range_missing(data: bytes) -> bytes:
    return disguise(data, "/ByteRange", None)


@attack("broken")
def byte_range_null(data: bytes) -> bytes:
    return disguise(data, "/ByteRange", generic.NullObject())


@attack("broken")
def byte_range_empty(data: bytes) -> bytes:
    return disguise(data, "/ByteRange", numbers())


@attack("broken")
def byte_range_of_nothing(data: bytes) -> bytes:
    return disguise(data, "/ByteRange", numbers(0, 0, 0, 0))


@attack("broken")
def byte_range_negative(data: bytes) -> bytes:
    return disguise(data, "/ByteRange", numbers(0, -1, 0, -1))


@attack("broken")
def byte_range_that_begins_before_the_file(data: bytes) -> bytes:
    return _ranges(data, lambda a, b, c, d: numbers(-10, b + 10, c, d))


@attack("broken")
def byte_range_beyond_the_end(data: bytes) -> bytes:
    return disguise(data, "/ByteRange", numbers(0, 10**9, 10**9, 10**9))


@attack("broken")
def byte_range_of_huge_numbers(data: bytes) -> bytes:
    return _ranges(data, lambda a, b, c, d: numbers(2**64, b, c, d))


@attack("broken")
def byte_range_that_overlaps(data: bytes) -> bytes:
    return _ranges(data, lambda a, b, c, d: numbers(a, b, b - 50, d))


@attack("broken")
def byte_range_too_short(data: bytes) -> bytes:
    return _ranges(data, lambda a, b, c, d: numbers(a, b, c, d - 200))


@attack("broken")
def byte_range_too_long(data: bytes) -> bytes:
    return _ranges(data, lambda a, b, c, d: numbers(a, b, c, d + 200))


@attack("broken")
def byte_range_that_does_not_begin_at_zero(data: bytes) -> bytes:
    return _ranges(data, lambda a, b, c, d: numbers(9, b - 9, c, d))


@attack("broken")
def byte_range_with_a_wider_gap(data: bytes) -> bytes:
    return _ranges(data, lambda a, b, c, d: numbers(a, b - 30, c + 30, d - 30))


@attack("broken")
def byte_range_of_three_numbers(data: bytes) -> bytes:
    return _ranges(data, lambda a, b, c, d: numbers(a, b, c))


@attack("broken")
def byte_range_of_two_numbers(data: bytes) -> bytes:
    return _ranges(data, lambda a, b, c, d: numbers(a, b))


@attack("broken")
def byte_range_of_five_numbers(data: bytes) -> bytes:
    return _ranges(data, lambda a, b, c, d: numbers(a, b, c, d, 0))


@attack("altered")
def byte_range_of_six_numbers(data: bytes) -> bytes:
    return _ranges(data, lambda a, b, c, d: numbers(a, b, c, d, 10, 0))


@attack("altered")
def byte_range_of_six_numbers_with_an_empty_one_first(data: bytes) -> bytes:
    return _ranges(data, lambda a, b, c, d: numbers(0, 0, a, b, c, d))


@attack("altered")
def byte_range_split_into_six_numbers(data: bytes) -> bytes:
    return _ranges(data, lambda a, b, c, d: numbers(a, 100, 100, b - 100, c, d))


@attack("altered")
def byte_range_of_real_numbers(data: bytes) -> bytes:
    return _ranges(data, lambda a, b, c, d: numbers(float(a), float(b), c, d + 0.5))


@attack("altered")
def byte_range_as_an_object_of_its_own(data: bytes) -> bytes:
    array = numbers(*last_byte_range(data))
    return disguise(data, "/ByteRange", lambda writer: writer.add_object(array))


@attack("broken")
def byte_range_as_a_string(data: bytes) -> bytes:
    text = " ".join(map(str, last_byte_range(data)))
    return disguise(data, "/ByteRange", generic.pdf_string(f"[{text}]"))


@attack("broken")
def byte_range_in_another_array(data: bytes) -> bytes:
    return _ranges(
        data, lambda a, b, c, d: generic.ArrayObject([numbers(a, b), numbers(c, d)])
    )


@attack("broken")
def byte_range_of_dictionaries(data: bytes) -> bytes:
    empty = generic.DictionaryObject()
    return disguise(data, "/ByteRange", generic.ArrayObject([empty] * 4))
