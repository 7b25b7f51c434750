"""Which period an amount belongs to.

Trap avoided: the nearest date. Each period of a sentence belongs to the amount nearest to it, so that "$8bn in 2025, after
$6bn in 2024" gives each its own; lists are shared out in order ("19.1 and 13 billion in the second and third quarters"); an
amount without a period stands in the one that the text reports on; and the day a project opens is no period of its cost.
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
from ingest.figures.periods import Period
from ingest.figures.reading import Reading, Sentence

_FEW = 3
_FARTHEST = 150.0
_AHEAD = 0.8
"""A period after its amount ("$8.5bn in 2025") binds closer than one before it."""
_APART = 1.4
"""A period after its amount and a comma is more often another's ("..., so the first half of 2026 has exceeded it")."""
_BESIDE = 26.0
_APPOSED = 40
_OPENED = 6
_LENGTH = 3
_INSTEAD = 12.0
_OPENING = 12
_COMPARED = 40.0
"""Price of a comparison word between an amount and a period behind it: "three times as much as a year before"."""
_SINGLE = ("year", "quarter", "half")
_RATE = re.compile(r"[%％]|Prozent|procent|por ?ciento|pour cent")
_ITS = re.compile(r"[^，,、；。\d增减減降升長长]{1,8}的")
"""Between a period and its amount: 較去年實際支出的280.8億元."""
_LED = 3.0
"""A period that leads the next amount ("850 million, and third quarter sales of $1.9 billion") is not that of the one before."""
_NEXT = re.compile(r"[,;]?\s(?:and|while|whereas|but|with|und|während|en|et|y|e|mentre|mientras|tandis)\s")
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
    amounts = [i for i in sentence.amounts if reading.amounts[i].conversion_of is None]
    periods = [p for p in periods if not _is_length(p, periods)]
    aligned = _aligned(reading, sentence, amounts, periods)
    if index not in aligned:
        periods = [p for p in periods if not _is_apposition(reading, p, periods)]
    period = aligned[index] if index in aligned else _nearest(reading, sentence, index, amounts, periods)
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


def _is_length(period: Period, periods: list[Period]) -> bool:
    """Whether a duration only says how long the span of years before it is: 2026〜28年度の3年間."""
    return period.kind == "duration" and any(
        p.kind == "span" and p.duration_months == period.duration_months and 0 <= period.start - p.end <= _LENGTH for p in periods
    )


def _is_apposition(reading: Reading, year: Period, periods: list[Period]) -> bool:
    """Whether a year only says which quarter is meant: "in the quarter now under way, the last of fiscal 2026,"."""
    if year.kind != "year":
        return False
    for quarter in periods:
        if quarter.kind == "quarter" and 0 < year.start - quarter.end <= _APPOSED:
            between = reading.text[quarter.end : year.start]
            if between.startswith((",", "，")) and not any(c.isdigit() for c in between) and _holds(year, quarter):
                return True
    return False


def _holds(longer: Period, shorter: Period) -> bool:
    if not (longer.date_start and longer.date_end and shorter.date_start and shorter.date_end):
        return False
    return longer.date_start <= shorter.date_start and shorter.date_end <= longer.date_end


def target_year(reading: Reading, sentence: Sentence, period: Period, company: Company | None) -> Period:
    """The period of a forecast: not the quarter in whose report it was made, where the sentence names the year that goes on.

    "Capital expenditures for 2023 were lowered to $27-30 billion, the company said with its second-quarter report."
    """
    today = reading.today
    if today is None or period.kind not in ("quarter", "half") or period.date_end is None or period.date_end >= today:
        return period
    years = [resolved(p, company, reading) for p in sentence.periods if p.kind == "year"]
    return next((year for year in years if year.date_end and year.date_end >= today and _holds(year, period)), period)


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


def _nearest(reading: Reading, sentence: Sentence, index: int, amounts: list[int], periods: list[Period]) -> Period | None:
    """The nearest period whose own nearest amount this is; else one that leads the sentence and is not bound more closely."""
    if _is_shared(reading, sentence, index, amounts, periods):
        return periods[0]
    cuts = [c.start for kind in ("compare", "delta_after") for c in reading.cues(sentence, "role", kind)]
    owned: dict[int, tuple[float, Period]] = {}
    for period in periods:
        cost, owner = _owner(reading, amounts, period, cuts)
        if owner not in owned or cost < owned[owner][0]:
            owned[owner] = cost, period
    if index in owned:
        cost, period = owned[index]
        return period if cost < _FARTHEST else None
    if _is_compared(reading, sentence, index):
        return None
    taken = [period for _, period in owned.values()]
    leading = [p for p in periods if p.end <= reading.amounts[amounts[0]].start]
    spare = _spare(reading, index, amounts, [p for p in periods if p not in taken])
    free = [p for p in leading if p not in taken] or leading  # 올해 설비투자는 지난해 8300억원보다 늘어난 1조원: each has its own
    return spare or (free[-1] if free else None)


