"""The three doors through which people ask about a file: chat, page, command line."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from playground.person import Person
from playground.scripts.visitor import Visitor

_ROOT = Path(__file__).parents[2]
_LIGHTS = "🟢🟡🔴⚪"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a door says."""

    sign: str
    """The light in the chat; colour and word on the page."""
    sentence: str
    lines: tuple[str, ...]
    """Everything there is to read."""


async def in_chat(person: Person, name: str, data: bytes) -> Answer:
    """Somebody sends the file to the bot."""
    sent = await person.document(name, data)
    told = await person.wait_for(lambda m: m.text[:1] in _LIGHTS, after=sent)
    first, *_ = lines = told.text.splitlines()
    light, _, sentence = first.partition(" ")
    return Answer(light.strip("\N{VARIATION SELECTOR-16}"), sentence, tuple(lines))


async def on_page(visitor: Visitor, url: str, name: str, data: bytes) -> Answer:
    """Somebody uploads the file to a page for verifying."""
    page = await visitor.open(url)
    (field,) = page.form("/verify").files
    page = await visitor.submit(page, "/verify", files={field: (name, data)})
    assert page.status == 200, page.text
    colour = _only(r'class="card result verdict (\w+)"', page.html)
    (word,) = re.findall(r'<p class="word">([^<]+)</p>', page.html) or ("",)
    lines = [" ".join(line.split()) for line in page.text.splitlines()]
    return Answer(
        f"{colour}: {unescape(word)}",
        _only(r"<h1>([^<]+)</h1>", page.html),
        tuple(filter(None, lines)),
    )


def _only(pattern: str, html: str) -> str:
    (found,) = re.findall(pattern, html)
    return unescape(found)


def at_command_line(
    folder: Path, names: Sequence[str], data: Path
) -> tuple[int, dict[str, dict[str, Any]]]:
    """Ask `chatsign verify --json` about files: its exit code, and what it says."""
    run = subprocess.run(
        [sys.executable, "-m", "bot.cli", "verify", "--json", *names],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(_ROOT),
            "PYTHONUTF8": "1",
            "CHATSIGN_DATA": str(data),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert not run.stderr, run.stderr
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert [answer["file"] for answer in answers] == list(names)
    return run.returncode, {answer["file"]: answer for answer in answers}
