"""What the demo's page tells a newcomer to do, and the files it offers for it."""

from pathlib import Path

from playground.client import World

_SAMPLES = Path(__file__).with_name("samples")

CAST = (
    ("Olivia", None, "en", "+4940123451"),
    ("Alice", None, "en", "+4940123452"),
    ("Bob", "Keller", "de", "+4940123453"),
    ("Charlie", "Sommer", "en", "+491711234567"),
    ("Mallory", None, "en", "+4940123459"),
)
"""First name, last name, language and phone number of who is there at the start."""


def samples() -> dict[str, bytes]:
    """Return the files of the samples folder by name."""
    return {
        path.name: path.read_bytes()
        for path in sorted(_SAMPLES.iterdir())
        if path.is_file()
    }


async def gather_cast(url: str) -> None:
    """Give everybody of the demo an account."""
    async with World(url) as world:
        for first, last, language, phone in CAST:
            await world.person(first, last_name=last, language=language, phone=phone)


def guide(owner_code: str) -> list[tuple[str, str]]:
    """Return the steps of the tour, title and HTML each."""
    first = f"In Olivia's chat send <code>/start {owner_code}</code>, {_AFTER_CODE}"
    return [("Olivia takes over the bot", first), *_STEPS]


_AFTER_CODE = (
    "then her e-mail address. With <code>/company</code> she fills in name, address "
    "and IBAN (<code>DE89 3704 0044 0532 0130 00</code>), with <code>/team</code> she "
    "makes links for an employee and a director."
)
_STEPS = (
    (
        "Alice and Bob join",
        "Open the first link as Alice, the second as Bob, and give each an e-mail "
        "address, such as <code>alice@nordwind.example</code>.",
    ),
    (
        "Alice drafts",
        "As Alice, send <code>order.json</code> from the files below, and answer with "
        "the buttons. Then <b>Send for signing</b>. Or send any PDF.",
    ),
    (
        "Bob signs",
        "Bob gets pages and PDF. He approves with two photos from the files: "
        "<code>signature-photo.jpg</code> and <code>stamp-photo.jpg</code>.",
    ),
    (
        "Charlie signs",
        "Open the <a href='/mail'>mailbox</a>: Charlie has a link. A second mail "
        "brings his code. He draws or types his signature on the page.",
    ),
    (
        "Everybody has it",
        "The sealed PDF comes by chat and e-mail; Alice's card is green. "
        "<code>/status</code> shows the board.",
    ),
    (
        "Was it altered?",
        "Download the sealed PDF from a chat and send it as Mallory, a stranger: the "
        "answer says who signed when. Change a byte in it, and it says so.",
    ),
)
