"""Forms and letters in English."""

from reportlab.lib.pagesizes import LETTER

from .drawing import draws
from .fonts import SERIF, WORLD
from .letterhead import letterhead
from .parts import caption, captions, cell, cells, comb, labelled, rows, tick
from .sheet import Sheet


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
        tick(s, "Yes", "checkbox/-", s.left + 220, s.y, style="white")
        tick(s, "No", "checkbox/-", s.left + 280, s.y, style="white")
        s.y -= 20
    s.text(s.left, s.y, "Remarks")
    for _ in range(3):
        s.y -= 22
        s.blank("text?/-/Remarks", s.left, s.right, s.y)
    captions(
        s,
        "Signature of Supplier > signature/us * 220 | Signature of Customer > signature/customer * 220",
        s.y - 70,
        align="center",
    )
    captions(
        s,
        "Name in block letters > text/us * 220 | Name in block letters > text/customer * 220",
        s.y - 116,
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
        "Vendor name: > text/- | Contact: > text/- | Date completed: > date/-",
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
                    f"checkbox/-/{question} {answer}",
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
        "The Contractor, Bright Spark Electrics, has completed the work at {text/-/Address|30} on {date/-/Completed on|14}. Hours worked: {number/-/Hours|6}"
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
