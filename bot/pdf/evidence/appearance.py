"""How a filled field looks: content streams, in points of the field's box."""

from bot.pdf.evidence.form_font import ASCENT, NAME, encode, measure
from bot.pdf.evidence.typeset import LEADING, MARGIN, Setting, typeset, wrap

INK = b"0.11 0.15 0.16"
MUTED = b"0.41 0.46 0.48"
ACCENT = b"0.12 0.36 0.40"

_ROW_GAP = 10.0
_ROW_SIZES = (7.5, 4.5)
_LONGEST_LABEL = 24


def text_content(setting: Setting, height: float) -> bytes:
    """A text in the middle of its box, flush left."""
    baseline = (height + setting.height) / 2 - setting.size * ASCENT
    return _marked(_lines(setting, MARGIN, baseline, INK))


def tick_content(width: float, height: float) -> bytes:
    """The tick of a check box."""
    side = min(width, height)
    x, y = (width - side) / 2, (height - side) / 2
    points = ((0.2, 0.52), (0.42, 0.28), (0.82, 0.78))
    (ax, ay), (bx, by), (cx, cy) = ((x + side * u, y + side * v) for u, v in points)
    return b"q %s RG %.2f w 1 J 1 j %.2f %.2f m %.2f %.2f l %.2f %.2f l S Q" % (
        INK,
        side * 0.11,
        ax,
        ay,
        bx,
        by,
        cx,
        cy,
    )


def picture_content(
    width: float, height: float, size: tuple[int, int], name: str
) -> bytes:
    """A picture as large as its box allows, in the middle, never distorted."""
    scale = min(width / size[0], height / size[1])
    w, h = size[0] * scale, size[1] * scale
    x, y = (width - w) / 2, (height - h) / 2
    return b"q %.3f 0 0 %.3f %.3f %.3f cm %s Do Q" % (w, h, x, y, name.encode())


def row_content(lines: tuple[str, ...], width: float, height: float) -> bytes:
    """An evidence row: `Label: value` in two columns, as large as fits."""
    size, smallest = _ROW_SIZES
    column, rows = _row_lines(lines, width, size)
    while len(rows) * size * LEADING > height and size > smallest:
        size -= 0.25
        column, rows = _row_lines(lines, width, size)
    rows = rows[: max(int(height / (size * LEADING)), 1)]
    parts = []
    for index, (label, value) in enumerate(rows):
        y = height - size * (ASCENT + index * LEADING)
        if label:
            parts.append(line_content(label, 0, y, size, MUTED))
        parts.append(line_content(value, column, y, size, INK))
    return _marked(b"\n".join(parts))


def seal_content(lines: tuple[str, ...], width: float, height: float) -> bytes:
    """The seal's face: a roundel with a tick, and what was sealed beside it."""
    side = min(height - 8, 44.0)
    left = side + 16
    first, *rest = lines
    parts = [_roundel(6 + side / 2, height / 2, side / 2)]
    head = typeset(first, width - left, 14, wraps=False, largest=9.5, smallest=5)
    size = head.size if head else 5.0
    top = height / 2 + (size + len(rest) * 9.0) / 2 - size * ASCENT
    parts.append(line_content(first, left, top, size, ACCENT))
    for index, line in enumerate(rest, start=1):
        fit = min(7.0, 7.0 * (width - left - 4) / max(measure(line, 7.0), 1))
        parts.append(line_content(line, left, top - 2 - index * 9.0, fit, INK))
    return b"\n".join(parts)


def line_content(text: str, x: float, y: float, size: float, color: bytes) -> bytes:
    """One line of text; `color` is red, green and blue from 0 to 1."""
    return b"BT %s rg %s %.2f Tf %.2f %.2f Td %s Tj ET" % (
        color,
        NAME.encode(),
        size,
        x,
        y,
        encode(text),
    )


def _row_lines(
    lines: tuple[str, ...], width: float, size: float
) -> tuple[float, list[tuple[str, str]]]:
    """Return where the values begin, and the label and value of each line."""
    pairs = [_labelled(line) for line in lines]
    widest = max((measure(label, size) for label, _ in pairs), default=0.0)
    column = widest + _ROW_GAP if widest else 0.0
    rows: list[tuple[str, str]] = []
    for label, value in pairs:
        first, *rest = _broken(value, width - column, size)
        rows += [(label, first), *(("", piece) for piece in rest)]
    return column, rows


def _labelled(line: str) -> tuple[str, str]:
    label, colon, value = line.partition(": ")
    return (label, value) if colon and len(label) <= _LONGEST_LABEL else ("", line)


def _broken(text: str, width: float, size: float) -> list[str]:
    """Wrap a text, and break words that are too long anywhere."""
    lines: list[str] = []
    for line in wrap(text, width, size):
        while measure(line, size) > width and len(line) > 1:
            keep = max(int(len(line) * width / measure(line, size)), 1)
            while keep > 1 and measure(line[:keep], size) > width:
                keep -= 1
            lines.append(line[:keep])
            line = line[keep:]
        lines.append(line)
    return lines


def _roundel(x: float, y: float, r: float) -> bytes:
    k = r * 0.5523
    ring = (
        b"%.2f %.2f m %.2f %.2f %.2f %.2f %.2f %.2f c"
        b" %.2f %.2f %.2f %.2f %.2f %.2f c"
        b" %.2f %.2f %.2f %.2f %.2f %.2f c"
        b" %.2f %.2f %.2f %.2f %.2f %.2f c s"
    )
    return b"q 1 0 0 1 %.2f %.2f cm %s RG 1.2 w %s %s 0.5 w %s Q" % (
        x,
        y,
        ACCENT,
        ring % _circle(r, k),
        b"2.2 w 1 J 1 j %.2f %.2f m %.2f %.2f l %.2f %.2f l S"
        % (-0.38 * r, 0.02 * r, -0.1 * r, -0.28 * r, 0.42 * r, 0.34 * r),
        ring % _circle(r * 0.84, k * 0.84),
    )


def _circle(r: float, k: float) -> tuple[float, ...]:
    return (
        *(r, 0, r, k, k, r, 0, r),
        *(-k, r, -r, k, -r, 0),
        *(-r, -k, -k, -r, 0, -r),
        *(k, -r, r, -k, r, 0),
    )


def _lines(setting: Setting, x: float, y: float, color: bytes) -> bytes:
    step = setting.size * LEADING
    return b"\n".join(
        line_content(line, x, y - index * step, setting.size, color)
        for index, line in enumerate(setting.lines)
    )


def _marked(content: bytes) -> bytes:
    return b"/Tx BMC\nq\n%s\nQ\nEMC" % content
