"""What one needs to know at a glance about a document, in the reader's language."""

from bot.domain.events import Drafted, OrderFacts
from bot.texts import Texts


def facts_of(t: Texts, drafted: Drafted) -> tuple[str, ...]:
    """Return one line for each fact."""
    return lines_of(t, drafted.order) if drafted.order else drafted.facts


def lines_of(t: Texts, order: OrderFacts) -> tuple[str, ...]:
    """Return an order's facts, one line each."""
    return (
        t("Customer: {name}", name=order.customer),
        t("Number: {number}", number=order.number),
        t("Date: {date}", date=t.date(order.day)),
        t("Total: {amount}", amount=t.money(order.total, order.currency)),
    )