def _owner(reading: Reading, amounts: list[int], period: Period, cuts: list[int]) -> tuple[float, int]:
    """What the way from a period to its nearest amount costs, and which that is."""
    found: tuple[float, int] | None = None
    for way, index in sorted([(reading.way(i, period.start, period.end), i) for i in amounts]):
        if found is not None and way * _AHEAD > found[0]:
            break  # whatever stands between, it is farther
        cost = _cost(reading, index, period, cuts, way), index
        found = cost if found is None else min(found, cost)
    assert found is not None
    return found


def _cost(reading: Reading, index: int, period: Period, cuts: list[int], way: float) -> float:
    """How far a period is from an amount: `way`, and what comparison words (`cuts`) and others between them add to it."""
    amount = reading.amounts[index]
    if period.start < amount.value_end:
        first, last = period.end, amount.start
    else:
        first, last = amount.end, period.start
        way *= _APART if _COMMA.search(reading.text, amount.value_end, last) else _AHEAD
        way *= _LED if _NEXT.match(reading.text, first, last) and _leads_on(reading, index, period) else 1.0
    return way + _COMPARED if cuts and any(first <= cut < last for cut in cuts) else way


def _leads_on(reading: Reading, index: int, period: Period) -> bool:
    """Whether the next amount follows a period without a comma between."""
    following = reading.amounts[index + 1].start if index + 1 < len(reading.amounts) else -1
    return following >= period.end and not _COMMA.search(reading.text, period.end, following)


def _is_shared(reading: Reading, sentence: Sentence, index: int, amounts: list[int], periods: list[Period]) -> bool:
    """Whether the only period is that of an old and a new number: "statt 3,0 sollen es 2026 nur 2,6 Milliarden werden"."""
    if len(amounts) != 2 or len({p.label for p in periods}) != 1 or index not in amounts:
        return False
    old = reading.near(sentence, amounts[0], "role").get("old")
    is_between = reading.amounts[amounts[0]].end <= periods[0].start and periods[0].end <= reading.amounts[amounts[1]].start
    return is_between and old is not None and old.before and old.cost < _INSTEAD


def _spare(reading: Reading, index: int, amounts: list[int], periods: list[Period]) -> Period | None:
    """A period that no amount needs, right before this one: "1.3 billion last year and expects this year about 1.2 billion"."""
    earlier = [reading.amounts[i].end for i in amounts if i < index]
    if not earlier:
        return None
    place = reading.amounts[index].start
    between = [p for p in periods if earlier[-1] <= p.start and p.end <= place and "%" not in reading.text[p.end : place]]
    return between[-1] if between else None


def _is_compared(reading: Reading, sentence: Sentence, index: int) -> bool:
    """Whether the amount is what another one is compared with: of another time, unless it is an earlier forecast."""
    roles = reading.near(sentence, index, "role")
    compared = roles.get("compare")
    return compared is not None and compared.before and compared.cost < 12 and "forecast" not in roles


def _aligned(reading: Reading, sentence: Sentence, amounts: list[int], periods: list[Period]) -> dict[int, Period]:
    """Amounts and periods of equal number, one list beside the other; a comparison word cuts a list in two."""
    if len(amounts) < 2 or len(periods) < 2:
        return {}
    cuts = [c.start for c in reading.cues(sentence, "role", "compare")]
    items = sorted([(reading.amounts[i].start, "a", i) for i in amounts] + [(p.start, "p", n) for n, p in enumerate(periods)])
    runs: list[tuple[str, list[int]]] = []
    before = 0
    for place, kind, number in items:
        goes_on = bool(runs) and runs[-1][0] == kind
        if goes_on and not (kind == "a" and any(before < cut < place for cut in cuts)):
            runs[-1][1].append(number)
        else:
            runs.append((kind, [number]))
        before = place
    if _alternates(reading, runs, periods):
        return {numbers[0]: periods[runs[at - 1][1][0]] for at, (kind, numbers) in enumerate(runs) if kind == "a"}
    found: dict[int, Period] = {}
    used: set[int] = set()
    for at, (kind, numbers) in enumerate(runs):
        if kind != "a" or len(numbers) < 2:
            continue
        for beside in (at - 1, at + 1):
            if 0 <= beside < len(runs) and runs[beside][0] == "p" and len(runs[beside][1]) == len(numbers) and beside not in used:
                found.update(zip(numbers, (periods[n] for n in runs[beside][1]), strict=True))
                used.add(beside)
                break
    return found


def _alternates(reading: Reading, runs: list[tuple[str, list[int]]], periods: list[Period]) -> bool:
    """Whether each amount has a period of one kind before it: "2025 investierte Meta 72,2 Milliarden, 2024 waren es 39,2".

    Of any kind in languages whose periods always stand before what they say: 7〜9月期は1017億円で、4〜9月は1580億円.
    """
    turns = "".join(kind * len(numbers) for kind, numbers in runs)
    if len(turns) <= 2 or turns != "pa" * (len(turns) // 2):
        return False
    pairs = [(periods[runs[at][1][0]], reading.amounts[runs[at + 1][1][0]]) for at in range(0, len(runs), 2)]
    are_alike = len({p.kind for p, _ in pairs}) == 1 or (reading.stretch > 1 and all(p.kind in _SINGLE for p, _ in pairs))
    if not are_alike or len({p.label for p, _ in pairs}) < len(pairs):
        return False
    return not any(_RATE.search(reading.text, period.end, amount.start) for period, amount in pairs)


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
