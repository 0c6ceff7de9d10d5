"""Contracts in English."""

from reportlab.lib.pagesizes import A4, LETTER

from .drawing import draws
from .fonts import SERIF
from .letterhead import letterhead, numbered
from .parts import (
    grid,
    labelled,
    rows,
    shared,
    unruled,
)
from .prose import clauses
from .sheet import Sheet


@draws("en")
def services_agreement() -> Sheet:
    """The American block: By, Name, Title, Date, under the party's name in bold."""
    s = Sheet(size=LETTER, face=SERIF, points=11, margins=(72, 72), leader="under")
    s.text(306, s.y, "SERVICES AGREEMENT", bold=True, points=14, align="center")
    s.y -= 30
    s.paragraph(
        "This Services Agreement is entered into by and between Bluebird Consulting LLC (“Provider”) and Harper Mills, Inc. (“Client”), effective as of January 1, 2027."
    )
    clauses(s, "en", 0, 4, sign="Section ")
    numbered(s, "Page 1 of 2")
    s.next_page()
    clauses(s, "en", 5, 8, sign="Section ")
    s.paragraph(
        "IN WITNESS WHEREOF, the parties have executed this Agreement by their duly authorized representatives."
    )
    s.y -= 20
    top = s.y
    parties = (("BLUEBIRD CONSULTING LLC", "us"), ("HARPER MILLS, INC.", "customer"))
    for at, (name, who) in enumerate(parties):
        x = s.left + 240 * at
        s.text(x, top, name, bold=True)
        s.y = top - 42
        lines = f"By: > signature/{who} | Name: > text/{who} | Title: > text/{who} | Date: > date/{who}"
        rows(s, lines, x, x + 215, indent=36, step=26)
    numbered(s, "Page 2 of 2")
    return s


@draws("en")
def mutual_nda() -> Sheet:
    """A table to sign in, with both parties as columns."""
    s = Sheet(points=10, margins=(60, 60))
    s.heading("Mutual Non-Disclosure Agreement", points=15)
    s.paragraph(
        "between Larkspur Robotics Ltd, 4 Mill Lane, Cambridge CB2 1RX (the “Discloser”) and {text/customer/Company|36} (the “Recipient”), dated {date/-/Date|16}."
    )
    clauses(s, "en", 3, 8, sign="")
    s.y -= 10
    lines = ["|Larkspur Robotics Ltd (Discloser)|Recipient"]
    for label, kind in (
        ("Signature", "signature"),
        ("Name", "text"),
        ("Position", "text"),
        ("Date", "date"),
    ):
        lines.append(f"{label}|{{{kind}/us/{label}}}|{{{kind}/customer/{label}}}")
    grid(s, "\n".join(lines), (75, 200, 200), height=30, head="#e8e8f4")
    return s


@draws("en")
def residential_lease() -> Sheet:
    """Blanks in every sentence; labels above the lines; a guarantor."""
    s = Sheet(size=LETTER, face=SERIF, points=11, leading=1.7, margins=(70, 70))
    s.heading("Residential Lease", points=17)
    s.paragraph(
        "This agreement is made on {date/-/Date|16} between {text/us/Landlord|30} (the “Landlord”) and {text/customer/Tenant|30} (the “Tenant”)."
    )
    s.paragraph(
        "The Landlord lets the premises at {text/-/Premises|48} for a term beginning {date/-/Beginning|14} and ending {date/-/Ending|14}."
    )
    s.paragraph(
        "The monthly rent is ${number/-/Rent|10}, payable to account no. {bank/us/Account|20}. The security deposit is ${number/-/Deposit|10}."
    )
    clauses(s, "en", 5, 7, sign="")
    s.y -= 10
    for name, who in (
        ("Landlord", "us"),
        ("Tenant", "customer"),
        ("Guarantor", "other"),
    ):
        s.text(s.left, s.y, f"{name}’s signature")
        s.text(s.left + 330, s.y, "Date")
        s.y -= 36
        s.blank(f"signature/{who}/{name}’s signature", s.left, s.left + 300, s.y)
        s.blank(f"date/{who}/Date", s.left + 330, s.right, s.y)
        s.y -= 24
    return s


@draws("en")
def employment_offer() -> Sheet:
    """A letter that one side has signed; the other accepts at its foot."""
    s = Sheet(size=LETTER, face=SERIF, points=11.5, margins=(80, 80))
    letterhead(
        s, "Redwood Analytics, Inc.", "500 Market Street, San Francisco, CA 94105"
    )
    s.paragraph("November 24, 2026")
    s.paragraph("Dear Ms. Alvarez,")
    s.paragraph(
        "We are pleased to offer you the position of Senior Analyst, starting on January 11, 2027, at an annual salary of $118,000. Please indicate your acceptance by signing and dating this letter and returning it by December 4, 2026."
    )
    s.paragraph("Sincerely,")
    s.y -= 26
    s.paragraph("/s/ Karen Whitfield")
    s.paragraph("Karen Whitfield, Chief People Officer")
    s.y -= 26
    s.paragraph("I accept the offer of employment set out above.")
    s.y -= 34
    labelled(s, "Employee signature:", "signature/customer", s.left, s.left + 290, s.y)
    labelled(s, "Date:", "date/customer", s.left + 310, s.right, s.y)
    s.y -= 34
    labelled(s, "Printed name:", "text/customer", s.left, s.left + 290, s.y)
    return s


@draws("en")
def initialled_terms() -> Sheet:
    """Initials on each page; the visible page is smaller than the paper."""
    s = Sheet(
        size=LETTER, points=10, margins=(66, 66), bleed=(40, 55, 40, 35), leader="under"
    )
    s.heading("Equipment Rental Agreement")
    for page in range(3):
        if page:
            s.next_page()
        s.text(-30, -40, "PROOF 3 Signature: ____________  Date: ____________")
        clauses(s, "en", page * 4, page * 4 + 4, sign="")
        labelled(s, "Lessor initials:", "initials/us", s.left, s.left + 130, 44)
        labelled(s, "Lessee initials:", "initials/customer", s.right - 130, s.right, 44)
    s.y -= 50
    for x, who, name in (
        (s.left, "us", "Lessor"),
        (s.right - 225, "customer", "Lessee"),
    ):
        wants = f"signature/{who} date/{who}"
        shared(s, f"{name}: signature and date", wants, x, x + 225, s.y)
    return s


@draws("en")
def consulting_agreement() -> Sheet:
    """Twelve pages of prose, then labels without any line."""
    s = Sheet(size=A4, points=12, leading=1.6, margins=(85, 85))
    s.heading("Consulting Agreement")
    for page in range(11):
        clauses(s, "en", page * 4, page * 4 + 4, sign="")
        numbered(s, f"{page + 1} / 12")
        s.next_page()
    s.text(s.left, s.y, "Signed by the parties' authorised signatories:")
    s.y -= 60
    for name, who in (("For the Consultant", "us"), ("For the Client", "customer")):
        s.text(s.left, s.y, name, bold=True)
        unruled(s, "Signature:", f"signature/{who}", s.left, s.y - 54)
        unruled(s, "Name:", f"text/{who}", s.left, s.y - 84)
        unruled(s, "Date:", f"date/{who}", s.left, s.y - 114)
        s.y -= 190
    numbered(s, "12 / 12")
    return s
