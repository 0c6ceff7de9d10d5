"""Word documents become PDFs, and nothing that Mallory writes into one gets out."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PIL import Image

from bot.domain.errors import InputRefused
from bot.pdf.intake import landlock, office, programs
from bot.pdf.intake.office import OfficeKind, office_kind, pdf_from_office
from bot.pdf.intake.reader import read_pdf
from bot.texts import LANGUAGES, texts
from bot.workers import Workers
from tests.pdf.judges import need, run, text_of
from tests.pdf.office_files import (
    docx,
    odt,
    old_file,
    package,
    spying_docx,
    spying_odt,
    spying_rtf,
)

SECRET = "the salary list"


@pytest.fixture
def heard() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, its address and what it was asked for."""
    paths: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            paths.append(self.rfile.readline().decode())

    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", paths
        server.shutdown()


@pytest.mark.parametrize("spying", [spying_docx, spying_odt, spying_rtf])
def test_a_document_shows_what_it_holds_and_nothing_from_elsewhere(
    spying, heard, tmp_path: Path
) -> None:
    need("soffice")
    address, paths = heard
    Image.new("RGB", (50, 50), "red").save(tmp_path / "secret.png")
    (tmp_path / "secret.txt").write_text(SECRET)

    pdf = pdf_from_office(
        spying(
            address,
            (tmp_path / "secret.png").as_uri(),
            (tmp_path / "secret.txt").as_uri(),
        )
    )

    assert paths == []
    assert read_pdf(pdf).pages >= 1
    words = text_of(pdf)
    assert "Honest words" in words
    assert SECRET not in words
    assert " 50    50 " not in run("pdfimages", "-list", "{}", data=pdf)


def test_a_worker_turns_a_document_into_a_pdf_within_its_limits() -> None:
    need("soffice")
    with closing(Workers(1)) as workers:
        pdf = workers.call(pdf_from_office, docx("Straße, Żółć, Київ", "Ende"))
    assert "Straße, Żółć, Київ" in text_of(pdf)
    assert "Ende" in text_of(pdf)
    assert read_pdf(pdf).signatures == 0


@pytest.mark.slow
def test_old_documents_are_taken_too(tmp_path: Path) -> None:
    need("soffice")
    source = tmp_path / "old.docx"
    source.write_bytes(docx("Honest words"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "doc:MS Word 97"]
    for _ in range(2):
        subprocess.run([*command, source], cwd=tmp_path, check=False, timeout=60)
    data = (tmp_path / "old.doc").read_bytes()
    assert office_kind(data) is OfficeKind.DOC
    assert "Honest words" in text_of(pdf_from_office(data))


MANIFEST = '<manifest:encryption-data manifest:checksum-type="SHA1/1K"/>'


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"Dear Sirs", "office.kind"),
        (package({"xl/workbook.xml": ""}), "office.kind"),
        (old_file("Workbook"), "office.kind"),
        (docx("Hello")[:-200], "office.damaged"),
        (package({"word/document.xml": "<w:"}), "office.damaged"),
        (docx("Hello", **{"word/vbaProject.bin": ""}), "office.macros"),
        (
            docx(kind="application/vnd.ms-word.document.macroEnabled.main+xml"),
            "office.macros",
        ),
        (
            package({"mimetype": office.ODT_TYPE, "Basic/script-lc.xml": ""}),
            "office.macros",
        ),
        (old_file("WordDocument", "_VBA_PROJECT"), "office.macros"),
        (old_file("EncryptedPackage"), "office.password"),
        (
            package({"mimetype": office.ODT_TYPE, "META-INF/manifest.xml": MANIFEST}),
            "office.password",
        ),
        (
            docx("", **{f"word/{number}.xml": "" for number in range(5_000)}),
            "file.too-much",
        ),
    ],
)
def test_what_cannot_be_taken_is_refused_with_the_reason(data: bytes, key: str) -> None:
    if key == "office.damaged":
        need("soffice")
    with pytest.raises(InputRefused) as refused:
        pdf_from_office(data)
    assert refused.value.key == key
    said = {texts(language).refusal(refused.value) for language in LANGUAGES}
    assert len(said) == len(LANGUAGES)


def test_without_libreoffice_one_is_told_how_to_save_a_pdf(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InputRefused) as refused:
        pdf_from_office(odt("Hello"))
    assert refused.value.key == "office.missing"
    assert "Als PDF exportieren" in texts("de").refusal(refused.value)


SLEEPER = "sleep 87 & echo $! > child; echo $$ > self; sleep 87"


def ended(number: Path) -> bool:
    """Whether the process with the number in a file is gone, or soon is."""
    place = Path(f"/proc/{int(number.read_text())}/stat")
    for _ in range(100):
        if not place.exists() or place.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False


def test_a_program_that_takes_too_long_ends_with_all_it_started(tmp_path: Path) -> None:
    with pytest.raises(programs.TooSlow):
        programs.run(("/bin/sh", "-c", SLEEPER), tmp_path, 1.0)
    assert ended(tmp_path / "child")
    assert ended(tmp_path / "self")


def test_a_program_does_not_outlive_a_worker_that_is_killed(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from bot.pdf.intake import programs;"
        "programs.run(('/bin/sh', '-c', 'echo $$ > self; exec sleep 87'), "
        f"Path({str(tmp_path)!r}), 60)"
    )
    worker = subprocess.Popen([sys.executable, "-c", code])
    number = tmp_path / "self"
    while not number.exists() or not number.read_text().endswith("\n"):
        assert worker.poll() is None
        time.sleep(0.02)
    assert Path(f"/proc/{int(number.read_text())}").exists()
    worker.kill()
    worker.wait()
    assert ended(number)


def test_files_and_the_network_are_out_of_a_program_s_reach(
    tmp_path: Path, heard
) -> None:
    if not landlock.version():
        pytest.skip("this kernel has no Landlock")
    folder, elsewhere = tmp_path / "folder", tmp_path / "secret.txt"
    folder.mkdir()
    elsewhere.write_text(SECRET)
    for script in (f"cat {elsewhere} > copy", f"echo x > {tmp_path}/written"):
        assert programs.run(("/bin/sh", "-c", script), folder, 5) != 0
    assert not (tmp_path / "written").exists()
    assert (folder / "copy").read_text() == ""
    if landlock.version() >= 4:
        address, paths = heard
        port = int(address.rpartition(":")[2])
        script = f"exec 3<>/dev/tcp/127.0.0.1/{port} && echo GET >&3"
        assert programs.run(("/bin/bash", "-c", script), folder, 5) != 0
        assert paths == []
