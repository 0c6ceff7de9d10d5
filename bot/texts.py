"""Every text a person reads, in his language: messages, dates, numbers, refusals.

English stands in the code as the message id; other languages are gettext catalogues in
`bot/locales/<language>/LC_MESSAGES/messages.po`, read as they are (no compile step).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal

from bot.domain.envelope import Stage
from bot.domain.errors import Refusal
from bot.domain.fields import CUSTOMER, DIRECTOR, PICTURES, SENDER, Field, Kind
from bot.domain.values import BankDetails
from bot.refusals import N_, REFUSALS

LANGUAGES = ("en", "de")
"""The languages that are complete; the first one is the fallback."""

_LOCALES = Path(__file__).parent / "locales"


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language. Call it to translate: `t("Sign now")`."""

    language: str
    locale: Locale
    _messages: Mapping[str, str | tuple[str, ...]]

    def __call__(self, message: str, /, **params: object) -> str:
        """Translate a message and fill in its `{parameters}`."""
        found = self._messages.get(message) or message
        text = found if isinstance(found, str) else found[0]
        return text.format_map(params) if params else text

    def n(self, singular: str, plural: str, count: int, /, **params: object) -> str:
        """Translate a message that counts something; `{count}` is filled in."""
        found = self._messages.get(singular)
        forms = found if isinstance(found, tuple) and all(found) else (singular, plural)
        form = forms[min(int(self.locale.plural_form(count) != "one"), len(forms) - 1)]
        return form.format_map({"count": self.number(count), **params})

    def refusal(self, refusal: Refusal) -> str:
        """Say what is wrong and what to do."""
        return self(REFUSALS[refusal.key], **refusal.params)

    def date(self, day: date) -> str:
        """24.11.2026 or Nov 24, 2026."""
        return format_date(day, "medium", locale=self.locale)

    def moment(self, at: datetime, zone: tzinfo) -> str:
        """A date and time in the given time zone, without seconds."""
        local = at.astimezone(zone)
        return format_datetime(local, "medium", locale=self.locale).replace(
            local.strftime(":%S"), "", 1
        )

    def number(self, number: int | Decimal) -> str:
        """1.234,5 or 1,234.5, with all its digits."""
        return format_decimal(number, locale=self.locale, decimal_quantization=False)

    def money(self, amount: Decimal, currency: str) -> str:
        """1.234,50 € or €1,234.50."""
        return format_currency(amount, currency, locale=self.locale)

    def both_times(self, at: datetime, zone: tzinfo) -> str:
        """A moment in UTC and in the given zone, as evidence shows it."""
        utc = at.astimezone(UTC)
        return f"{utc:%Y-%m-%d %H:%M:%S} UTC ({self.moment(at, zone)})"

    def role(self, role: str) -> str:
        """Name a signer's role."""
        return self(_ROLES.get(role, role))

    def stage(self, stage: Stage) -> str:
        """Name a column of the board."""
        return self(_STAGES[stage])

    def kind(self, kind: Kind) -> str:
        """Say what people call a field of this kind."""
        return self(_KINDS[kind])

    def label(self, field: Field) -> str:
        """Name one field: by its own label, but pictures by what they are."""
        own = "" if field.kind in PICTURES else field.label
        return own or self.kind(field.kind)

    def value(self, field: Field, value: Any) -> tuple[str, ...]:
        """Return a kept value as the lines that are printed."""
        match field.kind:
            case Kind.DATE:
                return (self.date(date.fromisoformat(value)),)
            case Kind.NUMBER:
                return (self.number(Decimal(value)),)
            case Kind.BANK:
                return BankDetails(**value).lines
            case Kind.CHECKBOX:
                return ("true" if value else "false",)
        return (str(value),)


_ROLES = {
    SENDER: N_("sender"),
    DIRECTOR: N_("for the company"),
    CUSTOMER: N_("customer"),
}

_KINDS = {
    Kind.TEXT: N_("Text"),
    Kind.DATE: N_("Date"),
    Kind.NUMBER: N_("Number"),
    Kind.CHECKBOX: N_("Check box"),
    Kind.CHOICE: N_("Choice"),
    Kind.BANK: N_("Bank details"),
    Kind.SIGNATURE: N_("Signature"),
    Kind.INITIALS: N_("Initials"),
    Kind.STAMP: N_("Stamp"),
    Kind.IMAGE: N_("Picture"),
}

_STAGES = {
    Stage.DRAFT: N_("Draft"),
    Stage.APPROVAL: N_("Approval"),
    Stage.SENT: N_("Sent"),
    Stage.PARTLY_SIGNED: N_("Partly signed"),
    Stage.SIGNED: N_("Signed"),
    Stage.ARCHIVED: N_("Archived"),
    Stage.NOT_SIGNED: N_("Not signed"),
}


def texts(language: str) -> Texts:
    """Return the texts for an IETF language tag; unknown languages get English."""
    code = language.split("-")[0].lower()
    return _texts(code if code in LANGUAGES else LANGUAGES[0])


@cache
def _texts(code: str) -> Texts:
    return Texts(code, Locale(code), _read_catalogue(code))


def _read_catalogue(code: str) -> dict[str, str | tuple[str, ...]]:
    path = _LOCALES / code / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code)
    return {
        message.id if isinstance(message.id, str) else message.id[0]: (
            message.string if isinstance(message.string, str) else tuple(message.string)
        )
        for message in catalogue
        if message.id and message.string and not message.fuzzy
    }
