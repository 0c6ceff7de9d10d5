"""The product's main job, end to end, and what independent judges say of the result."""

import asyncio
import hashlib
import json
import re
from io import BytesIO

import pytest
import pytest_asyncio
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm

from bot.commands.serve import open_keys
from bot.domain import chain
from bot.domain.fields import Field
from tests.pdf import judges
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

_STEPS_OF = {"Olivia", "Alice", "Bob", "Charlie", "Mallory", "bot"}


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def played(stage: Stage) -> None:
    """The whole story, from the order to the board."""
    await stage.story.draft()
    await stage.story.direct()
    await stage.story.customer_signs()
    await stage.story.sealed()
    await stage.story.verify()
    await stage.story.status()


async def test_every_step_is_reported(stage: Stage) -> None:
    report = json.loads((stage.folder / "report.json").read_text())
    assert report["ok"]
    assert {step["who"] for step in report["steps"]} == _STEPS_OF
    assert all(step["seconds"] > 0 for step in report["steps"])


async def test_pdfsig_names_director_customer_and_company(stage: Stage) -> None:
    said = judges.run("pdfsig", "-nocert", "{}", data=stage.story.final)
    names = re.findall(r"Certificate Common Name: (.+)", said)
    assert sorted(names) == ["Bob Keller", "Charlie Sommer", "Nordwind GmbH"]
    assert said.count("Signature is Valid") == 3
    assert said.count("  - Total document signed") == 1


async def test_mutool_and_qpdf_accept_it(stage: Stage) -> None:
    mupdf = judges.run("mutool", "sign", "-v", "{}", data=stage.story.final)
    assert mupdf.count("The document is unchanged since signing.") == 1
    assert mupdf.count("The signature is valid but there have been edits") == 2
    qpdf = judges.run("qpdf", "--check", "{}", data=stage.story.final)
    assert "No syntax or stream encoding errors" in qpdf


async def test_pyhanko_accepts_it_with_difference_analysis(stage: Stage) -> None:
    authorities = open_keys(stage.settings).authority_certificates
    # pyHanko's synchronous call starts a loop of its own, so it runs in a thread.
    judged = await asyncio.to_thread(judges.pyhanko, stage.story.final, authorities)
    assert list(judged) == ["director-signature", "customer-signature", "seal"]
    assert all(status.bottom_line for _, status in judged.values())
    assert judged["director-signature"][0].docmdp_level is MDPPerm.FILL_FORMS
    assert judged["seal"][0].docmdp_level is MDPPerm.NO_CHANGES


async def test_the_journal_in_the_file_is_the_journal(stage: Stage) -> None:
    form = PdfFileReader(BytesIO(stage.story.final)).root["/AcroForm"]["/Fields"]
    (text,) = [f["/V"] for f in map(_resolved, form) if f["/T"] == "journal"]
    records = json.loads(text)
    assert chain.first_broken(records) is None
    kept = await stage.records(records[0]["envelope"])
    assert kept[: len(records)] == records
    assert [record["event"] for record in records][-1] == "Signed"


async def test_values_signature_and_stamp_are_inside_their_boxes(stage: Stage) -> None:
    fields = {field.id: field for field in await _fields(stage)}
    final, prepared = stage.story.final, await _prepared(stage)
    assert judges.text_in(final, *_place(fields["customer-name"])) == "Charlie Sommer"
    assert judges.text_in(final, *_place(fields["customer-date"]))
    for id in ("director-signature", "director-stamp", "customer-signature"):
        assert judges.ink_in(final, *_place(fields[id])) > 300, id
    page = fields["customer-name"].page
    boxes = [field.box for field in fields.values()]
    assert judges.changed_outside(prepared, final, page, boxes) < 20


async def test_the_evidence_page_is_complete(stage: Stage) -> None:
    text = " ".join(judges.text_of(stage.story.final).split())
    prepared = hashlib.sha256(await _prepared(stage)).hexdigest()
    assert prepared in text
    for part in (
        "Bob Keller",
        "Telegram account",
        "b•••@nordwind.example",
        "code sent to c••••••@example.com",
        "127.0.0.1",
        "UTC",
        "qualified",
        f"{stage.url}/v/",
    ):
        assert part in text, part


async def test_the_strip_is_on_every_page(
    stage: Stage,
) -> None:
    pages = judges.run("pdftotext", "{}", "-", data=stage.story.final).split("\f")[:-1]
    assert len(pages) >= 2
    assert all(re.search(r"Envelope \w{5}-\w{5}", page) for page in pages)


def _resolved(field: object) -> dict[str, object]:
    return field.get_object()  # type: ignore[attr-defined, no-any-return]


def _place(field: Field) -> tuple[int, tuple[float, float, float, float]]:
    return field.page, field.box


async def _fields(stage: Stage) -> tuple[Field, ...]:
    envelope = await stage.envelope()
    assert envelope.prepared
    return envelope.prepared.fields


async def _prepared(stage: Stage) -> bytes:
    envelope = await stage.envelope()
    assert envelope.prepared
    return await stage.blob(envelope.prepared.document)
