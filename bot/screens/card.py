"""The card of an envelope: where it stands, edited as things happen."""

from datetime import tzinfo
from html import escape

from bot.domain import events as e
from bot.domain.envelope import UNDERWAY, Envelope, Stage
from bot.domain.fields import Channel, Signer
from bot.domain.steps import undelivered, unreachable
from bot.screens.screen import Button, Screen, bold, numbered, press, say
from bot.services.steering import correctable
from bot.texts import Texts

ICONS = {
    Stage.DRAFT: "✏️",
    Stage.APPROVAL: "🖊",
    Stage.SENT: "📨",
    Stage.PARTLY_SIGNED: "🌓",
    Stage.SIGNED: "✅",
    Stage.ARCHIVED: "🗄",
    Stage.NOT_SIGNED: "⛔",
}


def card(envelope: Envelope, t: Texts, zone: tzinfo) -> Screen:
    """Return the sender's view of one envelope with what he can do now."""
    stage = envelope.stage
    lines = [
        f"{ICONS[stage]} {bold(envelope.drafted.title)}",
        f"<code>{envelope.id}</code> · {t.stage(stage)}",
        "",
        *(_signer_line(envelope, signer, t, zone) for signer in envelope.signers),
        *_closing_lines(envelope, t, zone),
    ]
    return Screen(text="\n".join(lines).rstrip(), rows=_rows(envelope, t))


def _signer_line(envelope: Envelope, signer: Signer, t: Texts, zone: tzinfo) -> str:
    who = numbered(envelope.signers.index(signer), signer.name)
    role = escape(f"({t.role(signer.role)})")
    return f"{who} {role}\n{_progress(envelope, signer, t, zone)}"


def _progress(envelope: Envelope, signer: Signer, t: Texts, zone: tzinfo) -> str:
    role = signer.role
    ended = envelope.ended
    if signed := envelope.signed.get(role):
        return say(t, "✅ signed {time}", time=t.moment(signed.at, zone))
    if isinstance(ended, e.Declined) and ended.role == role:
        return say(t, "⛔ declined: “{reason}”", reason=ended.reason)
    if opened := envelope.opened.get(role):
        return say(t, "👀 opened {time}", time=t.moment(opened.at, zone))
    invited = [
        (at, channel)
        for (purpose, who, channel), at in envelope.done.items()
        if purpose == "invite" and who == role
    ]
    if invited:
        at, channel = max(invited)
        by = "Telegram" if channel is Channel.TELEGRAM else signer.contact
        return say(t, "📨 invited {time}, {by}", time=t.moment(at, zone), by=by)
    if envelope.stage in UNDERWAY and signer in envelope.turn:
        if unreachable(envelope, signer):
            return t("⚠️ could not be reached. Please check the address.")
        return t("📨 being invited …")
    if envelope.stage in UNDERWAY:
        return t("⏳ waits for the others")
    return t("▫️ was not asked")


def _closing_lines(envelope: Envelope, t: Texts, zone: tzinfo) -> list[str]:
    lines = [""]
    match envelope.ended:
        case e.TakenBack(reason=reason):
            lines.append(say(t, "Taken back: “{reason}”", reason=reason))
        case e.Expired():
            lines.append(t("The deadline passed before everybody had signed."))
    if envelope.sealed:
        when = t.moment(envelope.sealed.at, zone)
        lines.append(say(t, "🔒 Sealed and verified {time}", time=when))
        lines += [
            say(t, "⚠️ not delivered to {name}. Please pass it on.", name=signer.name)
            for signer in envelope.signers
            if undelivered(envelope, signer)
        ]
    elif envelope.seal_failed:
        lines.append(t("⚠️ Sealing failed; I keep trying. The owner should look."))
    elif envelope.stage in UNDERWAY and not envelope.turn:
        lines.append(t("🔒 Everybody has signed; sealing …"))
    elif envelope.stage in UNDERWAY and envelope.prepared:
        until = t.date(envelope.prepared.deadline.astimezone(zone).date())
        lines.append(say(t, "⏰ To be signed by {date}", date=until))
    return lines


def _rows(envelope: Envelope, t: Texts) -> tuple[tuple[Button, ...], ...]:
    id = envelope.id
    match envelope.stage:
        case Stage.DRAFT:
            return (
                (Button(text=t("✏️ Go on"), data=press("go", id)),),
                (Button(text=t("🗑 Discard"), data=press("back", id)),),
            )
        case Stage.SIGNED:
            return (
                (Button(text=t("📄 Sealed PDF"), data=press("pdf", id)),),
                (Button(text=t("🗄 Archive"), data=press("archive", id)),),
            )
        case Stage.ARCHIVED if envelope.sealed:
            return ((Button(text=t("📄 Sealed PDF"), data=press("pdf", id)),),)
        case Stage.NOT_SIGNED:
            return ((Button(text=t("🗄 Archive"), data=press("archive", id)),),)
        case Stage.ARCHIVED:
            return ()
    return _rows_underway(envelope, t)


def _rows_underway(envelope: Envelope, t: Texts) -> tuple[tuple[Button, ...], ...]:
    id = envelope.id
    pdf = Button(text=t("📄 PDF"), data=press("pdf", id))
    if not envelope.turn:
        return ((pdf,),)
    return (
        (Button(text=t("🔔 Nudge"), data=press("nudge", id)), pdf),
        *_addresses(envelope, t),
        (Button(text=t("↩️ Take back"), data=press("back", id)),),
    )


def _addresses(envelope: Envelope, t: Texts) -> list[tuple[Button, ...]]:
    """One button for each address that can be corrected; several say whose it is."""
    signers = correctable(envelope)
    return [
        (
            Button(
                text=t("✉️ Change address")
                if signers == envelope.turn and len(signers) == 1
                else t("✉️ Change address: {name}", name=signer.name[:40]),
                data=press("address", envelope.id, signer.role),
            ),
        )
        for signer in signers
    ]
