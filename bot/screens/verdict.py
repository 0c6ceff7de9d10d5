"""The answer about a PDF: one sentence first, then what changed, then who signed."""

from collections.abc import Iterable
from datetime import tzinfo
from html import escape

from bot.domain.naming import shown_name
from bot.pdf.verifying.verdict import (
    Change,
    Integrity,
    Origin,
    Signature,
    SignatureKind,
    Verdict,
)
from bot.refusals import N_
from bot.screens.screen import Screen, bold
from bot.texts import Texts

_LIGHTS = {
    Integrity.INTACT: "🟢",
    Integrity.EXTENDED: "🟡",
    Integrity.UNFINISHED: "🟡",
    Integrity.ALTERED: "🔴",
    Integrity.BROKEN: "🔴",
    Integrity.UNSIGNED: "⚪️",
    Integrity.UNREADABLE: "⚪️",
}
_ICONS = {
    SignatureKind.SIGNATURE: "✍️",
    SignatureKind.SEAL: "🔏",
    SignatureKind.TIMESTAMP: "🕓",
}
_STRANGERS = N_(
    "It was not sealed by this service, so we can't vouch for the names below."
)
UNALTERED_ELSEWHERE = N_("Unaltered, but it was not sealed by this service")
"""The answer about an unaltered file that others sealed; the page says the same."""
_MOST = 10
_LONGEST = 3900


def verdict(t: Texts, found: Verdict, name: str, zone: tzinfo) -> Screen:
    """Say whether a file was altered, and what that rests on."""
    red = found.integrity in {Integrity.ALTERED, Integrity.BROKEN}
    ours = found.origin is Origin.THIS_SERVICE
    lines = [f"{_LIGHTS[found.integrity]} {bold(found.reason(t))}"]
    if found.integrity is Integrity.INTACT and not ours:
        lines = [f"🟡 {bold(t(UNALTERED_ELSEWHERE))}", escape(found.reason(t))]
        lines.append(escape(t("We can't vouch for the names below.")))
    elif red:
        lines.append(escape(t("Don't rely on this file; ask for the original.")))
    elif found.origin is Origin.OTHER:
        lines.append(escape(t(_STRANGERS)))
    lines.append(f"📄 {escape(shown_name(name))}")
    lines += _listed(
        t("What changed"), (f"• {_change(t, each)}" for each in found.changes), t
    )
    lines += _listed(
        t("Signatures found in it") if red else t("Who signed, and when"),
        (_signature(t, each, zone, sure=not red) for each in found.signatures),
        t,
    )
    notices = [f"ℹ️ {escape(each.text(t))}" for each in found.remarks[:_MOST]]
    lines += ["", *notices] if notices else []
    return Screen(text="\n".join(_fitting(lines)))


def _listed(heading: str, items: Iterable[str], t: Texts) -> list[str]:
    """Return a heading and its lines, none for nothing and not too many."""
    lines = list(dict.fromkeys(items))
    rest = len(lines) - _MOST
    more = [t("+{count} more", count=t.number(rest))] if rest > 0 else []
    return ["", f"{escape(heading)}:", *lines[:_MOST], *more] if lines else []


def _fitting(lines: list[str]) -> list[str]:
    """Drop the last lines of what is too long for one message."""
    while sum(len(line) + 1 for line in lines) > _LONGEST:
        lines = lines[:-1]
    return lines


def _change(t: Texts, change: Change) -> str:
    line = change.text(t)
    if change.page is not None:
        line = t("Page {page}", page=change.page + 1) + ": " + line
    return escape(line)


def _signature(t: Texts, signature: Signature, zone: tzinfo, *, sure: bool) -> str:
    signer = escape(signature.signer or t("unknown"))
    if signature.integrity is Integrity.BROKEN:
        return f"❌ {signer}: {escape(t('does not match the file'))}"
    at = signature.signed_at
    when = escape(t.moment(at, zone) if at else t("time unknown"))
    # The mark stays on the line of what it is about.
    mark = "\N{NO-BREAK SPACE}✓" if sure and signature.trusted else ""
    # Of ours it is always the same, and nobody needs to know it to rely on them.
    level = f" · PAdES {signature.level}" if signature.level and not mark else ""
    return f"{_ICONS[signature.kind]} {signer}, {when}{level}{mark}"
