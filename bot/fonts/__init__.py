"""DejaVu Sans, which everything that is printed or drawn is written in."""

from pathlib import Path

SANS = Path(__file__).with_name("DejaVuSans.ttf")
SANS_BOLD = Path(__file__).with_name("DejaVuSans-Bold.ttf")
