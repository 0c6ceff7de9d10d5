"""Documents of word processors become PDFs, by LibreOffice where it is installed.

It runs with a profile of its own that fetches nothing and runs nothing that a document
holds, and with files and network out of reach (`programs`).
"""

import os
import tempfile
import zipfile
import zlib
from enum import Enum
from hashlib import md5
from io import BytesIO
from pathlib import Path

from bot.domain.errors import InputRefused
from bot.pdf.intake import programs

SECONDS = 15.0
"""Less than a worker's job gets, so that the folder is always cleared away."""

_MOST_PARTS = 5_000
_MOST_UNPACKED = 200 << 20
_MOST_READ = 1 << 20
_RESTARTED = 81
"""LibreOffice's exit code when it only set up a new profile."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODT_TYPE = "application/vnd.oasis.opendocument.text"
_DOCM = (b"ms-word.document.macroEnabled", b"ms-word.template.macroEnabledTemplate")


class OfficeKind(Enum):
    """A kind of document, by the filter of LibreOffice that reads it and no other."""

    DOCX = "MS Word 2007 XML"
    ODT = "writer8"
    DOC = "MS Word 97"
    RTF = "Rich Text Format"


def installed() -> Path | None:
    """Return LibreOffice's program, if it is installed."""
    starter = programs.find("soffice")
    program = starter.with_name("soffice.bin") if starter else None
    return program if program and program.is_file() else None


def office_kind(data: bytes) -> OfficeKind | None:
    """Tell by its content whether a file is such a document, even a damaged one."""
    if data.startswith(b"{\\rtf"):
        return OfficeKind.RTF
    if data.startswith(_OLE):
        # A document with a password is a package inside of an old file.
        names = (b"WordDocument", b"EncryptedPackage")
        return OfficeKind.DOC if any(_wide(it) in data for it in names) else None
    if not data.startswith(b"PK"):
        return None
    if data[30:].startswith(b"mimetype" + ODT_TYPE.encode()):
        return OfficeKind.ODT
    return OfficeKind.DOCX if b"word/document" in data else None


def pdf_from_office(data: bytes) -> bytes:
    """Return a document as LibreOffice prints it. Takes some two or three seconds.

    Raises InputRefused: office.missing (no LibreOffice here), office.kind,
    office.damaged, office.password, office.macros, office.too-slow, file.too-much.
    """
    kind = office_kind(data)
    if kind is None:
        raise InputRefused("office.kind")
    if kind in (OfficeKind.DOCX, OfficeKind.ODT):
        _check_package(data)
    else:
        _check_old(data)
    program = installed()
    if program is None:
        raise InputRefused("office.missing")
    with tempfile.TemporaryDirectory(prefix="chatsign-") as folder:
        return _converted(program, data, kind, Path(folder))


def _check_package(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
            if len(parts) > _MOST_PARTS:
                raise InputRefused("file.too-much")
            if sum(part.file_size for part in parts) > _MOST_UNPACKED:
                raise InputRefused("file.too-much")
            names = {part.filename for part in parts}
            _check_names(names)
            for name in names & {"[Content_Types].xml", "META-INF/manifest.xml"}:
                with package.open(name) as part:
                    _check_index(part.read(_MOST_READ))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise InputRefused("office.damaged") from error
    except (NotImplementedError, RuntimeError) as error:
        raise InputRefused("office.password") from error


def _check_names(names: set[str]) -> None:
    if any(it.startswith(("Basic/", "Scripts/")) for it in names):
        raise InputRefused("office.macros")
    if any(it.lower().endswith("vbaproject.bin") for it in names):
        raise InputRefused("office.macros")


def _check_index(index: bytes) -> None:
    if any(it in index for it in _DOCM):
        raise InputRefused("office.macros")
    if b"encryption-data" in index:
        raise InputRefused("office.password")


def _check_old(data: bytes) -> None:
    if _wide(b"EncryptedPackage") in data:
        raise InputRefused("office.password")
    if _wide(b"_VBA_PROJECT") in data:
        raise InputRefused("office.macros")
    # The header of most documents stands in the first sector.
    if data[512:514] == b"\xec\xa5" and data[523:524] and data[523] & 1:
        raise InputRefused("office.password")


def _converted(program: Path, data: bytes, kind: OfficeKind, folder: Path) -> bytes:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE)
    source = folder / f"document.{kind.name.lower()}"
    source.write_bytes(data)
    command = (
        *(program, f"-env:UserInstallation={profile.as_uri()}"),
        *("--headless", "--norestore", "--nolockcheck", f"--infilter={kind.value}"),
        *("--convert-to", "pdf:writer_pdf_Export", "--outdir", folder, source),
    )
    try:
        for _ in range(2):
            code = programs.run(command, folder, SECONDS, _socket(profile))
            if code != _RESTARTED:
                break
        return source.with_suffix(".pdf").read_bytes()
    except programs.TooSlow:
        raise InputRefused("office.too-slow") from None
    except FileNotFoundError:
        raise InputRefused("office.damaged") from None


def _socket(profile: Path) -> Path:
    """Return where LibreOffice listens for others that use its profile."""
    digest = md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    name = "".join(f"{byte:x}" for byte in digest)
    return Path(f"/tmp/OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{name}")  # noqa: S108


def _wide(name: bytes) -> bytes:
    """Return a name as it stands in the directory of an old document."""
    return name.decode().encode("utf-16-le")


def _setting(path: str, name: str, value: str) -> str:
    return (
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" '
        f'oor:op="fuse"><value>{value}</value></prop></item>'
    )


_SECURITY = "Office.Common/Security/Scripting"
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + _setting(_SECURITY, "DisableMacrosExecution", "true")
    + _setting(_SECURITY, "MacroSecurityLevel", "3")
    + _setting(_SECURITY, "BlockUntrustedRefererLinks", "true")
    + _setting("Office.Writer/Content/Update", "Link", "0")  # never
    # A second lock: what is fetched all the same goes to a proxy that is not there.
    + _setting("Inet/Settings", "ooInetProxyType", "2")
    + _setting("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1")
    + _setting("Inet/Settings", "ooInetHTTPProxyPort", "9")
    + "</oor:items>"
)
