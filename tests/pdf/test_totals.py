"""What is printed adds up to the cent, reckoned anew in whole numbers."""

import re
from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.order import Line
from bot.pdf.making.generate import generate
from tests.pdf.notes import COMPANY, OIL, order, printed


def test_german_amounts_and_dates_are_german() -> None:
    text = printed(generate(order(), COMPANY, "de").pdf)

    for words in ("24.11.2026", "2,5", "1.234,50 €", "3.086,25 €", "3.672,64 €"):
        assert words in text


def test_prices_finer_than_a_cent_are_printed_whole() -> None:
    fine = replace(OIL, price=Decimal("0.0375"), quantity=Decimal(1000))

    text = printed(generate(order(fine), COMPANY, "de").pdf)

    assert "0,0375 €" in text
    assert "37,50 €" in text
    assert "1.000" in text


def test_half_cents_are_rounded_up_as_at_school() -> None:
    half = replace(OIL, price=Decimal("0.05"), quantity=Decimal("0.5"), vat=Decimal(0))

    assert "€0.03" in printed(generate(order(half), COMPANY, "en").pdf)


amounts = st.builds(
    lambda quantity, price, vat: replace(
        OIL,
        quantity=Decimal(quantity).scaleb(-3),
        price=Decimal(price).scaleb(-3),
        vat=Decimal(vat).scaleb(-1),
    ),
    st.integers(1, 10**7),
    st.integers(-(10**7), 10**7),
    st.sampled_from([0, 70, 77, 190]),
)


def half_up(numerator: int, denominator: int) -> int:
    """Round a fraction of integers as at school, away from zero."""
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lines=st.lists(amounts, min_size=1, max_size=8))
def test_the_printed_lines_add_up_to_the_printed_total(lines: list[Line]) -> None:
    text = printed(generate(order(*lines, note=""), COMPANY, "en").pdf)

    def cents(words: str) -> int:
        return int(re.sub(r"[€,.]", "", words))

    money = r"(-?€[\d,]+\.\d\d)"
    rows = re.findall(rf"%\s+{money}\n", text)
    vats = re.findall(rf"VAT [\d.]+% on -?€[\d,.]+\s+{money}", text)
    (total,) = re.findall(rf"^\s+Total\s+{money}", text, re.MULTILINE)

    nets: dict[int, int] = {}
    for line, row in zip(lines, rows, strict=True):
        exact = int(line.quantity.scaleb(3)) * int(line.price.scaleb(3))
        net = half_up(exact, 10_000)
        assert cents(row) == net
        rate = int(line.vat.scaleb(1))
        nets[rate] = nets.get(rate, 0) + net
    expected = [half_up(nets[rate] * rate, 1000) for rate in sorted(nets)]
    assert [cents(vat) for vat in vats] == expected
    assert cents(total) == sum(nets.values()) + sum(expected)
