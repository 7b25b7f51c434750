"""What a period means in days, for a fiscal year end: labels, first and last day, length.

Trap avoided: fixing a fiscal period to days before the company is known. A reading keeps what was said ("fiscal 2026", "the
quarter before that one") and is resolved again for each fiscal year end. A fiscal year is named after the year it ends in;
a Japanese 年度 after the year it begins in.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

Kind = Literal["year", "quarter", "half", "span", "duration", "until", "relative"]
Basis = Literal["fiscal", "calendar", "unspecified"]
MonthDay = tuple[int, int]
CALENDAR: MonthDay = (12, 31)

REPORTING_LAG = 75
AHEAD = 92


class Resolved(NamedTuple):
    """A period for one fiscal year end; days are inclusive."""

    label: str
    kind: Kind
    basis: Basis
    date_start: date | None
    date_end: date | None
    months: int | None


@lru_cache(4096)
def month_end(year: int, month: int) -> date:
    """Last day of a month; `month` may lie outside 1..12 and shifts the year then."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])


@lru_cache(4096)
def year_end(year: int, end: MonthDay) -> date:
    """Last day of the fiscal year that ends in `year`."""
    last = calendar.monthrange(year, end[0])[1]
    return date(year, end[0], last if (end[0], end[1]) == (2, 28) else min(end[1], last))


def shifted(day: date, months: int) -> date:
    """The day `months` later; a last day of a month stays one."""
    last = month_end(day.year, day.month + months)
    return last if day == month_end(day.year, day.month) else last.replace(day=min(day.day, last.day))


def day_of(year: int, month: int, day: int | None) -> date:
    """A day, or the month's last one for a day that it does not have."""
    last = month_end(year, month)
    return last.replace(day=day) if day and 1 <= day <= last.day else last


def fiscal_year_of(day: date, end: MonthDay) -> int:
    """Name of the fiscal year that contains a day."""
    return day.year if day <= year_end(day.year, end) else day.year + 1


def calendar_quarter(first: date, last: date) -> tuple[int, int]:
    """(year, quarter) that contains the middle of a period."""
    middle = first + (last - first) / 2
    return middle.year, (middle.month + 2) // 3


@dataclass(frozen=True, slots=True)
class Year:
    """A year, named, or `offset` from the one that contains `anchor`."""

    basis: Basis
    year: int | None = None
    offset: int = 0
    anchor: date | None = None
    by_start: bool = False
    """Named after the calendar year it begins in (年度)."""
    is_settled: bool = False
    """ "the fiscal year" right after its end means the one that ended."""

    def resolve(self, end: MonthDay) -> Resolved:
        fiscal = self.basis == "fiscal"
        if self.year is None and self.anchor is None:
            word = {0: "this", -1: "last", 1: "next"}.get(self.offset, "this")
            return Resolved(f"{word}_{'fiscal_' if fiscal else ''}year", "relative", self.basis, None, None, 12)
        year = self.year if self.year is not None else self._from_anchor(end)
        if not fiscal:
            return Resolved(f"CY{year}", "year", self.basis, date(year, 1, 1), date(year, 12, 31), 12)
        last = year_end(year + (1 if self.by_start and end != CALENDAR else 0), end)
        return Resolved(f"FY{year}", "year", self.basis, shifted(last, -12) + timedelta(1), last, 12)

    def _from_anchor(self, end: MonthDay) -> int:
        assert self.anchor is not None
        if self.basis != "fiscal":
            return self.anchor.year + self.offset
        day = self.anchor - timedelta(REPORTING_LAG) if self.is_settled else self.anchor
        year = fiscal_year_of(day, end)
        return year + self.offset - (1 if self.by_start and end != CALENDAR else 0)


@dataclass(frozen=True, slots=True)
class Quarter:
    """Quarter `number` of a year; without a year the one nearest to `anchor` (reported or about to be)."""

    basis: Basis
    number: int
    year: Year | None = None
    anchor: date | None = None

    def resolve(self, end: MonthDay) -> Resolved:
        fiscal = self.basis == "fiscal"
        close = end if fiscal else CALENDAR
        year = self._year(end, close)
        if year is None:
            return Resolved(f"Q{self.number}", "relative", self.basis, None, None, 3)
        by_start = fiscal and self.year is not None and self.year.by_start and end != CALENDAR
        last = shifted(year_end(year + by_start, close), -3 * (4 - self.number))
        label = f"{'FY' if fiscal else 'CY'}{year}-Q{self.number}"
        return Resolved(label, "quarter", self.basis, shifted(last, -3) + timedelta(1), last, 3)

    def _year(self, end: MonthDay, close: MonthDay) -> int | None:
        if self.year is not None:
            own = resolved(self.year, end)
            return int(own.label[2:]) if own.kind == "year" else None
        if self.anchor is None:
            return None
        latest = self.anchor + timedelta(AHEAD)
        year = latest.year + 1
        while shifted(year_end(year, close), -3 * (4 - self.number)) > latest:
            year -= 1
        return year


@dataclass(frozen=True, slots=True)
class YearOf:
    """The year that a quarter belongs to, or one `offset` from it: "in the fiscal year as a whole"."""

    quarter: Quarter
    offset: int = 0

    def resolve(self, end: MonthDay) -> Resolved:
        quarter = resolved(self.quarter, end)
        year = int(quarter.label[2:6]) + self.offset if quarter.kind == "quarter" else None
        by_start = self.quarter.year is not None and self.quarter.year.by_start
        return Year("fiscal" if quarter.basis == "fiscal" else "calendar", year, self.offset, None, by_start).resolve(end)


