"""Our quick answer to "who refers to this" is the slow one that pyHanko gives."""

from io import BytesIO

import pytest
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

from bot.pdf.usages import References
from tests.pdf import attacks, foreign
from tests.pdf.chain import sealed_sample
from tests.pdf.signed_files import good


def files() -> dict[str, bytes]:
    return {
        "sealed": good("sealed"),
        "foreign": foreign.sign(good("approval"), "Trudy", box=(60, 500, 200, 560)),
        "swapped": attacks.pages_swapped(good("sealed")),
        "prepared": sealed_sample().prepared,
    }


@pytest.mark.parametrize("name", list(files()))
def test_both_find_the_same_paths(name: str) -> None:
    reader = PdfFileReader(BytesIO(files()[name]))
    references = References(reader)
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
