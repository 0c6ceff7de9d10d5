"""Attacks on the contents of a signature, and on what kind it says it is of."""

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

from tests.pdf.attacks_on_byte_ranges import disguise
from tests.pdf.forging import attack, last_contents


@attack("broken")
def contents_missing(data: bytes) -> bytes:
    return disguise(data, "/Contents", None)


@attack("broken")
def contents_null(data: bytes) -> bytes:
    return disguise(data, "/Contents", generic.NullObject())


@attack("broken")
def contents_empty(data: bytes) -> bytes:
    return disguise(data, "/Contents", generic.ByteStringObject(b""))


@attack("broken")
def contents_of_one_zero(data: bytes) -> bytes:
    return disguise(data, "/Contents", generic.ByteStringObject(b"\0"))


@attack("broken")
def contents_of_zeros(data: bytes) -> bytes:
    return disguise(data, "/Contents", generic.ByteStringObject(bytes(64)))


@attack("broken")
def contents_that_are_a_number(data: bytes) -> bytes:
    return disguise(data, "/Contents", generic.NumberObject(0))


@attack("broken")
def contents_that_are_a_dictionary(data: bytes) -> bytes:
    return disguise(data, "/Contents", generic.DictionaryObject())


@attack("broken")
def contents_of_two_strings(data: bytes) -> bytes:
    half = len(last_contents(data)) // 2
    parts = [last_contents(data)[:half], last_contents(data)[half:]]
    strings = [generic.ByteStringObject(part) for part in parts]
    return disguise(data, "/Contents", generic.ArrayObject(strings))


@attack("broken")
def contents_as_an_object_of_its_own(data: bytes) -> bytes:
    contents = generic.ByteStringObject(last_contents(data))
    return disguise(data, "/Contents", lambda writer: writer.add_object(contents))


@attack("altered")
def contents_copied(data: bytes) -> bytes:
    contents = generic.ByteStringObject(last_contents(data))
    return disguise(data, "/Contents", contents)


@attack("altered")
def contents_with_something_behind(data: bytes) -> bytes:
    contents = generic.ByteStringObject(last_contents(data).rstrip(b"\0") + b"more")
    return disguise(data, "/Contents", contents)


@attack("broken")
def subfilter_missing(data: bytes) -> bytes:
    return disguise(data, "/SubFilter", None)


@attack("broken")
def subfilter_unknown(data: bytes) -> bytes:
    return disguise(data, "/SubFilter", pdf_name("/adbe.none"))


@attack("broken")
def subfilter_of_certificates(data: bytes) -> bytes:
    return disguise(data, "/SubFilter", pdf_name("/adbe.x509.rsa_sha1"))


@attack("altered")
def subfilter_of_a_timestamp(data: bytes) -> bytes:
    return disguise(data, "/SubFilter", pdf_name("/ETSI.RFC3161"))


@attack("altered")
def filter_missing(data: bytes) -> bytes:
    return disguise(data, "/Filter", None)


@attack("altered")
def filter_unknown(data: bytes) -> bytes:
    return disguise(data, "/Filter", pdf_name("/Mallory.None"))


@attack("altered")
def type_missing(data: bytes) -> bytes:
    return disguise(data, "/Type", None)


@attack("altered")
def type_of_a_timestamp(data: bytes) -> bytes:
    return disguise(data, "/Type", pdf_name("/DocTimeStamp"))
