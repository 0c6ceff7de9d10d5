"""What the bot says on its own: the sealed PDF, and how an envelope ended."""

from datetime import tzinfo

from bot.domain import events as e
from bot.domain.envelope import Envelope
from bot.domain.naming import file_name
from bot.domain.steps import unreachable
from bot.screens.screen import Button, File, Screen, bold, press, say
from bot.texts import Texts


def delivered(t: Texts, envelope: Envelope, pdf: bytes, zone: tzinfo) -> Screen:
    """The sealed PDF with who signed when, and how to check it."""
    lines = [f"🔒 {bold(envelope.drafted.title)}", t("Signed by everybody and sealed:")]
    for signer in envelope.signers:
        at = t.moment(envelope.signed[signer.role].at, zone)
        lines.append(say(t, "✍️ {name}, {time}", name=signer.name, time=at))
    lines.append(
        t("Whoever gets it can send it to me, and I'll say whether it was altered.")
    )
    name = file_name(envelope.drafted.title, envelope.id)
    return Screen(text="\n".join(lines)[:1000], file=File(name=name, data=pdf))


def notice(t: Texts, envelope: Envelope, about: str) -> Screen:
    """How it went: the end of an envelope, or trouble that needs its sender."""
    head = bold(envelope.drafted.title)
    kind, _, role = about.partition("-")
    if kind == "unreachable":
        signer = envelope.signer(role)
        text = say(t, "⚠️ I could not reach {name}.", name=signer.name)
        data = press("address", envelope.id, role)
        button = Button(text=t("✉️ Change address"), data=data)
        rows = ((button,),) if unreachable(envelope, signer) else ()
        return Screen(text=f"{head}\n{text}", rows=rows)
    if kind == "undelivered":
        name = envelope.signer(role).name
        text = say(t, "⚠️ I could not deliver the sealed PDF to {name}.", name=name)
        text = f"{text} {t('Please pass it on.')}"
        button = Button(text=t("📄 Sealed PDF"), data=press("pdf", envelope.id))
        return Screen(text=f"{head}\n{text}", rows=((button,),))
    return Screen(text=f"{head}\n{_ending(t, envelope)}")


def _ending(t: Texts, envelope: Envelope) -> str:
    match envelope.ended:
        case e.Declined(role=role, reason=reason):
            name = envelope.signer(role).name
            return say(t, "⛔ {name} declined: “{reason}”", name=name, reason=reason)
        case e.TakenBack(reason=reason):
            return say(t, "↩️ The sender took it back: “{reason}”", reason=reason)
        case e.Expired():
            return t("⏰ The deadline passed before everybody had signed.")
    return t("⚠️ Sealing failed; I keep trying. Please tell the owner.")
