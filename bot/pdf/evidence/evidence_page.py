"""The evidence page at the end of each file: who signs, how made, how to check it.

Its rows and its seal are form fields that are filled later; here is their paper.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

import segno

from bot.domain.fields import CUSTOMER, DIRECTOR, Box, Signer
from bot.pdf.evidence.form_font import printable
from bot.pdf.evidence.plan import Plan
from bot.pdf.making.flow import Block, flow
from bot.pdf.making.paper import (
    ACCENT,
    BOLD,
    HEIGHT,
    INK,
    LEFT,
    MM,
    MUTED,
    RIGHT,
    SMALL,
    STRIP,
    Paper,
    Style,
    fractions,
    wrap,
)
from bot.texts import Texts, texts

_TITLE = Style(size=17, leading=22, font=BOLD, color=ACCENT)
_NAME = Style(size=9.5, leading=13, font=BOLD)
_SUBJECT = Style(size=10.5, leading=14, color=INK)
_KEY = Style(size=7.5, leading=11.5, color=MUTED)
_VALUE = Style(size=7.5, leading=11.5, color=INK)
_SECTION = Style(size=9.5, leading=16, font=BOLD, color=ACCENT)

_WIDE = RIGHT - LEFT
_QR = 27 * MM
_TOP = HEIGHT - 18 * MM
_BOTTOM = STRIP + 5 * MM
_HEAD = 30.0
_ROW = 96.0
_CARD = _HEAD + _ROW + 8
_GAP = 8.0
_SEAL = 62.0
_INSET = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePages:
    """The finished pages, and where their fields go."""

    data: bytes
    rows: Mapping[str, tuple[int, Box]]
    """Page (from 0, within these pages) and box of each role's row."""
    seal: tuple[int, Box]


def evidence_pages(plan: Plan) -> EvidencePages:
    """Draw the evidence pages of a plan; as many as its signers need."""
    t = texts(plan.language)
    title = printable(plan.title, 160)
    paper = Paper(title=title, author=printable(plan.company), language=t.language)
    head = _head_height(title)
    cards = [_card(t, signer) for signer in plan.signers]
    seal_card = _seal_card()
    blocks = [
        _heading(t("Signatures"), keep=True),
        *cards,
        seal_card,
        *_notes(t, plan),
    ]
    placed = flow(blocks, first_top=_TOP - head, next_top=_TOP, bottom=_BOTTOM)
    _draw_head(paper, t, plan, title)
    page, rows = 0, {}
    seal: tuple[int, Box] = (0, (0, 0, 0, 0))
    for item in placed:
        if item.page != page:
            paper.next_page()
            page = item.page
        item.block.draw(paper, item.top)
        if item.block in cards:
            role = plan.signers[cards.index(item.block)].role
            rows[role] = page, _row_box(item.top - item.block.height)
        elif item.block is seal_card:
            seal = page, _seal_box(item.top)
    return EvidencePages(data=paper.finish(), rows=rows, seal=seal)


def role_name(t: Texts, role: str) -> str:
    """Return how a role is called on paper."""
    names = {DIRECTOR: t("Director"), CUSTOMER: t("Customer")}
    return names.get(role) or printable(role.replace("-", " ").capitalize(), 30)


def _head_height(title: str) -> float:
    facts = 4 * _KEY.leading
    subject = len(_subject(title)) * _SUBJECT.leading
    return max(_QR, _TITLE.leading + subject + 6 + facts) + 14


def _subject(title: str) -> list[str]:
    lines = wrap(title, _SUBJECT, _WIDE - _QR - 20)
    return lines if len(lines) <= 3 else [*lines[:2], lines[2] + " …"]


