"""Preparation: every field in its place, strip and evidence page, values drawn in."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import numpy as np
import pytest
import segno
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    NameObject,
    NumberObject,
    RectangleObject,
)
from reportlab.lib.pagesizes import A4, A5, landscape
from reportlab.pdfgen.canvas import Canvas

from bot.domain.errors import InputRefused
from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER, Field, Kind, Signer
from bot.pdf.form_font import missing
from bot.pdf.objects import as_stream
from bot.pdf.prepare import Plan, fits, prepare
from tests.pdf.chain import (
    BOB,
    CHARLIE,
    FIELDS,
    box_of,
    document,
    plan,
    sealed_sample,
)
from tests.pdf.judges import ink_in, part_of, pixels, run, text_in, text_of

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
        (tuple("abcdefghijk"), "value.too-wide"),
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
    assert fits(date, "24 November 2026")
    assert not fits(date, "24 November 2026, " * 3)
    note = replace(date, kind=Kind.TEXT, box=(0.1, 0.1, 0.6, 0.2))
    assert fits(note, "as ordered, " * 20)
    assert not fits(note, "as ordered, " * 200)
    assert not fits(note, "東京")


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


def test_the_evidence_page_says_what_it_is() -> None:
    for language in ("en", "de"):
        prepared = sealed_sample(language).prepared
        page = " ".join(run("pdftotext", "-f", "3", "{}", "-", data=prepared).split())
        for part in (
            "Delivery note 4711",
            "01JD5Q8W3RZ7K2M4",
            "https://sign.example.com/verify/01JD5Q8W3RZ7K2M4",
            "Bob Direktor",
            "@bob",
            "Charlie Customer",
            "c••••••@example.com",
            "Example Trading GmbH",
        ):
            assert part in page
    english = run("pdftotext", "-f", "3", "{}", "-", data=sealed_sample().prepared)
    said = " ".join(english.split())
    assert "A simple electronic signature of each person and an electronic seal" in said
    assert "They are not qualified and not advanced signatures." in said
    assert "is for the law of the place to decide" in said


def test_the_qr_code_leads_to_the_verification_address() -> None:
    shown = pixels(sealed_sample().prepared, 2, 1600)
    dark = shown < 128
    code = segno.make("https://sign.example.com/verify/01JD5Q8W3RZ7K2M4", error="m")
    modules = np.array([list(row) for row in code.matrix]) == 1
    corner = dark[: shown.shape[0] // 6, shown.shape[1] * 3 // 5 :]
    rows, columns = np.nonzero(corner)
    box = corner[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    size = len(modules)
    centers = ((np.arange(size) + 0.5) * box.shape[0] / size).astype(int)
    assert (box[np.ix_(centers, centers)] == modules).all()


def pages_of_all_kinds() -> bytes:
    """Return pages turned, cropped, wide, small, and one that forgets to restore."""
    file = BytesIO()
    canvas = Canvas(file, invariant=1)
    for size in (A4, A4, A4, A4, landscape(A4), A5, A4):
        canvas.setPageSize(size)
        canvas.drawString(30, size[1] - 60, "Chairs")
        canvas.showPage()
    canvas.save()
    writer = PdfWriter(clone_from=BytesIO(file.getvalue()))
    for index, turn in ((1, 90), (2, 180), (3, 270)):
        writer.pages[index][NameObject("/Rotate")] = NumberObject(turn)
    writer.pages[3].cropbox = RectangleObject((50, 100, 500, 700))
    last = writer.pages[6]
    unbalanced = writer._add_object(as_stream(b"q 0.5 0 0 0.5 9 9 cm q (q) Tj"))
    last[NameObject("/Contents")] = ArrayObject([unbalanced, last.raw_get("/Contents")])
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def same(one: np.ndarray, other: np.ndarray) -> bool:
    return bool((one < 128).any() and (np.abs(one - other) > 64).mean() < 0.003)


def test_strip_and_values_stand_upright_on_every_kind_of_page() -> None:
    box = (0.3, 0.4, 0.7, 0.46)
    fields = tuple(
        Field(id=f"t{page}", kind=Kind.TEXT, role=SENDER, page=page, box=box)
        for page in range(7)
    )
    values = {field.id: ("Sender's words",) for field in fields}
    prepared = prepare(
        pages_of_all_kinds(), plan(fields=fields, signers=(CHARLIE,), values=values)
    )
    parts = []
    for page in range(7):
        shown = pixels(prepared, page)
        assert (shown[-2, 2:-2] == STRIP).all(), page
        assert shown[shown.shape[0] // 2, 2] == 255
        parts.append(part_of(shown, box))
    # Turned pages look like pages that were never turned.
    assert same(parts[0], parts[2])
    assert same(parts[0], parts[6])
    assert same(parts[1], parts[4])
    rows, columns = np.nonzero(parts[3] < 128)
    assert np.ptp(columns) > 4 * np.ptp(rows) > 0
    assert text_in(prepared, 0, box).strip() == "Sender's words"
    strips = text_of(prepared).count("Envelope 01JD5Q8W3RZ7K2M4 · check it at https://")
    # Seven pages, the signature page and the evidence page.
    assert strips == 9
    assert "No syntax or stream encoding errors" in run(
        "qpdf", "--check", "{}", data=prepared
    )


def test_the_strip_covers_nothing_while_an_edge_is_free() -> None:
    file = BytesIO()
    canvas = Canvas(file, invariant=1)
    for edges in ((3,), (3, 832), (3, 832, None)):
        for y in edges:
            if y is None:
                canvas.rect(0, 0, 12, A4[1], fill=1)
            else:
                canvas.drawString(100, y, "At the very edge")
        canvas.showPage()
    canvas.save()
    prepared = prepare(file.getvalue(), plan(fields=(), signers=(CHARLIE,), values={}))
    before, after = (
        [pixels(data, page) for page in range(3)]
        for data in (file.getvalue(), prepared)
    )
    for old, new in zip(before, after, strict=True):
        assert (new[old < 128] < 128).all()
    top, left, right = after
    assert top[2, 400] == left[600, 3] == right[600, -3] == STRIP


def test_a_field_at_the_lower_edge_is_not_covered() -> None:
    low = Field(
        id="low", kind=Kind.TEXT, role=CUSTOMER, page=0, box=(0.1, 0.0, 0.5, 0.03)
    )
    prepared = prepare(document(1), plan(fields=(low,), signers=(CHARLIE,), values={}))
    assert pixels(prepared, 0)[2, 400] == STRIP


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


@pytest.mark.parametrize(
    "hostile",
    [
        "<img src=x onerror=alert(1)>",
        "{{7*7}}",
        "${7*7}",
        "a\u202egnp.exe",
        "\x00\x1b[2J)",
    ],
)
def test_hostile_names_are_harmless(hostile: str) -> None:
    """Abuse row 19."""
    prepared = prepare(document(2), _hostile_plan(hostile))
    text = text_of(prepared)
    printed = "".join(c for c in hostile if c.isprintable() and c != "\u202e")
    assert printed in text
    assert not {"\u202e", "\x00", "\x1b"} & {*text}
    assert "49" not in text


def test_ten_kilobytes_of_name_stay_on_the_page() -> None:
    """Abuse row 19."""
    prepared = prepare(document(2), _hostile_plan("Wolf" * 2500))
    assert len(PdfReader(BytesIO(prepared)).pages) <= 4
    assert len(prepared) < 200_000


def _hostile_plan(name: str) -> Plan:
    bob = replace(BOB, name=name, contact=name)
    usual = plan(signers=(bob, replace(CHARLIE, name=name)))
    return replace(usual, title=name, company=name)


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
