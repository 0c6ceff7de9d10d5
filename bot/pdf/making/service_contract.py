"""A service contract: a sample wording, filled with what was agreed."""

from bot.domain.company import Company
from bot.domain.documents import ServiceContract
from bot.domain.order import rounded, vat_on
from bot.pdf.making.clauses import (
    contract,
    final_provisions,
    length,
    special_agreements,
)
from bot.pdf.making.prose import Section, items
from bot.pdf.making.script import Script
from bot.refusals import N_
from bot.texts import Texts

_PER = {
    "once": N_("once"),
    "hour": N_("per hour"),
    "day": N_("per day"),
    "month": N_("per month"),
    "year": N_("per year"),
}


def service_contract(order: ServiceContract, company: Company, t: Texts) -> Script:
    """Write what we do for the customer; both sign."""
    return contract(
        t("Service contract"),
        order,
        company,
        t,
        roles=(t("Contractor"), t("Client")),
        parts=[
            _services(order, t),
            _term(order, t),
            _fee(order, t),
            *_duties(t),
            *special_agreements(order.note, t),
            final_provisions(order.customer, order.jurisdiction, t),
        ],
    )


def _services(order: ServiceContract, t: Texts) -> Section:
    return t("Services"), [
        t("The Contractor provides the following services to the Client:"),
        items(order.services),
        t(
            "The Contractor owes careful work, not a particular result. The Contractor "
            "is free to arrange time, place and manner of the work as far as the "
            "services allow, and may have suitable persons carry it out."
        ),
    ]


def _term(order: ServiceContract, t: Texts) -> Section:
    if order.start:
        begins = t("The contract begins on {date}.", date=t.date(order.start))
    else:
        begins = t("The contract begins when both parties have signed it.")
    if order.end:
        ends = t(
            "It ends on {date} without notice being required.", date=t.date(order.end)
        )
    else:
        ends = t("It runs for an indefinite time.")
    paragraphs = [f"{begins} {ends}"]
    if order.notice:
        period = length(order.notice, t)
        paragraphs.append(
            t("Either party may end it with a notice period {period}.", period=period)
        )
    elif not order.end:
        paragraphs.append(
            t("Either party may end it with the notice period that the law provides.")
        )
    paragraphs.append(
        t(
            "The right to end the contract without notice for good cause remains "
            "unaffected. Notice must be given in text form."
        )
    )
    return t("Term and termination"), paragraphs


def _fee(order: ServiceContract, t: Texts) -> Section:
    net = rounded(order.fee, order.currency)
    vat = vat_on(net, order.vat, order.currency)
    fee, per = t.money(net, order.currency), t(_PER[order.per])
    if vat:
        agreed = t(
            "The Client pays the Contractor a fee of {fee} {per}, plus {rate}% VAT "
            "({vat}), which makes {total}.",
            fee=fee,
            per=per,
            rate=t.number(order.vat.normalize()),
            vat=t.money(vat, order.currency),
            total=t.money(net + vat, order.currency),
        )
    else:
        agreed = t(
            "The Client pays the Contractor a fee of {fee} {per}. No VAT is charged.",
            fee=fee,
            per=per,
        )
    return t("Fee"), [
        agreed,
        t(
            "The Contractor sends an invoice for services that were provided, at most "
            "once a month. It is payable within 14 days of its receipt."
        ),
        t("Expenses are reimbursed only as far as this was agreed in text form."),
    ]


def _duties(t: Texts) -> list[Section]:
    return [
        (
            t("Cooperation"),
            [
                t(
                    "The Client provides, in good time and free of charge, all "
                    "information, documents and access that the services require."
                )
            ],
        ),
        (
            t("Confidentiality and data protection"),
            [
                t(
                    "Each party keeps confidential what it learns of the other’s "
                    "business that is not meant for third parties, also after the "
                    "contract has ended."
                ),
                t(
                    "The parties process personal data only as far as this contract "
                    "requires and data protection law allows."
                ),
            ],
        ),
        (
            t("Liability"),
            [t("The parties are liable to each other as the law provides.")],
        ),
    ]
