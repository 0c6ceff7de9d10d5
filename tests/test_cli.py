"""The command line as its users meet it: another process, words and an exit code."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NEEDED = {
    "CHATSIGN_BOT_TOKEN": "123456:ABC-def_ghi",
    "CHATSIGN_PASSPHRASE": "a long enough one",
    "CHATSIGN_SMTP_HOST": "mail.example.com",
    "CHATSIGN_MAIL_FROM": "signing@example.com",
}


def chatsign(
    folder: Path, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody else listens on."""
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        yield int(other.getsockname()[1])


@pytest.mark.parametrize("before", [0, 1], ids=["chats", "pages"])
def test_a_demo_on_a_taken_port_says_so_in_a_line(
    tmp_path: Path, taken: int, before: int
) -> None:
    run = chatsign(tmp_path, "demo", "--port", str(taken - before))
    assert run.returncode == 2
    (line,) = run.stderr.splitlines()
    assert f"Port {taken} " in line
    assert "--port" in line


def test_a_service_on_a_taken_port_says_so_in_a_line(
    tmp_path: Path, taken: int
) -> None:
    listen = {"CHATSIGN_LISTEN": f"127.0.0.1:{taken}"}
    run = chatsign(tmp_path, "serve", **NEEDED, **listen)
    assert run.returncode == 2
    (line,) = run.stderr.splitlines()
    assert f"Port {taken} " in line
    assert "CHATSIGN_LISTEN" in line


@pytest.mark.parametrize("command", ["doctor", "serve", "owner"])
def test_without_settings_one_reads_what_to_set_and_where(
    tmp_path: Path, command: str
) -> None:
    run = chatsign(tmp_path, command)
    assert run.returncode == 2
    for words in (*NEEDED, "@BotFather", f"{tmp_path}/.env", ".env.example"):
        assert words in run.stderr


def test_what_was_backed_up_is_restored_into_an_empty_folder(tmp_path: Path) -> None:
    blob = tmp_path / "data" / "blobs" / "ab" / "abcd"
    blob.parent.mkdir(parents=True)
    blob.write_bytes(b"a sealed file")
    here, there = ({**NEEDED, "CHATSIGN_DATA": name} for name in ("data", "other"))
    assert chatsign(tmp_path, "owner", **here).stdout.startswith("/start ")
    assert chatsign(tmp_path, "backup", "all.tar.gz", **here).returncode == 0
    assert chatsign(tmp_path, "restore", "all.tar.gz", **there).returncode == 0
    old, new = (
        {
            file.relative_to(folder): file.read_bytes()
            for file in folder.rglob("*")
            if file.is_file() and "chatsign.db" not in file.name
        }
        for folder in (tmp_path / "data", tmp_path / "other")
    )
    assert len(old) > 1
    assert new == old
    again = chatsign(tmp_path, "restore", "all.tar.gz", **there)
    assert again.returncode == 1
    assert "is not empty; nothing was changed" in again.stderr
    assert chatsign(tmp_path, "owner", **there).stdout.startswith("/start ")


def test_no_line_of_the_help_is_cut(tmp_path: Path) -> None:
    assert "..." not in chatsign(tmp_path, "--help").stdout.split("Commands:")[1]
