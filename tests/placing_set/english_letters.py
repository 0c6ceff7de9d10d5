"""Letters in English: a note of delivery, a quotation, an invoice."""

from reportlab.lib.pagesizes import A4, landscape

from .drawing import draws
from .letterhead import address, facts, footer, letterhead
from .parts import (
    cells,
    grid,
    rows,
)
from .sheet import Sheet


@draws("en")
def goods_received() -> Sheet:
    """A landscape page whose cells in the last row are to be filled."""
    s = Sheet(size=landscape(A4), points=9, margins=(40, 40), rotate=270)
    letterhead(s, "Morley Steel Supplies", "Delivery note DN-20417", logo="#555555")
    cells(
        s,
        "Deliver to > =Hart Engineering, Dock 3 * 40 | Order no. > =PO-8841 * 20 | Date of dispatch > =24 Nov 2026 * 20 | Haulier > =Own vehicle * 20",
        height=34,
    )
    s.y -= 14
    grid(
        s,
        "Line|Description|Ordered|Shipped|Weight kg\n1|Flat bar 40 × 8, 6 m|40|40|603\n2|Angle 50 × 50 × 5, 6 m|24|20|452\n3|Sheet 2000 × 1000 × 3|10|10|471",
        (50, 400, 90, 90, 132),
    )
    s.text(s.left, s.y, "Goods received in good condition", bold=True)
    s.y -= 12
    cells(
        s,
        "Received by (name) > text/customer * 30 | Signature > signature/customer * 34 | Date > date/customer * 18 | No. of packages > number/customer * 18",
        height=44,
    )
    return s


@draws("en")
def quotation() -> Sheet:
    """Acceptance with an order number, dotted."""
    s = Sheet(points=10, margins=(60, 60), leader="wide")
    letterhead(s, "Ashdown Roofing Ltd", "Forest Row RH18 5DB", logo="#117755")
    address(s, "Mrs J. Carter", "The Old Forge", "Hartfield TN7 4AD")
    facts(
        s,
        ("Quotation", "Q-3318"),
        ("Date", "24/11/2026"),
        ("Valid until", "24/12/2026"),
    )
    s.heading("Quotation Q-3318")
    grid(
        s,
        "Item|Work|Price\n1|Strip and re-slate rear roof|£ 6,850.00\n2|Lead valleys and flashings|£ 1,240.00\n|Total excluding VAT|£ 8,090.00",
        (50, 300, 125),
    )
    s.paragraph(
        "A deposit of 20 % is due when the work is ordered. Sort code 20-45-11, account 33445566."
    )
    s.y -= 10
    s.text(s.left, s.y, "To accept, please complete and return:", bold=True)
    s.y -= 40
    rows(
        s,
        "Customer's signature > signature/customer | Date > date/customer | Your order number > text/customer",
        s.left,
        s.left + 330,
        indent=110,
        step=30,
    )
    footer(
        s,
        ("Ashdown Roofing Ltd", "Registered in England 7788990"),
        ("Barclays Bank", "Sort code 20-45-11", "Account 33445566"),
    )
    return s
