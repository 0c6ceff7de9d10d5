"""The answer about a photo of a document: which one it is, and how its page looks."""

from datetime import tzinfo
from html import escape

from bot.refusals import N_
from bot.screens.screen import Screen, bold
from bot.screens.verdict import sealed_button
from bot.services.verifying import Sighting
from bot.texts import Texts

YOURS = N_("This code belongs to “{title}”, sealed on {time}.")
YOURS_UNSEALED = N_("This code belongs to “{title}”, which is not sealed yet.")
SEALED_HERE = N_("This code belongs to a document that was sealed here on {time}.")
NOT_KNOWN = N_("No sealed document with the number {id} is known here.")
_MOST = 10
_SEND_IT = N_("Send me the PDF itself, and I'll tell you whether it was altered.")


def sighting(t: Texts, seen: Sighting, zone: tzinfo) -> Screen:
    """Say which document a photo shows, and what to do now."""
    lines = [_named(t, seen, zone)]
    lines += [escape(line) for line in page_lines(t, seen)]
    lines.append(t(_SEND_IT))
    rows = sealed_button(t, seen.party) if seen.party else []
    return Screen(text="\n".join(lines), rows=tuple(rows))


def photographed(t: Texts, seen: Sighting) -> Screen | None:
    """Show the photo with what looks different on it, to those who may see it."""
    pictures = seen.comparison.pictures if seen.comparison else ()
    if not pictures:
        return None
    return Screen(text=t("What looks different is boxed."), picture=pictures[0].jpeg)


def page_lines(t: Texts, seen: Sighting) -> list[str]:
    """Say how the page on the photo compares with ours; the chat and the page do."""
    if seen.comparison is None or not seen.comparison.pages:
        return []
    if not seen.comparison.differences:
        return [t("As far as a photo can tell, the page looks like the original.")]
    lines = [t("The photo does not look like the original:")]
    for each in seen.comparison.differences[:_MOST]:
        page = t("Page {page}", page=(each.was or 0) + 1)
        words = t("not “{old}” as in the original", old=each.old) if each.old else ""
        lines.append(f"• {page}: {words or t('something is different there')}")
    return list(dict.fromkeys(lines))


def _named(t: Texts, seen: Sighting, zone: tzinfo) -> str:
    sealed = seen.sealed and seen.sealed.sealed
    when = t.moment(sealed.at, zone) if sealed else ""
    light = "🔴" if seen.differs else "🔎" if sealed or seen.party else "⚪️"
    if not seen.party:
        named = t(SEALED_HERE, time=when) if sealed else t(NOT_KNOWN, id=seen.id)
    else:
        title = seen.party.envelope.drafted.title
        named = t(YOURS if sealed else YOURS_UNSEALED, title=title, time=when)
    return f"{light} {bold(named)}"
