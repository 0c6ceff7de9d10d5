"""Documents in Italian."""

from .drawing import draws
from .fonts import SERIF, TYPEWRITER
from .letterhead import facts, footer, letterhead
from .parts import caption, cells, grid, labelled, rows, seal, shared, tick
from .prose import clauses
from .sheet import Sheet


@draws("it")
def supply_contract() -> Sheet:
    """Stamp and signature share a line; place and date once for both."""
    s = Sheet(face=SERIF, points=11, margins=(70, 70))
    s.heading("Contratto di fornitura")
    s.paragraph(
        "Tra Officine Bellini S.p.A., Brescia (il Fornitore), e Cantieri Riva S.r.l., Lecco (il Cliente), si conviene quanto segue."
    )
    clauses(s, "it", 0, 4, sign="Art. ")
    s.y -= 30
    labelled(s, "Luogo e data", "date/-", s.left, s.left + 230, s.y, leader="under")
    s.y -= 90
    for x, who, name in (
        (s.left, "us", "Il Fornitore"),
        (s.left + 240, "customer", "Il Cliente"),
    ):
        s.text(x, s.y + 66, name, bold=True)
        shared(
            s, "Timbro e firma", f"stamp/{who} signature/{who}", x, x + 215, s.y - 10
        )
    return s


@draws("it")
def transport_document() -> Sheet:
    """The transport document: three who sign in a row of cells."""
    s = Sheet(face=TYPEWRITER, points=9, margins=(40, 40), weight=0.5)
    letterhead(
        s, "Vini del Colle S.r.l.", "Documento di trasporto (D.d.t.)", logo="#772244"
    )
    facts(s, ("DDT n.", "1182"), ("Data", "24/11/2026"), top=96)
    s.y -= 20
    grid(
        s,
        "Codice|Descrizione dei beni|Q.tà|Peso kg\nVB-01|Barbera d'Asti 2023, cartone da 6|30|240\nVN-04|Nebbiolo 2021, cartone da 6|12|98",
        (80, 290, 60, 85),
    )
    cells(
        s,
        "N. colli > number/- * 20 | Data e ora del ritiro > date/- * 30 | Aspetto esteriore dei beni > text/- * 50",
        height=34,
    )
    cells(
        s,
        "Firma del mittente > signature/us * 34 | Firma del conducente > signature/other * 33 | Firma del destinatario > signature/customer * 33",
        height=48,
    )
    footer(
        s,
        ("Vini del Colle S.r.l.", "P. IVA 01234567890"),
        ("Banca di Asti", "IBAN IT60 X054 2811 1010 0000 0123 456"),
    )
    return s


@draws("it")
def membership() -> Sheet:
    """Dotted lines, and a round place for the stamp."""
    s = Sheet(points=10.5, margins=(62, 62), leader="dots")
    s.heading("Domanda di adesione", points=16)
    rows(
        s,
        "Cognome e nome > text/customer | Nato/a il > date/customer | Indirizzo > text/customer | Telefono > text/customer | E-mail > text/customer | IBAN > bank/customer",
        s.left,
        s.right,
        indent=95,
        step=26,
    )
    s.y -= 6
    tick(s, "Socio ordinario", "checkbox/customer", s.left, s.y)
    tick(s, "Socio sostenitore", "checkbox/customer", s.left + 140, s.y)
    s.y -= 30
    s.paragraph("Dichiaro di aver letto lo statuto dell'associazione e di accettarlo.")
    s.y -= 50
    caption(s, "Data", "date/customer", s.left, s.left + 120, s.y, leader="rule")
    caption(
        s,
        "Firma del richiedente",
        "signature/customer",
        s.left + 150,
        s.left + 340,
        s.y,
        leader="rule",
    )
    seal(s, "Timbro dell'associazione", "stamp/us/Timbro", s.right - 55, s.y + 10, 40)
    return s
