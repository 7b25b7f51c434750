from datetime import date
from decimal import Decimal

import pytest

from ingest.events.amounts import Rates, agreement, equal_as_printed, printed_step
from tests.events.rows import commitment

CNY = Rates({"CNY": [(date(2025, 2, 21), 0.1379), (date(2025, 2, 24), 0.138)]})
NONE = Rates({})


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("38676000000", "39000000000", True),
        ("26887000000", "27000000000", True),
        ("21608100000000", "21600000000000", True),
        ("500000000000", "490000000000", False),
        ("100000000000", "105000000000", False),
        ("190000000000", "175000000000", False),
        ("9000000000", "10000000000", False),
        ("72220000000", "72215000000", True),
    ],
)
def test_amounts_are_compared_at_the_precision_they_are_printed_with(a, b, expected):
    assert equal_as_printed(Decimal(a), Decimal(b)) is expected
    assert equal_as_printed(Decimal(b), Decimal(a)) is expected


def test_printed_step_is_the_place_of_the_last_digit():
    assert printed_step(Decimal("38676000000.00")) == 1_000_000
    assert printed_step(Decimal(500_000_000_000)) == 100_000_000_000
    assert printed_step(Decimal(7)) == 1


@pytest.mark.parametrize(
    ("other", "strength"),
    [
        (commitment((53, 53), "2025-02-26", modifier="about"), 2),
        (commitment((50, None), "2025-09-14", modifier="at_least"), 1),
        (commitment((45, None), "2025-09-14", modifier="at_least"), None),
        (commitment((60, 60), "2025-02-26"), None),
        (commitment((380, None), "2025-02-26", currency="CNY", alt_amount=Decimal("52.4e9"), alt_currency="USD"), 4),
    ],
)
def test_one_plan_in_two_currencies(other, strength):
    plan = commitment((380, None), "2025-02-24", currency="CNY", modifier="at_least")
    found = agreement(plan, other, CNY)
    assert (found.strength if found else None) == strength


def test_a_conversion_in_a_text_needs_no_rate():
    german = commitment((380, None), "2025-02-25", currency="CNY", alt_amount=Decimal("52.4e9"), alt_currency="USD")
    french = commitment(53, "2025-02-26")
    assert agreement(german, french, NONE).reason == "conversion stated in a text: 52.4bn USD"
    assert agreement(commitment(380, "2025-02-25", currency="CNY"), french, NONE) is None


def test_ranges_agree_in_both_ends_or_by_the_one_that_is_given():
    whole = commitment((45, 50), "2026-02-01")
    assert agreement(whole, commitment((45, 50), "2026-03-10"), NONE).strength == 4
    assert agreement(whole, commitment((None, 50), "2026-03-10"), NONE) is not None
    assert agreement(whole, commitment((40, 50), "2026-03-10"), NONE) is None
    assert agreement(whole, commitment(47.5, "2026-03-10"), NONE) is None


def test_a_rate_is_of_the_day_or_the_last_before_it():
    assert CNY.usd(Decimal(100), "CNY", date(2025, 2, 23)) == Decimal("13.790")
    assert CNY.usd(Decimal(100), "CNY", date(2025, 2, 20)) is None
    assert CNY.usd(Decimal(100), "CNY", date(2025, 8, 1)) is None
    assert CNY.usd(Decimal(100), "USD", None) == 100
