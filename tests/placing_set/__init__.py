"""Documents as companies make them, with the places where people write in them.

What a true place is
====================
The box is what a careful person would draw in a placing editor, in fractions of the page
as displayed:

text, date, number, bank
    on a line or a leader: from its start to its end, and upwards 1.5 times the size of
    the type, or as far as the paper is free. In a cell: what is free of it below its
    small label, or the cell to the right of a label. A comb of boxes is one place.
signature, initials, stamp
    on a line: its width, at most 220 pt from its start, and upwards 36 pt or as far as
    the paper is free. In a cell or a drawn box or circle: what is free of it.
    A stamp without any drawn place: 90 by 75 pt beside its word.
several on one line
    `Datum, Unterschrift, Stempel` share it equally, in the order of the words; a stamp may
    be 60 pt high. `Ort, Datum` is one place, a date.
check boxes
    the drawn square, or the ink of the glyph.
a label without any line
    to its right, 150 pt (a signature 200 pt) or what is free; above small words that
    stand below white paper, 200 by 36 pt.
a text tag
    the line, cell or box that it stands in.
a scan
    the same box, upright, about the middle that it has on the tilted page.

Kinds: place, name, address, e-mail, phone and identifiers are text; IBAN, BIC, bank and
account are bank; amounts, quantities and readings are number. Parties: `sender` is the
company that sends the document (contractor, landlord, seller, employer, …; a locator may
say `director` as well), `customer` its other side, `other` a third person (witness,
guarantor, architect), None where nothing on the page tells. What is printed already
(a date, a name above a line, the company's own IBAN) is no place. Where careful people
would differ, the place is optional.

`python -m tests.placing_set --help` scores a locator on the set.
"""

from functools import cache

from . import (  # noqa: F401 - their documents enter the list
    english_contracts,
    english_forms,
    english_letters,
    english_orders,
    french,
    german_contracts,
    german_forms,
    german_letters,
    german_tables,
    italian,
    nothing_to_fill,
    odd_pages,
    polish,
    russian,
    spanish,
    traps,
    turkish,
)
from .drawing import drawn
from .forms import forms
from .office import office
from .place import Document
from .scans import scans


@cache
def documents() -> tuple[Document, ...]:
    """Return the whole set; made once a process."""
    pages = drawn()
    return (*pages, *office(), *forms(), *scans(pages))
