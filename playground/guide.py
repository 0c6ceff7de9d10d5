"""What the demo's page tells a newcomer to do, and the files it offers for it."""

from html import escape
from pathlib import Path

from playground.client import World

_SAMPLES = Path(__file__).with_name("samples")

_ORDER = (
    "order.json",
    "contract.pdf",
    "signature-photo.jpg",
    "stamp-photo.jpg",
    "logo.png",
    "order.csv",
    "order.xlsx",
    "offer.csv",
    "invoice.json",
    "service-contract.json",
    "nda.json",
    "handover-protocol.csv",
    "blank-photo.jpg",
)

CAST = (
    ("Olivia", None, "en", "+4940123451"),
    ("Alice", None, "en", "+4940123452"),
    ("Bob", "Keller", "de", "+4940123453"),
    ("Charlie", "Sommer", "en", "+491711234567"),
    ("Mallory", None, "en", "+4940123459"),
)
"""First name, last name, language and phone number of who is there at the start."""


def samples() -> dict[str, bytes]:
    """Return the files of the samples folder by name, the most wanted first."""
    return {name: (_SAMPLES / name).read_bytes() for name in _ORDER}


async def gather_cast(url: str) -> None:
    """Give everybody of the demo an account."""
    async with World(url) as world:
        for first, last, language, phone in CAST:
            await world.person(first, last_name=last, language=language, phone=phone)


def guide(owner_code: str) -> list[tuple[str, str]]:
    """Return the steps of the tour, title and HTML each."""
    link = _button("Olivia", "open", owner_code, "opens the owner's link")
    first = f"Olivia {link}, presses <b>START</b> and {_COMPANY}"
    return [("Olivia takes over the bot", first), *_STEPS]


def _button(who: str, does: str, what: str, label: str = "") -> str:
    """Return a button that opens a link, writes into a chat or sends a sample."""
    return (
        f'<button type="button" data-who="{who}" data-{does}="{escape(what)}">'
        f"{escape(label or what)}</button>"
    )


_ADDRESS = "Hafenstraße 12\n20457 Hamburg"
_COMPANY = (
    "types her e-mail address: "
    f"{_button('Olivia', 'write', 'olivia@nordwind.example')}. "
    f"After {_button('Olivia', 'write', '/company')} the bot asks for the company's "
    "name, postal address, bank account and logo: "
    f"{_button('Olivia', 'write', 'Nordwind GmbH')} "
    f"{_button('Olivia', 'write', _ADDRESS, 'Hafenstraße 12…')} "
    f"{_button('Olivia', 'write', 'DE89 3704 0044 0532 0130 00', 'DE89 3704…')} "
    f"{_button('Olivia', 'send', 'logo.png')}"
)
_STEPS = (
    (
        "Alice and Bob join",
        f"Under {_button('Olivia', 'write', '/team')} Olivia presses "
        "<b>➕&nbsp;Employee</b> and clicks the link that comes: Alice opens it. Then "
        "<b>➕&nbsp;Director</b>, and Bob opens that link. Both press <b>START</b> and "
        "type their e-mail addresses: "
        f"{_button('Alice', 'write', 'alice@nordwind.example')} "
        f"{_button('Bob', 'write', 'bob@nordwind.example')}",
    ),
    (
        "Alice drafts",
        f"Alice sends {_button('Alice', 'send', 'order.json')}, answers with the "
        "buttons, and presses <b>Send for signing</b>. The card that follows is live. "
        f"Any PDF will do as well: {_button('Alice', 'send', 'contract.pdf')}",
    ),
    (
        "Bob signs",
        "Bob reads German. He presses <b>Freigeben und unterschreiben</b>, sends "
        f"{_button('Bob', 'send', 'signature-photo.jpg', 'his signature')} and "
        f"{_button('Bob', 'send', 'stamp-photo.jpg', 'the stamp')}, sees the page as "
        "it will look, and presses <b>Jetzt unterschreiben</b>.",
    ),
    (
        "Charlie signs",
        "Charlie uses no messenger. The <a href='/mail'>mailbox</a> has a link for "
        "him; a second mail brings his code. He draws, types or photographs his "
        "signature on the page.",
    ),
    (
        "Everybody has it",
        "The sealed PDF comes by chat and e-mail, and Alice's card is green. "
        f"{_button('Alice', 'write', '/status')} shows the board.",
    ),
    (
        "Was it altered?",
        "Press ⋯ beside the sealed PDF in Alice's chat, and let Mallory, a stranger, "
        "forward it to the bot: she learns who signed when. Then let her send a "
        "changed copy.",
    ),
    (
        "When things don't go to plan",
        f"Let Alice send {_button('Alice', 'send', 'order.csv')}, and try the buttons "
        "of the card: the PDF, another address, taking it back. Or decline as Bob.",
    ),
)
