"""Whether two figures state the same amount, and in what sense.

Trap avoided: one tolerance for everything. A number is compared at the precision it is printed with ("about 39 billion" is
38.676, but 500 is not 490), a conversion at the precision of an exchange rate.
"""

import bisect
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from ingest.models import Figure

Shape = Literal["range", "point", "lower_bound", "upper_bound", "directional"]

_ROUNDING = Decimal("0.015")  # nobody calls it rounding when a number is further off than this
_CONVERSION = Decimal("0.03")  # outlets convert at rates of different days
_LOOSE_BOUND = Decimal("0.10")  # "more than 50 billion dollars" for 52.4 billion
_SILENCE_DAYS = 40  # a monthly mean stands for its month


def shape(figure: Figure) -> Shape:
    """The form of a statement; exact and approximate points are alike."""
    low, high = figure.amount_low, figure.amount_high
    if low is None and high is None:
        return "directional"
    if low is None:
        return "upper_bound"
    if high is None:
        return "lower_bound"
    return "point" if low == high else "range"


def level(figure: Figure) -> Decimal | None:
    """The amount that a statement is known by: the middle of a range, otherwise the number it prints."""
    low, high = figure.amount_low, figure.amount_high
    if low is not None and high is not None:
        return (low + high) / 2
    return low if low is not None else high


def printed_step(amount: Decimal) -> Decimal:
    """The place of the last digit that is not zero: 38,676,000,000 -> 1,000,000."""
    return Decimal(1).scaleb(int(amount.normalize().as_tuple().exponent)) if amount else Decimal(1)


def equal_as_printed(a: Decimal, b: Decimal) -> bool:
    """Whether one amount is the other, rounded."""
    coarser = max(printed_step(a), printed_step(b))
    return abs(a - b) <= min(coarser / 2, _ROUNDING * max(abs(a), abs(b)))


class Rates:
    """USD per unit, by currency and day: `{"EUR": [(day, rate), ...]}`."""

    def __init__(self, series: Mapping[str, Iterable[tuple[date, float]]]) -> None:
        self._series = {currency: sorted(days) for currency, days in series.items()}

    @classmethod
    def of(cls, rates: pa.Table, currencies: Collection[str]) -> "Rates":
        """From the lake's `rate` table, as far as the currencies are needed."""
        needed = rates.filter(pc.is_in(rates["currency"], pa.array(sorted(currencies), pa.string())))
        series: dict[str, list[tuple[date, float]]] = {}
        columns = (needed[name].to_pylist() for name in ("currency", "rate_on", "usd_per_unit"))
        for currency, day, rate in zip(*columns, strict=True):
            series.setdefault(currency, []).append((day, rate))
        return cls(series)

    def usd(self, amount: Decimal, currency: str, day: date | None) -> Decimal | None:
        """The amount at the rate of the day or of the last day before it; None without a rate."""
        if currency == "USD":
            return amount
        series = self._series.get(currency, [])
        at = bisect.bisect_right(series, (day, float("inf"))) if day else 0
        if at == 0 or (day - series[at - 1][0]).days > _SILENCE_DAYS:
            return None
        return amount * Decimal(str(series[at - 1][1]))


@dataclass(frozen=True)
class Agreement:
    """Two amounts are the same.

    `strength`: 4 exact, 3 rounded or by a conversion that a text states, 2 by our own conversion, 1 by a bound.
    """

    strength: int
    reason: str


def agreement(a: Figure, b: Figure, rates: Rates) -> Agreement | None:
    """Why two statements can be of one amount, or None. Bounds count by the number they print."""
    x, y = level(a), level(b)
    if x is None or y is None:
        return None
    if a.currency == b.currency:
        if "range" in (shape(a), shape(b)):
            return _same_ends(a, b)
        if x == y:
            return Agreement(4, "equal amount")
        if equal_as_printed(x, y):
            return Agreement(3, f"equal within rounding: {_short(x)} and {_short(y)} {a.currency}")
        return None
    for one, other in ((a, b), (b, a)):
        if one.alt_amount is not None and one.alt_currency == other.currency:
            printed = level(other)
            if printed is not None and abs(one.alt_amount - printed) <= _CONVERSION * printed:
                return Agreement(3, f"conversion stated in a text: {_short(one.alt_amount)} {one.alt_currency}")
    return _converted(a, b, x, y, rates)


def _converted(a: Figure, b: Figure, x: Decimal, y: Decimal, rates: Rates) -> Agreement | None:
    day = min(filter(None, (a.published_on, b.published_on)), default=None)
    usd_a, usd_b = rates.usd(x, a.currency, day), rates.usd(y, b.currency, day)
    if usd_a is None or usd_b is None:
        return None
    if abs(usd_a - usd_b) <= _CONVERSION * max(usd_a, usd_b):
        return Agreement(2, f"equal after conversion: {_short(usd_a)} and {_short(usd_b)} USD on {day}")
    for one, bound, amount in ((a, usd_a, usd_b), (b, usd_b, usd_a)):
        if shape(one) == "lower_bound" and bound <= amount <= bound * (1 + _LOOSE_BOUND):
            return Agreement(1, f"bound holds after conversion: over {_short(bound)} and {_short(amount)} USD on {day}")
    return None


def _same_ends(a: Figure, b: Figure) -> Agreement | None:
    """Two ranges, or a range and one end of it; a point is neither."""
    ends = [pair for pair in ((a.amount_low, b.amount_low), (a.amount_high, b.amount_high)) if None not in pair]
    if not ends or not all(equal_as_printed(*pair) for pair in ends):
        return None
    whole = "equal range" if len(ends) == 2 else "one end of the range"
    return Agreement(4, whole) if all(x == y for x, y in ends) else Agreement(3, f"{whole} within rounding")


def _short(amount: Decimal) -> str:
    """1.5bn for people."""
    for unit, name in ((Decimal(10) ** 12, "tn"), (Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m")):
        if abs(amount) >= unit:
            return f"{(amount / unit).quantize(Decimal('0.001')).normalize():f}{name}"
    return f"{amount.normalize():f}"
