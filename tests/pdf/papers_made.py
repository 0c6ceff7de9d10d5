"""The six documents that can be made, from the samples and changed ones."""

import json
from pathlib import Path
from typing import Any

from bot.domain.order import Order
from bot.pdf.intake.order_reader import read_order_file
from bot.pdf.making.generate import Generated, generate
from tests.pdf.notes import COMPANY

SAMPLES = Path(__file__).parents[2] / "playground" / "samples"

FILES = {
    "delivery-note": "order.json",
    "offer": "offer.csv",
    "invoice": "invoice.json",
    "service-contract": "service-contract.json",
    "nda": "nda.json",
    "handover-protocol": "handover-protocol.csv",
}

PERSON = {"name": "Charlie Sommer"}
FIRM = {"name": "Sonnenschein GmbH", "company": True}
LINE = {"description": "Oil", "quantity": 2, "unit": "l", "price": 9.9, "vat": 19}

LEAST: dict[str, dict[str, Any]] = {
    "delivery-note": {
        "number": "7", "date": "2026-11-24", "currency": "EUR", "lines": [LINE],
    },
    "offer": {
        "number": "7", "date": "2026-11-24", "currency": "EUR", "lines": [LINE],
    },
    "invoice": {
        "number": "7", "date": "2026-11-24", "currency": "EUR", "lines": [LINE],
    },
    "service-contract": {
        "services": ["Gardening"], "fee": 60, "per": "hour", "currency": "EUR",
        "vat": 0,
    },
    "nda": {"purpose": "A talk"},
    "handover-protocol": {"keys": ["1 × gate"]},
}  # fmt: skip
"""No more than each document needs, beside its customer."""


def sample(document: str) -> Order:
    name = FILES[document]
    return read_order_file(name, (SAMPLES / name).read_bytes())


def least(document: str, /, **more: Any) -> Order:
    """The same as Alice's CRM would send it: as the text of a JSON file."""
    entries = {"document": document, "customer": PERSON, **LEAST[document], **more}
    return read_order_file("a.json", json.dumps(entries).encode())


def made(order: Order, language: str = "en") -> Generated:
    return generate(order, COMPANY, language)
