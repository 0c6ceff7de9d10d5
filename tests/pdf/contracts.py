"""A contract as people print, sign and photograph it."""

from functools import cache
from io import BytesIO

import segno
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfgen.canvas import Canvas

GERMAN = (
    "Der Auftragnehmer verpflichtet sich, die vereinbarten Leistungen fachgerecht und "
    "zu den genannten Terminen zu erbringen. Änderungen bedürfen der Schriftform. Die "
    "Vergütung ist innerhalb von 14 Tagen nach Rechnungsstellung ohne Abzug zu zahlen. "
    "Gerichtsstand für alle Streitigkeiten ist der Sitz des Auftraggebers. "
)
ENGLISH = (
    "The supplier shall deliver the goods described above in good order and on the "
    "agreed dates. Any change requires the written consent of both parties, and "
    "payment is due within thirty days of the invoice. "
)
CODE = "contract 4711"
SIGNATURE, STAMP = (75, 123, 230, 190), (274, 114, 346, 186)
"""Where they stand, in points from the lower left."""
BLUE, RED, TEAL = "#1c348c", "#be2632", "#1f5c66"


@cache
def contract(size: tuple[float, float] = A4) -> bytes:
    """Return one page: a coloured bar, two paragraphs, a QR code that says `CODE`, and
    a signature in blue with a red stamp."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=size, invariant=1)
    width, height = size
    canvas.setFillColor(HexColor(TEAL))
    canvas.rect(60, height - 90, width - 120, 40, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#ffffff"))
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(72, height - 76, "Dienstleistungsvertrag 4711")
    canvas.setFillColor(HexColor("#000000"))
    y = height - 130
    for paragraph in (GERMAN * 2, ENGLISH * 3, GERMAN):
        for line in simpleSplit(paragraph, "Helvetica", 10.5, width - 130):
            canvas.setFont("Helvetica", 10.5)
            canvas.drawString(60, y, line)
            y -= 14.5
        y -= 10
    _draw_code(canvas, width - 150, 90)
    canvas.line(60, 120, 260, 120)
    canvas.drawString(60, 107, "Ort, Datum, Unterschrift")
    _sign(canvas)
    canvas.save()
    return file.getvalue()


def _draw_code(canvas: Canvas, x: float, y: float) -> None:
    picture = BytesIO()
    segno.make_qr(CODE).save(picture, kind="png", scale=4, border=4)
    picture.seek(0)
    canvas.drawImage(ImageReader(picture), x, y, 90, 90)


def _sign(canvas: Canvas) -> None:
    canvas.setStrokeColor(HexColor(BLUE))
    canvas.setLineWidth(1.6)
    path = canvas.beginPath()
    path.moveTo(80, 125)
    for x in range(80, 220, 28):
        path.curveTo(x + 30, 190, x - 10, 180, x + 28, 130)
    canvas.drawPath(path)
    canvas.setStrokeColor(HexColor(RED))
    canvas.setFillColor(HexColor(RED))
    canvas.circle(310, 150, 34)
    canvas.circle(310, 150, 26)
    canvas.drawCentredString(310, 146, "Muster")
