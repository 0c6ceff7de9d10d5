"""Alice's order files become offers, invoices, contracts and protocols to be sent."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.fields import Kind
from bot.pdf.intake.reader import read_pdf
from bot.pdf.making.generate import Generated, generate
from tests.pdf.notes import (
    COMPANY,
    by_id,
    insist_on_free_boxes,
    logo,
    picture,
    printed,
)
from tests.pdf.papers_made import FILES, FIRM, LINE, least, made, sample

PRINTED = {
    ("offer", "en"): (
        "Offer", "A-2026-118", "Valid until", "Dec 24, 2026", "Café Sonnenschein GmbH",
        "pleased to offer", "€9,115.20", "-€450.00", "€13,707.20", "€2,604.37",
        "€16,311.57", "Order placed by", "Page 1 of 1",
    ),
    ("offer", "de"): (
        "Angebot", "Gültig bis", "24.12.2026", "9.115,20 €", "16.311,57 €",
        "bis zum 24.12.2026 gebunden", "Auftrag erteilt von", "Seite 1 von 1",
    ),
    ("invoice", "en"): (
        "Invoice", "2026-0311", "Date of supply", "Nov 20, 2026", "DE811907980",
        "VAT 7% on €24.95", "€1.75", "VAT 19% on €1,994.10", "€378.88", "€2,399.68",
        "transfer €2,399.68 by Dec 8, 2026", "DE89 3704 0044 0532 0130 00",
        "COBADEFFXXX", "GiroCode", "Page 1 of 1",
    ),
    ("invoice", "de"): (
        "Rechnung", "Leistungsdatum", "20.11.2026", "Unsere Steuernummer",
        "19 % MwSt. auf 1.994,10 €", "378,88 €", "2.399,68 € bis zum 08.12.2026",
    ),
    ("service-contract", "en"): (
        "Service contract", "Contractor", "Client", "1. Services",
        "begins on Jan 1, 2027", "a notice period of 3 months", "€280.00 per month",
        "19% VAT (€53.20)", "€333.20", "courts of Hamburg", "Page 2 of 2",
    ),
    ("service-contract", "de"): (
        "Dienstvertrag", "Auftragnehmer", "§ 1 Leistungen", "beginnt am 01.01.2027",
        "mit einer Frist von 3 Monaten", "280,00 € je Monat", "(53,20 €)", "333,20 €",
        "§ 626 BGB", "Es gilt deutsches Recht", "Gerichtsstand", "Seite 2 von 2",
    ),
    ("nda", "en"): (
        "Non-disclosure agreement", "foldable garden furniture", "a period of 3 years",
        "penalty of €10,000.00", "7. Final provisions", "Page 2 of 2",
    ),
    ("nda", "de"): (
        "Vertraulichkeitsvereinbarung", "Dauer von 3 Jahren", "§ 2 Nr. 1 GeschGehG",
        "Vertragsstrafe von 10.000,00 €", "§ 7 Schlussbestimmungen",
    ),
    ("handover-protocol", "en"): (
        "Handover protocol", "took place on Nov 30, 2026", "1EMH0012345678",
        "48.213,6 kWh", "Rauchwarnmelder", "3 × Haustür", "These defects were found",
        "Rollladen", "besenrein", "Page 2 of 2",
    ),
    ("handover-protocol", "de"): (
        "Übergabeprotokoll", "am 30.11.2026", "Seriennummer", "Stand", "Zustand",
        "Schlüssel", "Folgende Mängel", "Köln", "Bestätigung",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("document", "language"), PRINTED)
def test_the_samples_say_everything(document: str, language: str) -> None:
    paper = made(sample(document), language)

    text = " ".join(printed(paper.pdf).split())
    for words in PRINTED[document, language]:
        assert words in text
    pages = 1 if document in {"offer", "invoice"} else 2
    assert read_pdf(paper.pdf).pages == pages


@pytest.mark.parametrize("document", FILES)
def test_fields_lie_in_free_space(document: str) -> None:
    bare = replace(COMPANY, bank=None)

    insist_on_free_boxes(made(sample(document), "de"))
    insist_on_free_boxes(generate(least(document), bare, "en"))
    long = {"name": "Donaudampfschifffahrtsgesellschaft " * 3, "company": True}
    insist_on_free_boxes(made(least(document, customer=long), "en"))


def asked(paper: Generated) -> dict[str, str]:
    """Which places there are, and whose."""
    return {name: field.role for name, field in by_id(paper).items()}


SIGNED = {
    "director-signature": "director",
    "director-stamp": "director",
    "customer-signature": "customer",
}
RECEIPT = SIGNED | {"customer-name": "customer", "customer-date": "customer"}
CONTRACT = SIGNED | {
    "place": "sender",
    "director-date": "director",
    "customer-place": "customer",
    "customer-date": "customer",
}


def test_what_is_missing_is_asked_from_the_sender() -> None:
    dates = {"delivered": "sender", "due": "sender"}
    owed = dates | {"tax-id": "sender"}
    bare = generate(least("invoice"), replace(COMPANY, bank=None), "en")

    assert asked(made(least("offer"))) == RECEIPT | {"valid-until": "sender"}
    assert asked(made(least("invoice"))) == RECEIPT | owed
    assert asked(bare) == RECEIPT | owed | {"bank": "sender"}
    assert asked(made(least("service-contract"))) == CONTRACT
    assert asked(made(least("nda", place="Köln"))).keys() == CONTRACT.keys() - {"place"}
    handover = CONTRACT.keys() - {"director-date"} | {"date"}
    assert asked(made(least("handover-protocol"))).keys() == handover
    assert by_id(bare)["due"].kind is Kind.DATE
    assert by_id(bare)["bank"].label == "Bank details"


def test_what_is_known_is_asked_from_nobody() -> None:
    assert asked(made(sample("invoice"))) == RECEIPT
    assert asked(made(sample("offer"))).keys() == RECEIPT.keys() | {"customer-stamp"}


@pytest.mark.parametrize("document", ["service-contract", "nda"])
def test_a_company_has_a_stamp_and_a_court_and_a_person_has_not(document: str) -> None:
    person = made(least(document, jurisdiction="Kiel"))
    firm = made(least(document, jurisdiction="Kiel", customer=FIRM))

    assert asked(firm).keys() - asked(person) == {"customer-stamp", "customer-name"}
    assert "courts of Kiel" in printed(firm.pdf)
    assert "Kiel" not in printed(person.pdf)
    assert "protect consumers" in printed(person.pdf)
    assert "protect consumers" not in printed(firm.pdf)


def test_no_line_of_a_paragraph_is_left_alone_on_a_page() -> None:
    services = [f"§{n:02}§" + f" service-{n:02}" * 33 for n in range(30)]
    paper = made(least("service-contract", services=services))
    texts = each_page(paper)

    parted = 0
    for number in range(30):
        counts = [
            sum(f"service-{number:02}" in line for line in text.splitlines())
            for text in texts
        ]
        assert sum(counts) >= 4
        assert 1 not in counts
        parted += len(list(filter(None, counts))) - 1
    assert parted, "paragraphs are parted at all"


def each_page(paper: Generated) -> list[str]:
    return printed(paper.pdf).split("\f")[:-1]


def test_a_long_handover_has_a_head_on_each_page_and_loses_no_item() -> None:
    things = [
        {"description": f"Thing {n:03}", "quantity": n, "condition": "used, but fine"}
        for n in range(1, 121)
    ]
    paper = made(least("handover-protocol", items=things, keys=[]))
    texts = each_page(paper)

    found = re.findall(r"Thing (\d{3})", "".join(texts))
    assert found == [f"{n:03}" for n in range(1, 121)]
    for text in texts:
        assert ("Thing" in text) == ("Condition" in text)
    assert "Serial number" not in "".join(texts), "nothing is said in that column"


@pytest.mark.parametrize("count", [1, 4, 5, 7])
def test_signatures_are_never_alone_on_a_page(count: int) -> None:
    services = [f"Service {n}, " + "done well " * 20 for n in range(count)]
    contract = made(least("service-contract", services=services))
    bill = made(least("invoice", lines=[LINE] * (count + 2)))

    assert "place of the void" in each_page(contract)[contract.fields[0].page]
    assert "Total" in each_page(bill)[bill.fields[-1].page]


def test_optional_parts_are_left_out_or_said_otherwise() -> None:
    contract = printed(made(least("service-contract")).pdf)
    secret = " ".join(printed(made(least("nda")).pdf).split())
    handed = printed(made(least("handover-protocol")).pdf)

    for words in (
        "begins when both parties have signed it. It runs for an indefinite time",
        "notice period that the law provides", "€60.00 per hour. No VAT is charged",
    ):  # fmt: skip
        assert words in contract
    assert "Special agreements" not in contract
    assert "as long as the information is confidential" in secret
    assert "penalty" not in secret
    assert "No defects were found" in handed
    assert "the date entered below" in handed
    noted = made(least("service-contract", note="No work on Sundays."))
    assert "Special agreements" in printed(noted.pdf)


def test_nothing_runs_out_of_its_page() -> None:
    names = {"name": "Donaudampfschiff " * 7, "address": ["Straße " * 17] * 6}
    company = replace(COMPANY, name="Verwaltungsgesellschaft " * 4, logo=logo())
    for document in ("invoice", "nda", "handover-protocol"):
        number = "N" * 60
        order = least(document, customer=names, number=number, note="Lang " * 99)
        pdf = generate(order, company, "de").pdf
        for page in range(read_pdf(pdf).pages):
            seen = picture(pdf, page)
            height, width = seen.shape[:2]
            assert seen[-int(12 / 297 * height) :].min() == 255
            assert seen[:, int(10 / 210 * width) : int(18 / 210 * width)].min() == 255
            assert seen[:, -int(18 / 210 * width) :].min() == 255


@pytest.mark.parametrize("document", FILES)
def test_qpdf_finds_nothing_wrong(document: str, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(made(sample(document), "de").pdf)

    subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)
