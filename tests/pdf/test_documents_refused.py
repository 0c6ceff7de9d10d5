"""Orders for documents that cannot be right: Alice is told which entry, and why."""

from typing import Any

import pytest

from bot.domain.errors import InputRefused
from bot.texts import texts
from tests.pdf.order_files import from_csv
from tests.pdf.papers_made import LINE, least

WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("offer", {"document": "order"}, "order.choice", "delivery-note, offer, invoice"),
    ("offer", {"document": ["offer"]}, "order.wrong", "document"),
    ("offer", {"valid_until": "soon"}, "order.date", "soon"),
    ("offer", {"valid_until": "2026-11-23"}, "order.too-early", "valid_until"),
    ("offer", {"number": ""}, "order.missing", "number"),
    ("offer", {"lines": []}, "order.missing", "lines"),
    ("offer", {"lines": [{**LINE, "vat": 119}]}, "order.wrong", "lines[1].vat"),
    ("offer", {"customer": {"name": "C", "company": "maybe"}}, "order.wrong", "maybe"),
    ("invoice", {"due": "2026-11-23"}, "order.too-early", "2026-11-24"),
    ("invoice", {"due": "8.12."}, "order.date", "8.12."),
    ("invoice", {"delivered": "2026-11-31"}, "order.date", "2026-11-31"),
    ("invoice", {"tax_id": "D" * 41}, "order.wrong", "tax_id"),
    ("invoice", {"currency": "EURO"}, "order.currency", "EURO"),
    ("invoice", {"date": None}, "order.missing", "date"),
    ("invoice", {"lines": [LINE, {**LINE, "unit": ""}]}, "order.missing", "lines[2]."),
    ("service-contract", {"services": []}, "order.missing", "services"),
    ("service-contract", {"services": {"a": 1}}, "order.wrong", "services"),
    ("service-contract", {"services": ["x" * 501]}, "order.wrong", "services"),
    ("service-contract", {"services": ["a"] * 41}, "order.wrong", "services"),
    ("service-contract", {"fee": 0}, "order.not-positive", "fee"),
    ("service-contract", {"fee": "a lot"}, "order.wrong", "a lot"),
    ("service-contract", {"fee": True}, "order.wrong", "fee"),
    ("service-contract", {"per": "week"}, "order.choice", "once, hour, day"),
    ("service-contract", {"vat": -1}, "order.wrong", "vat"),
    ("service-contract", {"notice": "soon"}, "order.wrong", "notice"),
    ("service-contract", {"notice": "0 months"}, "order.wrong", "0 months"),
    (
        "service-contract", {"start": "2027-01-01", "end": "2026-12-31"},
        "order.too-early", "end",
    ),
    ("nda", {"purpose": " "}, "order.missing", "purpose"),
    ("nda", {"purpose": "見"}, "order.wrong", "purpose"),
    ("nda", {"term": 3}, "order.wrong", "term"),
    ("nda", {"term": "1000 years"}, "order.wrong", "1000 years"),
    ("nda", {"penalty": 5000}, "order.missing", "currency"),
    ("nda", {"penalty": -1, "currency": "EUR"}, "order.not-positive", "penalty"),
    ("nda", {"customer": "Charlie"}, "order.missing", "customer"),
    ("nda", {"place": "x" * 41}, "order.wrong", "place"),
    ("handover-protocol", {"keys": []}, "order.missing", "items"),
    ("handover-protocol", {"items": "drill"}, "order.missing", "items"),
    ("handover-protocol", {"items": [{"serial": "1"}]}, "order.missing", "items[1]."),
    ("handover-protocol", {"items": ["drill"]}, "order.wrong", "items[1]"),
    (
        "handover-protocol", {"items": [{"description": "D", "quantity": "-1"}]},
        "order.not-positive", "items[1].quantity",
    ),
    (
        "handover-protocol", {"items": [{"description": "D"}] * 501},
        "order.too-many-lines", "500",
    ),
    ("handover-protocol", {"date": "30/11/26"}, "order.date", "30/11/26"),
    ("handover-protocol", {"defects": {"a": 1}}, "order.wrong", "defects"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "changes", "key", "words"), WRONG)
def test_a_wrong_entry_is_named(
    document: str, changes: dict[str, Any], key: str, words: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        least(document, **changes)

    assert refused.value.key == key
    english, german = (texts(code).refusal(refused.value) for code in ("en", "de"))
    assert words in english
    assert words in german
    assert english != german


HEAD = "document,customer_name,purpose,term,penalty,currency"


def test_a_table_has_the_columns_of_its_document() -> None:
    order = from_csv('nda,Charlie,A talk,3 Jahre,"10.000,50",EUR', header=HEAD)

    assert order == least(
        "nda",
        customer={"name": "Charlie"},
        term="3 years",
        penalty="10000.50",
        currency="EUR",
    )


@pytest.mark.parametrize(
    ("rows", "header", "words"),
    [
        (["nda,C,A talk,,,,19"], HEAD + ",vat", "I don't know the column “vat”"),
        (["nda,C,,,"], "document,customer_name,term,note", "“purpose” is missing"),
        (["nda,C,A talk,,,", ",,Another,,,"], HEAD, "Row 3 says “Another”"),
        (["nda,C,A talk,,5.000,EUR"], HEAD, "could mean two numbers"),
        (["letter,C,A talk,,,"], HEAD, "“letter” is not possible for “document”"),
        ([], HEAD.removeprefix("document,"), "I don't know the column “purpose”"),
    ],
)
def test_a_wrong_table_is_refused_by_name(
    rows: list[str], header: str, words: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        from_csv(*rows, header=header)

    assert words in texts("en").refusal(refused.value)
