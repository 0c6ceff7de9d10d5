"""A mutual non-disclosure agreement: a sample wording, filled with what was agreed."""

from bot.domain.company import Company
from bot.domain.documents import Nda
from bot.pdf.making.clauses import (
    contract,
    final_provisions,
    length,
    special_agreements,
)
from bot.pdf.making.prose import Section, items
from bot.pdf.making.script import Script
from bot.texts import Texts


def nda(order: Nda, company: Company, t: Texts) -> Script:
    """Write what both sides keep secret; both sign."""
    return contract(
        t("Non-disclosure agreement"),
        order,
        company,
        t,
        roles=(t("First party"), t("Second party")),
        parts=[
            _purpose(order, t),
            _what_is_confidential(t),
            _duties(t),
            _return(t),
            _term(order, t),
            _breach(order, t),
            *special_agreements(order.note, t),
            final_provisions(order.customer, order.jurisdiction, t),
        ],
    )


def _purpose(order: Nda, t: Texts) -> Section:
    return t("Purpose"), [
        t("The parties will exchange confidential information for this purpose:"),
        items([order.purpose]),
        t(
            "This agreement protects the information of each party in the hands of the "
            "other."
        ),
    ]


def _what_is_confidential(t: Texts) -> Section:
    return t("Confidential information"), [
        t(
            "Confidential is all information, in whatever form, that is marked so or "
            "whose confidentiality follows from its nature or the circumstances, such "
            "as plans, designs, software, processes, prices and customers, whether or "
            "not it is a trade secret by law."
        ),
        t("Not confidential is information of which the receiving party shows that it"),
        items(
            [
                t("is public, or becomes so without a breach of this agreement,"),
                t("was known to it before, or was developed by it independently, or"),
                t("was given to it by a third party that was entitled to pass it on."),
            ]
        ),
    ]


def _duties(t: Texts) -> Section:
    return t("Duties"), [
        t(
            "Each party uses the confidential information of the other for the purpose "
            "only, keeps it secret, and protects it by suitable measures."
        ),
        t(
            "It passes it on only to employees and advisers who need it for the "
            "purpose and are bound to secrecy likewise."
        ),
        t(
            "Where the law, a court or an authority demands disclosure, it is "
            "permitted to that extent. The other party is told beforehand, where this "
            "is allowed. The right to report unlawful conduct remains unaffected."
        ),
        t("No rights to the information are granted, nor any duty to conclude a deal."),
    ]


def _return(t: Texts) -> Section:
    return t("Return and deletion"), [
        t(
            "On request, each party returns or deletes the confidential information of "
            "the other without delay. Copies that the law requires it to keep, and "
            "those in routine backups, are exempt; they remain confidential."
        )
    ]


def _term(order: Nda, t: Texts) -> Section:
    begins = t("This agreement takes effect when both parties have signed it.")
    if order.term:
        lasts = t(
            "Its duties last for a period {period} from the last signature. Trade "
            "secrets remain protected by law beyond that.",
            period=length(order.term, t),
        )
    else:
        lasts = t("Its duties last as long as the information is confidential.")
    return t("Term"), [f"{begins} {lasts}"]


def _breach(order: Nda, t: Texts) -> Section:
    if not order.penalty:
        return t("Breach"), [
            t("For a breach of this agreement, a party is liable as the law provides.")
        ]
    return t("Breach"), [
        t(
            "For each culpable breach of this agreement, the party in breach pays the "
            "other a contractual penalty of {amount}.",
            amount=t.money(order.penalty, order.currency),
        ),
        t(
            "Further claims remain unaffected; the penalty counts towards damages for "
            "the same breach."
        ),
    ]
