"""Signing in the chat: invitation, own fields one by one, preview, done."""

from datetime import date, tzinfo
from html import escape

from bot.domain import events as e
from bot.domain.answers import is_name
from bot.domain.envelope import UNDERWAY, Envelope
from bot.domain.fields import DIRECTOR, Field, Kind
from bot.screens.screen import Button, Screen, bold, press, say
from bot.services.evidence import consent
from bot.services.facts import facts_of
from bot.texts import Texts


def invitation(
    t: Texts, envelope: Envelope, role: str, *, asks: str, reminder: bool = False
) -> Screen:
    """Who asks, what for, the key facts, and what can be done."""
    title = bold(envelope.drafted.title)
    head = (
        say(t, "🔔 A reminder: {name} is waiting for your signature.", name=asks)
        if reminder
        else say(t, "✍️ {name} asks for your signature.", name=asks)
    )
    facts = escape("\n".join(facts_of(t, envelope.drafted)))
    return Screen(
        text=f"{head}\n\n{title}\n{facts}".rstrip(), rows=_act(t, envelope, role)
    )


def ask(
    t: Texts, envelope: Envelope, role: str, field: Field, *, today: date, name: str
) -> Screen:
    """Ask for one of the signer's own fields, with a guess where there is one.

    `name` is the one that can be written as a signature.
    """
    label = t.label(field)
    where = envelope.id, role, str(envelope.fields_of(role).index(field))
    match field.kind:
        case Kind.SIGNATURE | Kind.INITIALS:
            text = say(
                t,
                "🖊 {label}: send me a photo of it on white paper. I cut it out.",
                label=label,
            )
            write = t("⌨️ Write “{name}” for me", name=name[:40])
            buttons = [Button(text=write, data=press("type", *where))]
        case Kind.STAMP | Kind.IMAGE:
            text = say(
                t, "🔵 {label}: send me a photo of it, or a PNG as a file.", label=label
            )
            buttons = []
        case Kind.CHECKBOX | Kind.CHOICE:
            text = f"☑️ {bold(label)}"
            buttons = [
                Button(text=choice, data=press("guess", *where, str(number)))
                for number, choice in enumerate(field.choices or (t("Yes"), t("No")))
            ]
        case _:
            text, buttons = _ask_words(t, envelope, role, field, today, where)
    rows = [(button,) for button in buttons]
    return Screen(text=text, rows=(*rows, _stop(t, envelope, role)))


def _ask_words(
    t: Texts,
    envelope: Envelope,
    role: str,
    field: Field,
    today: date,
    where: tuple[str, str, str],
) -> tuple[str, list[Button]]:
    label = t.label(field)
    guess = guessed(envelope, role, field, today)
    if field.kind is Kind.BANK:
        asks = say(t, "🏦 {label}: your IBAN, please. I find the bank.", label=label)
        return asks, []
    if not guess:
        return say(t, "✏️ {label}: type it, please.", label=label), []
    shown = t.date(today) if field.kind is Kind.DATE else guess
    button = Button(text=shown[:60], data=press("guess", *where))
    return say(t, "✏️ {label}: is this right? Or type another.", label=label), [button]


def guessed(envelope: Envelope, role: str, field: Field, today: date) -> str:
    """Return what a field most likely takes; empty when nobody can know."""
    match field.kind:
        case Kind.DATE:
            return today.isoformat()
        case Kind.TEXT if is_name(field):
            # Of a company it is not known who signs for it.
            signer = envelope.signer(role)
            return "" if signer.company and signer in envelope.theirs else signer.name
    return ""


def cleaned(
    t: Texts, envelope: Envelope, role: str, field: Field, picture: bytes
) -> Screen:
    """Show a cleaned photo, and let it be replaced."""
    number = str(envelope.fields_of(role).index(field))
    change = Button(text=t("✏️ Change"), data=press("again", envelope.id, role, number))
    return Screen(
        text=say(t, "👍 {label} taken.", label=t.label(field)),
        picture=picture,
        rows=((change,),),
    )


