"""The heading of a table's column -> its period.

Trap avoided: taking a cumulative column for a quarter. "Nine months ended" in one row of the head and "2025" in the next belong
together, and what the columns lack (the length, the closing day) stands in the caption. A date without a length is a balance
sheet, not a period.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ingest.catalog.companies import Company
from ingest.figures.table_words import TableWords

_YEARS = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d|[.,]\d)")
_NUMERIC = (
    re.compile(r"(?P<y>(?:19|20)\d\d)\s*[-./年년]\s*(?P<m>\d{1,2})\s*[-./月월]\s*(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>(?:19|20)\d\d)"),
)
_UNTIL = re.compile(r"[至到~～\-–—]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_CLOSING_MONTH = re.compile(r"(?P<y>(?:19|20)\d\d)\s*[年년]\s*(?P<m>\d{1,2})\s*[月월](?!\s*\d)")
_FROM_JANUARY = re.compile(r"(?P<y>(?:19|20)\d\d)\s*年\s*1\s*月?\s*[-–—至到~～]\s*(?P<m>\d{1,2})\s*月")
_REPUBLIC_YEAR = re.compile(r"(?<!\d)(?:民國)?\s*(1\d\d)\s*年")
_LABEL = re.compile(
    r"Q1\s*[-–—]\s*Q(?P<n6>[2-4])\s*(?P<fy6>FY)?\s*'?(?P<y6>(?:20)?\d\d)(?!\d)"
    r"|(?P<fy1>FY)?\s*'?(?P<y1>(?:20)?\d\d)\s*[-/ ]?\s*(?P<k1>[QHTS])(?P<n1>[1-4])(?!\d)"
    r"|(?<![A-Za-z])(?P<k2>[QHTS])(?P<n2>[1-4])\s*[-/ ]?\s*(?P<fy2>FY|fiscal(?: year)?|of fiscal)?\s*'?(?P<y2>(?:20)?\d\d)(?!\d)"
    r"|(?<!\d)(?P<n3>[1-4])(?P<k3>[QHTS])\s*[-/ ']?\s*(?P<fy3>FY)?(?P<y3>(?:20)?\d\d)(?!\d)"
    r"|(?P<k4>9M|6M)\s*[-/ ']?\s*(?P<fy4>FY)?(?P<y4>(?:20)?\d\d)(?!\d)"
    r"|(?P<fy5>FY)\s*'?-?(?P<y5>(?:20)?\d\d)(?!\d)",
    re.IGNORECASE,
)
_ESTIMATE = re.compile(r"(?:20)\d\d\s*(?:E|F|P|e)\b")
_CLOSE_ENOUGH = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Column:
    """A period as the corpus labels it (FY2026-Q2, CY2025, CY2025-Q1/CY2025-Q2, P12M); `end` is inclusive."""

    label: str
    start: date
    end: date
    months: int
    is_forecast: bool


def period_of(heading: str, caption: str, words: TableWords, company: Company | None) -> Column | None:
    """Period of a column with this heading under this caption; None when it has none (a change, a balance sheet date, a name)."""
    column = _said(heading, caption, words, company)
    if column and column.months == 3 and (words.trailing.search(heading) or words.trailing.search(caption)):
        return replace(column, label="P12M", start=_start(column.end, 12), months=12)
    return column


def _said(heading: str, caption: str, words: TableWords, company: Company | None) -> Column | None:
    if words.change.search(heading):
        return None
    forecast = bool(words.forecast.search(heading) or _ESTIMATE.search(heading))
    is_fiscal = bool(words.fiscal.search(heading) or words.fiscal.search(caption))
    months = months_of(heading, words)
    if label := _LABEL.search(heading):
        return _labelled(label, company, is_fiscal, forecast)
    if span := _FROM_JANUARY.search(heading):
        months, end = int(span["m"]), _month_end(int(span["y"]), int(span["m"]))
        return _ending(end, months, words, heading, company, is_fiscal, forecast)
    heading = _REPUBLIC_YEAR.sub(lambda m: f"{int(m[1]) + 1911}年", heading) if not _YEARS.search(heading) else heading
    dates = _dates(heading, words)
    if len(dates) == 2 and dates[0] < dates[1]:
        first = dates[0].replace(day=1) if dates[0] == _month_end(dates[0].year, dates[0].month) else dates[0]
        months = round((dates[1] - first).days / 30.44)
        return _ending(dates[1], months, words, heading, company, is_fiscal, forecast) if months else None
    if dates:
        months = months or months_of(caption, words)
        return _ending(dates[-1], months, words, heading + caption, company, is_fiscal, forecast) if months else None
    years = _YEARS.findall(heading)
    if not years:
        return None
    year = int(years[-1])
    quarter = _ordinal(heading, words) or (_ordinal(caption, words) if not months else None)
    if quarter and (months or 3) == 3:
        return _numbered(year, 3, quarter, company, is_fiscal, forecast)
    caption_months = months_of(caption, words)
    if (not months or months == caption_months) and caption_months and (closing := _closing_day(caption, words)):
        last = _safe(year, *closing)
        return _ending(last, caption_months, words, caption, company, is_fiscal, forecast) if last else None
    months = months or caption_months or 12
    if months == 3:
        return None  # a quarter, but which?
    return _numbered(year, months, None, company, is_fiscal, forecast)


def months_of(text: str, words: TableWords) -> int | None:
    """Length of the period that a heading names first."""
    found = [(m.start(), -months, months) for months, pattern in words.durations if (m := pattern.search(text))]
    return min(found)[2] if found else None


def _ordinal(text: str, words: TableWords) -> int | None:
    said = words.quarter.search(text)
    return next((n for n, word in enumerate(words.ordinals, 1) if said and word.search(said.group())), None)


def _dates(text: str, words: TableWords) -> list[date]:
    """Days named in a heading, in order; a month without a day means its last."""
    found: list[tuple[int, date]] = []
    for pattern in _NUMERIC:
        for m in pattern.finditer(text):
            year, month, day = int(m["y"]), int(m["m"]), int(m["d"])
            if month > 12 >= day:
                month, day = day, month
            if when := _safe(year, month, day):
                found.append((m.start(), when))
        if found:
            days = [when for _, when in sorted(found)]
            if len(days) == 1 and (until := _UNTIL.search(text)) and (when := _safe(days[0].year, int(until[1]), int(until[2]))):
                days.append(when)
            return days
    for m in _CLOSING_MONTH.finditer(text):
        if 1 <= int(m["m"]) <= 12:
            found.append((m.start(), _month_end(int(m["y"]), int(m["m"]))))
    if found or not words.months:
        return [when for _, when in found]
    years = [(m.start(), int(m.group())) for m in _YEARS.finditer(text)]
    for name in words.month.finditer(text):
        stated = next((y for at, y in years if at > name.start()), None)
        if stated is not None and (when := _safe(stated, *_month_day(text, name, words))):
            found.append((name.start(), when))
    return [when for _, when in found]


def _month_day(text: str, name: re.Match[str], words: TableWords) -> tuple[int, int | None]:
    """(month, day) at a month's name: "July 27," or "27. Juli"; the day is None when there is none."""
    month = next(n for n, pattern in enumerate(words.months, 1) if pattern.fullmatch(name.group()))
    after = re.match(r"\.?\s*(\d{1,2})(?!\d)", text[name.end() :])
    before = re.search(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?\s*(?:de |di |d['’])?$", text[: name.start()])
    day = after or before
    return month, int(day[1]) if day else None


def _closing_day(caption: str, words: TableWords) -> tuple[int, int | None] | None:
    """(month, day) that a caption gives for all columns: "Years ended December 31,"."""
    if name := (words.month.search(caption) if words.months else None):
        return _month_day(caption, name, words)
    if cjk := re.search(r"(?<!\d)(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]", caption):
        return int(cjk[1]), int(cjk[2])
    return None


def _safe(year: int, month: int, day: int | None) -> date | None:
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    return date(year, month, last if day is None else day) if day is None or 1 <= day <= last else None


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _add_months(day: date, months: int) -> date:
    """First day of the month that lies `months` later (or earlier)."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _start(end: date, months: int) -> date:
    """First day: of calendar months, or of 13-week quarters when the period does not close with a month."""
    if (end + timedelta(days=1)).day == 1:
        return _add_months(end, 1 - months)
    return end - timedelta(days=round(months / 3) * 91 - 1)


def _labelled(m: re.Match[str], company: Company | None, is_fiscal: bool, forecast: bool) -> Column:
    """A column headed by a label: Q2 FY26, 2Q25, H1 2025, 9M 2025, FY2025."""
    k = next(n for n in "123456" if m[f"y{n}"])
    year = int(m[f"y{k}"])
    year += 2000 if year < 100 else 0
    fiscal = bool(m[f"fy{k}"]) or is_fiscal
    if k == "5":
        return _numbered(year, 12, None, company, True, forecast)
    if k == "6":
        return _numbered(year, 3 * int(m["n6"]), None, company, fiscal, forecast)
    if k == "4":
        return _numbered(year, int(m["k4"][0]), None, company, fiscal, forecast)
    kind, number = m[f"k{k}"].upper(), int(m[f"n{k}"])
    if kind in "HS":
        return _numbered(year, 6, number, company, fiscal, forecast)
    return _numbered(year, 3, number, company, fiscal, forecast)


def _numbered(year: int, months: int, number: int | None, company: Company | None, is_fiscal: bool, forecast: bool) -> Column:
    """The n-th quarter or half, the first months, or all of a year."""
    fiscal = is_fiscal and company is not None
    first = company.fiscal_year(year)[0] if fiscal and company else date(year, 1, 1)
    prefix = f"{'FY' if is_fiscal else 'CY'}{year}"
    first = first if first.day == 1 else _add_months(first, 1 if first.day > 15 else 0)
    start = _add_months(first, ((number or 1) - 1) * months)
    end = _add_months(start, months) - timedelta(days=1)
    if months == 12:
        return Column(prefix, start, end, 12, forecast)
    last = (number or 1) * months // 3
    return Column(_quarters(prefix, prefix, last - months // 3 + 1, last), start, end, months, forecast)


def _quarters(first_year: str, year: str, first: int, last: int) -> str:
    """Label of some quarters; a half is its two quarters, as in prose."""
    if first == last:
        return f"{year}-Q{last}"
    return f"{first_year}-Q{first}/{year}-Q{last}"


def _ending(
    end: date, months: int, words: TableWords, said: str, company: Company | None, is_fiscal: bool, forecast: bool
) -> Column | None:
    """A period by its closing day and length; fiscal labels where the fiscal year is not the calendar's."""
    if months not in (3, 6, 9, 12):
        return None
    start = _start(end, months)
    prefix, year, left = _fiscal_place(end, company, is_fiscal)
    quarter = 4 - round(left / 91.3)
    if months == 12:
        is_year = quarter == 4 and not words.trailing.search(said)
        return Column(f"{prefix}{year}" if is_year else "P12M", start, end, 12, forecast)
    if not 1 <= quarter <= 4:
        return None
    first = quarter - months // 3 + 1
    first_year = year if first > 0 else year - 1
    label = _quarters(f"{prefix}{first_year}", f"{prefix}{year}", first if first > 0 else first + 4, quarter)
    return Column(label, start, end, months, forecast)


def _fiscal_place(end: date, company: Company | None, is_fiscal: bool) -> tuple[str, int, int]:
    """(FY or CY, year's label, days until that year ends) of a closing day."""
    if company is None or company.fiscal_year_end == "12-31":
        year = (end - _CLOSE_ENOUGH).year if end.month == 1 else end.year
        return "FY" if is_fiscal else "CY", year, (date(year, 12, 31) - end).days
    for label in range(end.year - 1, end.year + 3):
        last = company.fiscal_year(label)[1]
        if last >= end - _CLOSE_ENOUGH:
            return "FY", label, (last - end).days
    return "FY", end.year, 0
