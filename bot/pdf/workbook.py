"""The first sheet of an XLSX or ODS file, unpacked no further than an order needs."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from zipfile import ZipFile

from python_calamine import CalamineWorkbook

from bot.domain.errors import InputRefused
from bot.pdf.order_numbers import Cell

MAX_UNPACKED = 50 * 1024 * 1024

_CHUNK = 1024 * 1024


def read_workbook(data: bytes) -> Sequence[Sequence[Cell]]:
    """Return the rows of the first sheet; whole numbers lose their ".0"."""
    _check_size(data)
    sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0)
    if sheet.total_height > 20_000 or sheet.total_width > 200:
        raise InputRefused("file.too-much")
    return [[_plain(cell) for cell in row] for row in sheet.to_python()]


def _check_size(data: bytes) -> None:
    """Unpack without keeping: the sizes in a ZIP's directory may lie."""
    size = 0
    with ZipFile(BytesIO(data)) as archive:
        for info in archive.infolist():
            if size + info.file_size > MAX_UNPACKED:
                raise InputRefused("file.too-much")
            with archive.open(info) as packed:
                while piece := packed.read(_CHUNK):
                    size += len(piece)
                    if size > MAX_UNPACKED:
                        raise InputRefused("file.too-much")


def _plain(cell: object) -> Cell:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    # Other floats stay: their text later has the shortest digits that mean this
    # number, 19.99 as it was typed and not the 19.989999… that is stored.
    if isinstance(cell, bool | int | float | str | date):
        return cell
    return str(cell)
