"""Alice sends somebody else's PDF; the bot finds where who fills in what.

How well it does so on many documents is measured in `tests/placing_set`.
"""

import json
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from bot.domain.company import Company
from bot.domain.fields import Kind
from bot.domain.placing import Located, missing_signatures, proposed
from bot.pdf.intake.order_reader import read_order_file
from bot.pdf.making.generate import generate
from bot.pdf.placing.locate import locate
from tests.pdf.forms import SAMPLES, check, page


def found(data: bytes) -> dict[str, Located]:
    """What is found, by party and kind; nothing lies over anything printed."""
    places = locate(data)
    check(data, proposed(places))
    return {f"{one.party}.{one.kind}": one for one in places}


def test_a_contract_gets_its_signatures_on_the_lines_meant() -> None:
    places = found((SAMPLES / "contract.pdf").read_bytes())

    assert {place.page for place in places.values()} == {1}
    for ours, theirs in (
        ("director.signature", "customer.signature"),
        ("director.stamp", "customer.stamp"),
        ("sender.date", "customer.date"),
    ):
        assert places[ours].box[2] < 0.5 < places[theirs].box[0]
        assert places[ours].box[1] == pytest.approx(places[theirs].box[1], abs=0.01)
    assert places["sender.bank"].label == "Bank details of the contractor"


def test_prose_and_answered_labels_are_left_alone() -> None:
    data = page(
        (70, 700, "The date of the last signature counts, as does the stamp."),
        (70, 650, "Datum der Unterschrift ist der Beginn."),
        (70, 600, "Date: 24.11.2026"),
        (70, 550, "IBAN: DE89 3704 0044 0532 0130 00"),
        (70, 520, "Date"),
        (70, 509, "24.11.2026"),
        pages=3,
    )

    assert locate(data) == ()


def test_words_that_only_a_search_finds_are_not_covered() -> None:
    """Scans carry their recognised text invisibly."""

    def hidden(canvas: Canvas) -> None:
        text = canvas.beginText(75, 430)
        text.setTextRenderMode(3)
        text.textOut("Charlie Sommer, Köln, on Tuesday")
        canvas.drawText(text)

    (plain,) = locate(page((70, 400, "Customer signature")))
    (avoiding,) = locate(page((70, 400, "Customer signature"), before=hidden))

    assert plain.box[1] * 842 > 400
    assert avoiding.box[1] != plain.box[1]


def test_what_the_author_wrote_is_taken_at_his_word() -> None:
    data = page(
        (70, 600, "{{signature;role=customer}}"),
        (70, 500, "{{Place;type=text;role=sender;required=false}}"),
        (70, 400, "{{How;type=choice;role=customer;options=By post|By e-mail}}"),
    )

    places = {f"{one.party}.{one.kind}": one for one in locate(data)}

    assert places["customer.signature"].required
    assert not places["sender.text"].required
    assert places["sender.text"].label == "Place"
    assert places["customer.choice"].choices == ("By post", "By e-mail")


@pytest.mark.parametrize("name", ["order.json", "order.csv"])
def test_our_own_delivery_note_is_understood(name: str) -> None:
    order = read_order_file(name, (SAMPLES / name).read_bytes())
    company = Company(name="Nordwind Möbel GmbH", address=("20457 Hamburg",))
    note = generate(order, company, "en")
    own = [f for f in note.fields if f.kind in (Kind.SIGNATURE, Kind.STAMP)]

    places = found(note.pdf)

    for field in own:
        x1, y1, x2, y2 = field.box
        box = places[f"{field.role}.{field.kind}"].box
        assert x1 < (box[0] + box[2]) / 2 < x2
        assert y1 < (box[1] + box[3]) / 2 < y2


def test_a_long_document_is_searched_quickly() -> None:
    data = page((70, 128, "Customer signature"), lines=((70, 300, 140),), pages=500)
    start = time.process_time()

    (place,) = locate(data)

    assert place.page == 499
    assert time.process_time() - start < 10, "what a worker may take"


def test_who_has_no_place_signs_on_a_page_that_is_added() -> None:
    assert [(w.role, w.kind) for w in missing_signatures(())] == [
        ("director", Kind.SIGNATURE),
        ("director", Kind.STAMP),
        ("customer", Kind.SIGNATURE),
    ]
    dated = proposed(locate(page((70, 500, "Date of the customer: ____________"))))
    assert [(w.role, w.kind) for w in missing_signatures(dated)] == [
        ("customer", Kind.SIGNATURE)
    ]


def test_from_outside_it_is_one_json_object_a_file(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and no more")
    contract = SAMPLES / "contract.pdf"

    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "locate", "--json", contract, broken],
        capture_output=True,
        text=True,
        check=False,
    )

    good, bad = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1
    assert (good["file"], good["pages"]) == (str(contract), 2)
    assert len(good["fields"]) == len(PdfReader(contract).pages) + 5
    for field in good["fields"]:
        assert {"page", "kind", "party", "label", "box", "score"} <= set(field)
    assert bad["fields"] == []
    assert "error" in bad


def test_a_turned_page_is_read_as_it_is_seen() -> None:
    def turned(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(841.89, 0)
        canvas.rotate(90)

    words = ((70, 128, "Customer signature"),)
    lines = ((70, 300, 140),)
    (plain,) = locate(page(*words, lines=lines))
    data = page(*words, lines=lines, before=turned)
    (across,) = locate(data)

    assert PdfReader(BytesIO(data)).pages[0].rotation == 90
    assert across.box == pytest.approx(plain.box, abs=0.005)
