"""Documents in English, as they are written with a word processor."""

from .writing import Writing

_CLAUSES = (
    "1. Appointment. The Company appoints the Contractor to provide the services described in Annex A. Amendments require a document signed and dated by both parties.",
    "2. Payment. Invoices are payable within 30 days to the bank account stated on the invoice. All amounts are exclusive of taxes.",
    "3. Confidentiality. Neither party shall disclose the other's confidential information. This obligation survives termination for five years from the date of signature.",
    "4. Governing law. This agreement is governed by the laws of Ireland. It may be signed electronically; no stamp or seal is needed.",
)


def _clauses(w: Writing) -> None:
    for text in _CLAUSES:
        w.p(text, align="justify", after=7)


def en_contractor(marked: bool) -> Writing:
    """Two blocks under each other, with tabs."""
    w = Writing(marked=marked, font="Liberation Serif", points=12, size="letter")
    w.p(
        "INDEPENDENT CONTRACTOR AGREEMENT",
        bold=True,
        points=14,
        align="center",
        after=14,
    )
    w.p(
        "This agreement is made on {date/-/Date|____________________} between {text/us/Contractor|______________________________} (“Contractor”) and {text/customer/Client|______________________________} (“Client”).",
        after=10,
    )
    _clauses(w)
    for name, who in (("CONTRACTOR", "us"), ("CLIENT", "customer")):
        w.p(name, bold=True, before=16, after=18)
        w.p(
            f"Signature: {{signature/{who}/Signature|\t}}\tDate: {{date/{who}/Date|\t}}",
            tabs="9_ 9.6 15_",
            before=14,
            after=8,
        )
        w.p(f"Printed name: {{text/{who}/Name|\t}}", tabs="9_")
    return w


def en_acceptance(marked: bool) -> Writing:
    """A certificate with a bordered table and a box for the stamp."""
    w = Writing(
        marked=marked, points=10.5, header="Document AC-0091 · Date: 24 November 2026"
    )
    w.p("Acceptance Certificate", bold=True, points=16, after=10)
    w.table(
        "Project|Warehouse automation, phase 2\nSupplier|Kestrel Automation Ltd\nCustomer|Baxter Logistics plc\nDate of acceptance test|{=date/-/Date of acceptance test}\nOpen points|{=text/-/Open points}",
        "5.5 11",
        height=0.8,
    )
    w.p("{.checkbox/-/Accepted|☐} Accepted without reservation", before=4)
    w.p(
        "{.checkbox/-/Accepted with points|☐} Accepted subject to the open points above",
        after=54,
    )
    w.table(
        "{^signature/us/Supplier}Signature, for the Supplier||{^signature/customer/Customer}Signature, for the Customer",
        "6.5 1.5 6.5",
        border="",
        points=9,
    )
    w.p("Company stamp of the Customer:", before=10)
    w.ellipse("stamp/customer/Company stamp", 6.5, -0.6, 4.0, 2.8, "rect")
    return w


def en_medical(marked: bool) -> Writing:
    """A registration form in cells, two pages with initials."""
    w = Writing(marked=marked, points=10, size="letter", margins=(1.8, 1.6))
    w.p(
        "New Patient Registration – Lakeside Dental Clinic",
        bold=True,
        points=14,
        after=8,
    )
    w.table(
        "{=text/customer/Patient name}Patient name|{=date/customer/Date of birth}Date of birth\n{=text/customer/Address}Address|{=text/customer/Phone}Phone\n{=text/customer/Insurance company}Insurance company|{=text/customer/Policy number}Policy number",
        "11 6.5",
        height=1.1,
        points=7.5,
    )
    w.p(
        "Are you taking any medication?   {.checkbox/customer/Yes|☐} Yes   {.checkbox/customer/No|☐} No",
        before=4,
    )
    w.p(
        "Do you have any allergies?   {.checkbox/customer/Yes|☐} Yes   {.checkbox/customer/No|☐} No",
        after=14,
    )
    w.p("Patient initials: {initials/customer/Initials|__________}", before=30)
    w.p("Consent to treatment", bold=True, points=13, page=True, after=10)
    w.p(
        "I consent to the examination and treatment described to me. I understand that I may withdraw my consent at any time.",
        after=40,
    )
    w.p(
        "{signature/customer/Patient signature|\t}\t{date/customer/Date|\t}",
        tabs="9_ 10.5 16_",
        after=0,
    )
    w.p("Patient signature\t\tDate", tabs="9 10.5", points=9, after=40)
    w.p("{signature/other/Interpreter|\t}", tabs="9_", after=0)
    w.p("Interpreter (if any)", points=9)
    return w


def en_board_minutes(marked: bool) -> Writing:
    """Minutes that were signed long ago: nothing is free."""
    w = Writing(marked=marked, font="DejaVu Serif", points=10)
    w.p("Minutes of the board meeting", bold=True, points=15, after=10)
    w.p(
        "Held on 24 November 2026 at 10:00. Present: A. Doyle (chair), M. Byrne, S. Keane."
    )
    w.p(
        "It was resolved to approve the agreement with Baxter Logistics plc and to authorise Ms Byrne to sign it. The signature page and the date of signing are recorded in the register.",
        after=8,
    )
    w.p(
        "The company's account (IBAN IE29 AIBK 9311 5212 3456 78) remains unchanged.",
        after=24,
    )
    w.p("Signed: A. Doyle, chair          Date: 25 November 2026")
    return w


def en_purchase_order(marked: bool) -> Writing:
    """A purchase order to be confirmed by us, its supplier."""
    w = Writing(marked=marked, points=10, landscape=True, margins=(2, 1.5))
    w.p("Purchase Order 45-2207", bold=True, points=15, after=6)
    w.p(
        "Date: 24 Nov 2026    Buyer: Orchard Foods Inc.    Supplier: Prairie Packaging Co.",
        after=8,
    )
    w.table(
        "Item|Description|Qty|Unit price|Confirmed delivery date\n10|Carton 400 × 300 × 200|5,000|$ 0.41|{=date/us/Confirmed delivery date}\n20|Carton 600 × 400 × 300|2,500|$ 0.78|{=date/us/Confirmed delivery date}\n30|Tape 50 mm, roll|300|$ 1.15|{=date/us/Confirmed delivery date}",
        "1.8 10 3 4 6",
        height=0.75,
        head="#ddebf7",
    )
    w.p("Supplier confirmation", bold=True, before=10, after=30)
    w.p(
        "{text/us/Name|\t}\t{signature/us/Signature|\t}\t{date/us/Date|\t}",
        tabs="7_ 8 16_ 17 22_",
        after=0,
    )
    w.p("Name\t\tSignature of Supplier\t\tDate", tabs="7 8 16 17", points=8)
    return w
