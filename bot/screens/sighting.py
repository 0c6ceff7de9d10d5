"""The answer about a photo of a document: which one it is."""

from datetime import tzinfo

from bot.refusals import N_
from bot.screens.screen import Screen, bold
from bot.screens.verdict import sealed_button
from bot.services.verifying import Sighting
from bot.texts import Texts

YOURS = N_("This code belongs to “{title}”, sealed on {time}.")
YOURS_UNSEALED = N_("This code belongs to “{title}”, which is not sealed yet.")
SEALED_HERE = N_("This code belongs to a document that was sealed here on {time}.")
NOT_KNOWN = N_("No sealed document with the number {id} is known here.")
_SEND_IT = N_("Send me the PDF itself, and I'll tell you whether it was altered.")


def sighting(t: Texts, seen: Sighting, zone: tzinfo) -> Screen:
    """Say which document a photo shows, and what to do now."""
    lines = [_named(t, seen, zone)]
    lines.append(t(_SEND_IT))
    rows = sealed_button(t, seen.party) if seen.party else []
    return Screen(text="\n".join(lines), rows=tuple(rows))


def _named(t: Texts, seen: Sighting, zone: tzinfo) -> str:
    sealed = seen.sealed and seen.sealed.sealed
    when = t.moment(sealed.at, zone) if sealed else ""
    light = "🔎" if sealed or seen.party else "⚪️"
    if not seen.party:
        named = t(SEALED_HERE, time=when) if sealed else t(NOT_KNOWN, id=seen.id)
    else:
        title = seen.party.envelope.drafted.title
        named = t(YOURS if sealed else YOURS_UNSEALED, title=title, time=when)
    return f"{light} {bold(named)}"
