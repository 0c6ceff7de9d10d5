"""Orders and powers in English."""

from reportlab.lib.pagesizes import A3, LETTER, landscape

from .drawing import draws
from .fonts import TYPEWRITER, WORLD
from .letterhead import letterhead
from .parts import caption, grid, labelled, rows, seal, tick
from .sheet import Sheet


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