def preview(
    t: Texts,
    envelope: Envelope,
    role: str,
    pages: tuple[bytes, ...],
    entered: str,
) -> Screen:
    """The pages as they will look, the sentence to agree to, and the last button.

    The button names what is seen: the document, what was `entered`, and the language
    of the sentence.
    """
    seen = envelope.document[:16], entered[:8], t.language
    return Screen(
        album=pages,
        text=t("This is how it will look.") + f"\n\n<i>{consent(t)}</i>",
        rows=(
            (
                Button(
                    text=t("✍️ Sign now"),
                    data=press("signnow", envelope.id, role, *seen),
                ),
            ),
            (Button(text=t("✏️ Change"), data=press("redo", envelope.id, role)),),
            _stop(t, envelope, role),
        ),
    )


def state(t: Texts, envelope: Envelope, role: str, zone: tzinfo) -> Screen:
    """Say how it stands for somebody who cannot act (any more, or yet)."""
    title = bold(envelope.drafted.title)
    signed = envelope.signed.get(role)
    rows: tuple[tuple[Button, ...], ...] = ()
    if envelope.sealed:
        text = t("🔒 Everybody has signed; the document is sealed.")
        button = Button(text=t("📄 Sealed PDF"), data=press("mine", envelope.id, role))
        rows = ((button,),)
    elif envelope.ended:
        text = _ending(t, envelope.ended)
    elif signed:
        text = say(
            t,
            "✅ You signed it on {time}. You'll get the sealed PDF when everybody has.",
            time=t.moment(signed.at, zone),
        )
    elif envelope.stage in UNDERWAY and role not in {s.role for s in envelope.turn}:
        text = t("⏳ Others sign first. I'll write to you when it is your turn.")
    else:
        text = t("It is waiting for you.")
        rows = _act(t, envelope, role)
    return Screen(text=f"{title}\n{text}", rows=rows)


def standing(t: Texts, envelope: Envelope, role: str) -> str:
    """Say how it stands to somebody who holds the link and has proven nothing: neither
    what the document is nor what anybody wrote about it."""
    if envelope.ended:
        match envelope.ended:
            case e.Declined():
                return t("⛔ It was declined.")
            case e.TakenBack():
                return t("↩️ It was taken back by the sender.")
        return t("⏰ The deadline has passed.")
    if envelope.sealed:
        return t("🔒 Everybody has signed; the document is sealed.")
    if role in envelope.signed:
        return t("✅ It was signed by this link already.")
    return t("⏳ Others sign first. I'll write to you when it is your turn.")


def signed(t: Texts, envelope: Envelope, role: str, zone: tzinfo) -> Screen:
    """Confirm the signature and say what happens next."""
    at = t.moment(envelope.signed[role].at, zone)
    after = (
        say(t, "Next: {name}.", name=envelope.turn[0].name)
        if envelope.turn
        else t("Everybody has signed. The sealed PDF comes in a moment.")
    )
    head = say(t, "✅ Signed {time}.", time=at)
    return Screen(text=f"{head} {after}")


def _ending(t: Texts, ended: e.Event) -> str:
    match ended:
        case e.Declined(reason=reason):
            return say(t, "⛔ It was declined: “{reason}”.", reason=reason)
        case e.TakenBack():
            return t("↩️ It was taken back by the sender.")
    return t("⏰ The deadline has passed.")


def _act(t: Texts, envelope: Envelope, role: str) -> tuple[tuple[Button, ...], ...]:
    word = t("✍️ Approve and sign") if role == DIRECTOR else t("✍️ Sign")
    return (
        (Button(text=word, data=press("sign", envelope.id, role)),),
        _stop(t, envelope, role),
    )


def _stop(t: Texts, envelope: Envelope, role: str) -> tuple[Button, ...]:
    return (Button(text=t("⛔ Decline"), data=press("decline", envelope.id, role)),)


def code_sent(t: Texts, address: str) -> Screen:
    """Ask for the code that went to the signer's own mailbox."""
    return Screen(
        text=say(
            t,
            "🔐 To make sure it is you, I sent a code to {address}. Type it here; it "
            "is valid for 5 minutes.",
            address=address,
        )
    )
