"""Preparation: every field in its place, strip and evidence page, values drawn in."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from bot.domain.errors import InputRefused
from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER, Field, Kind, Signer
from bot.pdf.evidence.form_font import missing
from bot.pdf.evidence.prepare import prepare
from bot.pdf.evidence.trying import try_value
from tests.pdf.chain import (
    BOB,
    CHARLIE,
    FIELDS,
    box_of,
    document,
    plan,
    sealed_sample,
)
from tests.pdf.judges import ink_in, text_in, text_of

STRIP = 241
"""The strip's gray."""


def form_of(data: bytes) -> dict[str, Any]:
    """Return the fields of a prepared file by their full name."""
    root: Any = PdfReader(BytesIO(data)).trailer["/Root"]
    found: dict[str, Any] = {}

    def walk(siblings: Any, prefix: str) -> None:
        for sibling in (reference.get_object() for reference in siblings):
            if "/Kids" in sibling:
                walk(sibling["/Kids"], f"{sibling['/T']}.")
            else:
                found[prefix + sibling["/T"]] = sibling

    walk(root["/AcroForm"]["/Fields"], "")
    return found


def test_every_place_is_a_field_before_anybody_signs() -> None:
    form = form_of(sealed_sample().prepared)
    assert {name: field["/FT"] for name, field in form.items()} == {
        "director-signature": "/Sig",
        "director-stamp": "/Btn",
        "customer-name": "/Tx",
        "customer-date": "/Tx",
        "customer-received": "/Btn",
        "customer-condition": "/Ch",
        "customer-note": "/Tx",
        "customer-signature": "/Sig",
        "evidence.director": "/Tx",
        "evidence.customer": "/Tx",
        "journal": "/Tx",
        "seal": "/Sig",
    }
    assert all(field["/Ff"] & 1 for field in form.values() if field["/FT"] != "/Sig")
    assert form["journal"]["/F"] & 2
    assert list(form["customer-condition"]["/Opt"]) == ["Good", "Damaged"]


def test_each_signature_locks_what_is_its_signers() -> None:
    form = form_of(sealed_sample().prepared)
    director, customer, seal = (
        form[name]["/Lock"].get_object()
        for name in ("director-signature", "customer-signature", "seal")
    )
    assert {lock["/Action"] for lock in (director, customer, seal)} == {"/Include"}
    assert set(director["/Fields"]) == {"director-stamp", "evidence.director"}
    assert set(customer["/Fields"]) == {
        "evidence.customer",
        *(name for name in form if name.startswith("customer-")),
    } - {"customer-signature"}
    assert list(seal["/Fields"]) == ["journal"]
    assert (seal["/P"], "/P" in director, "/P" in customer) == (1, False, False)


def test_what_the_sender_fills_in_is_drawn_into_its_box() -> None:
    prepared = sealed_sample().prepared
    assert "bank" not in form_of(prepared)
    assert text_in(prepared, 0, box_of("bank")).split("\n") == [
        "Example Trading GmbH",
        "DE89 3704 0044 0532 0130 00",
        "COBADEFFXXX",
    ]
    assert text_of(prepared).count("COBADEFFXXX") == 1


