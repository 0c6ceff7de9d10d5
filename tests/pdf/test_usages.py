"""Our quick answer to "who refers to this" is the slow one that pyHanko gives."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.generic import ArrayObject, Reference, pdf_name
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, SuspiciousModification
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from bot.pdf.verifying.usages import References
from tests.pdf import foreign
from tests.pdf.attacks import ATTACKS
from tests.pdf.attacks_on_pages import pages_swapped
from tests.pdf.chain import document, sealed_sample
from tests.pdf.forging import Writer, update
from tests.pdf.raw_pdf import raw, stream
from tests.pdf.signed_files import good
from tests.pdf.test_verify_corpus import CORPUS

REFUSED = "refused"


def paths(view: HistoricalResolver) -> object:
    """Return the paths to all objects, as far as a view can be read."""
    try:
        view._load_reverse_xref_cache()
    except Exception:  # noqa: BLE001 - whatever Mallory makes it raise
        return REFUSED
    most = view.reader.xrefs.get_xref_container_info(view.revision).size
    every = (Reference(n, g, view.reader) for n in range(1, most + 5) for g in (0, 1))
    found = {each: view._get_usages_of_ref(each) for each in every}
    return {each: uses for each, uses in found.items() if uses}


def quick(view: HistoricalResolver, references: References) -> object:
    """Return the same, found in our way."""
    try:
        references.prepare(view)
    except Exception:  # noqa: BLE001 - as above
        return REFUSED
    return paths(view)


def compare(data: bytes, *, strict: bool) -> list[object]:
    """Hold the two answers against each other, for each revision of a file."""
    theirs, ours = (PdfFileReader(BytesIO(data), strict=strict) for _ in range(2))
    references = References(ours, data)
    answers = []
    for revision in range(theirs.xrefs.total_revisions):
        slow = paths(HistoricalResolver(theirs, revision))
        assert quick(HistoricalResolver(ours, revision), references) == slow
        answers.append(slow)
    return answers


def with_pages_named_twice() -> bytes:
    """The list of pages is an object of its own, and a later revision replaces it."""

    def move(writer: Writer) -> None:
        root = writer.root["/Pages"]
        root[pdf_name("/Kids")] = writer.add_object(ArrayObject(root["/Kids"]))
        writer.update_container(root)

    def replace(writer: Writer) -> None:
        kids = writer.root["/Pages"]["/Kids"]
        kids.reverse()
        writer.update_container(kids)

    return update(update(document(3), move), replace)


FILES = {
    "sealed": lambda: good("sealed"),
    "foreign": lambda: foreign.sign(good("approval"), "Trudy", box=(60, 500, 200, 560)),
    "swapped": lambda: pages_swapped(good("sealed")),
    "prepared": lambda: sealed_sample().prepared,
    "replaced": with_pages_named_twice,
    "many pages": lambda: document(40),
}


@pytest.mark.parametrize("name", FILES)
def test_both_find_the_same_paths(name: str) -> None:
    for answer in compare(FILES[name](), strict=True):
        assert answer != REFUSED
        assert len(answer) > 10


ODD = {
    "plain": b"<< /A 3 0 R >>",
    "a list": b"[ 3 0 R 4 0 R ]",
    "a long list": b"[ %b]" % (b"3 0 R 4 0 R " * 20),
    "a long list with an object 0": b"[ %b 0 0 R ]" % (b"3 0 R " * 20),
    "a list like ours": b"[ %b] [ R]" % (b"3 0 R " * 20),
    "lists in a string": b"<< /S ([ %b]) /A [ %b] >>"
    % (b"4 0 R " * 20, b"3 0 R " * 20),
    "a short and a long list": b"<< /A [ 4 0 R ] /B [ %b] >>" % (b"3 0 R " * 20),
    "after a comment": b"<< /A % 4 0 R\n3 0 R >>",
    "in a comment": b"<< /A 4 0 R % 3 0 R\n>>",
    "a list that ends a comment": b"<< /A %[1\n2] 3 0 R\n4 0 R >>",
    "in a string": b"<< /A (3 0 R) /B 4 0 R >>",
    "behind a string with a bracket": b"<< /A (\\)3 0 R) /B 4 0 R >>",
    "directly behind a string": b"<< /A [ (x)3 0 R ] >>",
    "like one of our marks": b"[ 7 7 7 7 (x)1000003 4 R ]",
    "like a mark with a mark": b"[ 7 7 7 4 (x)1000003 0 R 3 0 R ]",
    "like one of our lists": b"[ (x)1100000 0 R %b]" % (b"3 0 R " * 20),
    "in a hexadecimal string": b"<< /A <33 20 30 20 52> /B 4 0 R >>",
    "in a name": b"<< /A#203#200#20R 4 0 R >>",
    "a name with a tab": b"<< /A\x0b3 0 R >>",
    "an escaped name": b"<< /#41 3 0 R /A 4 0 R >>",
    "a name twice": b"<< /A 3 0 R /A 4 0 R >>",
    "an escaped parent": b"<< /P#61rent 3 0 R /A 4 0 R >>",
    "a parent": b"<< /Parent 3 0 R /A [ /Parent 4 0 R ] >>",
    "over lines": b"<< /A 3\n0\r\nR >>",
    "with zero bytes": b"<< /A 3\x000\x00R >>",
    "with a form feed": b"<< /A 3\x0c0\x0cR >>",
    "far apart": b"<< /A 3         0         R >>",
    "a little apart": b"<< /A 3   0   R /B 4   0   R >>",
    "leading zeros": b"<< /A 0003 000 R >>",
    "many leading zeros": b"<< /A 0000000003 0 R >>",
    "a sign": b"<< /A +3 0 R >>",
    "a minus": b"<< /A -3 0 R >>",
    "a fraction": b"<< /A [ 3.0 0 R ] >>",
    "a fraction before": b"<< /A [ 1.5 3 0 R .5 -2.25 4 0 R 5. ] >>",
    "object 0": b"<< /A 0 0 R >>",
    "of another generation": b"<< /A 3 1 R >>",
    "to nothing": b"<< /A 900 0 R >>",
    "three numbers": b"<< /A [ 1 3 0 R ] >>",
    "no space before R": b"<< /A [ 3 0R ] >>",
    "no space after R": b"<< /A 3 0 R/B 4 0 R>>",
    "a letter after R": b"<< /A 3 0 RG >>",
    "behind a word": b"[ true3 0 R null4 0 R ]",
    "numbers only": b"<< /W [ 1 2 3.5 -4 ] /A 3 0 R >>",
    "numbers and R": b"<< /W [ 1 2 3 4 0 R ] /A 3 0 R >>",
    "unbalanced": b"<< /A [ 3 0 R >>",
    "too much": b"<< /A 3 0 R >> >>",
    "two objects": b"<< /A 3 0 R >> << /B 4 0 R >>",
    "half a bracket": b"<< /A 3 0 R > >",
    "nested": b"<< /A << /B [ [ 3 0 R ] << /C 4 0 R >> ] >> >>",
    "deeply nested": b"[" * 1500 + b" 3 0 R " + b"]" * 1500,
    "a name that ends it": b"<< /A /Xendobj /B 3 0 R >>",
    "a name with stream": b"<< /A /Xstream /B 3 0 R >>",
    "a string that ends it": b"<< /A (>> endobj ) /B 3 0 R >>",
    "a string with a stream": b"<< /A (>>\nstream\n) /B 3 0 R >>",
    "a comment behind it": b"<< /A 3 0 R >> % endobj\n",
    "just a reference": b"3 0 R",
    "just a name": b"/A",
    "a stream": stream(b"4 0 R", b"/A 3 0 R"),
    "a stream with endobj": stream(b"endobj 9 0 obj << /A 4 0 R >>", b"/A 3 0 R"),
    "a stream too long": b"<< /A 3 0 R /Length 900 >>\nstream\nx\nendstream",
    "a stream too short": b"<< /A 3 0 R /Length 1 >>\nstream\nxxxx\nendstream",
    "a stream longer by one": b"<< /A 3 0 R /Length 2 >>\nstream\nx\nendstream",
    "a stream of unknown length": b"<< /A 3 0 R >>\nstream\nx\nendstream",
    "a length elsewhere": b"<< /A 3 0 R /Length 5 0 R >>\nstream\nx\nendstream",
    "a length of minus one": b"<< /A 3 0 R /Length -1 >>\nstream\nx\nendstream",
    "a length twice": b"<< /Length 1 /Length 1 /A 3 0 R >>\nstream\nx\nendstream",
    "a length inside": b"<< /D << /Length 1 >> /A 3 0 R >>\nstream\nx\nendstream",
    "a stream in a list": b"[ 3 0 R ]\nstream\nx\nendstream",
    "a stream after a return": b"<< /Length 1 /A 3 0 R >>\nstream\rx\nendstream",
    "a type elsewhere": b"<< /Type 6 0 R /Kids [ 3 0 R ] >>",
    "an escaped type": b"<< /Type /P#61ges /Kids [ 3 0 R ] >>",
    "a node": b"<< /Type /Pages /Kids [ 3 0 R ] >>",
    "a node of lists": b"<< /Type /Pages /Kids [ %b] >>" % (b"3 0 R " * 20),
    "a node with a list inside": b"<< /Type /Pages /Kids [ [ %b] ] >>"
    % (b"3 0 R " * 20),
    "a node in itself": b"<< /Type /Pages /Kids [ 7 0 R ] >>",
    "a list for a page": b"[ /Type /Page ]",
}
"""Object 7, as Mallory writes it: a page, and referred to from elsewhere."""


def around(odd: bytes, *more: bytes) -> bytes:
    """Put an object where a page is, beside an ordinary page of the same kind."""
    return raw(
        b"<< /Type /Catalog /Pages 2 0 R /Odd 7 0 R /More [ 8 0 R 9 0 R ] >>",
        b"<< /Type /Pages /Kids [ 7 0 R 3 0 R ] /Count 2 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 9 9 ] >>",
        b"<< /Fourth 3 0 R >>",
        b"1",
        b"/Pages",
        odd,
        *(more or (odd, odd)),
    )


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("strict", [True, False], ids=["strictly", "leniently"])
def test_a_reference_cannot_hide(name: str, strict: bool) -> None:
    compare(around(ODD[name]), strict=strict)


@pytest.mark.parametrize("strict", [True, False], ids=["strictly", "leniently"])
@pytest.mark.parametrize("other", ["plain", "a list", "a stream", "a little apart"])
def test_objects_built_alike_differ_in_what_they_refer_to(
    other: str, strict: bool
) -> None:
    body = ODD[other]
    alike = (body.replace(b"3 ", b"%d " % n, 1) for n in (0, 4, 5, 1234567))
    [answer] = compare(around(body, *alike, body), strict=strict)
    assert bool(answer)


TOKENS = b"<< >> [ ] ( ) < > / % \\ R 3 4 0 1000003 1100000 + - . # \n \r \0 \x0c"
PIECES = st.sampled_from(
    [
        *TOKENS.split(b" "),
        *(b" ", b" 3 0 R", b" 4 0 R ", b"/A", b"/Parent", b"(x)", b"[1 2]", b"[ R]"),
        *(b"5.25", b"true", b"null", b"<</A 3 0 R>>", b"[ %b]" % (b"4 0 R " * 16)),
    ]
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(PIECES, max_size=12), st.booleans())
def test_whatever_is_written_both_read_the_same(
    pieces: list[bytes], strict: bool
) -> None:
    odd = b"<< /A " + b"".join(pieces) + b" >>"
    alike = odd.replace(b"3 0 R", b"4 0 R")
    compare(around(odd, odd, alike, odd), strict=strict)


def places_moved() -> Iterator[object]:
    """Yield ways to let the table say something else of where object 4 is."""
    data = around(ODD["plain"])
    spot = data.index(b"4 0 obj")
    inside = data.index(b"<< /Fourth")
    for name, place in {
        "a space before": spot - 1,
        "a digit before": spot + 1,
        "another object": data.index(b"3 0 obj"),
        "inside it": inside,
        "nowhere": 9_999_999,
        "the start": 0,
    }.items():
        yield pytest.param(data.replace(b"%010d 0" % spot, b"%010d 0" % place), id=name)
    hidden = around(stream(b"4 0 obj\n<< /Hidden 3 0 R >>\nendobj\n"))
    yield pytest.param(
        hidden.replace(
            b"%010d 0" % hidden.index(b"4 0 obj"),
            b"%010d 0" % hidden.index(b"4 0 obj", hidden.index(b"7 0 obj")),
        ),
        id="in a stream",
    )
    yield pytest.param(data.replace(b"n \n" * 1, b"f \n", 1), id="freed")


@pytest.mark.parametrize("data", list(places_moved()))
@pytest.mark.parametrize("strict", [True, False], ids=["strictly", "leniently"])
def test_an_object_is_read_where_the_table_says(data: bytes, strict: bool) -> None:
    compare(data, strict=strict)


def filled_later(writer: Writer) -> None:
    """Give what the first revision only refers to a content."""
    writer.objects[0, 10] = ArrayObject()
    writer.update_container(writer.root)


def test_a_later_revision_fills_what_dangled() -> None:
    data = around(b"<< /A 10 0 R /B 11 0 R >>")
    for strict in (True, False):
        compare(update(data, filled_later), strict=strict)


def corpus() -> list[Path]:
    return sorted(CORPUS.glob("*.pdf"))


@pytest.mark.skipif(not corpus(), reason="the corpus is not there")
def test_both_find_the_same_paths_in_files_of_others() -> None:
    read = 0
    for file in corpus():
        for strict in (True, False):
            try:
                answers = compare(file.read_bytes(), strict=strict)
            except PdfReadError:
                continue
            read += len(answers)
            if REFUSED not in answers:
                break
    assert read > 100


def modifications(data: bytes, *, prepared: bool) -> list[str]:
    """Return what pyHanko says happened after each signature."""
    reader = PdfFileReader(BytesIO(data))
    references = References(reader, data)
    answers = []
    for embedded in reader.embedded_signatures:
        if prepared:
            old = reader.get_historical_resolver(embedded.signed_revision)
            references.prepare(old)
        answers.append(_modification(embedded))
    return answers


def _modification(embedded: EmbeddedPdfSignature) -> str:
    result = embedded.evaluate_modifications(DEFAULT_DIFF_POLICY)
    if isinstance(result, SuspiciousModification):
        return f"suspicious: {result}"
    return result.modification_level.name


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_the_analysis_says_the_same_of_each_attack(attack: object) -> None:
    for kind, _ in attack.verdicts():
        forged = attack.forge(good(kind))
        try:
            untouched = modifications(forged, prepared=False)
        except Exception:  # noqa: BLE001 - as above
            with pytest.raises(Exception):  # noqa: B017, PT011 - which one differs
                modifications(forged, prepared=True)
        else:
            assert modifications(forged, prepared=True) == untouched
