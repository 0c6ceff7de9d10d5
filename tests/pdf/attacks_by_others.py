"""Files saved again by other programs, which take every signature with them."""

import subprocess
import tempfile
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader, PdfWriter

from tests.pdf.forging import attack, register
from tests.pdf.judges import need


@attack("broken")
def saved_again_by_pypdf(data: bytes) -> bytes:
    output = BytesIO()
    PdfWriter(clone_from=PdfReader(BytesIO(data))).write(output)
    return output.getvalue()


@attack("altered")
def saved_again_by_pypdf_with_an_update(data: bytes) -> bytes:
    writer = PdfWriter(BytesIO(data), incremental=True)
    writer.pages[0].rotate(180)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


@attack("broken")
def encrypted_by_pypdf(data: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt("", owner_password="owner", algorithm="RC4-128")
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


@attack("altered")
def pages_copied_into_a_new_file(data: bytes) -> bytes:
    """Copy the pages with everything on them, but not the form."""
    writer = PdfWriter()
    for sheet in PdfReader(BytesIO(data)).pages:
        writer.add_page(sheet)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def _by(name: str, *command: str, due: tuple[str, ...] = ("broken",)) -> None:
    """Register saving with a program; `in` and `out` stand for the files."""

    def forge(data: bytes) -> bytes:
        need(command[0])
        with tempfile.TemporaryDirectory() as folder:
            files = {"in": Path(folder) / "in.pdf", "out": Path(folder) / "out.pdf"}
            files["in"].write_bytes(data)
            words = [str(files.get(word, word)) for word in command[1:]]
            # qpdf warns of the document information, and exits with 3 when it does.
            subprocess.run([command[0], *words], check=False, capture_output=True)
            return files["out"].read_bytes()

    register(name, forge, *due)


_by("saved again by qpdf", "qpdf", "in", "out")
_by("saved by qpdf in streams", "qpdf", "--object-streams=generate", "in", "out")
_by("saved by qpdf to be read", "qpdf", "--qdf", "in", "out")
_by("saved by qpdf for the web", "qpdf", "--linearize", "in", "out")
_by(
    "notes drawn by qpdf",
    "qpdf",
    "--flatten-annotations=all",
    "in",
    "out",
    due=("altered", "altered", "unsigned"),
)
_by("encrypted by qpdf", "qpdf", "--encrypt", "", "o", "256", "--", "in", "out")
_by("cleaned by mutool", "mutool", "clean", "in", "out")
_by("cleaned well by mutool", "mutool", "clean", "-gggg", "-d", "in", "out")
_by("printed by Cairo", "pdftocairo", "-pdf", "in", "out", due=("unsigned",))
