"""Documents in Spanish."""

from .drawing import draws
from .fonts import SERIF
from .letterhead import facts, footer, letterhead
from .parts import (
    caption,
    cells,
    grid,
    labelled,
    rows,
    shared,
    tick,
)
from .prose import clauses
from .sheet import Sheet


@draws("es")
def service_contract() -> Sheet:
    """Centred captions, the party below the line."""
    s = Sheet(face=SERIF, points=11, margins=(75, 75))
    s.text(
        297,
        s.y,
        "CONTRATO DE PRESTACIÓN DE SERVICIOS",
        bold=True,
        points=14,
        align="center",
    )
    s.y -= 30
    s.paragraph(
        "De una parte, Instalaciones Robles S.L., con CIF B12345678 (el Prestador), y de otra, D./D.ª {text/customer/Cliente|32}, con DNI {text/customer/DNI|14} (el Cliente)."
    )
    clauses(s, "es", 0, 4, sign="")
    s.y -= 20
    labelled(s, "Lugar y fecha:", "date/-", s.left, s.left + 260, s.y, leader="under")
    s.y -= 70
    for x, who, name in (
        (s.left, "us", "El Prestador"),
        (s.left + 245, "customer", "El Cliente"),
    ):
        caption(
            s,
            f"Firma – {name}",
            f"signature/{who}",
            x,
            x + 200,
            s.y,
            align="center",
            points=10,
        )
    return s


@draws("es")
def delivery_note() -> Sheet:
    """Received: name, identity card, date, signature and stamp."""
    s = Sheet(points=9.5, margins=(50, 50), leader="dots")
    letterhead(
        s,
        "Suministros Ibarra S.A.",
        "Polígono Malpica, calle F · 50016 Zaragoza",
        logo="#bb4400",
    )
    facts(s, ("Albarán n.º", "2026/3391"), ("Fecha", "24/11/2026"), top=100)
    s.y -= 30
    items = "Código|Descripción|Cantidad\nA-118|Tornillo M8 × 40 (caja)|24\nB-020|Arandela plana M8 (caja)|24\nC-731|Taladro percutor|2"
    grid(s, items, (90, 300, 105), head="#f5d9c8")
    s.y -= 20
    s.text(s.left, s.y, "RECIBÍ CONFORME (el cliente)", bold=True)
    s.y -= 30
    rows(
        s,
        "Nombre: > text/customer | DNI: > text/customer | Fecha: > date/customer",
        s.left,
        s.left + 230,
        indent=50,
        step=24,
    )
    shared(
        s,
        "Firma y sello",
        "signature/customer stamp/customer",
        s.left + 270,
        s.right,
        s.y,
    )
    footer(
        s,
        ("Suministros Ibarra S.A.", "CIF A50112233"),
        ("Ibercaja", "IBAN ES91 2100 0418 4502 0005 1332"),
    )
    return s


@draws("es")
def enrolment() -> Sheet:
    """A boxed form with a bank order."""
    s = Sheet(points=9, margins=(48, 48), weight=0.5)
    letterhead(s, "Club Deportivo Arenal", "Solicitud de inscripción", logo="#119999")
    cells(
        s,
        "Apellidos > text/customer * 50 | Nombre > text/customer * 50\nFecha de nacimiento > date/customer * 30 | Teléfono > text/customer * 30 | Correo electrónico > text/customer * 40\nDomicilio > text/customer * 100\nTitular de la cuenta > text/customer * 40 | IBAN > bank/customer * 60",
        height=32,
        fill="#f2fafa",
    )
    s.y -= 26
    s.text(s.left, s.y, "Modalidad:")
    x = s.left + 70
    for text in ("Anual", "Trimestral", "Mensual"):
        x = tick(s, text, "checkbox/customer", x, s.y) + 24
    s.y -= 30
    s.paragraph(
        "Autorizo el cargo de las cuotas en la cuenta indicada y acepto los estatutos del club."
    )
    cells(
        s,
        "Fecha > date/customer * 30 | Firma del titular > signature/customer * 70",
        height=52,
    )
    return s