@dataclass(frozen=True, slots=True)
class Span:
    """Whole months that end on a day: a quarter, a half or a year is named so, anything else by its quarters or months."""

    last: date
    months: int
    basis: Basis = "calendar"
    """unspecified: nobody said which quarter ("the quarter"), so it may take its fiscal name."""

    def resolve(self, end: MonthDay) -> Resolved:
        last = (
            month_end(self.last.year, self.last.month) if self.last.day > 20 else month_end(self.last.year, self.last.month - 1)
        )
        first = shifted(last, -self.months) + timedelta(1)
        year, quarter = calendar_quarter(shifted(last, -3) + timedelta(1), last)
        if self.months == 3:
            return Resolved(f"CY{year}-Q{quarter}", "quarter", "calendar", first, last, 3)
        if self.months == 12:
            label = f"CY{last.year}" if last.month == 12 else f"FY{last.year}"
            return Resolved(label, "year", "calendar" if last.month == 12 else "fiscal", first, last, 12)
        if self.months % 3 == 0 and self.months < 12:
            start = calendar_quarter(first, shifted(first, 3))
            kind: Kind = "half" if self.months == 6 else "span"
            return Resolved(f"CY{start[0]}-Q{start[1]}/CY{year}-Q{quarter}", kind, "calendar", first, last, self.months)
        return Resolved(f"{first:%Y-%m}/{last:%Y-%m}", "span", "calendar", first, last, self.months)


@dataclass(frozen=True, slots=True)
class Quarters:
    """Quarters `first` to `last` of a year."""

    first: int
    last: int
    of: Year | None
    basis: Basis
    anchor: date | None = None

    def resolve(self, end: MonthDay) -> Resolved:
        opening = Quarter(self.basis, self.first, self.of, self.anchor).resolve(end)
        closing = Quarter(self.basis, self.last, self.of, self.anchor).resolve(end)
        months = 3 * (self.last - self.first + 1)
        if closing.date_end is None:
            return Resolved(f"Q{self.first}/Q{self.last}", "relative", self.basis, None, None, months)
        if opening.date_start is None or opening.date_start > closing.date_end or self.of is None:
            year = closing.label[:6]
            start = shifted(closing.date_end, -months) + timedelta(1)
        else:
            year, start = opening.label[:6], opening.date_start
        kind: Kind = "half" if months == 6 else "span"
        return Resolved(f"{year}-Q{self.first}/{year}-Q{self.last}", kind, self.basis, start, closing.date_end, months)


@dataclass(frozen=True, slots=True)
class Fixed:
    """Days and label that no fiscal year end changes: durations, by-years, spans of years."""

    value: Resolved

    def resolve(self, end: MonthDay) -> Resolved:
        return self.value


class Shifted(NamedTuple):
    """The same length of time as another period, `months` later or earlier: "a year earlier", "the previous quarter".

    No dataclass: where one is compiled, its fields cannot name a type that is still to come.
    """

    base: "Reading"
    months: int

    def resolve(self, end: MonthDay) -> Resolved:
        base = resolved(self.base, end)
        if base.date_end is None or base.date_start is None:
            return Resolved(
                "year_before" if self.months == -12 else "last_quarter", "relative", base.basis, None, None, base.months
            )
        first, last = shifted(base.date_start, self.months), shifted(base.date_end, self.months)
        if base.kind == "quarter":
            year, quarter = int(base.label[2:6]), int(base.label[-1]) - 1
            index = year * 4 + quarter + self.months // 3
            return base._replace(label=f"{base.label[:2]}{index // 4}-Q{index % 4 + 1}", date_start=first, date_end=last)
        if base.kind in ("year", "half") or "-Q" in base.label:
            years = self.months // 12
            parts = [f"{p[:2]}{int(p[2:6]) + years}{p[6:]}" for p in base.label.split("/")]
            return base._replace(label="/".join(parts), date_start=first, date_end=last)
        return base._replace(label=f"{first:%Y-%m}/{last:%Y-%m}", date_start=first, date_end=last)


Reading = Year | Quarter | YearOf | Span | Quarters | Fixed | Shifted


@lru_cache(4096)
def resolved(reading: Reading, end: MonthDay = CALENDAR) -> Resolved:
    """`reading.resolve(end)`, remembered: a text comes back to the same few periods."""
    return reading.resolve(end)


def duration(count: int, unit: Literal["Y", "M"], anchor: date | None, is_past: bool) -> Fixed:
    """`P3Y`, `P12M`: from the anchor on, or up to it."""
    months = count * 12 if unit == "Y" else count
    first = last = None
    if anchor is not None and months <= 1200:
        other = shifted(anchor, -months if is_past else months)
        first, last = (other, anchor) if is_past else (anchor, other)
    return Fixed(Resolved(f"P{count}{unit}", "duration", "unspecified", first, last, months))


def trailing(months: int, last: date) -> Fixed:
    """`P12M` that ends on a given day."""
    first = shifted(last, -months) + timedelta(1)
    return Fixed(Resolved(f"P{months}M", "duration", "unspecified", first, last, months))


def until(year: int) -> Fixed:
    """`/2030`: by the end of a year."""
    return Fixed(Resolved(f"/{year}", "until", "calendar", None, date(year, 12, 31), None))


def years(first: int, last: int, basis: Basis = "calendar") -> Fixed:
    """`2025/2029`: from the beginning of a year to the end of another."""
    months = 12 * (last - first + 1)
    return Fixed(Resolved(f"{first}/{last}", "span", basis, date(first, 1, 1), date(last, 12, 31), months))


def months_between(first: date, last: date) -> Fixed:
    """`2025-12/2026-12`: from the beginning of a month to the end of another."""
    closing = month_end(last.year, last.month)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return Fixed(Resolved(f"{first:%Y-%m}/{last:%Y-%m}", "span", "calendar", first.replace(day=1), closing, count))
