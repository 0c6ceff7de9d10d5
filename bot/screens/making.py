"""Making a document without any file: which one, then what it has to know."""

from collections.abc import Mapping
from datetime import date

from bot.domain.company import Company
from bot.domain.entries import Takes
from bot.domain.questions import Question, questions
from bot.refusals import N_
from bot.screens.screen import Button, Screen, press, say
from bot.texts import Texts

SKIP = "-"
"""Button data: the question is passed over."""
GUESS = "g"
"""Button data: the guess is right."""
CHOSEN = "c"
"""Button data: before the number of a choice."""

_NAMES = {
    "offer": N_("Offer"),
    "invoice": N_("Invoice"),
    "service-contract": N_("Service contract"),
    "nda": N_("Non-disclosure agreement"),
    "handover-protocol": N_("Handover protocol"),
    "delivery-note": N_("Delivery note"),
}
_PROMPTS = {
    "number": N_("Which number shall it have?"),
    "customer.name": N_("Who is the customer? Type the name."),
    "customer.company": N_("Is the customer a company?"),
    "customer.address": N_("The customer’s address, one line each:"),
    "customer.email": N_("The customer’s e-mail address:"),
    "customer.phone": N_("The customer’s phone number:"),
    "date": N_("Of which date?"),
    "currency": N_("In which currency?"),
    "lines": N_(
        "What is it about? One line each: <i>what; how many; unit; price each; VAT "
        "%</i>, such as\n<code>Chair, oak; 4; pcs; 189.90; 19</code>"
    ),
    "valid_until": N_("Until when is it valid?"),
    "note": N_("Anything to add? It stands at the end."),
    "delivered": N_("When was it delivered, or done?"),
    "due": N_("Until when is it to be paid?"),
    "tax_id": N_("Our tax number or VAT id:"),
    "place": N_("In which place?"),
    "services": N_("What do we do? One service a line:"),
    "fee": N_("What does it cost, without VAT?"),
    "per": N_("How often is that paid?"),
    "vat": N_("How much VAT, in per cent?"),
    "start": N_("When does it begin?"),
    "end": N_("When does it end?"),
    "notice": N_("Which notice, such as <i>3 months</i>?"),
    "jurisdiction": N_("Which place of jurisdiction?"),
    "purpose": N_("What is the information for?"),
    "term": N_("How long is it kept secret, such as <i>3 years</i>?"),
    "penalty": N_("Which penalty for each breach?"),
    "subject": N_("What is handed over?"),
    "items": N_(
        "Which things? One line each: <i>what; how many; serial number; reading; "
        "condition</i>"
    ),
    "keys": N_("Which keys? One line each:"),
    "defects": N_("Which defects? One line each:"),
}
_CHOICES = {
    "once": N_("once"), "hour": N_("an hour"), "day": N_("a day"),
    "month": N_("a month"), "year": N_("a year"),
}  # fmt: skip


def what_to_make(t: Texts) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons for the documents that can be made here."""
    buttons = [
        Button(text=f"📝 {t(name)}", data=press("make", kind))
        for kind, name in _NAMES.items()
    ]
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def ask(
    t: Texts,
    id: str,
    source: Mapping[str, object],
    question: Question,
    *,
    today: date,
    company: Company,
) -> Screen:
    """Ask for one entry, with a guess where there is one, and say how far it is."""
    every = questions(str(source["document"]))
    number = every.index(question)

    def button(text: str, value: str) -> tuple[Button, ...]:
        return (Button(text=text, data=press("made", id, str(number), value)),)

    entry = question.entry
    rows = []
    if entry.takes is Takes.YES_NO:
        rows = [button(t("Yes"), "yes"), button(t("No"), "no")]
    elif entry.choices:
        names = [t(_CHOICES.get(choice, choice)) for choice in entry.choices]
        rows = [button(name, f"{CHOSEN}{at}") for at, name in enumerate(names)]
    elif guess := question.guess(today, company):
        rows = [button(_shown(t, question, guess), GUESS)]
    if not question.needed:
        rows.append(button(t("Skip"), SKIP))
    where = say(
        t,
        "{document} · question {number} of {count}",
        document=t(_NAMES[str(source["document"])]),
        number=number + 1,
        count=len(every),
    )
    prompt = t(_PROMPTS.get(question.key, question.key))
    return Screen(text=f"<i>{where}</i>\n✏️ {prompt}", rows=tuple(rows))


def _shown(t: Texts, question: Question, guess: str) -> str:
    if question.entry.takes is Takes.DATE:
        return t.date(date.fromisoformat(guess))
    return guess
