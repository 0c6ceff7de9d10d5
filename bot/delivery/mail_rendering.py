"""Letters to HTML and to text: the same words, nothing in them taken for markup."""

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from bot.delivery.letter import Letter, Occasion
from bot.delivery.mail import plain
from bot.delivery.mail_looks import dark_rules, look


def _in_two(fact: str) -> tuple[str, str]:
    """Split `Number: 4711` for a table of two columns."""
    label, colon, value = fact.partition(": ")
    return (label, value) if colon and len(label) <= 24 else ("", fact)


def _on_one_line(value: object) -> object:
    """What a template puts out is cleaned here, so no template can forget it."""
    return plain(value) if type(value) is str else value


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("bot.delivery", "mail_templates"),
        autoescape=select_autoescape(["html"], default=False),
        undefined=StrictUndefined,
        finalize=_on_one_line,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["in_two"] = _in_two
    environment.globals.update(look=look, dark_rules=dark_rules)
    return environment


_ENVIRONMENT = _environment()


def as_html(it: Occasion, letter: Letter) -> Markup:
    """Return the page that mail programs show."""
    return Markup(_render("letter.html", it, letter))  # noqa: S704 - was autoescaped


def as_text(it: Occasion, letter: Letter) -> str:
    """Return the same for programs that show no HTML."""
    return _render("letter.txt", it, letter)


def _render(name: str, it: Occasion, letter: Letter) -> str:
    return _ENVIRONMENT.get_template(name).render(
        letter=letter,
        language=it.t.language,
        company=plain(it.company.name, 80),
        imprint=_imprint(it),
    )


def _imprint(it: Occasion) -> str:
    """Who writes, and the number to name when asking back."""
    sender = (it.company.name, *it.company.address)
    lines = " · ".join(plain(line, 80) for line in sender if line)
    number = it.t("Envelope {id}", id=it.envelope.id)
    return f"{lines} · {number}" if lines else number
