"""The answer about a PDF: one sentence first, then who and when, then what changed."""

from datetime import tzinfo
from html import escape

from bot.domain.naming import shown_name
from bot.pdf.verifying.verdict import Integrity, Signature, SignatureKind, Verdict
from bot.screens.screen import Screen, bold, say
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
_MOST = 10
_LONGEST = 3900


def verdict(t: Texts, found: Verdict, name: str, zone: tzinfo) -> Screen:
    """Say whether a file was altered, and what that rests on."""
    lines = [
        f"{_LIGHTS[found.integrity]} {bold(found.reason(t))}",
        f"📄 {escape(shown_name(name))}",
    ]
    if found.signatures:
        lines += ["", *(_signature(t, s, zone) for s in found.signatures[:_MOST])]
    if found.changes:
        lines += ["", t("What changed:")]
        lines += [
            f"• {escape(change.text(t))}{_page(t, change.page)}"
            for change in found.changes[:_MOST]
        ]
    lines += [f"ℹ️ {escape(notice.text(t))}" for notice in found.notices[:_MOST]]
    return Screen(text="\n".join(_fitting(lines)))


def _fitting(lines: list[str]) -> list[str]:
    """Drop the last lines of what is too long for one message."""
    while sum(len(line) + 1 for line in lines) > _LONGEST:
        lines = lines[:-1]
    return lines


def _signature(t: Texts, signature: Signature, zone: tzinfo) -> str:
    icon = "🔏" if signature.kind is SignatureKind.SEAL else "✍️"
    if signature.kind is SignatureKind.TIMESTAMP:
        icon = "🕓"
    good = "✓" if signature.integrity is not Integrity.BROKEN else "✗"
    at = t.moment(signature.signed_at, zone) if signature.signed_at else "–"
    return f"{icon} {escape(signature.signer)}, {escape(at)} {good}"


def _page(t: Texts, page: int | None) -> str:
    return "" if page is None else " " + say(t, "(page {page})", page=page + 1)
