"""Files that mean harm or mislead, with the one answer that each is due."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from bot.pdf.verifying.verdict import Integrity
from tests.images.test_intake import png_bomb
from tests.pdf import bombs, heavy
from tests.pdf.bombs import build
from tests.pdf.foreign import sign
from tests.pdf.heavy import page
from tests.pdf.raw_pdf import encrypted, made

INTACT, ALTERED = Integrity.INTACT, Integrity.ALTERED
UNSIGNED, UNREADABLE = Integrity.UNSIGNED, Integrity.UNREADABLE


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file, and what is said of it."""

    name: str
    make: Callable[[], bytes]
    due: Integrity
    reason: str
    """Key of the sentence that answers."""
    notices: tuple[str, ...] = ()
    """Keys of what is said beside."""
    ending: str = "pdf"

    def __str__(self) -> str:
        return self.name

    @property
    def file(self) -> str:
        """The name under which it is sent."""
        return f"{self.name}.{self.ending}"


def _bomb(make: Callable[[], bytes], reason: str = "too-much") -> Hostile:
    due = {"unsigned": UNSIGNED, "remains": ALTERED}.get(reason, UNREADABLE)
    return Hostile(make.__name__.replace("_", " "), make, due, reason)


def _plain(
    name: str, make: Callable[[], bytes], reason: str = "unsigned", *notices: str
) -> Hostile:
    due = UNSIGNED if reason == "unsigned" else UNREADABLE
    return Hostile(name, make, due, reason, notices)


def _with_root(entries: bytes, *more: bytes) -> Callable[[], bytes]:
    """A page whose catalogue holds these entries, with objects from 4."""
    catalogue = b"<< /Type /Catalog /Pages 2 0 R %s >>" % entries
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    sheet = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] >>"
    return lambda: build([catalogue, pages, sheet, *more])


def _box(box: bytes) -> Callable[[], bytes]:
    return lambda: page(box=box)


def _picture(kind: str, mode: str = "RGB", **options: object) -> Callable[[], bytes]:
    def make() -> bytes:
        file = BytesIO()
        Image.new(mode, (320, 200)).save(file, kind, **options)
        return file.getvalue()

    return make


BOMBS = (
    _bomb(bombs.nested_arrays),
    _bomb(bombs.object_stream_bomb),
    _bomb(heavy.object_stream_in_layers),
    _bomb(heavy.table_stream_bomb),
    _bomb(heavy.predictor_of_wide_rows),
    _bomb(bombs.many_fields),
    _bomb(heavy.five_thousand_revisions),
    _bomb(heavy.object_stream_of_many, "damaged"),
    _bomb(heavy.table_that_leads_to_itself, "damaged"),
    _bomb(bombs.huge_table, "damaged"),
    _bomb(bombs.page_tree_that_contains_itself, "remains"),
    _bomb(bombs.doubling_page_tree, "remains"),
    _bomb(heavy.signatures_without_number, "remains"),
    _bomb(bombs.form_that_contains_itself, "unsigned"),
    _bomb(bombs.doubling_form, "unsigned"),
    # Nobody draws or counts pages to learn that nothing was signed.
    _bomb(heavy.flate_of_flate, "unsigned"),
    _bomb(heavy.form_that_draws_itself, "unsigned"),
    _bomb(heavy.pattern_that_paints_itself, "unsigned"),
)

PAGES = (
    _plain("half a billion pages", lambda: page(count=1 << 29)),
    _plain("fewer pages than none", lambda: page(count=-1)),
    _plain("no pages", lambda: build([heavy.CATALOGUE, bombs.PAGES])),
    _plain("huge page", _box(b"[0 0 1e9 1e9]")),
    _plain("page of no size", _box(b"[0 0 0 0]")),
    _plain("page inside out", _box(b"[300 200 -5 -5]")),
)

ACTIVE = (
    _plain(
        "XFA",
        _with_root(b"/AcroForm << /Fields [] /XFA (x) >>"),
        "unsigned",
        "xfa",
    ),
    _plain(
        "JavaScript",
        _with_root(b"/Names << /JavaScript << /Names [(a) 4 0 R] >> >>", b"null"),
        "unsigned",
        "javascript",
    ),
    _plain(
        "JavaScript on a mark",
        lambda: page(b"/Annots [<< /A << /S /Java#53cript /JS (x) >> >>]"),
        "unsigned",
        "javascript",
    ),
    _plain(
        "launch",
        _with_root(b"/OpenAction << /S /Launch /F (calc.exe) >>"),
        "unsigned",
        "launch",
    ),
    _plain(
        "action at opening",
        _with_root(b"/OpenAction << /S /URI /URI (http://x.example) >>"),
        "unsigned",
        "opens-action",
    ),
    _plain(
        "files inside",
        _with_root(b"/Names << /EmbeddedFiles << /Names [] >> >>"),
        "unsigned",
        "attachments",
    ),
    _plain("portfolio", _with_root(b"/Collection << >>"), "unsigned", "portfolio"),
    _plain(
        "hidden layer",
        _with_root(b"/OCProperties << /OCGs [4 0 R] /D << /OFF [4 0 R] >> >>", b"<<>>"),
        "unsigned",
        "hidden-layers",
    ),
    Hostile(
        "signed with a script",
        lambda: sign(
            _with_root(b"/OpenAction << /S /JavaScript /JS (x) >>")(), "Trudy"
        ),
        INTACT,
        "signed-by-others",
        ("javascript",),
    ),
)

ODD = (
    _plain("user password", lambda: encrypted("open sesame"), "encrypted"),
    _plain("owner password", lambda: encrypted("")),
    _plain(
        "page of the web in front", lambda: b"<!doctype html>\n" + made(), "damaged"
    ),
    _plain("archive behind", lambda: made() + b"PK\x05\x06" + bytes(18)),
    _plain("truncated", lambda: made(2)[:-600], "damaged"),
    _plain("only a header", lambda: b"%PDF-1.7\n", "damaged"),
    _plain("empty", lambda: b"", "empty"),
    _plain("picture", _picture("PNG"), "not-a-pdf"),
)

PICTURES = tuple(
    Hostile(name, make, UNREADABLE, "not-a-pdf", (), ending)
    for name, make, ending in (
        ("bomb of pixels", lambda: png_bomb(13_000), "png"),
        ("EPS", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "eps"),
        ("SVG", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svg"),
        ("GIF", _picture("GIF"), "gif"),
        ("TIFF", _picture("TIFF"), "tiff"),
        ("CMYK", _picture("JPEG", "CMYK"), "jpg"),
        ("16 bits", _picture("PNG", "I;16"), "png"),
        ("palette", _picture("PNG", "P"), "png"),
        ("noise that says it is a JPEG", lambda: b"\xff\xd8\xff" + bytes(999), "jpg"),
    )
)
"""Named like what they are, so that the chat may take them for other things."""

FILES = (*BOMBS, *PAGES, *ACTIVE, *ODD)
