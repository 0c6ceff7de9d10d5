"""Our quick answer to "who refers to this" is the slow one that pyHanko gives."""

from io import BytesIO

import pytest
from pyhanko.pdf_utils.generic import ArrayObject, pdf_name
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

from bot.pdf.verifying.usages import References
from tests.pdf import foreign
from tests.pdf.attacks_on_pages import pages_swapped
from tests.pdf.chain import document, sealed_sample
from tests.pdf.forging import Writer, update
from tests.pdf.signed_files import good


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


def files() -> dict[str, bytes]:
    return {
        "sealed": good("sealed"),
        "foreign": foreign.sign(good("approval"), "Trudy", box=(60, 500, 200, 560)),
        "swapped": pages_swapped(good("sealed")),
        "prepared": sealed_sample().prepared,
        "replaced": with_pages_named_twice(),
    }


@pytest.mark.parametrize("name", list(files()))
def test_both_find_the_same_paths(name: str) -> None:
    data = files()[name]
    reader = PdfFileReader(BytesIO(data))
    references = References(reader, data)
    for revision in range(reader.xrefs.total_revisions):
        slow = HistoricalResolver(reader, revision)
        slow._load_reverse_xref_cache()
        quick = HistoricalResolver(reader, revision)
        references.prepare(quick)
        quick._load_reverse_xref_cache()
        asked = set(slow._indirect_object_access_cache)
        assert len(asked) > 10
        for reference in asked:
            paths = quick._get_usages_of_ref(reference)
            assert paths == slow._get_usages_of_ref(reference)
            assert paths
