"""What the evidence says about a signer: how he was identified, what he agreed to."""

from datetime import datetime, tzinfo

from bot.domain import events as e
from bot.domain.envelope import Envelope
from bot.domain.fields import Signer
from bot.texts import Texts


def consent(t: Texts) -> str:
    """The sentence every signer agrees to."""
    return t(
        "I have read the document and sign it electronically. I know that this is a "
        "simple electronic signature, not a qualified one."
    )


def identified_as(t: Texts, envelope: Envelope, role: str) -> str:
    """Say how a signer proved who he is."""
    identified = envelope.identified.get(role)
    if identified is None:
        return ""
    if identified.method == "telegram":
        return t("Telegram account {account}", account=identified.trace.account)
    contact = envelope.signer(role).contact
    return t("code sent to {contact}", contact=contact)


def evidence_lines(
    t: Texts,
    envelope: Envelope,
    signer: Signer,
    at: datetime,
    trace: e.Trace,
    zone: tzinfo,
) -> tuple[str, ...]:
    opened = envelope.opened.get(signer.role)
    where = (
        t("in the chat, account {account}", account=trace.account)
        if trace.via == "chat"
        else t("on the page, address {address}", address=trace.address or "–")
    )
    method = identified_as(t, envelope, signer.role)
    lines = [t("Identified by: {method}", method=method)]
    if signer.contact not in method and "@" in signer.contact:
        lines[0] += f" · {signer.contact}"
    if opened:
        lines.append(t("Opened: {time}", time=t.both_times(opened.at, zone)))
    lines.append(t("Signed: {time}", time=t.both_times(at, zone)) + f" · {where}")
    if trace.agent:
        lines.append(trace.agent[:100])
    lines.append(t("File as shown: SHA-256 {hash}", hash=envelope.document))
    return tuple(lines)
