"""Without a file, questions make the same orders: Alice answers one after the other."""

from datetime import date
from typing import Any

import pytest

from bot.domain.company import Company
from bot.domain.documents import DOCUMENTS, read_order
from bot.domain.entries import Takes
from bot.domain.errors import InputRefused
from bot.domain.questions import answered, next_question, questions
from tests.pdf.papers_made import sample

TODAY = date(2026, 11, 24)
NORDWIND = Company(name="Nordwind", address=("Hafenstraße 12", "20457 Hamburg"))

CHARLIE = {
    "customer.name": "Charlie Sommer",
    "customer.company": "nein",
    "customer.address": "Lindenweg 8\n50667 Köln",
    "customer.email": "charlie@example.com",
}
CAFE = {
    "customer.name": "Café Sonnenschein GmbH",
    "customer.company": "ja",
    "customer.address": "Marktplatz 3\n80331 München",
    "customer.email": "charlie@example.com",
}
ANSWERS: dict[str, dict[str, str]] = {
    "offer": CAFE | {
        "number": "A-2026-118",
        "date": "24.11.2026",
        "valid_until": "24.12.2026",
        "currency": "eur",
        "lines": (
            "Tisch „Föhr“, Eiche geölt, 80 × 80 cm; 12; Stück; 412,00; 19%\n"
            "Stuhl „Amrum“, Eiche geölt, Sitz geflochten; 48; Stück; 189,90; 19\n\n"
            "Pflegeset für geölte Möbel;4;Stück;24,50;19\n"
            "Mengenrabatt; 1; pauschal; -450; 19"
        ),
        "note": (
            "Lieferung und Aufbau sind im Preis enthalten, Lieferzeit sechs Wochen."
        ),
    },
    "invoice": CHARLIE | {
        "number": "2026-0311",
        "date": "24.11.2026",
        "delivered": "20.11.26",
        "due": "08.12.2026",
        "tax_id": "DE811907980",
        "currency": "EUR",
        "lines": (
            "Dining table “Föhr”, oiled oak, 180 × 90 cm; 1; pc; 1.234,50; 19\n"
            "Chair “Amrum”, oiled oak, woven seat; 4; pc; 189,90; 19\n"
            "Book “Living with wood”; 1; pc; 24,95; 7"
        ),
    },
    "service-contract": CAFE | {
        "services": (
            "Pflege und Nachölen aller Tische und Stühle des Cafés, viermal im Jahr\n"
            "Kleine Reparaturen vor Ort innerhalb von fünf Werktagen\n"
            "Beratung bei der Anschaffung weiterer Möbel, bis zu zwei Stunden im Monat"
        ),
        "fee": "280",
        "per": "month",
        "currency": "EUR",
        "vat": "19 %",
        "start": "01.01.2027",
        "notice": "3 Monate",
        "jurisdiction": "Hamburg",
        "place": "Hamburg",
    },
    "nda": CAFE | {
        "customer.name": "Sonnenschein Design GmbH",
        "purpose": (
            "Development of a series of foldable garden furniture made of oak, to be "
            "produced by Nordwind and sold by both parties"
        ),
        "term": "3 Jahre",
        "penalty": "10.000",
        "currency": "EUR",
        "jurisdiction": "Hamburg",
    },
    "handover-protocol": CHARLIE | {
        "date": "30.11.2026",
        "place": "Köln",
        "subject": "Wohnung Lindenweg 8, 2. Stock links, 50667 Köln",
        "items": (
            "Stromzähler;;1EMH0012345678;48.213,6 kWh\n"
            "Kaltwasserzähler;;W-558231;312,480 m³\n"
            "Einbauküche mit Herd und Kühlschrank;1;;;gebraucht, voll funktionsfähig\n"
            "Rauchwarnmelder;4;;;geprüft am 12.10.2026"
        ),
        "keys": "3 × Haustür und Wohnung\n1 × Keller\n1 × Briefkasten",
        "defects": (
            "Kratzer im Parkett vor dem Balkon, etwa 20 cm\n"
            "Rollladen im Schlafzimmer schließt nicht ganz"
        ),
        "note": "Die Wohnung wird besenrein übergeben.",
    },
}  # fmt: skip


def asked(document: str, answers: dict[str, str]) -> dict[str, Any]:
    """Answer what is asked, skip the rest, and return the order in the making."""
    source: dict[str, Any] = {"document": document}
    while question := next_question(source):
        text = answers.get(question.key, "")
        source = answered(source, question, text, language="de", today=TODAY)
    return source


