"""Letterheads and footers of companies, with all that must not be taken for a place."""

from .sheet import Sheet


def letterhead(sheet: Sheet, company: str, address: str, *, logo: str = "") -> None:
    """Print a company's name and address at the top right, and its logo."""
    height = sheet.size[1]
    if logo:
        sheet.frame((sheet.left, height - 62, sheet.left + 34, height - 34), fill=logo)
        sheet.circle(sheet.left + 17, height - 48, 9)
    sheet.text(sheet.right, height - 44, company, bold=True, points=12, align="right")
    sheet.text(sheet.right, height - 57, address, points=8, align="right")
    sheet.y = height - 100


def address(sheet: Sheet, *lines: str) -> None:
    """Print whom a letter is for."""
    for line in lines:
        sheet.text(sheet.left, sheet.y, line)
        sheet.y -= sheet.points * 1.3
    sheet.y -= 14


def facts(sheet: Sheet, *lines: tuple[str, str], top: float = 130) -> None:
    """Print number, date and contact at the right: all of them filled."""
    y = sheet.size[1] - top
    for label, value in lines:
        sheet.text(sheet.right - 170, y, label)
        sheet.text(sheet.right, y, value, align="right")
        y -= sheet.points * 1.4


def footer(sheet: Sheet, *columns: tuple[str, ...]) -> None:
    """Print what a company must say at the foot of its letters."""
    wide = (sheet.right - sheet.left) / len(columns)
    sheet.rule(sheet.left, sheet.right, 58)
    for at, lines in enumerate(columns):
        for row, line in enumerate(lines):
            x, y = sheet.left + at * wide, 48 - row * 8.5
            sheet.text(x, y, line, points=6.5, colour="#444444")


def numbered(sheet: Sheet, text: str) -> None:
    """Print the number of the page."""
    sheet.text(sheet.size[0] / 2, 34, text, points=8, align="center")