def test_a_senders_check_box_is_ticked_only_when_true() -> None:
    box = (0.1, 0.1, 0.14, 0.13)
    tick = Field(id="tick", kind=Kind.CHECKBOX, role=SENDER, page=0, box=box)
    files = [
        prepare(document(1), plan(fields=(tick,), values={"tick": (value,)}))
        for value in ("true", "false")
    ]
    assert [ink_in(data, 0, box) > 20 for data in files] == [True, False]


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        ((), "value.missing"),
        (("  ",), "value.missing"),
        (("W" * 120,), "value.too-wide"),
        (("many words " * 5,) * 11, "value.too-wide"),
        (("東京",), "text.script"),
    ],
)
def test_what_the_sender_cannot_print_is_refused(
    lines: tuple[str, ...], key: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        prepare(document(2), plan(values={"bank": lines}))
    assert refused.value.key == key


def test_a_long_text_shrinks_to_a_readable_size_and_then_is_refused() -> None:
    date = Field(
        id="date", kind=Kind.DATE, role=CUSTOMER, page=0, box=(0.1, 0.1, 0.3, 0.13)
    )
    file = document(1)
    try_value(file, date, "24 November 2026", "Date")
    note = replace(date, kind=Kind.TEXT, box=(0.1, 0.1, 0.6, 0.2))
    try_value(file, note, "as ordered, " * 20, "Text")
    added = replace(note, page=1)
    try_value(file, added, "as ordered, " * 20, "Text")
    for field, text, key in (
        (date, "24 November 2026, " * 3, "value.too-wide"),
        (note, "as ordered, " * 200, "value.too-wide"),
        (added, "as ordered, " * 200, "value.too-wide"),
        (note, "東京", "text.script"),
    ):
        with pytest.raises(InputRefused) as refused:
            try_value(file, field, text, "Text")
        assert refused.value.key == key
        assert refused.value.params.get("field", "Text") == "Text"


def test_a_natural_person_is_not_asked_for_a_stamp() -> None:
    stamp = Field(
        id="customer-stamp",
        kind=Kind.STAMP,
        role=CUSTOMER,
        page=0,
        box=(0.6, 0.3, 0.8, 0.4),
    )
    person, company = (
        form_of(
            prepare(document(2), plan(fields=(*FIELDS, stamp), signers=(BOB, signer)))
        )
        for signer in (CHARLIE, replace(CHARLIE, company=True))
    )
    assert "customer-stamp" not in person
    assert "customer-stamp" in company


def test_who_has_no_place_to_sign_gets_one_on_the_signature_page() -> None:
    witness = Signer(role="witness", name="Wanda", order=3)
    placed = Field(
        id="witness-place",
        kind=Kind.TEXT,
        role="witness",
        page=2,
        box=(0.1, 0.7, 0.4, 0.75),
    )
    prepared = prepare(
        document(2), plan(fields=(*FIELDS, placed), signers=(BOB, CHARLIE, witness))
    )
    form = form_of(prepared)
    assert form["witness-signature"]["/FT"] == "/Sig"
    one, other = (form[n]["/Rect"] for n in ("witness-signature", "witness-place"))
    assert one[1] > other[3] or one[3] < other[1] or one[0] > other[2]
    reader = PdfReader(BytesIO(prepared))
    assert len(reader.pages) == 4
    added = reader.pages[2].indirect_reference
    assert added is not None
    assert form["witness-signature"].raw_get("/P").idnum == added.idnum


def test_a_form_that_came_along_becomes_part_of_the_page() -> None:
    file = BytesIO()
    canvas = Canvas(file, invariant=1)
    canvas.acroForm.textfield(
        name="foreign", x=100, y=500, width=200, height=24, value="Filled long ago"
    )
    canvas.showPage()
    canvas.save()
    prepared = prepare(file.getvalue(), plan(fields=(), signers=(CHARLIE,), values={}))
    assert "foreign" not in form_of(prepared)
    box = (100 / A4[0], 500 / A4[1], 300 / A4[0], 524 / A4[1])
    assert text_in(prepared, 0, box).strip() == "Filled long ago"


def test_a_file_that_carries_signatures_is_refused() -> None:
    with pytest.raises(InputRefused) as refused:
        prepare(sealed_sample().director, plan())
    assert refused.value.key == "pdf.signed"


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert prepare(document(2), plan()) == prepare(document(2), plan())


def test_the_font_speaks_the_languages_of_europe() -> None:
    alphabets = (
        "ÄÖÜäöüßéèêçñÅåØøÆæŁłŻżŚśČčŘřŽžĞğİıŐőŰűȘșȚțÐðÞþĦħ"
        "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩάέήίόύώϊϋΐΰς"
        "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя"
        "ІіЇїЄєҐґЎўЋћЂђЉљЊњЏџЈј€£₽₴„“”‚‘’–—…№§°•·×"
    )
    assert missing(alphabets) == ""
    assert missing("日") == "日"


def test_preparing_adds_little() -> None:
    added = len(sealed_sample().prepared) - len(document(2))
    assert added < 140_000


def test_reserved_names_and_pages_that_are_not_there_are_errors() -> None:
    for field in (
        replace(FIELDS[0], id="seal"),
        replace(FIELDS[0], page=3),
        replace(FIELDS[0], page=-1),
    ):
        with pytest.raises(ValueError, match="field"):
            prepare(document(2), plan(fields=(field,)))


def test_directors_come_first_only_by_their_order() -> None:
    """Rows stand in the order of the signers, whoever they are."""
    first, second = (
        form_of(prepare(document(2), plan(signers=signers)))
        for signers in ((BOB, CHARLIE), (CHARLIE, BOB))
    )
    rows = [(f["evidence.director"], f["evidence.customer"]) for f in (first, second)]
    above = [bob["/Rect"][1] > charlie["/Rect"][1] for bob, charlie in rows]
    assert above == [True, False]
    assert {signer.role for signer in (BOB, CHARLIE)} == {DIRECTOR, CUSTOMER}
