"""The facts about an envelope, with who and when: the only thing stored about it.

Stored events live forever: attributes are only ever added, with a default.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from bot.domain.fields import Channel, Field, Party, Signer

BOT = "bot"
"""`by` of what the service did on its own. People are `person:<id>`, signers
`signer:<role>`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Where an act came from."""

    via: str
    """`chat` or `page`."""
    address: str = ""
    """Network address, on the page."""
    agent: str = ""
    """Browser, on the page."""
    account: int = 0
    """Telegram account, in the chat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What every fact has."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFacts:
    """What an order is about, for readers of any language."""

    customer: str
    number: str = ""
    day: date | None = None
    total: Decimal | None = None
    """In `currency`; None for what has no prices."""
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted(Event):
    """A document was made or received."""

    owner: int
    title: str
    source: str
    """SHA-256 of the PDF before preparation."""
    pages: int
    language: str
    origin: str
    """`order` or `file`."""
    facts: tuple[str, ...] = ()
    """What the director needs to know at a glance, one line each, in `language`."""
    order: OrderFacts | None = None
    """The same for readers of other languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared(Event):
    """All places, signers and the sender's values are in the PDF."""

    document: str
    """SHA-256 of the prepared PDF."""
    pages: int
    fields: tuple[Field, ...]
    signers: tuple[Signer, ...]
    sender: Party
    deadline: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent(Event):
    """The sender let it go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited(Event):
    """A signer was told that it is his turn."""

    role: str
    channel: Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded(Event):
    """A signer was reminded."""

    role: str
    channel: Channel
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudged(Event):
    """The sender asked for a reminder right now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFailed(Event):
    """A channel did not take a message."""

    role: str
    channel: Channel
    purpose: str
    """`invite`, `remind-<n>`, `deliver` or `notify-<about>`."""
    attempt: int
    permanent: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined(Event):
    """A signer came to the chat, so he can be reached there too."""

    role: str
    trace: Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Event):
    """A signer looked at the document, after proving who he is."""

    role: str
    trace: Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified(Event):
    """A signer proved who he is."""

    role: str
    method: str
    """`telegram` or `email-code`."""
    trace: Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected(Event):
    """Somebody used a signer's way in without being him."""

    role: str
    reason: str
    trace: Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed(Event):
    """A signer signed."""

    role: str
    shown: str
    """SHA-256 of the file as it was shown to him."""
    document: str
    """SHA-256 of the revision that holds his signature."""
    values: str
    """SHA-256 of what he filled in, as JSON."""
    consent: str
    """The sentence he agreed to."""
    certificate: str
    """SHA-256 of the one-shot certificate."""
    trace: Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined(Event):
    """A signer refused."""

    role: str
    reason: str
    trace: Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack(Event):
    """The sender took it back."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expired(Event):
    """The deadline passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readdressed(Event):
    """A signer's address was corrected; his old link is dead."""

    role: str
    contact: str
    channels: tuple[Channel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SealFailed(Event):
    """The closing seal could not be set; it is tried again."""

    attempt: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed(Event):
    """The company's seal closed the file, and it was verified."""

    document: str
    """SHA-256 of the sealed PDF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered(Event):
    """A party has the sealed PDF."""

    role: str
    channel: Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Notified(Event):
    """A party was told how it went."""

    role: str
    channel: Channel
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived(Event):
    """The sender put it away."""


EVENTS: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in (
        Drafted,
        Prepared,
        Sent,
        Invited,
        Reminded,
        Nudged,
        DeliveryFailed,
        Joined,
        Opened,
        Identified,
        Rejected,
        Signed,
        Declined,
        TakenBack,
        Expired,
        Readdressed,
        SealFailed,
        Sealed,
        Delivered,
        Notified,
        Archived,
    )
}
"""Every event ever released, by the name it is stored under."""


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(EVENTS[name])


def to_data(event: Event) -> dict[str, Any]:
    """Return the event's own attributes as JSON values, without `at` and `by`."""
    data: dict[str, Any] = _adapter(type(event).__name__).dump_python(
        event, mode="json"
    )
    del data["at"], data["by"]
    return data


def from_data(name: str, at: datetime, by: str, data: Mapping[str, Any]) -> Event:
    """Rebuild a stored event. Raises KeyError for a name of a newer release."""
    event: Event = _adapter(name).validate_python({"at": at, "by": by, **data})
    return event
