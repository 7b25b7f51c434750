"""Which period an amount belongs to.

Trap avoided: the nearest date. "In 2025 it spent $8bn, $6bn in 2024" gives each amount its own year, a maturity date is no
period, and an amount without a period of its own may stand in the period that the sentence or the one before it opened.
"""

from datetime import date

from ingest.catalog.companies import Company
from ingest.figures.periods import Period
from ingest.figures.reading import Reading, Sentence

_BEHIND = 1.0
_FARTHEST = 130.0
_AHEAD = 0.75
"""A period after its amount ("$8.5bn in 2025") binds closer than one before it."""


def period_of(reading: Reading, sentence: Sentence, index: int, company: Company | None) -> Period | None:
    """The period that the sentence gives for an amount, resolved for the company's fiscal year."""
    amount = reading.amounts[index]
    best: tuple[float, Period] | None = None
    for period in sentence.periods:
        cost = reading.way(index, period.start, period.end)
        cost *= _AHEAD if period.start >= amount.value_end else _BEHIND
        if cost < _FARTHEST and (best is None or cost < best[0]):
            best = cost, period
    if best is None:
        return None
    return resolved(best[1], company)


def resolved(period: Period, company: Company | None) -> Period:
    """The same words under the company's fiscal year."""
    if company is None:
        return period
    month, day = (int(part) for part in company.fiscal_year_end.split("-"))
    return period.under((month, day))


def is_after(period: Period, published: date) -> bool:
    """Whether a period has not ended on the day of publication."""
    return period.date_end is not None and period.date_end >= published
