"""The independent script agrees with our verifier, and needs nothing of it."""

import json
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import (
    serialize_key_and_certificates,
)

from bot.certificates import seal_certificate
from bot.keys import Keys
from bot.pdf.evidence.seal import seal
from bot.pdf.verifying.raw import traces
from bot.web.checker import SCRIPT, file
from tests.checker.conftest import is_genuine, samples
from tests.pdf import chain
from tests.pdf.signed_files import authorities, good

ALONE = """
import runpy, sys
try:
    runpy.run_path(sys.argv[1], run_name="__main__", init_globals=None)
finally:
    known = {name.partition(".")[0] for name in sys.modules}
    strange = known & {"bot", "storage", "pyhanko", "pypdf", "asn1crypto", "aiohttp"}
    assert not strange, strange
"""


def at_command_line(*arguments: str) -> tuple[int, str, str]:
    code = f"import sys; sys.argv = sys.argv[0:1] + sys.argv[2:]\n{ALONE}"
    code = code.replace("sys.argv[1], run_name", f"{str(file(SCRIPT))!r}, run_name")
    command = [sys.executable, "-I", "-c", code, "script", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="session")
def answers(folder: Path) -> dict[str, dict[str, Any]]:
    files = [str(folder / f"{number}.pdf") for number in range(len(samples()))]
    ca = str(folder / "authority.pem")
    code, said, wrong = at_command_line("--ca", ca, "--json", *files)
    assert (code, wrong) == (4, "")
    lines = map(json.loads, said.splitlines())
    return dict(zip(samples(), lines, strict=True))


@pytest.mark.parametrize("name", samples())
def test_both_agree_on_what_is_genuine(name: str, answers: dict[str, Any]) -> None:
    answer = answers[name]
    ours = (answer["integrity"], answer["origin"]) == ("intact", "this-service")
    assert ours == samples()[name].genuine, answer


@pytest.mark.parametrize(
    ("name", "due"),
    [
        ("prepared", ("unsigned", "none")),
        ("signed by Bob", ("unfinished", "this-service")),
        ("signed by both", ("unfinished", "this-service")),
        ("a stranger's", ("unreadable", "other")),
        ("of the same name", ("unreadable", "other")),
        ("sealed, then signed by Mallory", ("unreadable", "other")),
        ("journal forged", ("altered", "this-service")),
        ("five hundred bytes appended", ("altered", "this-service")),
        ("cut off", ("altered", "this-service")),
        ("no PDF", ("unreadable", "none")),
    ],
)
def test_it_says_what_is_wrong(
    name: str, due: tuple[str, str], answers: dict[str, Any]
) -> None:
    assert (answers[name]["integrity"], answers[name]["origin"]) == due


def test_it_names_the_signers_and_the_envelope(answers: dict[str, Any]) -> None:
    answer = answers["sealed"]
    assert answer["envelope"] == chain.ENVELOPE
    assert [(each["kind"], each["signer"]) for each in answer["signatures"]] == [
        ("signature", "Bob Direktor"),
        ("signature", "Charlie Customer"),
        ("seal", chain.COMPANY),
    ]
    assert all(each["trusted"] and each["signed_at"] for each in answer["signatures"])


@pytest.fixture(scope="module")
def judge() -> Callable[[bytes, list[x509.Certificate]], tuple[str, str]]:
    script = runpy.run_path(str(file(SCRIPT)))

    def judge(data: bytes, pinned: list[x509.Certificate]) -> tuple[str, str]:
        answer = script["report"]("", data, pinned)
        return answer["integrity"], answer["origin"]

    return judge


def pinned() -> list[x509.Certificate]:
    return [x509.load_der_x509_certificate(der) for der in authorities()]


def test_a_flipped_byte_is_never_missed(judge: Callable[..., tuple[str, str]]) -> None:
    data, known = good("sealed"), pinned()
    _, before, again, _ = traces(data)[-1].byte_range
    signature = data[before:again].rstrip(b"0>")
    value = range(before, before + len(signature), 61)
    for at in {*range(0, len(data), 1499), before - 1, again, len(data) - 1, *value}:
        forged = bytearray(data)
        forged[at] ^= 1
        if judge(bytes(forged), known)[0] == "intact":
            # Such as the version of the container, which nobody signs.
            assert before <= at < again
            assert is_genuine(bytes(forged))


def test_the_padding_of_the_signature_holds_nothing(
    judge: Callable[..., tuple[str, str]],
) -> None:
    data = bytearray(good("sealed"))
    data[traces(good("sealed"))[-1].byte_range[2] - 2] = ord("1")
    assert judge(bytes(data), pinned())[0] == "broken"


def test_a_seal_of_the_companys_own_may_be_rsa(
    tmp_path: Path, judge: Callable[..., tuple[str, str]]
) -> None:
    key = rsa.generate_private_key(65537, 2048)
    own = Keys.open(tmp_path / "a", chain.PASSPHRASE, chain.COMPANY, chain.NOW)
    certificate = seal_certificate(
        key.public_key(),  # type: ignore[arg-type]
        chain.COMPANY,
        chain.NOW,
        own._authority,
        own._authority_key,
    )
    word = chain.PASSPHRASE.encode()
    bundle = serialize_key_and_certificates(
        None, key, certificate, None, BestAvailableEncryption(word)
    )
    keys = Keys.open(
        tmp_path / "b",
        chain.PASSPHRASE,
        chain.COMPANY,
        chain.NOW,
        seal_pkcs12=bundle,
    )
    customer = chain.sealed_sample().customer
    data = seal(customer, chain.JOURNAL, keys.seal_identity, chain.NOW, chain.COMPANY)
    known = [x509.load_der_x509_certificate(der) for der in keys.authority_certificates]
    assert judge(data, known) == ("intact", "this-service")
    assert judge(data, pinned()) == ("unreadable", "other")
    assert not is_genuine(data)


def test_without_a_certificate_it_says_what_is_missing(folder: Path) -> None:
    code, _, wrong = at_command_line("--ca", "nowhere.pem", str(folder / "0.pdf"))
    assert code == 2
    assert "get authority.pem" in wrong


def test_people_get_one_sentence_first(folder: Path) -> None:
    ca = str(folder / "authority.pem")
    code, said, _ = at_command_line("--ca", ca, str(folder / "0.pdf"), "nowhere.pdf")
    assert code == 4
    lines = said.splitlines()
    assert lines[0] == "INTACT: This is the sealed original; nothing was changed since."
    assert lines[2].startswith("  ✓ signature of Bob Direktor, 20")
    assert "UNREADABLE: It cannot be opened" in said
