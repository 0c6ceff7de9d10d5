"""Contracts in English."""

from reportlab.lib.pagesizes import A3, A4, LETTER, landscape

from .drawing import draws
from .fonts import SERIF, TYPEWRITER, WORLD
from .letterhead import letterhead, numbered
from .parts import caption, grid, labelled, rows, seal, shared, tick, unruled
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
def statement_of_work() -> Sheet:
    """Grey background, captions below, names printed already."""
    s = Sheet(face=WORLD, points=9, margins=(54, 54))
    letterhead(
        s, "Quayside Digital Ltd", "12 Harbour Road · Bristol BS1 5TY", logo="#3355aa"
    )
    s.heading("Statement of Work No. 7")
    s.paragraph(
        "under the Master Services Agreement dated 3 March 2025 between Quayside Digital Ltd (Supplier) and Fenwick Foods plc (Customer)."
    )
    grid(
        s,
        "Milestone|Due|Fee\nDiscovery|15 January 2027|£ 4,000\nPrototype|28 February 2027|£ 9,500\nRoll-out|30 April 2027|£ 12,000",
        (250, 130, 107),
        head="#cfd8ee",
        stripe="#f3f5fb",
    )
    s.paragraph(
        "Date of this statement: 24 November 2026. Terms not defined here have the meaning given in the Agreement."
    )
    s.frame((s.left, s.y - 128, s.right, s.y), fill="#eeeeee", line=None)
    for x, who, title, name in (
        (
            s.left + 12,
            "us",
            "Signed for and on behalf of the Supplier",
            "Rachel Owens, Director",
        ),
        (
            s.left + 256,
            "customer",
            "Signed for and on behalf of the Customer",
            "Paul Fenwick, Managing Director",
        ),
    ):
        s.text(x, s.y - 18, title, bold=True, points=8.5)
        caption(s, name, f"signature/{who}/Signature", x, x + 205, s.y - 70)
        caption(s, "Date", f"date/{who}", x, x + 110, s.y - 106)
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
def general_power_of_attorney() -> Sheet:
    """Witnesses and a notary beside the principal; the place of the seal."""
    s = Sheet(size=LETTER, face=TYPEWRITER, points=10, margins=(72, 72), leader="under")
    s.heading("GENERAL POWER OF ATTORNEY")
    s.paragraph(
        "I, {text/-/Principal|32}, residing at {text/-/Address|36}, appoint Summit Tax Services LLC as my attorney-in-fact to act in my name in all tax matters. This power of attorney remains in force until revoked in writing."
    )
    s.y -= 34
    labelled(s, "Principal's signature:", "signature/-", s.left, s.right, s.y)
    s.y -= 30
    labelled(s, "Date:", "date/-", s.left, s.left + 220, s.y)
    for witness in ("1", "2"):
        s.y -= 52
        labelled(
            s, f"Witness {witness} signature:", "signature/other", s.left, s.right, s.y
        )
        s.y -= 26
        labelled(s, f"Witness {witness} name:", "text/other", s.left, s.right, s.y)
    s.y -= 70
    labelled(s, "Notary Public:", "signature/other", s.left, s.left + 300, s.y)
    s.y -= 28
    labelled(s, "My commission expires:", "date/other", s.left, s.left + 300, s.y)
    seal(s, "(Notary seal)", "stamp/other/Notary seal", s.right - 60, s.y + 20, 46)
    return s


@draws("en")
def change_order() -> Sheet:
    """A3 in landscape, four blocks in a row."""
    s = Sheet(size=landscape(A3), points=12, margins=(80, 80), weight=1)
    s.heading("Change Order No. 12", points=22)
    s.paragraph(
        "Project: Riverside School, Block C. Original contract sum: £ 2,418,000.00. The contract is changed as follows:"
    )
    grid(
        s,
        "Item|Description|Addition|Deduction\n1|Additional fire doors on level 2|£ 8,420.00|\n2|Omit external bench seating||£ 3,100.00",
        (60, 600, 190, 180),
        height=28,
    )
    s.paragraph(
        "The contract period is extended by {number/-/Days|6} days. The new date of completion is {date/-/Completion|16}."
    )
    s.y -= 90
    for at, (name, who) in enumerate(
        (("Architect", "other"), ("Contractor", "us"), ("Owner", "customer"))
    ):
        x = s.left + at * 350
        s.text(x, s.y + 60, name, bold=True)
        caption(s, "Signature", f"signature/{who}", x, x + 300, s.y, points=10)
        caption(s, "Name and title", f"text/{who}", x, x + 300, s.y - 60, points=10)
        caption(s, "Date", f"date/{who}", x, x + 150, s.y - 110, points=10)
    return s


@draws("en")
def initialled_terms() -> Sheet:
    """Initials on each page; the visible page is smaller than the paper."""
    s = Sheet(size=LETTER, points=10, margins=(66, 66), bleed=(40, 55, 40, 35))
    s.heading("Equipment Rental Agreement")
    for page in range(3):
        if page:
            s.next_page()
        s.text(-30, -40, "PROOF 3 Signature: ____________  Date: ____________")
        clauses(s, "en", page * 4, page * 4 + 4, sign="")
        labelled(
            s,
            "Lessor initials:",
            "initials/us",
            s.left,
            s.left + 130,
            44,
            leader="under",
        )
        labelled(
            s,
            "Lessee initials:",
            "initials/customer",
            s.right - 130,
            s.right,
            44,
            leader="under",
        )
    s.y -= 50
    shared(
        s,
        "Lessor: signature and date",
        "signature/us date/us",
        s.left,
        s.left + 225,
        s.y,
    )
    shared(
        s,
        "Lessee: signature and date",
        "signature/customer date/customer",
        s.right - 225,
        s.right,
        s.y,
    )
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


@draws("en")
def terms_of_sale() -> Sheet:
    """Prose that talks of signatures, and asks for none."""
    s = Sheet(face=SERIF, points=10, margins=(56, 56))
    s.heading("General Terms of Sale")
    clauses(s, "en", 0, 8, sign="")
    s.paragraph(
        "Orders are binding once a form bearing the signature of the Buyer and the date of order has reached us. Version of 24 November 2026."
    )
    numbered(s, "1")
    return s


@draws("en")
def subscription_order() -> Sheet:
    """Brackets to tick, and blocks at the right only."""
    s = Sheet(points=9.5, margins=(58, 58), leader="dash")
    letterhead(
        s,
        "Cloudberry Hosting Ltd",
        "Unit 9, Canal Wharf, Leeds LS11 5PS",
        logo="#8822aa",
    )
    s.heading("Order form")
    s.paragraph("Please choose a plan. Prices exclude VAT.")
    for plan in (
        "Starter, £ 9 a month",
        "Team, £ 39 a month",
        "Business, £ 129 a month",
    ):
        tick(s, plan, "checkbox/customer", s.left + 10, s.y, style="bracket")
        s.y -= 18
    s.y -= 10
    rows(
        s,
        "Number of users > number/customer | Company > text/customer | Billing e-mail > text/customer",
        s.left,
        s.left + 300,
        indent=95,
        step=24,
    )
    x = s.right - 210
    s.y -= 60
    s.text(x, s.y + 40, "Authorised signatory of the Customer", bold=True)
    caption(s, "Signature", "signature/customer", x, s.right, s.y - 10)
    caption(s, "Place, date", "date/customer", x, s.right, s.y - 50)
    return s
