"""Attacks on what a file allows, and on how the whole of it is opened and shown."""

from collections.abc import Callable
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string

from tests.pdf.forging import (
    Writer,
    attack,
    register,
    signature_fields,
    text_fields,
    update,
)

_ADDED = ("altered", "extended", "extended")
"""What a sealed file forbids, and others allow without any explanation for it."""

_TRUE = generic.BooleanObject(True)
_SCRIPT = generic.DictionaryObject(
    {
        pdf_name("/S"): pdf_name("/JavaScript"),
        pdf_name("/JS"): pdf_string("this.getField('total').value = 9"),
    }
)


def _dictionary(**entries: Any) -> generic.DictionaryObject:
    return generic.DictionaryObject(
        {pdf_name(f"/{key}"): value for key, value in entries.items()}
    )


def _catalogue(name: str, key: str, value: Any, *due: str) -> None:
    """Register the attack of setting an entry of the catalogue, or dropping it."""

    def forge(data: bytes) -> bytes:
        def change(writer: Writer) -> None:
            if value is None:
                writer.root.pop(pdf_name(key), None)
            else:
                writer.root[pdf_name(key)] = value
            writer.update_root()

        return update(data, change)

    register(name, forge, *due)


_layer = _dictionary(Type=pdf_name("/OCG"), Name=pdf_string("prices"))
_LAYERS = _dictionary(
    OCGs=generic.ArrayObject([_layer]), D=_dictionary(OFF=generic.ArrayObject([_layer]))
)
_LABELS = _dictionary(
    Nums=generic.ArrayObject(
        [generic.NumberObject(0), _dictionary(P=pdf_string("Annex"))]
    )
)
_SCRIPTS = _dictionary(
    JavaScript=_dictionary(Names=generic.ArrayObject([pdf_string("run"), _SCRIPT]))
)

_catalogue("permissions emptied", "/Perms", _dictionary(), "altered")
_catalogue("layers added", "/OCProperties", _LAYERS, "altered")
_catalogue("pages named anew", "/PageLabels", _LABELS, "altered")
_catalogue("script added", "/Names", _SCRIPTS, "altered")
_catalogue("script run when opened", "/OpenAction", _SCRIPT, "altered")
_catalogue("script run when closed", "/AA", _dictionary(WC=_SCRIPT), "altered")
_catalogue(
    "shown as a portfolio", "/Collection", _dictionary(View=pdf_name("/T")), "altered"
)
_catalogue("version raised", "/Version", pdf_name("/2.0"), *_ADDED)
_catalogue(
    "extension announced",
    "/Extensions",
    _dictionary(
        ADBE=_dictionary(
            BaseVersion=pdf_name("/1.7"), ExtensionLevel=generic.NumberObject(8)
        )
    ),
    *_ADDED,
)
_catalogue("pages dropped", "/Pages", None, "altered")
_catalogue(
    "pages of nothing",
    "/Pages",
    _dictionary(
        Type=pdf_name("/Pages"),
        Kids=generic.ArrayObject(),
        Count=generic.NumberObject(0),
    ),
    "altered",
)
_catalogue("requirements added", "/Requirements", generic.ArrayObject(), "altered")


