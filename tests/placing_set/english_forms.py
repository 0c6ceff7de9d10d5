"""Forms and letters in English."""

from reportlab.lib.pagesizes import A4, LETTER, landscape

from .drawing import draws
from .fonts import SERIF, WORLD
from .letterhead import address, facts, footer, letterhead
from .parts import caption, cell, cells, comb, grid, labelled, rows, tick
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


@draws("en")
def tax_invoice() -> Sheet:
    """Nothing to fill in."""
    s = Sheet(points=9.5, margins=(55, 55), face=WORLD)
    letterhead(s, "Peregrine Print Co.", "Tax invoice", logo="#cc7700")
    facts(
        s,
        ("Invoice", "INV-5512"),
        ("Date", "24 Nov 2026"),
        ("Due date", "24 Dec 2026"),
        ("Account", "C-118"),
    )
    address(s, "Oakley & Finch Ltd", "88 Station Road", "Reading RG1 1AA", "", "")
    grid(
        s,
        "Qty|Description|Unit|Amount\n500|Business cards, 350 g|£ 0.12|£ 60.00\n1,000|Letterheads, two colours|£ 0.09|£ 90.00\n||VAT 20 %|£ 30.00\n||Total|£ 180.00",
        (60, 240, 90, 95),
        head="#fbe3c4",
    )
    s.paragraph(
        "Payment to IBAN GB29 NWBK 6016 1331 9268 19. No signature is required on this invoice."
    )
    return s


@draws("en")
def direct_debit() -> Sheet:
    """The British mandate: combs for sort code and account, boxes for the rest."""
    s = Sheet(points=9.5, margins=(50, 50), weight=0.8)
    letterhead(
        s,
        "Thameside Water",
        "Instruction to your bank to pay by Direct Debit",
        logo="#0077bb",
    )
    x = s.left
    s.text(x, s.y, "Name(s) of account holder(s)")
    s.frame((x, s.y - 30, x + 240, s.y - 8))
    s.mark("text/customer/Name of account holder", (x + 1, s.y - 29, x + 239, s.y - 9))
    s.text(x, s.y - 52, "Bank or building society account number")
    comb(s, "bank/customer/Account number", x, s.y - 82, (8,), wide=20, high=22)
    s.text(x, s.y - 104, "Branch sort code")
    comb(
        s, "bank/customer/Sort code", x, s.y - 134, (2, 2, 2), wide=20, high=22, gap=12
    )
    s.text(x, s.y - 156, "Name of your bank or building society")
    s.frame((x, s.y - 186, x + 240, s.y - 164))
    s.mark("bank/customer/Bank", (x + 1, s.y - 185, x + 239, s.y - 165))
    x += 265
    s.text(x, s.y, "Service user number: 6 4 1 7 2 2")
    s.text(x, s.y - 20, "Please pay Thameside Water Direct Debits", points=8.5)
    s.text(x, s.y - 31, "from the account detailed in this instruction.", points=8.5)
    cell(s, "Signature(s)", "signature/customer", (x, s.y - 112, s.right, s.y - 50))
    cell(s, "Date", "date/customer", (x, s.y - 160, s.right, s.y - 122))
    return s


@draws("en")
def handover_certificate() -> Sheet:
    """Ticks in a table, remarks on lines, both sides below."""
    s = Sheet(points=10, face=WORLD, margins=(56, 56))
    s.heading("Equipment handover certificate", points=15)
    s.paragraph(
        "Supplier: Norden Medical Ltd. Customer: St Anne's Clinic. Equipment: ultrasound unit NM-400."
    )
    labelled(s, "Serial number", "text/-", s.left, s.left + 230, s.y)
    labelled(s, "Date of handover", "date/-", s.left + 250, s.right, s.y)
    s.y -= 30
    for text in (
        "Unit delivered complete",
        "Installation tested",
        "Staff instructed",
        "Manual handed over",
    ):
        s.text(s.left, s.y, text)
        tick(s, "Yes", f"checkbox/-/{text}", s.left + 220, s.y, style="white")
        tick(s, "No", f"checkbox/-/{text}", s.left + 280, s.y, style="white")
        s.y -= 20
    s.text(s.left, s.y, "Remarks")
    for _ in range(3):
        s.y -= 22
        s.blank("text?/-/Remarks", s.left, s.right, s.y)
    s.y -= 70
    for x, who, name in (
        (s.left, "us", "Supplier"),
        (s.left + 250, "customer", "Customer"),
    ):
        caption(
            s,
            f"Signature of {name}",
            f"signature/{who}",
            x,
            x + 220,
            s.y,
            align="center",
        )
        caption(
            s,
            "Name in block letters",
            f"text/{who}",
            x,
            x + 220,
            s.y - 46,
            align="center",
        )
    return s


