"""Which period an amount belongs to.

Trap avoided: any date of the sentence. The day a project opens is no period of its cost, nor is the year that a change is
measured by; an amount without a period stands in the one that the text reports on; and a year is that of the company.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from ingest.catalog.companies import Company
from ingest.figures.cues import Cue
from ingest.figures.figure import ExtractedFigure
from ingest.figures.period_days import CALENDAR, Year, calendar_quarter, shifted
from ingest.figures.period_shares import holds, period_for
from ingest.figures.periods import Period
from ingest.figures.reading import Reading, Sentence

_FEW = 3
_BESIDE = 26.0
_OPENED = 6
_LENGTH = 3
_OPENING = 12
_SINGLE = ("year", "quarter", "half")
_ITS = re.compile(r"[^，,、；。\d增减減降升長长]{1,8}的")
"""Between a period and its amount: 較去年實際支出的280.8億元."""
_COMMA = re.compile(r"[,;:，；：](?!\d)")


class When(NamedTuple):
    """A figure's period: label, the words, first and last day, months; all None when the text says nothing."""

    label: str | None = None
    text: str | None = None
    start: date | None = None
    end: date | None = None
    months: int | None = None

    @classmethod
    def of(cls, figure: ExtractedFigure) -> "When":
        """The period of another figure."""
        return cls(figure.period, figure.period_text, figure.period_start, figure.period_end, figure.duration_months)


def said(reading: Reading, period: Period | None) -> When:
    """A period with its words."""
    if period is None:
        return When()
    text = reading.text[period.start : period.end] if period.start >= 0 else None
    return When(period.label, text, period.date_start, period.date_end, period.duration_months)


def own_period(reading: Reading, sentence: Sentence, index: int, company: Company | None, is_budget: bool) -> Period | None:
    """The period that the sentence gives for an amount, resolved for the company's fiscal year.

    A project's cost (not `is_budget`) has a horizon (a duration, a by-year) or a year right beside it; other days in the
    sentence are openings, maturities or earlier news.
    """
    if not sentence.periods:
        return None
    periods = [
        p
        for p in sentence.periods
        if (is_budget or _may_be_horizon(reading, sentence, index, p))
        and not (_is_opening_day(reading, sentence, index, p) or _is_yardstick(reading, sentence, index, p))
    ]
    if not periods:
        return None
    period = period_for(reading, sentence, index, periods)
    return resolved(period, company, reading) if period else None


def _is_opening_day(reading: Reading, sentence: Sentence, index: int, period: Period) -> bool:
    """Whether a clause without the amount says that something opens or falls due then: "..., der Baubeginn ist 2026".

    In scripts without blanks the words right beside the period say so: 2026年の完成.
    """
    openings = reading.cues(sentence, "role", "opening")
    if not openings:
        return False
    if reading.stretch > 1 and any(_is_beside(reading, cue, period) for cue in openings):
        return True
    cuts = [m.end() for m in _COMMA.finditer(reading.text, sentence.start, sentence.end)]
    first = max((cut for cut in cuts if cut <= period.start), default=sentence.start)
    last = min((cut for cut in cuts if cut > period.start), default=sentence.end)
    if first <= reading.amounts[index].start < last:
        return False
    return any(first <= cue.start < last for cue in openings)


def _is_yardstick(reading: Reading, sentence: Sentence, index: int, period: Period) -> bool:
    """Whether a period is only what a change is measured by: 较2025年增长两成至30亿元, 前期比2割増の500億円, 지난해보다 늘린."""
    before, after = reading.cues(sentence, "role", "yardstick"), reading.cues(sentence, "role", "yardstick_after")
    if not before and not after:
        return False
    place = reading.amounts[index].start
    if (
        reading.text.startswith("的", period.end)
        or _ITS.fullmatch(reading.text, period.end, place)
        or 0 <= place - period.end <= 1
    ):
        return False
    return any(cue.end == period.start or cue.start == period.start for cue in before) or any(
        0 <= cue.start - period.end <= 1 for cue in after
    )


def _is_beside(reading: Reading, cue: Cue, period: Period) -> bool:
    start, end = (period.end, cue.start) if cue.start >= period.end else (cue.end, period.start)
    between = reading.text[start:end]
    return 0 <= end - start <= _OPENED and not _COMMA.search(between) and not any(c.isdigit() for c in between)


def target_year(reading: Reading, sentence: Sentence, period: Period, company: Company | None) -> Period:
    """The period of a forecast: not the quarter in whose report it was made, where the sentence names the year that goes on.

    "Capital expenditures for 2023 were lowered to $27-30 billion, the company said with its second-quarter report."
    """
    today = reading.today
    if today is None or period.kind not in ("quarter", "half") or period.date_end is None or period.date_end >= today:
        return period
    years = [resolved(p, company, reading) for p in sentence.periods if p.kind == "year"]
    return next((year for year in years if year.date_end and year.date_end >= today and holds(year, period)), period)