@attack("altered", "altered", "extended")
def permissions_dropped(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        writer.root.pop(pdf_name("/Perms"), None)
        writer.update_root()

    return update(data, change)


@attack("altered", "altered", "extended")
def no_longer_an_envelope(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        writer.root.pop(pdf_name("/Chatsign"), None)
        writer.update_root()

    return update(data, change)


@attack("altered")
def another_envelope(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        envelope = _dictionary(Envelope=pdf_string("01JD5Q8W3RZ7K2M5"))
        writer.root[pdf_name("/Chatsign")] = envelope
        writer.update_root()

    return update(data, change)


def _of_the_form(name: str, change: Callable[[Writer, Any], None], *due: str) -> None:
    """Register the attack of changing the form as a whole."""

    def forge(data: bytes) -> bytes:
        def apply(writer: Writer) -> None:
            form = writer.root["/AcroForm"]
            change(writer, form)
            writer.update_container(form)

        return update(data, apply)

    register(name, forge, *due)


def _set(key: str, value: Any) -> Callable[[Writer, Any], None]:
    def change(writer: Writer, form: Any) -> None:
        form[pdf_name(key)] = value

    return change


def _swap_fonts(writer: Writer, form: Any) -> None:
    """Give every font of the form another shape under the same name."""
    other = _dictionary(
        Type=pdf_name("/Font"),
        Subtype=pdf_name("/Type1"),
        BaseFont=pdf_name("/Symbol"),
    )
    reference = writer.add_object(other)
    names = form.get("/DR", {}).get("/Font", {"/Helv": None})
    fonts = generic.DictionaryObject({pdf_name(name): reference for name in names})
    form[pdf_name("/DR")] = _dictionary(Font=fonts)


_of_the_form("looks drawn anew", _set("/NeedAppearances", _TRUE), *_ADDED)
_of_the_form("fonts of the form swapped", _swap_fonts, *_ADDED)
_of_the_form("colour of the form changed", _set("/DA", pdf_string("1 g")), *_ADDED)
_of_the_form("form turned into XFA", _set("/XFA", pdf_string("<xdp/>")), "altered")
_of_the_form("fields emptied", _set("/Fields", generic.ArrayObject()), "altered")
_of_the_form("flags cleared", _set("/SigFlags", generic.NumberObject(0)), "altered")
_of_the_form("calculation added", _set("/CO", generic.ArrayObject()), "altered")


def _of_a_field(name: str, key: str, value: Any, *due: str) -> None:
    """Register the attack of setting one entry of the first text field."""

    def forge(data: bytes) -> bytes:
        def change(writer: Writer) -> None:
            field = text_fields(writer)[0]
            field[pdf_name(key)] = value
            writer.update_container(field)

        return update(data, change)

    register(name, forge, *due)


_number = generic.NumberObject
_of_a_field("field no longer read only", "/Ff", _number(0), *_ADDED)
_of_a_field("field made many lines", "/Ff", _number(1 << 12), *_ADDED)
_of_a_field("field hidden", "/F", _number(2), *_ADDED)
_of_a_field("field written in white", "/DA", pdf_string("/Helv 9 Tf 1 g"), *_ADDED)
_of_a_field("field aligned anew", "/Q", _number(2), *_ADDED)
_of_a_field("field given a background", "/MK", _dictionary(BG=_LABELS), "altered")
_of_a_field("field renamed", "/T", pdf_string("other"), "altered")
_of_a_field("field given a script", "/AA", _dictionary(F=_SCRIPT), "altered")
_of_a_field("field put on a layer", "/OC", _layer, "altered")
_of_a_field("field labelled anew", "/TU", pdf_string("Discount"), "altered")
_of_a_field("field turned into a button", "/FT", pdf_name("/Btn"), "altered")
_of_a_field("field given rich text", "/RV", pdf_string("<p>9</p>"), "altered")
_of_a_field("field given a default", "/DV", pdf_string("9,000.00"), "altered")
_of_a_field("field given children", "/Kids", generic.ArrayObject(), "altered")


@attack("altered", "altered", "extended")
def lock_removed(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        field = signature_fields(writer)[-1]
        field.pop(pdf_name("/Lock"), None)
        writer.update_container(field)

    return update(data, change)


@attack("altered")
def certification_dropped(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        signature = signature_fields(writer)[0]["/V"]
        signature.pop(pdf_name("/Reference"), None)
        writer.update_container(signature)

    return update(data, change)


@attack("altered")
def certification_widened(data: bytes) -> bytes:
    """Claim that notes were allowed all along."""

    def change(writer: Writer) -> None:
        signature = signature_fields(writer)[0]["/V"]
        wide = _dictionary(
            Type=pdf_name("/SigRef"),
            TransformMethod=pdf_name("/DocMDP"),
            TransformParams=_dictionary(P=_number(3), V=pdf_name("/1.2")),
        )
        signature[pdf_name("/Reference")] = generic.ArrayObject([wide])
        writer.update_container(signature)

    return update(data, change)
