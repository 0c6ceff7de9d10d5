"""How an invoice is paid: the account, and a code that banking apps read."""

from collections.abc import Sequence
from io import BytesIO

from segno import helpers

from bot.domain.company import Company
from bot.domain.documents import Invoice
from bot.domain.fields import SENDER, Kind
from bot.domain.values import BankDetails
from bot.pdf.making.flow import Block
from bot.pdf.making.paper import BODY, INK, LABEL, LEFT, MM, RIGHT, Paper, wrap
from bot.pdf.making.place import LABEL_HEIGHT, Blank, Place
from bot.pdf.making.prose import PROSE
from bot.texts import Texts

_CODE = 23 * MM
_ABOVE = 12.0
_BETWEEN = 5.0
_WIDTH = 105 * MM


def payment(order: Invoice, company: Company, t: Texts) -> list[Block]:
    """Return what is to be paid to which account; nothing when nothing is owed."""
    if order.total <= 0:
        return []
    amount = t.money(order.total, order.currency)
    if order.due:
        text = t(
            "Please transfer {amount} by {date}, and name the invoice “{number}”.",
            amount=amount,
            date=t.date(order.due),
            number=order.number,
        )
    else:
        text = t(
            "Please transfer {amount} by the date given above, and name the invoice "
            "“{number}”.",
            amount=amount,
            number=order.number,
        )
    label = t("Bank details")
    if company.bank is None:
        blank = Blank(id="bank", kind=Kind.BANK, role=SENDER, label=label)
        return [_written(text), _account_asked(blank)]
    written = _written(text, label, company.bank.lines)
    code = _code(order, company.name, company.bank)
    return [_with_code(written, code, t) if code else written]


def _written(text: str, label: str = "", account: Sequence[str] = ()) -> Block:
    """Say what is to be paid, and below it to which account."""
    asked = wrap(text, PROSE, _WIDTH)
    lines = [part for line in account for part in wrap(line, BODY, _WIDTH)]

    def draw(paper: Paper, top: float) -> None:
        below = paper.lines(LEFT, top - _ABOVE, asked, PROSE) - _BETWEEN
        below = paper.lines(LEFT, below, [label], LABEL)
        paper.lines(LEFT, below, lines, BODY)

    height = _ABOVE + len(asked) * PROSE.leading + _BETWEEN
    if lines:
        height += LABEL.leading + len(lines) * BODY.leading
    return Block(height=height, draw=draw)


def _with_code(written: Block, code: bytes, t: Texts) -> Block:
    """Put the code beside what is written."""
    caption = wrap(t("To pay, scan the GiroCode with your banking app."), LABEL, _CODE)

    def draw(paper: Paper, top: float) -> None:
        written.draw(paper, top)
        paper.picture(code, RIGHT - _CODE, top - _ABOVE, _CODE, _CODE)
        paper.lines(RIGHT - _CODE - 8, top - _ABOVE, caption, LABEL, "right")

    return Block(height=max(written.height, _ABOVE + _CODE), draw=draw)


def _account_asked(blank: Blank) -> Block:
    place = Place(blank=blank, x=LEFT, down=LABEL_HEIGHT, width=_WIDTH)
    height = LABEL_HEIGHT + blank.height
    return Block(height=height, draw=place.draw, places=(place,))


def _code(order: Invoice, holder: str, bank: BankDetails) -> bytes:
    """Return the GiroCode (EPC069-12) as PNG; nothing where it cannot say it."""
    if order.currency != "EUR":
        return b""
    try:
        code = helpers.make_epc_qr(
            name=(bank.holder or holder)[:70],
            iban=bank.iban,
            amount=order.total,
            text=order.number,
            bic=bank.bic or None,
            encoding="utf-8",
        )
    except ValueError:
        # A billion, or more letters than a code may hold.
        return b""
    picture = BytesIO()
    code.save(picture, kind="png", scale=8, border=0, dark=INK)
    return picture.getvalue()
