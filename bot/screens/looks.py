"""The first thing to be said about a file, in the chat and on the page: a colour, a
sentence, and what to make of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.pdf.verifying.verdict import Integrity, Notice, Origin, Verdict
from bot.refusals import N_
from bot.services.comparing import Against
from bot.services.verifying import Answer
from bot.texts import Texts

_LOOKS: Mapping[Integrity, tuple[str, str, str]] = {
    Integrity.INTACT: ("green", "check", N_("Unaltered")),
    Integrity.EXTENDED: ("yellow", "plus", N_("Something was added")),
    Integrity.UNFINISHED: ("yellow", "clock", N_("Not finished")),
    Integrity.ALTERED: ("red", "cross", N_("Altered")),
    Integrity.BROKEN: ("red", "cross", N_("Not genuine")),
    Integrity.UNSIGNED: ("grey", "question", N_("Not signed")),
    Integrity.UNREADABLE: ("grey", "question", N_("Not readable")),
}
_DOUBTS = frozenset({"unknown-here", "other-journal"})
"""Notices about a genuine seal that are more than a remark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How an answer begins."""

    colour: str
    """`green`, `yellow`, `red` or `grey`."""
    icon: str
    word: str
    """One or two words beside the colour; none where the sentence is as short."""
    sentence: str
    advice: tuple[str, ...]
    """What to make of it."""
    who: str
    """What stands above the signatures."""
    changed: str
    """What stands above the changes."""
    notices: tuple[str, ...]


def look(t: Texts, answer: Answer) -> Look:
    """Return how the answer about a PDF begins."""
    verdict = answer.verdict
    colour, icon, word = _LOOKS[verdict.integrity]
    sentence, advice = verdict.reason(t), _advice(t, answer)
    said: tuple[Notice, ...] = ()
    if _differs(answer) and colour != "red":
        colour, icon, word = "red", "cross", N_("Not the same")
        advice = (sentence, *advice)
        sentence = t("This file does not look like the document that it says it is.")
    elif verdict.integrity is Integrity.INTACT and not _is_ours(verdict):
        colour, icon, word = "yellow", "question", ""
        advice = (sentence, *advice)
        sentence = t("Unaltered, but it was not sealed by this service")
    elif doubts := _doubts(verdict):
        colour, icon, word, said = "yellow", "question", N_("Unclear"), doubts
        sentence = doubts[0].text(t)
    return Look(
        colour=colour,
        icon=icon,
        word=t(word) if word else "",
        sentence=sentence,
        advice=advice,
        who=t("Signatures found in it")
        if colour == "red"
        else t("Who signed, and when"),
        changed=_changed(t, answer),
        notices=tuple(each.text(t) for each in verdict.remarks if each not in said[:1]),
    )


def _advice(t: Texts, answer: Answer) -> tuple[str, ...]:
    verdict = answer.verdict
    lines = []
    if _looks_alike(answer):
        lines.append(
            t(
                "This file looks like document {id}, but only the PDF with its "
                "signatures is proof.",
                id=answer.named,
            )
        )
    if verdict.integrity in {Integrity.ALTERED, Integrity.BROKEN} or _differs(answer):
        lines.append(t("Don't rely on this file; ask for the original."))
    elif verdict.integrity is Integrity.INTACT and not _is_ours(verdict):
        lines.append(t("We can't vouch for the names below."))
    elif verdict.origin is Origin.OTHER:
        lines.append(
            t(
                "It was not sealed by this service, so we can't vouch for the names "
                "below."
            )
        )
    elif _is_ours(verdict) and verdict.integrity is not Integrity.INTACT:
        lines.append(t("It comes from this service."))
    elif _doubts(verdict):
        lines.append(t("Ask whoever sealed it whether this is the final document."))
    return tuple(lines)


def _changed(t: Texts, answer: Answer) -> str:
    if answer.against is Against.KEPT and answer.comparison:
        return t("Compared with document {id} as it is kept here", id=answer.named)
    return t("What changed")


def _is_ours(verdict: Verdict) -> bool:
    return verdict.origin is Origin.THIS_SERVICE


def _doubts(verdict: Verdict) -> tuple[Notice, ...]:
    if verdict.integrity is not Integrity.INTACT:
        return ()
    return tuple(each for each in verdict.notices if each.key in _DOUBTS)


def _differs(answer: Answer) -> bool:
    """Say whether it looks unlike the document of ours that it names."""
    compared = answer.comparison if answer.against is Against.KEPT else None
    return compared is not None and bool(compared.differences)


def _looks_alike(answer: Answer) -> bool:
    compared = answer.comparison if answer.against is Against.KEPT else None
    return compared is not None and not compared.differences
