"""Making an envelope: what a file is for, then questions, one at a time."""

from dataclasses import replace
from datetime import date
from html import escape

from bot.domain.company import Company
from bot.domain.draft import Ask, Draft
from bot.domain.envelope import Envelope
from bot.domain.fields import Field, Kind
from bot.domain.naming import shown_name
from bot.domain.people import Person, Role
from bot.screens.screen import Button, Screen, bold, press, say
from bot.services.facts import facts_of
from bot.texts import Texts

OWN_BANK = "own"
"""Button data: the bank details of the company's profile."""
CHOSEN = "c"
"""Button data: before the number of a choice."""
EMPTY = "-"
"""Button data: nothing, for a place that may stay empty."""


def file_received(t: Texts, id: str, name: str) -> Screen:
    """Ask what to do with a PDF that a member sent."""
    return Screen(
        text=say(
            t, "📄 {name}: send it for signing, or check it?", name=shown_name(name)
        ),
        rows=(
            (Button(text=t("✍️ Send for signing"), data=press("new", id)),),
            (Button(text=t("🔍 Check it"), data=press("check", id)),),
        ),
    )


def photos_received(t: Texts, id: str, pages: int) -> Screen:
    """Say how many photos of pages there are, and that more may come."""
    count = t.n("📷 {count} page.", "📷 {count} pages.", pages)
    more = t("Send more photos, in their order, or go on:")
    send = Button(text=t("✍️ Send for signing"), data=press("new", id))
    return Screen(text=f"{count} {more}", rows=((send,),))


def how_to_start(t: Texts) -> Screen:
    """Answer /new."""
    return Screen(
        text=t(
            "Send me an <b>order</b> (JSON, CSV, XLSX or ODS), and I'll make the "
            "delivery note – or what needs signing: a <b>PDF</b>, a <b>document</b> "
            "(DOCX, ODT) or <b>photos</b> of its pages."
        )
    )


def drafted(t: Texts, envelope: Envelope) -> Screen:
    """Say what was made from an order or found in a file."""
    facts = "\n".join(facts_of(t, envelope.drafted))
    head = f"📄 {bold(envelope.drafted.title)}"
    pages = t.n("{count} page", "{count} pages", envelope.drafted.pages)
    body = escape(facts)
    return Screen(text=f"{head} · {pages}\n{body}".rstrip())


def question(
    t: Texts,
    envelope: Envelope,
    draft: Draft,
    *,
    today: date,
    company: Company,
    directors: list[Person],
) -> Screen:
    """Ask the next open question, with a guess where there is one, and say how many
    there are."""
    asked = _ask(t, envelope, draft, today=today, company=company, directors=directors)
    left = t.n("{count} question left", "{count} questions left", draft.left)
    where = escape(f"{envelope.drafted.title} · {left}")
    return replace(asked, text=f"<i>{where}</i>\n{asked.text}")


def _ask(
    t: Texts,
    envelope: Envelope,
    draft: Draft,
    *,
    today: date,
    company: Company,
    directors: list[Person],
) -> Screen:
    assert draft.question is not None  # noqa: S101 - callers look before they ask
    ask, field = draft.question
    match ask:
        case Ask.FIELD if field:
            number = draft.fields.index(field)
            return _field(t, envelope, field, number, today, company)
        case Ask.DIRECTOR:
            return _director(t, envelope, directors)
        case Ask.DIRECTOR_NAME:
            return Screen(text=t("What is the name of the person who signs for us?"))
        case Ask.CUSTOMER_NAME:
            return Screen(text=t("Who is the customer? Type the name."))
        case Ask.CUSTOMER_KIND:
            return _customer_kind(t, envelope, draft)
        case _:
            return _customer_email(t, envelope, draft)


def _field(
    t: Texts,
    envelope: Envelope,
    field: Field,
    number: int,
    today: date,
    company: Company,
) -> Screen:
    label = t.label(field)

    def guess(text: str, value: str) -> tuple[tuple[Button, ...], ...]:
        data = press("fill", envelope.id, str(number), value)
        return ((Button(text=text, data=data),),)

    match field.kind:
        case Kind.DATE:
            return Screen(
                text=say(
                    t, "📅 {label}: which date? Choose, or type another.", label=label
                ),
                rows=guess(t("Today, {date}", date=t.date(today)), today.isoformat()),
            )
        case Kind.BANK if company.bank:
            asks = say(t, "🏦 {label}: ours? Or type another IBAN.", label=label)
            ours = escape("\n".join(company.bank.lines))
            return Screen(text=f"{asks}\n\n{ours}", rows=guess(t("🏦 Ours"), OWN_BANK))
        case Kind.BANK:
            return Screen(text=say(t, "🏦 {label}: type the IBAN.", label=label))
        case Kind.CHECKBOX:
            ticks = guess(t("Yes"), "yes") + guess(t("No"), "no")
            return Screen(text=f"☑️ {bold(label)}", rows=ticks)
        case Kind.CHOICE:
            rows = [
                guess(name, f"{CHOSEN}{at}") for at, name in enumerate(field.choices)
            ]
            return Screen(text=f"☑️ {bold(label)}", rows=sum(rows, ()))
    empty = () if field.required else guess(t("Leave empty"), EMPTY)
    asks = say(t, "✏️ {label}: what should it say?", label=label)
    return Screen(text=asks, rows=empty)


def _director(t: Texts, envelope: Envelope, directors: list[Person]) -> Screen:
    # The owner may sign, too, but is rarely who is meant.
    likely = sorted(directors, key=lambda person: person.role is Role.OWNER)
    rows = tuple(
        (Button(text=p.name, data=press("director", envelope.id, str(p.id))),)
        for p in likely
    )
    if not rows:
        return Screen(
            text=t(
                "Who signs for us? Type an e-mail address. (Directors join by a link "
                "from /team; then they sign here in the chat.)"
            )
        )
    return Screen(
        text=t("Who signs for us? Choose, or type an e-mail address."), rows=rows
    )


def _customer_kind(t: Texts, envelope: Envelope, draft: Draft) -> Screen:
    id = envelope.id
    name = draft.values.get("customer_name", "")
    return Screen(
        text=say(t, "Is {name} a person or a company?", name=name),
        rows=(
            (
                Button(text=t("👤 Person"), data=press("kind", id, "person")),
                Button(text=t("🏢 Company"), data=press("kind", id, "company")),
            ),
        ),
    )


def _customer_email(t: Texts, envelope: Envelope, draft: Draft) -> Screen:
    name = draft.values.get("customer_name", "")
    guess = draft.values.get("guess_email", "")
    if not guess:
        return Screen(
            text=say(t, "✉️ Which e-mail address does {name} have?", name=name)
        )
    return Screen(
        text=say(
            t,
            "✉️ Where shall I write to {name}? Choose, or type another address.",
            name=name,
        ),
        rows=((Button(text=guess, data=press("email", envelope.id)),),),
    )
