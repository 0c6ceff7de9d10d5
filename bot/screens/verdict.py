"""The answer about a PDF: one sentence first, then who signed, then what changed."""

from collections.abc import Iterable
from datetime import tzinfo
from html import escape

from bot.domain.naming import shown_name, title_of
from bot.pdf.comparing.comparison import Comparison
from bot.pdf.verifying.verdict import Change, Integrity, Signature, SignatureKind
from bot.screens.looks import look
from bot.screens.screen import Button, Screen, bold, press
from bot.services.access import Party
from bot.services.verifying import Answer
from bot.texts import Texts

_LIGHTS = {"green": "🟢", "yellow": "🟡", "red": "🔴", "grey": "⚪️"}
_ICONS = {
    SignatureKind.SIGNATURE: "✍️",
    SignatureKind.SEAL: "🔏",
    SignatureKind.TIMESTAMP: "🕓",
}
_MOST = 10
_LONGEST = 3900
_LONGEST_CAPTION = 900


def verdict(
    t: Texts, answer: Answer, name: str, zone: tzinfo, *, where: str = ""
) -> Screen:
    """Say whether a file was altered, and what that rests on.

    `where` is the id under which the file is kept; otherwise the screen has to be shown
    as an answer to the message that brought it.
    """
    seen, found = look(t, answer), answer.verdict
    lines = [f"{_LIGHTS[seen.colour]} {bold(seen.sentence)}"]
    lines += [escape(line) for line in seen.advice]
    lines.append(f"📄 {escape(shown_name(name))}")
    sure = seen.colour != "red"
    lines += _listed(
        t, seen.who, (_signature(t, each, zone, sure=sure) for each in found.signatures)
    )
    lines += _listed(
        t, seen.changed, (f"• {escape(change(t, each))}" for each in found.changes)
    )
    notices = [f"ℹ️ {escape(notice)}" for notice in seen.notices[:_MOST]]
    lines += ["", *notices] if notices else []
    return Screen(text="\n".join(_fitting(lines)), rows=_rows(t, answer, where))


def pages(t: Texts, compared: Comparison | None) -> list[Screen]:
    """Show the pages that changed, each with what is different there."""
    return [
        Screen(
            text="\n".join(_caption(t, compared, picture.page)), picture=picture.jpeg
        )
        for picture in (compared.pictures if compared else ())
        if compared
    ]


def _caption(t: Texts, compared: Comparison, page: int) -> list[str]:
    lines = [bold(t("Page {page}", page=page + 1))]
    lines += [escape(line) for line in words_on(compared, page)]
    while sum(map(len, lines)) > _LONGEST_CAPTION:
        lines.pop()
    return lines


def words_on(compared: Comparison, page: int) -> list[str]:
    """Return what a page said and says now, one line for each place."""
    return [
        f"{each.old or '–'} → {each.new or '–'}"
        for each in compared.differences
        if each.page == page and (each.old or each.new)
    ]


def signed_version(t: Texts, name: str) -> str:
    """Return the name of the version as signed of a file."""
    return f"{title_of(name)} {t('(as signed)')}.pdf"


def change(t: Texts, changed: Change) -> str:
    """Return a line for a change, its page in front."""
    line = changed.text(t)
    if changed.page is None:
        return line
    return t("Page {page}", page=changed.page + 1) + ": " + line


def _listed(t: Texts, heading: str, items: Iterable[str]) -> list[str]:
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


def _signature(t: Texts, signature: Signature, zone: tzinfo, *, sure: bool) -> str:
    signer = escape(signature.signer or t("unknown"))
    if signature.integrity is Integrity.BROKEN:
        return f"❌ {signer}: {escape(t('does not match the file'))}"
    at = signature.signed_at
    when = escape(t.moment(at, zone) if at else t("time unknown"))
    # The mark stays on the line of what it is about.
    mark = "\N{NO-BREAK SPACE}✓" if sure and signature.trusted else ""
    proof = escape(signature.proven(t))
    # Of ours it is always the same, and nobody needs to know it to rely on them.
    level = f" · PAdES {signature.level}" if signature.level and not mark else ""
    how = f" · {proof}" if proof else ""
    return f"{_ICONS[signature.kind]} {signer}, {when}{level}{mark}{how}"


def _rows(t: Texts, answer: Answer, where: str) -> tuple[tuple[Button, ...], ...]:
    rows: list[tuple[Button, ...]] = []
    if answer.signed:
        place = (where, str(answer.signed)) if where else (str(answer.signed),)
        button = Button(text=t("↩️ Version as signed"), data=press("signed", *place))
        rows.append((button,))
    if answer.party and answer.verdict.integrity is not Integrity.INTACT:
        rows += sealed_button(t, answer.party)
    return tuple(rows)


def sealed_button(t: Texts, party: Party) -> list[tuple[Button, ...]]:
    """Offer a party the document itself, once it is sealed."""
    if not party.envelope.sealed:
        return []
    id = party.envelope.id
    data = press("mine", id, party.role) if party.signs else press("pdf", id)
    return [(Button(text=t("📄 Sealed PDF"), data=data),)]
