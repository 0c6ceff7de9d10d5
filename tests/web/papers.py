"""What is signed: fields, and the pages that they stand on."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from bot.domain.fields import (
    CUSTOMER,
    DIRECTOR,
    Channel,
    Field,
    Kind,
    Signer,
    mask,
)

COMPANY = "Example Trading GmbH"
NAMES = {DIRECTOR: "Bob Brandt", CUSTOMER: "Charlie Chandler"}


def place(
    kind: Kind,
    number: int,
    *,
    role: str = CUSTOMER,
    label: str = "",
    page: int = 1,
    required: bool = True,
    choices: tuple[str, ...] = (),
) -> Field:
    """A field in the `number`th row from the bottom of the last page."""
    y = 0.08 + 0.11 * number
    x = 0.12 if role == CUSTOMER else 0.55
    return Field(
        id=f"{role}-{kind.value}-{number}",
        kind=kind,
        role=role,
        page=page,
        box=(x, y, x + 0.33, y + 0.07),
        label=label or kind.value.capitalize(),
        required=required,
        choices=choices,
    )


USUAL = (
    place(Kind.DATE, 2, label="Date"),
    place(Kind.TEXT, 1, label="Place"),
    place(Kind.SIGNATURE, 0, label="Signature"),
)
"""What a customer is usually asked: a date, a text, his signature."""


def address(role: str, number: int) -> str:
    """Everybody has an address of his own, because codes to one are limited."""
    return f"{role}{number}@example.com"


def signers(
    number: int, fields: Sequence[Field], name: str, language: str
) -> tuple[Signer, ...]:
    """Who fills these fields: the director first, then the customer of that name."""
    roles = [r for r in (DIRECTOR, CUSTOMER) if r in {f.role for f in fields}]
    return tuple(
        Signer(
            role=role,
            name=name if role == CUSTOMER else NAMES[role],
            contact=mask(address(role, number)),
            channels=(Channel.EMAIL,),
            language=language,
            order=order,
            company=role == DIRECTOR,
        )
        for order, role in enumerate(roles, start=1)
    )


def paper(title: str, pages: int) -> bytes:
    """A plain contract of some pages."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    for number in range(pages):
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(70, 760, title.encode("latin-1", "replace").decode("latin-1"))
        canvas.setFont("Helvetica", 10)
        for line in range(28):
            words = f"{number + 1}.{line + 1}  The seller delivers as ordered, on time."
            canvas.drawString(70, 725 - 15 * line, words)
        canvas.showPage()
    canvas.save()
    return file.getvalue()
