"""The measurements run and print what they promise; no time is judged here."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench import chat, commands, journal, photos, verifying

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
async def test_chat_tells_a_line_for_every_crowd_and_the_memory() -> None:
    told: list[str] = []
    await chat.measure(1, (1, 3), told.append)
    text = "\n".join(told)
    for wanted in ("/help", "a button", "/status", "verdict", "while 3 chat"):
        assert wanted in text
    assert "echo bot" in told[0]
    after = next(line for line in told if line.startswith("after 3 people"))
    service, worker, count = (int(word) for word in after.split()[-3:])
    assert service > 20
    assert worker > 20
    assert count > 0


def test_verify_compares_with_pdfsig_and_pyhanko() -> None:
    head, *rows = verifying.lines(1, ("1 page",))
    assert "pdfsig" in head
    assert "pyHanko" in head
    assert [row.split(",")[0].strip() for row in rows] == ["1 page", "1 page"]
    assert "2 signatures" in rows[0]
    assert "3 signatures" in rows[1]


def test_the_command_is_measured_as_a_whole() -> None:
    head, row = commands.lines(1, (2,))
    assert "pdfsig" in head
    assert "pyHanko" in head
    assert row.strip().startswith("2 of 1 page, each")


async def test_the_journal_is_measured_as_it_grows() -> None:
    head, *rows = [line async for line in journal.lines(1, (50, 100))]
    assert "median" in head
    assert [row.split(", by ")[0].strip() for row in rows] == ["50"] * 3 + ["100"] * 3
    for wanted in ("its id", "hash of a file", "page of a photo"):
        assert wanted in "\n".join(rows)


def test_images_compares_with_pillow() -> None:
    head, *rows = photos.lines(1, (640, 480))
    assert "Pillow" in head
    assert [row.split(",")[0].strip() for row in rows] == ["signature", "stamp"]


@pytest.mark.slow
def test_one_part_can_be_asked_for() -> None:
    done = _bench("images", "--quick", "--rounds", "1")
    assert done.returncode == 0, done.stderr
    machine, *rest = done.stdout.splitlines()
    assert "cores" in machine
    assert "Python" in machine
    assert "images" in rest
    assert "chat" not in rest


def test_an_unknown_part_is_refused() -> None:
    done = _bench("everything")
    assert done.returncode == 2
    assert "no such part" in done.stderr


def _bench(*wishes: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bench", *wishes],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