def _draw_head(paper: Paper, t: Texts, plan: Plan, title: str) -> None:
    paper.picture(_qr(plan.verify_url), RIGHT - _QR, _TOP, _QR, _QR)
    y = paper.lines(LEFT, _TOP, [t("Evidence of signing")], _TITLE)
    y = paper.lines(LEFT, y, _subject(title), _SUBJECT) - 6
    facts = (
        (t("Envelope"), printable(plan.envelope, 80)),
        (t("Sealed by"), printable(plan.company, 70)),
        (t("Check it at"), printable(plan.verify_url, 90)),
    )
    for key, value in facts:
        paper.lines(LEFT, y, [key], _KEY)
        y = paper.lines(LEFT + 74, y, [value], _VALUE)
    paper.link(plan.verify_url, LEFT + 74, y, 260, _KEY.leading)


def _heading(text: str, *, keep: bool = False) -> Block:
    def draw(paper: Paper, top: float) -> None:
        paper.lines(LEFT, top, [text], _SECTION)

    return Block(height=_SECTION.leading + 3, draw=draw, keep=keep)


def _card(t: Texts, signer: Signer) -> Block:
    name = wrap(printable(signer.name, 160), _NAME, _WIDE - 150)
    more = (len(name) - 1) * _NAME.leading
    height = _CARD + more
    role = role_name(t, signer.role)
    kind = t("for a company") if signer.company else t("in person")

    def draw(paper: Paper, top: float) -> None:
        paper.frame(LEFT, top - height, _WIDE, height)
        paper.panel(LEFT, top - height, 2.4, height, ACCENT)
        y = paper.lines(LEFT + _INSET, top - 3, name, _NAME)
        paper.lines(LEFT + _INSET, y + 0.5, [kind], SMALL)
        paper.lines(RIGHT - _INSET, top - 3, [role], _NAME, "right")
        paper.rule(LEFT + _INSET, RIGHT - _INSET, top - _HEAD - more + 1)

    return Block(height=height + _GAP, draw=draw)


def _row_box(bottom: float) -> Box:
    return fractions(LEFT + _INSET, bottom + _GAP + 5, _WIDE - 2 * _INSET, _ROW)


def _seal_card() -> Block:
    def draw(paper: Paper, top: float) -> None:
        paper.panel(LEFT, top - _SEAL, _WIDE, _SEAL)
        paper.panel(LEFT, top - _SEAL, 2.4, _SEAL, ACCENT)

    return Block(height=_SEAL + _GAP, draw=draw)


def _seal_box(top: float) -> Box:
    return fractions(LEFT + 4, top - _SEAL + 1, _WIDE - 8, _SEAL - 2)


def _notes(t: Texts, plan: Plan) -> list[Block]:
    company = printable(plan.company, 70)
    notes = (
        (
            t("How it was made"),
            t(
                "Each person signed this file electronically, one after the other. "
                "Every signature is a revision of its own, made with a certificate "
                "that {company} issued for this one act. The first signature allows "
                "nothing but filling in the fields that were there from the start; "
                "the closing seal allows no change at all. The audit trail, chained "
                "by hashes, is kept in the form field “journal” of this file.",
                company=company,
            ),
        ),
        (
            t("What it is legally"),
            t(
                "A simple electronic signature of each person and an electronic seal "
                "of {company}. They are not qualified and not advanced signatures. "
                "How each person was identified is stated above; whether that is "
                "enough for this document depends on the law that applies.",
                company=company,
            ),
        ),
        (
            t("How to check it"),
            t(
                "Open the address above and upload this file, or open it in any PDF "
                "viewer that knows signatures: it names each signer and says whether "
                "anything was changed afterwards."
            ),
        ),
    )
    return [_note(heading, text) for heading, text in notes]


def _note(heading: str, text: str) -> Block:
    lines = wrap(text, SMALL, _WIDE)

    def draw(paper: Paper, top: float) -> None:
        y = paper.lines(LEFT, top, [heading], Style(size=7.5, leading=11, font=BOLD))
        paper.lines(LEFT, y, lines, SMALL)

    return Block(height=11 + len(lines) * SMALL.leading + 5, draw=draw)


def _qr(address: str) -> bytes:
    picture = BytesIO()
    segno.make(address, error="m", micro=False).save(
        picture, kind="png", scale=8, border=0, dark=INK
    )
    return picture.getvalue()
