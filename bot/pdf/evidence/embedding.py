"""The form font put into a file, once, for everything that is written later."""

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, IndirectObject

from bot.pdf.evidence.form_font import FontProgram, font_program
from bot.pdf.evidence.objects import Plain, as_dictionary, as_stream

_FACE = "/CHATSG+DejaVuSans"
_SYMBOLIC = 4


def embed_font(writer: PdfWriter) -> IndirectObject:
    """Add the font and return what resource dictionaries refer to."""
    program = font_program()
    font = as_dictionary(
        {
            "/Type": "/Font",
            "/Subtype": "/Type0",
            "/BaseFont": _FACE,
            "/Encoding": "/Identity-H",
            "/DescendantFonts": [writer._add_object(_descendant(writer, program))],
            "/ToUnicode": writer._add_object(as_stream(program.unicode)),
        }
    )
    return writer._add_object(font)


def _descendant(writer: PdfWriter, program: FontProgram) -> DictionaryObject:
    widths: list[Plain] = []
    for first, run in program.widths:
        widths += [first, list(run)]
    return as_dictionary(
        {
            "/Type": "/Font",
            "/Subtype": "/CIDFontType2",
            "/BaseFont": _FACE,
            "/CIDSystemInfo": {
                "/Registry": b"Adobe",
                "/Ordering": b"Identity",
                "/Supplement": 0,
            },
            "/FontDescriptor": writer._add_object(_descriptor(writer, program)),
            "/DW": 600,
            "/W": widths,
            "/CIDToGIDMap": writer._add_object(as_stream(program.glyphs)),
        }
    )


def _descriptor(writer: PdfWriter, program: FontProgram) -> DictionaryObject:
    return as_dictionary(
        {
            "/Type": "/FontDescriptor",
            "/FontName": _FACE,
            "/Flags": _SYMBOLIC,
            "/FontBBox": list(program.box),
            "/ItalicAngle": 0,
            "/Ascent": program.ascent,
            "/Descent": program.descent,
            "/CapHeight": program.ascent,
            "/StemV": 80,
            "/FontFile2": writer._add_object(
                as_stream(program.file, {"/Length1": len(program.file)})
            ),
        }
    )
