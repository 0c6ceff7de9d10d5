"""What people type, turned into values or refused with the reason."""

import re
import unicodedata
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache

import phonenumbers
from babel import Locale
from babel.dates import parse_date as babel_parse_date
from email_validator import EmailNotValidError, validate_email
from schwifty import IBAN
from schwifty.exceptions import SchwiftyException

from bot.domain.errors import InputRefused

PRINTABLE_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "COMBINING")
"""The scripts the embedded font covers; the rest is refused, never printed as boxes."""

_SYMBOLS = frozenset("§€£¥₽₴₸©®™°±×÷·•–—‘’“”„‚«»‹›…№ªº¹²³¼½¾µ¶¿¡¢¤¦¨¬¯´¸†‡‰′″−≤≥≈≠")
_YEARS_AHEAD, _YEARS_BACK = 10, 120
_MARKS = frozenset({"Cc", "Cf", "Cs"})
"""Unicode's categories of what is not seen but does something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankDetails:
    """Where money goes."""

    iban: str
    """Without spaces."""
    bic: str = ""
    bank: str = ""
    holder: str = ""

    def as_json(self) -> dict[str, str]:
        """Return the details as plain values."""
        return asdict(self)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines as they are printed."""
        grouped = " ".join(re.findall(".{1,4}", self.iban))
        second = " · ".join(part for part in (self.bic, self.bank) if part)
        return tuple(line for line in (self.holder, grouped, second) if line)


class Unit(StrEnum):
    """What a period is counted in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A length of time as contracts count it, up to 999 of a unit."""

    count: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read `3 months` or `3 Monate`."""
        found = _PERIOD.fullmatch(text.strip().lower())
        if not found:
            raise InputRefused("period.unreadable", value=clean_echo(text))
        return cls(count=int(found[1]), unit=_UNITS[found[2]])


_UNITS = {unit.value: unit for unit in Unit} | {
    "tag": Unit.DAY,
    "woche": Unit.WEEK,
    "monat": Unit.MONTH,
    "jahr": Unit.YEAR,
}
_PERIOD = re.compile(rf"([1-9][0-9]{{0,2}})\s*({'|'.join(_UNITS)})(?:s|e|n|en)?")


def clean_text(text: str, max_length: int = 200) -> str:
    """Return the text on one line without control and direction marks, or refuse what
    cannot be printed."""
    cleaned = without_marks(text)
    if not cleaned:
        raise InputRefused("text.empty")
    if len(cleaned) > max_length:
        raise InputRefused("text.too-long", limit=max_length)
    for char in cleaned:
        if not _printable(char):
            raise InputRefused("text.script", char=char)
    return cleaned


def printable_part(text: str, most: int) -> str:
    """Return what of a text from outside can be printed, shortened; empty when that is
    nothing."""
    kept = "".join(char for char in without_marks(text) if _printable(char))
    return " ".join(kept.split())[:most].rstrip()


def without_marks(text: str) -> str:
    """Return the text on one line, without control and direction marks."""
    line = " ".join(text.split())
    kept = "".join(c for c in line if unicodedata.category(c) not in _MARKS)
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def _printable(char: str) -> bool:
    if char.isascii() or char in _SYMBOLS:
        return True
    return unicodedata.name(char, "").startswith(PRINTABLE_SCRIPTS)


def parse_date(text: str, language: str, today: date) -> date:
    """Read a date as people write it in this language, or as 2026-11-24.

    Dates that nobody can mean are taken for typing errors: over ten years ahead, or
    before anybody alive was born.
    """
    try:
        day = _read_date(text.strip(), language)
    except (ValueError, IndexError, KeyError, TypeError) as error:
        example = "24.11.2026" if language == "de" else "11/24/2026"
        raise InputRefused("date.unreadable", example=example) from error
    if day - today > timedelta(days=366 * _YEARS_AHEAD):
        raise InputRefused("date.far", date=day.isoformat())
    if today - day > timedelta(days=366 * _YEARS_BACK):
        raise InputRefused("date.old", date=day.isoformat())
    return day


def _read_date(text: str, language: str) -> date:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return date.fromisoformat(text)
    if named := _NAMED_MONTH.fullmatch(text) or _MONTH_FIRST.fullmatch(text):
        month = _months(language)[named["month"].rstrip(".").casefold()]
        return date(int(named["year"]), month, int(named["day"]))
    if not re.fullmatch(r"\d{1,2}[./]\s?\d{1,2}[./]\s?(\d{2}|\d{4})", text):
        raise ValueError(text)
    if "." in text:
        return babel_parse_date(text, locale="de", format="short")
    return babel_parse_date(text, locale=language, format="short")


_NAMED_MONTH = re.compile(
    r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th)?\s+(?P<month>[^\W\d]+\.?),?\s+(?P<year>\d{4})"
)
_MONTH_FIRST = re.compile(
    r"(?P<month>[^\W\d]+\.?)\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"
)


@cache
def _months(language: str) -> dict[str, int]:
    """Return the numbers of the months by their names, long and short."""
    return {
        name.rstrip(".").casefold(): number
        for tongue in {language, "en"}
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in Locale(tongue).months[context][width].items()
    }


def insist_on_range(number: Decimal, least: str, most: str) -> None:
    """Refuse a number below `least` or above `most`, where these are given."""
    if least and number < Decimal(least):
        raise InputRefused("number.least", limit=least)
    if most and number > Decimal(most):
        raise InputRefused("number.most", limit=most)


def parse_number(text: str, language: str) -> Decimal:
    """Read 1.234,5 (German) or 1,234.5 (English)."""
    group, point = (".", ",") if language == "de" else (",", ".")
    plain = text.strip().replace(" ", "").replace(group, "").replace(point, ".")
    try:
        number = Decimal(plain)
    except InvalidOperation as error:
        raise InputRefused("number.unreadable") from error
    if not number.is_finite() or abs(number) >= 10**12:
        raise InputRefused("number.unreadable")
    return number


def parse_iban(text: str, holder: str = "") -> BankDetails:
    """Check an IBAN and name its bank and BIC where the registry knows them."""
    compact = re.sub(r"[\s-]", "", text).upper()
    try:
        iban = IBAN(compact)
    except SchwiftyException as error:
        raise InputRefused("iban.wrong", iban=clean_echo(compact)) from error
    return BankDetails(
        iban=str(iban),
        bic=str(iban.bic or ""),
        bank=str(iban.bank_name or ""),
        holder=holder,
    )


def parse_email(text: str) -> str:
    """Return the address in its normal form."""
    try:
        found = validate_email(text.strip(), check_deliverability=False)
    except EmailNotValidError as error:
        raise InputRefused("email.wrong", email=clean_echo(text)) from error
    return found.normalized


def parse_phone(text: str, region: str = "DE") -> str:
    """Return the number as +491711234567."""
    try:
        number = phonenumbers.parse(text.strip(), region)
    except phonenumbers.NumberParseException as error:
        raise InputRefused("phone.wrong", phone=clean_echo(text)) from error
    if not phonenumbers.is_valid_number(number):
        raise InputRefused("phone.wrong", phone=clean_echo(text))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def clean_echo(text: str) -> str:
    """Shorten what was typed so that it can be shown back."""
    printable = "".join(c for c in text if c.isprintable())
    return printable if len(printable) <= 40 else printable[:39] + "…"
