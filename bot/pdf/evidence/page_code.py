"""The code in the strip: which envelope and which page this is, for cameras.

A rectangular Data Matrix of 8 × 32 modules (ISO/IEC 16022) with 20 digits: 16 of the
envelope's number, 4 of the page's.
"""

import re

import numpy as np
import zxingcpp

from bot.domain.naming import id_number, numbered_id

ROWS, COLUMNS = 8, 32
"""Modules of the code."""

_VERSION = 26
"""What zxing calls 8 × 32."""
_LAST_PAGE = 9999
_CONTENT = re.compile(r"\d{20}", re.ASCII)


def page_code(envelope: str, page: int) -> bytes | None:
    """Return the drawing of a page's code in the unit square, in the fill colour.

    `page` counts from 0. None where no code can say it: for ids of another form than
    ours and beyond page 9,999.
    """
    number = id_number(envelope)
    if number is None or not 0 <= page < _LAST_PAGE:
        return None
    code = zxingcpp.create_barcode(
        f"{number:016d}{page + 1:04d}",
        zxingcpp.BarcodeFormat.DataMatrix,
        version=_VERSION,
    )
    light = np.asarray(code.to_image(scale=1, add_quiet_zones=False))
    # An image mask of 32 bytes: paths would be twenty times as long.
    rows = np.packbits(light < 128, axis=1).tobytes().hex().encode()
    return b"BI /W %d /H %d /BPC 1 /IM true /D [1 0] /F /AHx ID %s> EI" % (
        COLUMNS,
        ROWS,
        rows,
    )


def read_page_code(text: str) -> tuple[str, int] | None:
    """Return envelope and page (from 0) that a code's content names, if it is ours."""
    if not _CONTENT.fullmatch(text):
        return None
    number, page = int(text[:16]), int(text[16:])
    if number >> 50 or page < 1:
        return None
    return numbered_id(number), page - 1
