"""`chatsign verify`, as its users call it: another process, files, an exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from tests.pdf import chain
from tests.pdf.attacks_on_pages import page_added
from tests.pdf.attacks_with_tails import five_hundred_bytes_appended
from tests.pdf.bombs import nested_arrays

ROOT = Path(__file__).parents[1]


def chatsign(
    folder: Path, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", "verify", *arguments],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    stages = chain.sealed_sample()
    (folder / "final.pdf").write_bytes(stages.sealed)
    (folder / "cut.pdf").write_bytes(stages.director)
    (folder / "tail.pdf").write_bytes(five_hundred_bytes_appended(stages.sealed))
    (folder / "page.pdf").write_bytes(page_added(stages.sealed))
    (folder / "plain.pdf").write_bytes(chain.document(1))
    (folder / "bomb.pdf").write_bytes(nested_arrays())
    pems = [
        x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM)
        for der in stages.keys.authority_certificates
    ]
    (folder / "ca.pem").write_bytes(b"".join(pems))
    keys = folder / "data" / "keys"
    keys.mkdir(parents=True)
    (keys / "authority.pem").write_bytes(pems[0])
    return folder


def test_each_file_gets_one_json_object_on_a_line(folder: Path) -> None:
    files = ("final.pdf", "cut.pdf", "tail.pdf", "plain.pdf", "bomb.pdf", "none.pdf")
    run = chatsign(folder, "--json", "--authority", "ca.pem", *files)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert [(a["file"], a["integrity"], a["origin"]) for a in answers] == [
        ("final.pdf", "intact", "this-service"),
        ("cut.pdf", "unfinished", "this-service"),
        ("tail.pdf", "altered", "this-service"),
        ("plain.pdf", "unsigned", "none"),
        ("bomb.pdf", "unreadable", "none"),
        ("none.pdf", "unreadable", "none"),
    ]
    assert run.returncode == 4
    assert run.stderr == ""
    assert set(answers[0]) == {
        "file",
        "integrity",
        "origin",
        "envelope",
        "reason",
        "signatures",
        "changes",
        "notices",
    }
    assert set(answers[0]["signatures"][0]) == {
        "field",
        "kind",
        "signer",
        "signed_at",
        "integrity",
        "covers",
        "trusted",
        "algorithm",
    }
    assert answers[0]["envelope"] == chain.ENVELOPE
    assert answers[0]["signatures"][0]["signed_at"] == "2026-11-24T09:31:07Z"
    assert set(answers[2]["changes"][0]) == {"page", "kind", "field", "old", "new"}


@pytest.mark.parametrize(
    ("file", "code"),
    [("final.pdf", 0), ("cut.pdf", 1), ("page.pdf", 2), ("plain.pdf", 3)],
)
def test_the_exit_code_is_the_verdict(folder: Path, file: str, code: int) -> None:
    assert chatsign(folder, "--json", file).returncode == code


def test_the_keys_of_the_installation_vouch_by_themselves(folder: Path) -> None:
    here = json.loads(chatsign(folder, "--json", "final.pdf").stdout)
    assert here["origin"] == "this-service"
    elsewhere = chatsign(folder, "--json", "final.pdf", CHATSIGN_DATA="/nowhere")
    assert json.loads(elsewhere.stdout)["origin"] == "other"


def test_people_read_the_answer_first(folder: Path) -> None:
    first, file, *rest = chatsign(
        folder, "page.pdf", TZ="Europe/Berlin"
    ).stdout.splitlines()
    assert first == "● This file was changed after it was signed."
    assert file.strip() == "page.pdf"
    (bob,) = [line for line in rest if "Bob Direktor" in line]
    assert bob.endswith("10:31\u202fAM CET")
    assert any("Page" in line and "added" in line for line in rest)


def test_nothing_of_the_service_is_loaded(folder: Path) -> None:
    names = "{'aiogram', 'aiohttp', 'sqlalchemy', 'pyhanko', 'pydantic'}"
    code = (
        "import sys, bot.cli, bot.commands.verify; "
        f"print(sorted({names} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "[]"
