"""Making an envelope: questions one at a time, the places, the summary."""

from datetime import date
from html import escape

from bot.domain.company import Company
from bot.domain.draft import PLACES, Ask, Draft, Place
from bot.domain.envelope import Envelope
from bot.domain.fields import CUSTOMER, DIRECTOR, PICTURES, SENDER, Field, Kind
from bot.domain.naming import shown_name
from bot.domain.people import Person, Role
from bot.screens.screen import Button, Screen, bold, press, say
from bot.texts import Texts

OWN_BANK = "own"
"""Button data: the bank details of the company's profile."""


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


def how_to_start(t: Texts) -> Screen:
    """Answer /new."""
    return Screen(
        text=t(
            "Send me an <b>order</b> (JSON, CSV or XLSX) and I make the delivery note, "
            "or any <b>PDF</b> that shall be signed."
        )
    )


def drafted(t: Texts, envelope: Envelope) -> Screen:
    """Say what was made from an order or found in a file."""
    facts = "\n".join(envelope.drafted.facts)
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
    """Ask the next open question, with a guess where there is one."""
    assert draft.question is not None  # noqa: S101 - callers look before they ask
    ask, field = draft.question
    match ask:
        case Ask.PLACES:
            return _places(t, envelope, draft)
        case Ask.FIELD if field:
            number = (draft.fields or ()).index(field)
            return _field(t, envelope, field, number, today, company)
        case Ask.DIRECTOR:
            return _director(t, envelope, directors)
        case Ask.DIRECTOR_NAME:
            return Screen(text=t("What is the name of who signs for us?"))
        case Ask.CUSTOMER_NAME:
            return Screen(text=t("Who is the customer? Type the name."))
        case Ask.CUSTOMER_KIND:
            return _customer_kind(t, envelope, draft)
        case _:
            return _customer_email(t, envelope, draft)


def summary(
    t: Texts, envelope: Envelope, draft: Draft, preview: tuple[bytes, ...]
) -> Screen:
    """The card before sending: what, who, in which order, until when."""
    prepared = envelope.prepared
    assert prepared is not None  # noqa: S101 - shown after preparing only
    lines = [
        f"📄 {bold(envelope.drafted.title)}",
        t.n("{count} page", "{count} pages", prepared.pages),
        "",
        *(_value_line(t, field, draft) for field in draft.fields or ()),
    ]
    for number, signer in enumerate(envelope.signers, start=1):
        who = f"{signer.name} ({t.role(signer.role)}), {signer.contact}"
        lines.append(escape(f"{number}. {who}"))
    lines.append(say(t, "⏰ until {date}", date=t.date(prepared.deadline.date())))
    id, seen = envelope.id, prepared.document[:16]
    return Screen(
        text="\n".join(lines),
        album=preview,
        rows=(
            (Button(text=t("📨 Send for signing"), data=press("send", id, seen)),),
            (
                Button(text=t("✏️ Change"), data=press("change", id)),
                Button(text=t("🗑 Discard"), data=press("back", id)),
            ),
        ),
    )


def place_name(t: Texts, place: Place | Field) -> str:
    """Name a place: whose it is and what goes there."""
    owner = {
        SENDER: t("we"),
        DIRECTOR: t("director"),
        CUSTOMER: t("customer"),
    }.get(place.role, place.role)
    what = kind_name(t, place.kind)
    return f"{field_label(t, place) if isinstance(place, Field) else what} ({owner})"


def kind_name(t: Texts, kind: Kind) -> str:
    """Name what a field takes."""
    return {
        Kind.TEXT: t("Text"),
        Kind.DATE: t("Date"),
        Kind.NUMBER: t("Number"),
        Kind.CHECKBOX: t("Check box"),
        Kind.CHOICE: t("Choice"),
        Kind.BANK: t("Bank details"),
        Kind.SIGNATURE: t("Signature"),
        Kind.INITIALS: t("Initials"),
        Kind.STAMP: t("Stamp"),
        Kind.IMAGE: t("Picture"),
    }[kind]


def _value_line(t: Texts, field: Field, draft: Draft) -> str:
    if field.role == SENDER and field.id in draft.values:
        value = " · ".join(t.value(field, draft.values[field.id]))
        return escape(f"• {field_label(t, field)}: {value}")
    return escape(f"• {place_name(t, field)}")


def field_label(t: Texts, field: Field) -> str:
    """Name one field: by its own label, but pictures by what they are."""
    own = "" if field.kind in PICTURES else field.label
    return own or kind_name(t, field.kind)


def _places(t: Texts, envelope: Envelope, draft: Draft) -> Screen:
    def toggle(place: Place) -> Button:
        wanted = place.key in draft.wanted
        # The button says what it leads to, so that pressing it twice changes nothing.
        return Button(
            text=f"{'✅' if wanted else '▫️'} {place_name(t, place)}",
            data=press("place", envelope.id, place.key, "0" if wanted else "1"),
        )

    rows = [(toggle(place),) for place in PLACES]
    done = Button(text=t("👍 Looks right"), data=press("placed", envelope.id))
    return Screen(
        text=t(
            "What shall be filled in, and by whom? I look for labels in the document; "
            "what has no place gets one on a signature page."
        ),
        rows=(*rows, (done,)),
    )


def _field(
    t: Texts,
    envelope: Envelope,
    field: Field,
    number: int,
    today: date,
    company: Company,
) -> Screen:
    label = field_label(t, field)

    def guess(text: str, value: str) -> tuple[tuple[Button, ...], ...]:
        data = press("fill", envelope.id, str(number), value)
        return ((Button(text=text, data=data),),)

    match field.kind:
        case Kind.DATE:
            return Screen(
                text=say(t, "📅 {label}: which date? Or type it.", label=label),
                rows=guess(t("Today, {date}", date=t.date(today)), today.isoformat()),
            )
        case Kind.BANK if company.bank:
            return Screen(
                text=say(t, "🏦 {label}: ours? Or type another IBAN.", label=label),
                rows=guess(" · ".join(company.bank.lines[-2:]), OWN_BANK),
            )
        case Kind.BANK:
            return Screen(text=say(t, "🏦 {label}: type the IBAN.", label=label))
    return Screen(text=say(t, "✏️ {label}: what shall stand there?", label=label))


def _director(t: Texts, envelope: Envelope, directors: list[Person]) -> Screen:
    rows = tuple(
        (Button(text=p.name, data=press("director", envelope.id, str(p.id))),)
        for p in directors
        if p.role is not Role.EMPLOYEE
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
        text=say(t, "✉️ Where shall I write to {name}? Or type another.", name=name),
        rows=((Button(text=guess, data=press("email", envelope.id)),),),
    )
