"""Whether a value has room in its place, found out before it is kept."""

from io import BytesIO

from pypdf import PdfReader

from bot.domain.fields import Field
from bot.pdf.evidence.geometry import Sheet
from bot.pdf.evidence.sheets import sheet
from bot.pdf.evidence.typeset import A4, set_value


def try_value(data: bytes, field: Field, text: str, label: str) -> None:
    """Refuse a printed text that `prepare` or `revise` would refuse to write.

    `data` is the file before or after preparation; a page that it lacks is the
    signature page. Raises `InputRefused`: `text.script`, `value.too-wide`.
    """
    pages = PdfReader(BytesIO(data)).pages
    added = Sheet(left=0, bottom=0, right=A4[0], top=A4[1])
    place = sheet(pages[field.page]) if field.page < len(pages) else added
    x1, y1, x2, y2 = place.displayed(field.box)
    set_value(text, x2 - x1, y2 - y1, kind=field.kind, label=label)