@pytest.mark.parametrize("document", ANSWERS)
def test_answers_make_the_same_order_as_a_file(document: str) -> None:
    assert read_order(asked(document, ANSWERS[document])) == sample(document)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_question_is_asked_once_and_the_note_last(document: str) -> None:
    keys = [question.key for question in questions(document)]

    assert len(keys) == len(set(keys))
    assert keys[-1] == "note"
    assert {"number", "customer.name", "customer.company"} <= set(keys)


def test_only_what_is_needed_must_be_answered() -> None:
    needed = {
        document: {one.key for one in questions(document) if one.needed}
        for document in DOCUMENTS
    }

    sale = {"number", "customer.name", "date", "currency", "lines"}
    assert needed["delivery-note"] == needed["offer"] == needed["invoice"] == sale
    fee = {"services", "fee", "per", "currency", "vat"}
    assert needed["service-contract"] == {"customer.name"} | fee
    assert needed["nda"] == {"customer.name", "purpose"}
    assert needed["handover-protocol"] == {"customer.name"}


def test_guesses_are_answers() -> None:
    guesses = {
        f"{document} {one.key}": (one, guess)
        for document in DOCUMENTS
        for one in questions(document)
        if (guess := one.guess(TODAY, NORDWIND))
    }

    assert guesses["offer valid_until"][1] == "2026-12-24"
    assert guesses["invoice due"][1] == "2026-12-08"
    assert guesses["invoice currency"][1] == "EUR"
    assert guesses["nda place"][1] == "Hamburg"
    for one, guess in guesses.values():
        answered({}, one, guess, language="en", today=TODAY)


@pytest.mark.parametrize(
    ("line", "town"),
    [
        ("20457 Hamburg", "Hamburg"), ("1010 Wien", "Wien"),
        ("CH-8001 Zürich", "Zürich"), ("D 80331 München", "München"), ("London", ""),
    ],
)  # fmt: skip
def test_the_town_is_guessed_by_its_postcode(line: str, town: str) -> None:
    place = next(one for one in questions("nda") if one.key == "place")

    assert place.guess(TODAY, Company(address=("Hafenstraße 12", line))) == town


@pytest.mark.parametrize(
    ("document", "key", "text", "refusal"),
    [
        ("invoice", "number", "", "text.empty"),
        ("invoice", "number", "x" * 61, "text.too-long"),
        ("invoice", "customer.name", "見", "text.script"),
        ("invoice", "customer.email", "charlie@", "email.wrong"),
        ("invoice", "customer.phone", "call me", "phone.wrong"),
        ("invoice", "customer.company", "perhaps", "order.wrong"),
        ("invoice", "due", "soon", "date.unreadable"),
        ("invoice", "due", "08.12.2099", "date.far"),
        ("invoice", "currency", "taler", "order.currency"),
        ("invoice", "lines", "Oil; 2; l; 9,90; 19; 7", "row.surplus"),
        ("invoice", "lines", "Oil; two; l; 9,90; 19", "number.unreadable"),
        ("invoice", "lines", "Oil; 2; l; 9,90", "order.missing"),
        ("invoice", "lines", "Oil; 0; l; 9,90; 19", "order.not-positive"),
        ("service-contract", "fee", "60 Euro", "number.unreadable"),
        ("service-contract", "fee", "0", "order.not-positive"),
        ("service-contract", "per", "week", "order.choice"),
        ("service-contract", "vat", "190", "order.wrong"),
        ("service-contract", "notice", "3", "period.unreadable"),
        ("nda", "term", "-3 Jahre", "period.unreadable"),
        ("handover-protocol", "items", ";2", "order.missing"),
    ],
)
def test_a_wrong_answer_is_refused_and_the_question_stays(
    document: str, key: str, text: str, refusal: str
) -> None:
    source = {"document": document}
    question = next(one for one in questions(document) if one.key == key)

    with pytest.raises(InputRefused) as refused:
        answered(source, question, text, language="de", today=TODAY)

    assert refused.value.key == refusal
    assert source == {"document": document}


def test_choices_say_what_can_be_chosen() -> None:
    (per,) = (one for one in questions("service-contract") if one.key == "per")

    assert per.entry.takes is Takes.CHOICE
    assert "month" in per.entry.choices