def trailing(reading: Reading, sentence: Sentence, period: Period, company: Company | None) -> Period:
    """`The past four quarters` end where the reported quarter ends, not on the day of the report."""
    today = reading.today
    if period.kind != "duration" or today is None or period.date_end != today or not period.duration_months:
        return period
    reported = standing_period(reading, sentence, "actual", company)
    if reported is None or reported.date_end is None:
        return period
    first = shifted(reported.date_end, -period.duration_months) + timedelta(days=1)
    return period._replace(date_start=first, date_end=reported.date_end)


def _may_be_horizon(reading: Reading, sentence: Sentence, index: int, period: Period) -> bool:
    if period.kind in ("duration", "until", "span"):
        return (period.duration_months or 12) >= 12
    if isinstance(period.reading, Year) and period.reading.basis == "fiscal":
        return True  # nothing opens in a fiscal year: it is the money's
    amount = reading.amounts[index]
    is_over = reading.today is not None and period.date_end is not None and period.date_end < reading.today
    roles = reading.near(sentence, index, "role")
    compared = roles.get("compare")
    is_yardstick = compared is not None and compared.before and compared.cost <= _LENGTH  # "up from $131 billion in 2025"
    if is_over and "spent" not in roles and not is_yardstick:
        return False
    way = reading.way(index, period.start, period.end)
    between = reading.text[min(amount.end, period.end) : max(amount.start, period.start)]
    if period.kind not in _SINGLE:
        return False
    return (way <= _BESIDE and not _COMMA.search(between)) or 0 <= period.start - sentence.start <= _OPENING


def resolved(period: Period, company: Company | None, reading: Reading) -> Period:
    """The same words under the company's fiscal year.

    "The same quarter" of another company is a matter of days: the label of the company that the text reports on would
    name other ones.
    """
    own, main = _year_end(company), reading.fiscal_year_end
    is_by_start = company is not None and company.fiscal_year_label == "start" and not period.is_relative
    if is_by_start and (renamed := period.named_by_start()) is not period:
        return renamed.under(own)
    if own == main:
        return period
    if not period.is_relative or period.kind not in ("quarter", "half") or period.basis != "fiscal":
        return period.under(own)
    if period.date_start is None or period.date_end is None:
        return period.under(own)
    year, quarter = calendar_quarter(period.date_start, period.date_end)
    return period._replace(label=f"CY{year}-Q{quarter}", basis="calendar")


@cache
def _month_day(text: str) -> tuple[int, int]:
    month, day = (int(part) for part in text.split("-"))
    return month, day


def _year_end(company: Company | None) -> tuple[int, int]:
    if company is None:
        return CALENDAR
    return _month_day(company.fiscal_year_end)


def standing_period(
    reading: Reading,
    sentence: Sentence,
    figure_type: str,
    company: Company | None,
) -> Period | None:
    """The period of a figure that names none: of the heading above it, else the one that the text reports on (spending) or
    that the sentence before looks ahead to (guidance)."""
    heading = sentence.heading
    while heading is not None:
        above = reading.sentences[heading]
        if len({p.label for p in above.periods}) == 1 and above.periods[0].kind in _SINGLE:
            return resolved(above.periods[0], company, reading)
        heading = above.heading
    if figure_type == "guidance":
        return _year_ahead(reading, sentence, company)
    if just_said := _said_just_before(reading, sentence):
        over = resolved(just_said, company, reading)
        if over.date_end and (reading.today is None or over.date_end <= reading.today):
            return over
    spoken = [p for p in reading.reported_before(sentence) if p.kind in ("quarter", "half")]
    today = reading.today or date.max
    dated = (resolved(p, company, reading) for p in spoken)
    known = [p for p in dated if p.date_start and p.date_end and p.date_end <= today]
    return max(known, key=lambda p: (p.date_end, p.date_start), default=None)


def _year_ahead(reading: Reading, sentence: Sentence, company: Company | None) -> Period | None:
    """The only year under way or ahead that the last sentence with years names, in the same paragraph."""
    if reading.today is None:
        return None
    for before in _before(reading, sentence):
        years = [resolved(p, company, reading) for p in before.periods if p.kind == "year"]
        if years:
            ahead = {year.label: year for year in years if year.date_end and year.date_end >= reading.today}
            return next(iter(ahead.values())) if len(ahead) == 1 else None
    return None


def _said_just_before(reading: Reading, sentence: Sentence) -> Period | None:
    """The only period of the last sentence with periods, in the same paragraph, if it is a whole year."""
    periods = next((before.periods for before in _before(reading, sentence) if before.periods), ())
    return periods[0] if len({p.label for p in periods}) == 1 and periods[0].kind == "year" else None


def _before(reading: Reading, sentence: Sentence) -> Iterator[Sentence]:
    """The few sentences of the same paragraph before, the last first."""
    for before in reversed(reading.sentences[max(0, sentence.index - _FEW) : sentence.index]):
        if before.paragraph == sentence.paragraph:
            yield before
