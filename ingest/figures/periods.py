"""Periods in running text: which days does "last quarter", 前三季 or "by 2030" mean?

Trap avoided: reading a fiscal label as a calendar one. A period keeps how it was said, so that it can be resolved again
once the company, and with it the fiscal year end, is known.

Vocabulary is data (`catalog/language/<lang>/periods.yaml`); `period_words` turns a text into letters, `period_grammar` finds
phrases in them, `period_quarters` and `period_limits` read those, `period_days` knows their days.
"""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from ingest.figures import period_days as days
from ingest.figures.money_words import base_language, lowered, unified
from ingest.figures.period_days import CALENDAR, Basis, Kind, MonthDay, Quarter, Quarters, Reading, Span, Year, resolved
from ingest.figures.period_grammar import TOLD_BY_ANOTHER, read
from ingest.figures.period_memory import Memory
from ingest.figures.period_words import period_words, read_words


class Period(NamedTuple):
    """One period as said (`text[start:end]`), its label as in the corpus, and its days."""

    start: int
    end: int
    label: str
    """FY2026, CY2025-Q3, CY2025-Q1/CY2025-Q3, P3Y, 2025/2028, 2025-12/2026-12, /2030, this_year, ..."""
    kind: Kind
    basis: Basis
    date_start: date | None
    date_end: date | None
    """Last day, inclusive."""
    duration_months: int | None
    reading: Reading
    """How it was said: what `under` resolves again."""
    is_relative: bool = False
    """Resolved with the published date or with a period named elsewhere in the text."""
    says_fiscal: bool = False
    """Does the text speak of fiscal years anywhere?"""

    def named_by_start(self) -> "Period":
        """The same words for a company whose fiscal year N begins in year N."""
        reading = self.reading
        if isinstance(reading, Year) and reading.basis == "fiscal":
            return self._replace(reading=replace(reading, by_start=True))
        if isinstance(reading, Quarter) and reading.year is not None and reading.basis == "fiscal":
            return self._replace(reading=replace(reading, year=replace(reading.year, by_start=True)))
        return self

    def under(self, fiscal_year_end: MonthDay) -> "Period":
        """The same words for a company whose fiscal year ends on (month, day).

        A quarter without a year or a basis is the company's own fiscal one if the text speaks of fiscal years, or if only
        that one has just been reported; otherwise the calendar one.
        """
        reading = self.reading
        if isinstance(reading, (Quarter, Quarters)) and reading.basis == "unspecified" and fiscal_year_end != CALENDAR:
            reading = _settled(reading, fiscal_year_end, self.says_fiscal)
        elif isinstance(reading, Span) and reading.basis == "unspecified" and reading.months == 3 and self.says_fiscal:
            reading = _fiscal_quarter(reading, fiscal_year_end)
        meant = resolved(reading, fiscal_year_end)
        return Period(self.start, self.end, *meant, self.reading, self.is_relative, self.says_fiscal)


def _settled(reading: Quarter | Quarters, fiscal_year_end: MonthDay, says_fiscal: bool) -> Quarter | Quarters:
    fiscal = replace(reading, basis="fiscal")
    year = reading.year if isinstance(reading, Quarter) else reading.of
    if year is not None:
        return reading
    if says_fiscal or reading.anchor is None:
        return fiscal if says_fiscal else reading
    ends = [resolved(r, fiscal_year_end).date_end for r in (reading, fiscal)]
    ages = [(reading.anchor - last).days if last is not None else None for last in ends]
    is_recent, is_fiscal_recent = (age is not None and -days.AHEAD <= age <= 100 for age in ages)
    is_reported = ages[1] is not None and 0 <= ages[1] <= days.REPORTING_LAG and ages[0] is not None and ages[0] < 0
    return fiscal if is_fiscal_recent and (is_reported or not is_recent) else reading


def _fiscal_quarter(span: Span, fiscal_year_end: MonthDay) -> Span | Quarter:
    """ "the quarter" of a text that counts in fiscal years; unchanged when the fiscal quarters end in other months."""
    behind = (fiscal_year_end[0] - span.last.month) % 12
    if behind % 3 or fiscal_year_end == CALENDAR:
        return span
    closing = days.shifted(span.last, behind)
    return Quarter("fiscal", 4 - behind // 3, Year("fiscal", closing.year))


def find_periods(
    text: str,
    language: str | None = None,
    published: date | None = None,
    fiscal_year_end: MonthDay = CALENDAR,
) -> list[Period]:
    """All periods of a text, in order of their place.

    Relative ones are resolved with `published`, else with a full date near the beginning, else keep a relative label
    (`this_year`). Never raises on any text; time is linear in its length.
    """
    low = lowered(unified(text))
    words = read_words(low, period_words(base_language(language)))
    if not words:
        return []
    memory = Memory(low, words, published)
    return [
        Period(
            part[0].start,
            part[-1].end,
            *resolved(reading, fiscal_year_end),
            reading,
            rule in TOLD_BY_ANOTHER or any(w.letter in "rstv" for w in part),
            memory.says_fiscal,
        )
        for rule, part, reading in read(memory)
    ]
