"""What one needs to know at a glance about a document, in the reader's language."""

from bot.domain.events import Drafted, OrderFacts
from bot.texts import Texts


def facts_of(t: Texts, drafted: Drafted) -> tuple[str, ...]:
    """Return one line for each fact."""
    return lines_of(t, drafted.order) if drafted.order else drafted.facts


def lines_of(t: Texts, order: OrderFacts) -> tuple[str, ...]:
    """Return an order's facts, one line each."""
    facts = [t("Customer: {name}", name=order.customer)]
    if order.number:
        facts.append(t("Number: {number}", number=order.number))
    if order.day:
        facts.append(t("Date: {date}", date=t.date(order.day)))
    if order.total is not None:
        total = t.money(order.total, order.currency)
        facts.append(t("Total: {amount}", amount=total))
    return tuple(facts)