@draws("en")
def rental_application() -> Sheet:
    """A dense boxed form in Letter size."""
    s = Sheet(size=LETTER, points=9, margins=(36, 36), weight=0.5)
    s.heading("RENTAL APPLICATION", points=14)
    cells(
        s,
        "Last name > text/customer * 35 | First name > text/customer * 35 | Date of birth > date/customer * 30\nCurrent address > text/customer * 60 | City, State, ZIP > text/customer * 40\nPhone > text/customer * 30 | E-mail > text/customer * 40 | Driver's license no. > text/customer * 30\nEmployer > text/customer * 50 | Monthly income ($) > number/customer * 25 | Number of occupants > number/customer * 25\nBank > bank/customer * 40 | Account number > bank/customer * 60",
    )
    s.y -= 22
    for question in (
        "Have you ever been evicted?",
        "Do you have pets?",
        "Do you smoke?",
    ):
        s.text(s.left, s.y, question)
        end = tick(s, "Yes", "checkbox/customer", s.left + 190, s.y)
        tick(s, "No", "checkbox/customer", end + 20, s.y)
        s.y -= 18
    s.paragraph(
        "I certify that the information above is true and authorize verification of it. A false statement is ground for rejection."
    )
    cells(
        s,
        "Applicant's signature > signature/customer * 65 | Date > date/customer * 35",
        height=40,
        fill="#f4f4e8",
    )
    return s


@draws("en")
def vendor_questionnaire() -> Sheet:
    """Two pages; dingbats to tick; the author signs on neither."""
    s = Sheet(points=10, face=SERIF, margins=(64, 64), leader="under")
    s.heading("Vendor security questionnaire", points=16)
    rows(
        s,
        "Vendor name: > text/customer | Contact: > text/customer | Date completed: > date/customer",
        s.left,
        s.right,
        indent=96,
        step=26,
    )
    questions = (
        "Is customer data encrypted at rest?",
        "Is there an incident response plan?",
        "Are employees trained every year?",
        "Are backups tested?",
        "Is a penetration test done each year?",
    )
    for page in range(2):
        for question in questions:
            s.text(s.left, s.y, question)
            for at, answer in enumerate(("Yes", "No", "N/A")):
                tick(
                    s,
                    answer,
                    f"checkbox/customer/{question} {answer}",
                    s.left + 260 + 62 * at,
                    s.y,
                    style="dingbat",
                )
            s.y -= 24
        if not page:
            s.next_page()
    return s


@draws("en")
def handyman_receipt() -> Sheet:
    """A page upside down in its file, shown upright."""
    s = Sheet(size=LETTER, points=11, margins=(70, 70), rotate=180, leader="under")
    s.heading("Work completion sign-off")
    s.paragraph(
        "The Contractor, Bright Spark Electrics, has completed the work at {text/customer/Address|30} on {date/-/Completed on|14}. Hours worked: {number/us/Hours|6}"
    )
    s.y -= 44
    caption(
        s,
        "Customer signature",
        "signature/customer",
        s.left,
        s.left + 200,
        s.y,
        leader="rule",
    )
    caption(
        s, "Date signed", "date/customer", s.left + 240, s.right, s.y, leader="rule"
    )
    return s
