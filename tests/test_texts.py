"""Everybody reads everything in his own language, and nothing is missing in any."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Catalog

from bot.domain.errors import Refusal
from bot.images.errors import ImageProblem
from bot.locales import catalogues
from bot.refusals import REFUSALS
from bot.texts import LANGUAGES, texts
from tests.refusal_keys import Raised, RefusalScan

TRANSLATED = LANGUAGES[1:]
_PARAMETER = re.compile(r"\{(\w+)\}")


@cache
def catalogue(language: str) -> Catalog:
    """Return a language's catalogue with exactly the messages of today's code."""
    path = catalogues.catalogue_path(language)
    return catalogues.update(path, language, catalogues.collect())


def translations(language: str) -> Iterator[tuple[str, str]]:
    """Yield each English text with its translation; plurals form by form."""
    for message in catalogue(language):
        if isinstance(message.id, str):
            if message.id:
                yield message.id, str(message.string)
        else:
            yield from zip(message.id, message.string or (), strict=True)


@cache
def raised() -> tuple[Raised, ...]:
    """Return every refusal of the source."""
    return tuple(RefusalScan().raised())


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_missing_or_uncertain(language: str) -> None:
    assert [*catalogues.complaints(catalogue(language))] == []


def test_texts_that_are_said_with_escaped_names_are_in_the_catalogues() -> None:
    ids = {message.id for message in catalogues.collect()}
    assert "✍️ {name} asks for your signature." in ids
    assert "Sign now" in ids
    assert ("{count} page", "{count} pages") in ids
    assert "Open the document" in ids


def test_every_refusal_has_a_text_and_every_text_a_refusal() -> None:
    keys = {it.key: it.place for it in raised()}
    assert {key: keys[key] for key in keys.keys() - REFUSALS.keys()} == {}
    assert REFUSALS.keys() - keys.keys() == set()
    assert len(keys) > 80
    assert {str(problem) for problem in ImageProblem} <= keys.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_can_be_said_with_what_its_raisers_give(language: str) -> None:
    t = texts(language)
    unsaid = {}
    for it in raised():
        names = set(_PARAMETER.findall(REFUSALS.get(it.key, "")))
        if names - it.params:
            unsaid[it.place] = (it.key, names - it.params)
            continue
        said = t.refusal(Refusal(it.key, **dict.fromkeys(it.params, "4711")))
        assert "{" not in said, it
        assert said.count("4711") >= len(names), it
    assert unsaid == {}


def test_refusals_are_said_in_the_readers_language() -> None:
    refusal = Refusal("pdf.too-many-pages", pages=900, limit=300)
    assert "900 pages; at most 300" in texts("en").refusal(refusal)
    assert "900 Seiten; höchstens 300" in texts("de").refusal(refusal)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["0 pages", "1 page", "2 pages", "1,000 pages"]),
        ("de", ["0 Seiten", "1 Seite", "2 Seiten", "1.000 Seiten"]),
        ("fr", ["0 pages", "1 page", "2 pages", "1,000 pages"]),
    ],
)
def test_counted_things_agree_with_their_number(language: str, said: list[str]) -> None:
    t = texts(language)
    assert [t.n("{count} page", "{count} pages", n) for n in (0, 1, 2, 1000)] == said


@pytest.mark.parametrize("language", ["fr", "fr-CH", "tlh", "", "xx-DE"])
def test_who_speaks_no_known_language_reads_english(language: str) -> None:
    t = texts(language)
    assert t.language == "en"
    assert t("Sign now") == "Sign now"


@pytest.mark.parametrize("language", ["de", "de-AT", "de-CH", "DE"])
def test_whoever_speaks_german_reads_german(language: str) -> None:
    t = texts(language)
    assert t("Sign now") == "Jetzt unterschreiben"
    assert t("A text that nobody has translated yet") == (
        "A text that nobody has translated yet"
    )


def test_dates_and_numbers_look_as_the_reader_writes_them() -> None:
    berlin, at = ZoneInfo("Europe/Berlin"), datetime(2026, 11, 24, 9, 3, 5, tzinfo=UTC)
    english, german = texts("en"), texts("de")
    assert german.date(date(2026, 11, 24)) == "24.11.2026"
    assert english.date(date(2026, 11, 24)) == "Nov 24, 2026"
    assert german.moment(at, berlin) == "24.11.2026, 10:03"
    assert english.moment(at, berlin).replace("\u202f", " ") == "Nov 24, 2026, 10:03 AM"
    assert german.number(Decimal("1234.567")) == "1.234,567"
    assert german.money(Decimal("1234.5"), "EUR") == "1.234,50\xa0€"
    assert english.money(Decimal("1234.5"), "EUR") == "€1,234.50"


@pytest.mark.parametrize("language", TRANSLATED)
def test_tags_are_closed_and_the_same_in_translation(language: str) -> None:
    for english, translated in translations(language):
        assert _tags(english) == _tags(translated), english


def test_german_texts_have_german_quotes() -> None:
    for english, german in translations("de"):
        assert "”" not in german, german
        assert '"' not in german, german
        assert german.count("„") == german.count("“") == english.count("”"), german


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_begin_and_end_as_they_must_to_be_put_together(
    language: str,
) -> None:
    """Spaces, line breaks, and the emoji that buttons are known by."""
    for english, translated in translations(language):
        assert _frame(english) == _frame(translated), english


def _frame(text: str) -> tuple[str, ...]:
    space = re.match(r"\s*", text), re.search(r"\s*$", text)
    emoji = re.findall(r"[\u2190-\u2bff\U0001f300-\U0001faff]", text)
    return (*(it[0] for it in space if it), str(text.count("\n")), *emoji)


class _Tags(HTMLParser):
    """Counts tags, and insists that each is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)
        self.seen[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


def _tags(text: str) -> Counter[str]:
    parser = _Tags()
    parser.feed(text)
    parser.close()
    assert parser.open == [], text
    assert text.count("<") == 2 * sum(parser.seen.values()), text
    return parser.seen
