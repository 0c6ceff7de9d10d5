"""What a mail says, before it has a form: a letter of a few known parts."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.delivery.mail import plain
from bot.domain.company import Company
from bot.domain.envelope import Envelope
from bot.domain.fields import DIRECTOR, SENDER, Party, Signer
from bot.services.facts import facts_of
from bot.texts import Texts

_NAME = 80
_TITLE = 100
_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words and the address they lead to."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedBy:
    """One signer, as the last mail names him."""

    name: str
    role: str
    when: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail's words, in the order in which they are read."""

    subject: str
    preview: str
    """What a list of mails shows after the subject, also on a locked screen."""
    heading: str
    lead: str
    quote: str = ""
    facts: tuple[str, ...] = ()
    code: str = ""
    button: Link | None = None
    deadline: str = ""
    also: Link | None = None
    signers: tuple[SignedBy, ...] = ()
    fingerprint: str = ""
    notes: tuple[str, ...] = ()
    check: Link | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where the product is found."""

    base_url: str
    telegram_url: str
    bot_username: str

    @property
    def chat(self) -> str:
        """The bot's own address."""
        return f"{self.telegram_url}/{self.bot_username}"

    @property
    def verify(self) -> str:
        """Where anybody checks a file."""
        return f"{self.base_url}/verify"

    def page(self, token: str) -> str:
        """Return a signer's personal page."""
        return f"{self.base_url}/s/{token}"

    def in_chat(self, token: str) -> str:
        """Return a signer's personal way into the chat."""
        return f"{self.chat}?start=s{token}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Whom a letter is for, and about what."""

    envelope: Envelope
    party: Party
    company: Company
    addresses: Addresses
    zone: tzinfo
    t: Texts

    @property
    def title(self) -> str:
        """The document's title, on one line."""
        return plain(self.envelope.drafted.title, _TITLE)

    @property
    def sender(self) -> str:
        """Who asks: a name, and the company for everybody outside of it."""
        prepared = self.envelope.prepared
        name = name_of(prepared.sender) if prepared else ""
        company = plain(self.company.name, _NAME)
        if self.ours or not company or company == name:
            return name or company
        return self.t("{name} of {company}", name=name, company=company)

    @property
    def ours(self) -> bool:
        """Whether the receiver belongs to the company."""
        return is_ours(self.party.role)

    @property
    def facts(self) -> tuple[str, ...]:
        """What one needs to know at a glance."""
        return tuple(
            plain(fact, 160) for fact in facts_of(self.t, self.envelope.drafted)[:8]
        )

    def moment(self, at: datetime) -> str:
        """Return a time as the receiver reads it, with the zone it is meant in."""
        name = at.astimezone(self.zone).tzname() or ""
        return f"{self.t.moment(at, self.zone)} {name}".rstrip()


def is_ours(role: str) -> bool:
    """Tell whether a role stands on the company's side."""
    return role == SENDER or role.startswith(DIRECTOR)


def name_of(party: Party | Signer) -> str:
    """Return a name, on one line."""
    return plain(party.name, _NAME)


def reason_of(text: str) -> str:
    """Return a remark, on one line."""
    return plain(text, _REASON)
