"""The last look before sending: what, who in which order, until when."""

from datetime import tzinfo
from html import escape

from bot.domain.draft import Draft
from bot.domain.envelope import Envelope
from bot.domain.fields import CUSTOMER, SENDER, Channel, Field, Signer
from bot.screens.screen import Button, Screen, bold, numbered, press, say
from bot.texts import Texts


def summary(
    t: Texts,
    envelope: Envelope,
    draft: Draft,
    preview: tuple[bytes, ...],
    zone: tzinfo,
) -> Screen:
    """Show the pages, then what was decided, with the button that sends it off."""
    prepared = envelope.prepared
    assert prepared is not None  # noqa: S101 - shown after preparing only
    fields = draft.fields
    pages = t.n("{count} page", "{count} pages", prepared.pages)
    deadline = prepared.deadline.astimezone(zone)
    until = say(t, "⏰ by {date}", date=t.date(deadline.date()))
    parts = (
        f"📄 {bold(envelope.drafted.title)} · {pages}",
        "\n".join(
            _value(t, field, draft)
            for field in fields
            if field.role == SENDER and draft.values[field.id] != ""
        ),
        "\n".join(_signer(t, envelope, signer, draft) for signer in envelope.signers),
        until,
    )
    id, seen = envelope.id, draft.seen(prepared.document)
    return Screen(
        text="\n\n".join(part for part in parts if part),
        album=preview,
        rows=(
            (Button(text=t("📨 Send for signing"), data=press("send", id, seen)),),
            (
                Button(text=t("✏️ Change"), data=press("change", id)),
                Button(text=t("🗑 Discard"), data=press("back", id)),
            ),
        ),
    )


def _value(t: Texts, field: Field, draft: Draft) -> str:
    value = " · ".join(t.value(field, draft.values[field.id]))
    return escape(f"{t.label(field)}: {value}")


def _signer(t: Texts, envelope: Envelope, signer: Signer, draft: Draft) -> str:
    """Name a signer, where he is asked, and what is left for him."""
    mine = [f for f in draft.fields if f.role == signer.role]
    places = ", ".join(t.label(field) for field in mine)
    head = numbered(envelope.signers.index(signer), signer.name)
    where = escape(f"({t.role(signer.role)}) · {_reached(signer, draft)}")
    return f"{head} {where}\n{escape(places)}"


def _reached(signer: Signer, draft: Draft) -> str:
    """Say where a signer is asked; in full, so that slips of the pen are seen."""
    if Channel.TELEGRAM in signer.channels:
        return "Telegram"
    key = "customer_email" if signer.role == CUSTOMER else "director"
    typed = draft.values.get(key)
    return typed if isinstance(typed, str) else signer.contact
