"""The evidence page: complete, checkable, and harmless whatever people are called."""

from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
import segno
from pypdf import PdfReader

from bot.pdf.evidence.prepare import Plan, prepare
from tests.pdf.chain import (
    BOB,
    CHARLIE,
    charlies_act,
    document,
    plan,
    sample_keys,
    sealed_sample,
    sign,
)
from tests.pdf.judges import changed_outside, pixels, pyhanko, run, text_of


def test_the_evidence_page_says_what_it_is() -> None:
    for language in ("en", "de"):
        prepared = sealed_sample(language).prepared
        page = " ".join(run("pdftotext", "-f", "3", "{}", "-", data=prepared).split())
        for part in (
            "Delivery note 4711",
            "7K3M9-QX2BT",
            "https://sign.example.com/v/7K3M9-QX2BT",
            "Bob Direktor",
            "Charlie Customer",
            "Example Trading GmbH",
        ):
            assert part in page
        for contact in ("@bob", "c••••••@example.com"):
            assert contact not in page, "it may be corrected before he signs"
    english = run("pdftotext", "-f", "3", "{}", "-", data=sealed_sample().prepared)
    said = " ".join(english.split())
    assert "A simple electronic signature of each person and an electronic seal" in said
    assert "They are not qualified and not advanced signatures." in said
    assert "depends on the law that applies" in said


def test_the_qr_code_leads_to_the_verification_address() -> None:
    shown = pixels(sealed_sample().prepared, 2, 1600)
    dark = shown < 128
    code = segno.make("https://sign.example.com/v/7K3M9-QX2BT", error="m")
    modules = np.array([list(row) for row in code.matrix]) == 1
    corner = dark[: shown.shape[0] // 6, shown.shape[1] * 3 // 5 :]
    rows, columns = np.nonzero(corner)
    box = corner[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    size = len(modules)
    centers = ((np.arange(size) + 0.5) * box.shape[0] / size).astype(int)
    assert (box[np.ix_(centers, centers)] == modules).all()


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


@pytest.mark.parametrize(
    "hostile",
    [
        "<img src=x onerror=alert(1)>",
        "{{7*7}}",
        "(\\)\\) Tj ET Q",
        "\u202egnp",
        "N" * 10_000,
    ],
)
def test_hostile_names_are_harmless_in_a_signature(hostile: str) -> None:
    """Abuse row 19."""
    act = charlies_act(name=hostile, evidence=(f"Name: {hostile}", hostile))
    data = sign(sealed_sample().director, act)
    judged = pyhanko(data, sample_keys().authority_certificates)
    assert all(status.bottom_line for _, status in judged.values())
    assert changed_outside(sealed_sample().customer, data, 1, []) == 0
    text = run("pdftotext", "{}", "-", data=data)
    assert "\u202e" not in text
    assert len(data) < 250_000


def _hostile_plan(name: str) -> Plan:
    bob = replace(BOB, name=name, contact=name)
    usual = plan(signers=(bob, replace(CHARLIE, name=name)))
    return replace(usual, title=name, company=name)
