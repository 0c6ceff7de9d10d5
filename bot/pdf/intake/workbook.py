"""The first sheet of an XLSX or ODS file, unpacked no further than an order needs."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from zipfile import ZipFile

from python_calamine import CalamineWorkbook

from bot.domain.errors import InputRefused
from bot.pdf.intake.order_numbers import Cell

MAX_UNPACKED = 50 * 1024 * 1024


def read_workbook(data: bytes) -> Sequence[Sequence[Cell]]:
    """Return the rows of the first sheet; whole numbers lose their ".0"."""
    workbook = CalamineWorkbook.from_filelike(BytesIO(_repack(data)))
    sheet = workbook.get_sheet_by_index(0)
    if sheet.total_height > 20_000 or sheet.total_width > 200:
        raise InputRefused("file.too-much")
    return [[_plain(cell) for cell in row] for row in sheet.to_python()]


def _repack(data: bytes) -> bytes:
    """Unpack within the limit and store what came out.

    The sizes in a ZIP's directory may lie. Python reads no further than they say and
    then compares the checksum; what comes after need not be as careful.
    """
    repacked = BytesIO()
    with ZipFile(BytesIO(data)) as archive, ZipFile(repacked, "w") as stored:
        entries = {info.filename: info for info in archive.infolist()}
        if sum(info.file_size for info in entries.values()) > MAX_UNPACKED:
            raise InputRefused("file.too-much")
        for name, info in entries.items():
            stored.writestr(name, archive.read(info))
    return repacked.getvalue()


def _plain(cell: object) -> Cell:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    # Other floats stay: their text later has the shortest digits that mean this
    # number, 19.99 as it was typed and not the 19.989999… that is stored.
    if isinstance(cell, bool | int | float | str | date):
        return cell
    return str(cell)
