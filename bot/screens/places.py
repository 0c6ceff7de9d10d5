"""Which places a file shall get: the list to choose from."""

from bot.domain.draft import PLACES, Draft, Place
from bot.domain.envelope import Envelope
from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER
from bot.screens.screen import Button, Screen, press
from bot.texts import Texts


def choose_places(t: Texts, envelope: Envelope, draft: Draft) -> Screen:
    """Ask which places a file without fields shall get."""

    def toggle(place: Place) -> Button:
        wanted = place.key in draft.wanted
        # The button says what it leads to, so that pressing it twice changes nothing.
        return Button(
            text=f"{'✅' if wanted else '▫️'} {_place_name(t, place)}",
            data=press("place", envelope.id, place.key, "0" if wanted else "1"),
        )

    buttons = {
        role: [toggle(place) for place in PLACES if place.role == role]
        for role in (SENDER, DIRECTOR, CUSTOMER)
    }
    rows = [
        tuple(of_role[at : at + 2])
        for of_role in buttons.values()
        for at in range(0, len(of_role), 2)
    ]
    done = Button(text=t("👍 Looks right"), data=press("placed", envelope.id))
    return Screen(
        text=t(
            "What should be filled in, and by whom? I look for labels in the document; "
            "what has no place gets one on a signature page."
        ),
        rows=(*rows, (done,)),
    )


def _place_name(t: Texts, place: Place) -> str:
    owner = {
        SENDER: t("we"),
        DIRECTOR: t("director"),
        CUSTOMER: t("customer"),
    }.get(place.role, place.role)
    return f"{t.kind(place.kind)} ({owner})"
