"""Phrases that name days, spans, limits and lengths of time -> readings. Each function reads one match of the grammar.

Trap avoided: "the second quarter to the end of November" is not the calendar's second quarter; its number and its end
together say when the fiscal year ends.
"""

import re
from datetime import date, timedelta

from ingest.figures import period_days as days
from ingest.figures.period_days import Basis, Quarter, Reading, Span, Year
from ingest.figures.period_memory import Memory
from ingest.figures.period_words import Word

DATE = r"(?:MN,?Y|NM,?Y|d|MY|MN|NM|M)"
_DATE = re.compile(DATE)


def ended(part: list[Word], memory: Memory) -> Reading | None:
    """ "the quarter ended June 30, 2026", "six months to June", 截至2023年3月31日止季度."""
    letters = "".join(w.letter for w in part)
    match = _DATE.search(letters, 1 if letters[0] == "N" else 0)
    last = _last_day(part[match.start() : match.end()], memory) if match else None
    if last is None or match is None:
        return None
    around = [w for i, w in enumerate(part) if not match.start() <= i < match.end()]
    count = next((w for w in around if w.letter in "Np"), None)
    if count is not None:
        number, unit = count.value if count.letter == "p" else (count.value, "M" if "W" in letters else "Q")
        months = number * {"Y": 12, "M": 1, "Q": 3}[unit]
        if not 0 < months <= 1200:
            return None
        return days.trailing(months, last) if unit == "Q" or months > 12 else Span(last, months)
    number = next((w.value if w.letter == "O" else w.value[0] for w in around if w.letter in "OK"), None)
    if number is not None and "H" not in letters:
        closing = days.shifted(days.month_end(last.year, last.month), 3 * (4 - number))
        if closing.month != 12:
            return Quarter("fiscal", number, Year("fiscal", closing.year), memory.anchor)
    if any(w.letter in "FACv" for w in around):
        return Span(_next_if_past(last, part, memory), 12)
    return Span(last, 6 if "H" in letters else 3)


def _last_day(part: list[Word], memory: Memory) -> date | None:
    """Last day of a date phrase; without a year the latest one not after publication."""
    year = month = day = None
    for word in part:
        match word.letter:
            case "d":
                year, month, day = word.value
            case "Y":
                year = word.value
            case "M":
                month = word.value
            case "N":
                day = word.value
    if month is None:
        return None
    if year is None:
        last = memory.end_of(month)
        return last and days.day_of(last.year, month, day)
    memory.year = Year("calendar", year)
    return days.day_of(year, month, day)


def _next_if_past(last: date, part: list[Word], memory: Memory) -> date:
    """ "the fiscal year to May", said in February, is the one that ends next."""
    dated = any(w.letter == "Y" or (w.letter == "d" and w.value[0]) for w in part)
    if dated or memory.anchor is None or last >= memory.anchor - timedelta(days.REPORTING_LAG):
        return last
    return days.shifted(last, 12)


def months(part: list[Word], memory: Memory) -> Reading | None:
    """ "between January and March", "from December 2025 to December 2026", 10〜12月期."""
    form = next((w for w in part if w.letter == "R"), None)
    if form is not None:
        begin, end = form.value
        return _month_span(begin, end, memory.year_of(part), memory)
    cut = next(i for i, w in enumerate(part) if w.letter in "T2&")
    if part[cut].letter == "&" and part[0].letter != "B":
        return None
    sides = part[:cut], part[cut + 1 :]
    first, last = (next((w.value if w.letter == "M" else w.value[1] for w in side if w.letter in "Md"), None) for side in sides)
    years = [next((w.value if w.letter == "Y" else w.value[0] for w in side if w.letter in "Yd"), None) for side in sides]
    if first is None or last is None:
        return None
    if years[0] is None or (years[1] is None and last >= first):
        year = years[1] or years[0]
        return _month_span(first, last, Year("calendar", year) if year else None, memory)
    opening, closing = (_last_day(side, memory) for side in sides)
    return days.months_between(opening, closing) if opening and closing and opening <= closing else None


def _month_span(first: int, last: int, year: Year | None, memory: Memory) -> Reading | None:
    length = (last - first) % 12 + 1
    closing = memory.end_of(last, year, days.AHEAD if length == 3 else 31)
    return Span(closing, length) if closing is not None else None


def span(part: list[Word], memory: Memory) -> Reading | None:
    """ "from 2025 to 2029", `2026-30`, "from 2023 to the end of this year"."""
    basis: Basis = "fiscal" if any(w.letter in "FG" for w in part) else "calendar"
    form = next((w for w in part if w.letter == "S"), None)
    if form is not None:
        first, last = form.value
    else:
        numbers = [w.value if w.letter != "G" else w.value[0] for w in part if w.letter in "YGc"]
        first, last = numbers[0], numbers[-1]
        if part[-1].letter == "j":
            last = (first // 10 + 1) * 10
        elif len(numbers) == 1:
            offset = next((w.value for w in part if w.letter == "r"), 0)
            last = memory.anchor.year + offset if memory.anchor is not None else first
    if basis == "fiscal" and form is not None and last == first + 1:
        memory.year = Year("fiscal", last)
        return memory.year
    return days.years(first, last, basis) if first < last else None


def since(part: list[Word], memory: Memory) -> Reading | None:
    """ "since 2014": up to the year of publication."""
    first = next(w.value if w.letter != "G" else w.value[0] for w in part if w.letter in "YGc")
    return days.years(first, memory.anchor.year) if memory.anchor is not None and first < memory.anchor.year else None


def until(part: list[Word], memory: Memory) -> Reading | None:
    """ "by 2030", "until the end of this year", 2028年前."""
    last = part[-2] if part[-1].letter == "P" else part[-1]
    match last.letter:
        case "u" | "Y" | "c":
            return days.until(last.value)
        case "G":
            return days.until(last.value[0])
        case "A":
            return days.until(next(w.value for w in part if w.letter == "Y"))
        case "d":
            return days.until(last.value[0]) if last.value[0] else None
        case "j":
            return days.until((memory.anchor.year // 10 + 1) * 10) if memory.anchor else None
    return days.until(memory.anchor.year + (last.value if last.letter == "r" else 0)) if memory.anchor else None


def for_or_until(part: list[Word], memory: Memory) -> Reading | None:
    """Spanish "para 2030" is a limit, "para 2026" said in 2025 is the year itself."""
    named = memory.year_of(part)
    if named is None or named.year is None or memory.anchor is None or named.year <= memory.anchor.year + 1:
        return named
    return days.until(named.year)


def duration(part: list[Word], memory: Memory) -> Reading | None:
    """ "over the next three years", "a five-year plan", 今後15年間."""
    letters = "".join(w.letter for w in part)
    past = "l" in letters
    form = next((w for w in part if w.letter == "p"), None)
    if form is not None:
        count, unit = form.value
    else:
        count = next((w.value for w in part if w.letter == "N"), 1) * (10 if "V" in letters else 1)
        unit = "M" if "W" in letters else "Q" if "Q" in letters else "Y"
    if unit == "Q":
        return days.duration(3 * count, "M", memory.anchor, past) if past or form is not None else None
    return days.duration(count, unit, memory.anchor, past) if 0 < count <= 100 else None


def twelve(part: list[Word], memory: Memory) -> Reading:
    """ "the past twelve months", "the last four quarters"."""
    return days.duration(12, "M", memory.anchor, is_past=True)
