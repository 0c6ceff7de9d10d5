"""The README's state diagram says what the code does: nothing more, nothing less."""

import re
from pathlib import Path

import pytest

from bot.domain.events import EVENTS
from tests.domain.diagram import Transition, draw, transitions

README = Path(__file__).parents[2] / "README.md"


@pytest.fixture(scope="module")
def found() -> set[Transition]:
    return transitions()


def test_the_diagram_in_the_readme_is_what_the_code_does(
    found: set[Transition],
) -> None:
    blocks = re.findall(r"```mermaid\n(.*?)\n```", README.read_text(), re.DOTALL)
    diagrams = [block for block in blocks if block.startswith("stateDiagram-v2")]
    assert diagrams == [draw(found)], "paste what `python -m tests.domain.diagram` says"


def test_every_event_happens_somewhere(found: set[Transition]) -> None:
    assert {event for _, event, _ in found} == set(EVENTS)


def test_what_is_finished_stays_finished(found: set[Transition]) -> None:
    """Said here once more by hand: a diagram is pasted easily."""
    leaving = {
        (before, event, after) for before, event, after in found if before != after
    }
    assert {item for item in leaving if item[0] in {"signed", "not signed"}} == {
        ("signed", "Archived", "archived"),
        ("not signed", "Archived", "archived"),
    }
    assert not {item for item in leaving if item[0] == "archived"}
    assert {item for item in leaving if item[2] == "signed"} == {
        ("partly signed", "Sealed", "signed")
    }
    assert not {before for before, event, _ in found if event == "Signed"} & {
        *("draft", "signed", "archived", "not signed")
    }
