"""Periods in running text: which days does "last quarter", 前三季 or "by 2030" mean?

Trap avoided: reading a fiscal label as a calendar one. A period keeps how it was said, so that it can be resolved again
once the company, and with it the fiscal year end, is known.

Letters that the grammar reads (see `period_words.py`): Y year, G fiscal year, c calendar year, r/s/t this/last/next year,
fiscal year, quarter; O ordinal, Q quarter, K quarter with number, M month, m month of a quarter, R months of a quarter,
H half, J half with number, d date, e "year to a month", S span, u by-year, p duration, k first n quarters, N number, A year,
W months, V decade, F fiscal, C calendar, n next, l past, E ended, U until, T to, 2 until or to, & and, B between, g ago,
z the same period, y the period before, w a year earlier, v full year, i end of the year, j end of the decade, h twelve months.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ingest.figures import period_days as days
from ingest.figures.money_words import base_language, lowered, unified
from ingest.figures.period_days import (
    CALENDAR,
    Basis,
    Kind,
    MonthDay,
    Quarter,
    Quarters,
    Reading,
    Shifted,
    Span,
    Year,
    YearOf,
    resolved,
)
from ingest.figures.period_words import Word, period_words, read_words

_DATE = r"(?:MN,?Y|NM,?Y|d|MY|MN|NM|M)"
_LEFT = r"(?:(?:[FCs]{0,2}YA?F?|G|c|r|s|o)[fv]?)?"
_RIGHT = r"(?:[FCs]{0,2}YA?|G|c|r|s|o)?"
_YEARISH = r"(?:[FCs]{0,2}YA?|G|c)"
_GRAMMAR = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in {
            "excluded": r"x(?:[MN],?){0,2}Y|b(?:N[AWQ]|p)|(?:N[AWQ]|p)g",
            "until": rf"(?:{_YEARISH}|d|MY)P|u|[U2](?:MN?,?|NM,?|OQ|K|O?H|J)?(?:{_YEARISH}|r)|[U2]d|[U2]?i|[U2]?j",
            "months": rf"B?{_DATE}[T2&]{_DATE}[QP]?|(?:{_YEARISH}|r)?R{_RIGHT}",
            "span": rf"B?{_YEARISH}(?:[T2])B?{_YEARISH}P?|B{_YEARISH}&{_YEARISH}|F?SP?",
            "ended": rf"E{_DATE}E?(?:N[QW]|p|Q|A|F|H)|{_DATE}E(?:N[QW]|p|Q|A|F|H)|"
            rf"(?:N[WQ]|F?Q|F?A|F|O?H|K|OF?Q|C)[ET2U]{_DATE}",
            "cumulative": rf"{_LEFT}k{_RIGHT}|ON[WQ]{_RIGHT}",
            "listed": r"O(?=,?(?:O,?)?&OF?[Qq])|K(?=[&,]K)",
            "quarter": rf"{_LEFT}(?:F?OF?[Qq]|F?KF?|[Qq]F?O|m|M[Qq]){_RIGHT}|t(?:Y|G)?",
            "half": rf"{_LEFT}(?:F?OF?H|F?J){_RIGHT}",
            "same": r"(?:YA?|G)z|z(?:YA?|G)|z",
            "year_earlier": r"w",
            "before": r"y",
            "twelve": r"h",
            "duration": r"[nl]*N[nl]*(?:A|W|V)|[nl]*p|[nl]V|lA|l?NQ",
            "year": rf"e|[vf]?{_YEARISH}[vfF]?|[vf]?[rs][vf]?|v|F|C",
            "elliptic": r"O",
            "bare_quarter": r"[Qq]",
        }.items()
    )
)
_ELLIPTIC_END = re.compile(r"\s?(?:[.,;:()\n。，；]|$|(?:and|und|et|y|e|en|with|mit)\s)")
_SENTENCE = re.compile(r"[.!?。！？]\s|\n")
_HEAD = 300
_MEMORY = 400
_NAMED = frozenset(["quarter", "months", "ended", "cumulative", "half", "listed", "elliptic", "year"])
_TOLD_BY_ANOTHER = frozenset(["same", "before", "year_earlier", "elliptic", "bare_quarter"])


@dataclass(frozen=True, slots=True)
class Period:
    """One period as said (`text[start:end]`), its label as in the corpus, and its days."""

    start: int
    end: int
    label: str
    """FY2026, CY2025-Q3, CY2025-H1, CY2025-Q1/CY2025-Q3, P3Y, 2025/2028, 2025-12/2026-12, /2030, this_year, ..."""
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

    def under(self, fiscal_year_end: MonthDay) -> "Period":
        """The same words for a company whose fiscal year ends on (month, day).

        A quarter without a year or a basis is the company's own fiscal one if the text speaks of fiscal years, or if only
        that one has just been reported; otherwise the calendar one.
        """
        reading = self.reading
        if isinstance(reading, Quarter | Quarters) and reading.basis == "unspecified" and fiscal_year_end != CALENDAR:
            reading = _settled(reading, fiscal_year_end, self.says_fiscal)
        elif isinstance(reading, Span) and reading.basis == "unspecified" and reading.months == 3 and self.says_fiscal:
            reading = _fiscal_quarter(reading, fiscal_year_end)
        return replace(self, **_fields(reading, fiscal_year_end))


def _fields(reading: Reading, fiscal_year_end: MonthDay) -> dict[str, object]:
    label, kind, basis, first, last, months = resolved(reading, fiscal_year_end)
    return {"label": label, "kind": kind, "basis": basis, "date_start": first, "date_end": last, "duration_months": months}


def _settled(reading: Quarter | Quarters, fiscal_year_end: MonthDay, says_fiscal: bool) -> Quarter | Quarters:
    fiscal = replace(reading, basis="fiscal")
    year = reading.year if isinstance(reading, Quarter) else reading.of
    if year is not None:
        return reading
    if says_fiscal or reading.anchor is None:
        return fiscal if says_fiscal else reading
    ends = [resolved(r, fiscal_year_end).date_end for r in (reading, fiscal)]
    recent = [last is not None and timedelta(-days.AHEAD) <= reading.anchor - last <= timedelta(100) for last in ends]
    return fiscal if recent[1] and not recent[0] else reading


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
    return _Reader(low, words, published or _dateline(words)).periods(fiscal_year_end)


def _dateline(words: list[Word]) -> date | None:
    """A full date in the head of the text."""
    for i, word in enumerate(words):
        if word.start > _HEAD:
            return None
        if word.letter == "d" and word.value[0] and word.value[2]:
            return _day(*word.value)
        letters = "".join(w.letter for w in words[i : i + 4])
        for shape in ("MN,Y", "MNY", "NMY"):
            if letters.startswith(shape):
                value = dict(zip(shape, (w.value for w in words[i : i + len(shape)]), strict=True))
                return _day(value["Y"], value["M"], value["N"])
    return None


def _day(year: int, month: int, day: int | None) -> date:
    last = days.month_end(year, month)
    return last.replace(day=day) if day and 1 <= day <= last.day else last


def _is_earlier(reading: Reading, other: Reading) -> bool:
    """Does it end before the other one? Fiscal and calendar labels are not compared: the days of one are not known yet."""
    a, b = resolved(reading), resolved(other)
    same_basis = (a.basis == "fiscal") == (b.basis == "fiscal")
    return same_basis and a.date_end is not None and b.date_end is not None and a.date_end < b.date_end


class _Reader:
    """Reads matches of the grammar in order and remembers what was spoken of."""

    def __init__(self, low: str, words: list[Word], anchor: date | None) -> None:
        self.low = low
        self.words = words
        self.letters = "".join(w.letter for w in words)
        self.anchor = anchor
        self.says_fiscal = bool(re.search("[FGs]", self.letters))
        self.main: Reading | None = None
        """The period that the text reports on: of the quarters named so far the latest; comparisons refer to it."""
        self.main_end = 0
        self.recent: Quarter | None = None
        self.recent_end = 0
        self.mentions: list[tuple[int, Reading, bool]] = []
        self.year: Year | None = None

    def periods(self, fiscal_year_end: MonthDay) -> list[Period]:
        found = []
        for match in _GRAMMAR.finditer(self.letters):
            name = match.lastgroup or ""
            read: Callable[[list[Word]], Reading | None] = getattr(self, f"_{name}")
            part = self.words[match.start() : match.end()]
            reading = read(part)
            if reading is None:
                continue
            start, end = part[0].start, part[-1].end
            self._remember(name, reading, part)
            relative = name in _TOLD_BY_ANOTHER or any(w.letter in "rstv" for w in part)
            found.append(
                Period(
                    start,
                    end,
                    **_fields(reading, fiscal_year_end),
                    reading=reading,
                    is_relative=relative,
                    says_fiscal=self.says_fiscal,
                )
            )
        return found

    def _remember(self, name: str, reading: Reading, part: list[Word]) -> None:
        if name not in _NAMED:
            return
        start, end = part[0].start, part[-1].end
        if isinstance(reading, Quarter):
            self.recent, self.recent_end = reading, end
        says_year = any(w.letter in "YGcd" or (w.letter == "K" and w.value[1]) for w in part)
        self.mentions = [*self.mentions[-7:], (start, reading, says_year)]
        months = resolved(reading).months
        if months is None or months > 9:
            return
        in_brackets = self.low[max(0, start - 1) : start] == "(" and start - self.main_end < 40
        if self.main is None or (not in_brackets and not _is_earlier(reading, self.main)):
            self.main, self.main_end = reading, end

    # years

    def _year_of(self, part: list[Word]) -> Year | None:
        """The year that a phrase names; remembered for those that follow without one."""
        fiscal = any(w.letter in "FGs" for w in part)
        basis: Basis = "fiscal" if fiscal else "calendar" if any(w.letter in "Ccr" for w in part) else "unspecified"
        for word in sorted(part, key=lambda w: w.letter in "rso"):
            if word.letter in "Yc":
                year = Year("fiscal" if fiscal else "calendar", word.value)
            elif word.letter == "G":
                year = Year("fiscal", word.value[0], by_start=word.value[1])
            elif word.letter in "rso":
                year = Year(basis, None, word.value or 0, self.anchor)
            else:
                continue
            self.year = year
            return year
        return None

    def _year(self, part: list[Word]) -> Reading | None:
        if part[0].letter == "e":
            year, month = part[0].value
            self.year = Year("calendar", year)
            return Span(days.month_end(year, month), 12)
        year = self._year_of(part)
        quarter = self.main if isinstance(self.main, Quarter) else None
        is_fiscal = quarter is not None and quarter.basis == "fiscal"
        if year is not None:
            is_previous = is_fiscal and year.year is None and year.offset < 0 and year.basis == "fiscal"
            return YearOf(quarter, year.offset) if quarter is not None and is_previous else year
        if part[0].letter == "C":
            return Year("calendar", None, 0, self.anchor)
        if part[0].letter == "F":
            if quarter is not None and is_fiscal:
                return YearOf(quarter)
            if self.year is not None and self.year.basis == "fiscal":
                return self.year
            return Year("fiscal", None, 0, self.anchor, is_settled=True)
        if quarter is not None:
            return YearOf(quarter)
        last = resolved(self.main).date_end if self.main is not None else None
        if last is not None:
            return Year("calendar", last.year)
        return self.year or Year("calendar", None, 0, self.anchor)

    # quarters

    def _quarter(self, part: list[Word]) -> Reading | None:
        year = self._year_of(part)
        fiscal = any(w.letter in "FGsq" or (w.letter == "K" and w.value[2]) for w in part)
        for word in part:
            if word.letter == "t":
                return self._near_quarter(word.value, part)
            if word.letter in "mM" and (word.letter == "m" or part[-1].letter in "Qq" or any(w.letter in "Qq" for w in part)):
                own, month = word.value if word.letter == "m" else (None, word.value)
                return self._month_quarter(month, Year("calendar", own) if own else year)
            if word.letter in "OK":
                number, own, _, by_start = (word.value, None, False, False) if word.letter == "O" else word.value
                if own is not None:
                    year = self.year = Year("fiscal" if fiscal else "calendar", own, by_start=by_start)
                return self._numbered(number, year, fiscal, part[0].start)
        return None

    def _numbered(self, number: int, year: Year | None, fiscal: bool, start: int) -> Quarter:
        if year is not None:
            if fiscal and year.basis != "fiscal":
                year = replace(year, basis="fiscal")
            return Quarter("fiscal" if year.basis == "fiscal" else "unspecified", number, year, self.anchor)
        recent = self.recent
        if recent is not None and recent.year is not None and not _SENTENCE.search(self.low, self.recent_end, start):
            return Quarter(recent.basis, number, recent.year, self.anchor)
        if self.anchor is None and self.year is not None:
            return Quarter("fiscal" if fiscal or self.year.basis == "fiscal" else "unspecified", number, self.year)
        return Quarter("fiscal" if fiscal else "unspecified", number, None, self.anchor)

    def _month_quarter(self, month: int, year: Year | None) -> Reading | None:
        named = resolved(year) if year is not None else None
        if named is not None and named.kind == "year":
            return Span(days.month_end(int(named.label[2:]), month), 3)
        if self.anchor is not None:
            return Span(_latest(month, self.anchor), 3)
        return Span(days.month_end(self.year.year, month), 3) if self.year is not None and self.year.year else None

    def _near_quarter(self, offset: int, part: list[Word]) -> Reading | None:
        """ "last quarter" is the one that ended last before publication; with a year it is the fourth."""
        if part[-1].letter in "YG":
            return Quarter("fiscal" if part[-1].letter == "G" else "unspecified", 4, self._year_of(part), self.anchor)
        if self.anchor is None:
            known = self.recent if offset <= 0 else None
            return known or _unresolved({0: "this", -1: "last", 1: "next"}[offset])
        running = (self.anchor.month + 2) // 3 + offset
        return Span(days.month_end(self.anchor.year, running * 3), 3, "unspecified")

    def _listed(self, part: list[Word]) -> Reading | None:
        """The first of "second and third quarters of this year": the year stands behind the last."""
        if part[0].letter == "K" and part[0].value[1] is not None:
            return self._quarter(part)
        rest = self.letters[self.words.index(part[0]) :]
        end = re.match(rf"[OK&,]+F?[Qq]?{_RIGHT}", rest)
        tail = self.words[self.words.index(part[0]) :][: end.end() if end else 1]
        value = part[0].value if part[0].letter == "O" else part[0].value[0]
        return self._numbered(value, self._year_of(tail), any(w.letter in "FG" for w in tail), part[0].start)

    def _elliptic(self, part: list[Word]) -> Reading | None:
        """ "after 13 billion in the first": an ordinal alone, right behind talk of quarters."""
        if self.recent is None or part[0].start - self.recent_end > _MEMORY:
            return None
        return replace(self.recent, number=part[0].value) if _ELLIPTIC_END.match(self.low, part[0].end) else None

    def _bare_quarter(self, part: list[Word]) -> Reading | None:
        if self.main is not None and resolved(self.main).months == 3:
            return self.main
        if self.anchor is None:
            return None
        return Span(days.month_end(self.anchor.year, (self.anchor.month - 1) // 3 * 3), 3, "unspecified")

    # other shares of a year

    def _half(self, part: list[Word]) -> Reading | None:
        year = self._year_of(part)
        word = next(w for w in part if w.letter in "OJ")
        number, own = (word.value, None) if word.letter == "O" else word.value
        if own is not None:
            year = self.year = Year("calendar", own)
        if number > 2:
            number = 2
        fiscal = any(w.letter in "FGs" for w in part)
        if year is None and self.anchor is None:
            year = self.year
        return Quarters(2 * number - 1, 2 * number, year, "fiscal" if fiscal else "unspecified", self.anchor)

    def _cumulative(self, part: list[Word]) -> Reading | None:
        year = self._year_of(part)
        form = next((w for w in part if w.letter == "k"), None)
        if form is not None:
            count, unit = form.value
        else:
            count, unit = next(w.value for w in part if w.letter == "N"), next(w.letter for w in part if w.letter in "WQ")
            unit = "M" if unit == "W" else "Q"
        quarters = count // 3 if unit == "M" else count
        if not 1 <= quarters <= 4 or (unit == "M" and count % 3):
            return None
        if year is None and self.anchor is None:
            year = self.year
        basis: Basis = "fiscal" if any(w.letter in "FGs" for w in part) else "unspecified"
        if quarters == 1:
            return self._numbered(1, year, basis == "fiscal", part[0].start)
        return Quarters(1, quarters, year, basis, self.anchor)

    # days

    def _date(self, part: list[Word]) -> date | None:
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
            if self.anchor is None:
                return _day(self.year.year, month, day) if self.year is not None and self.year.year else None
            return _day(_latest(month, self.anchor).year, month, day)
        self.year = Year("calendar", year)
        return _day(year, month, day)

    def _ended(self, part: list[Word]) -> Reading | None:
        letters = "".join(w.letter for w in part)
        match = re.search(_DATE, letters[1:] if letters[0] == "N" else letters)
        shift = 1 if letters[0] == "N" else 0
        last = self._date(part[match.start() + shift : match.end() + shift]) if match else None
        if last is None:
            return None
        ordinal = next((w for w in part if w.letter == "O"), None)
        count = next((w for w in part if w.letter in "Np" and (w.letter == "p" or part.index(w) in (0, len(part) - 2))), None)
        if count is not None and (letters.startswith("N") or letters.endswith(("NQ", "NW", "p"))):
            number, unit = count.value if count.letter == "p" else (count.value, "M" if "W" in letters else "Q")
            months = number * {"Y": 12, "M": 1, "Q": 3}[unit]
            return days.trailing(months, last) if unit == "Q" or months > 12 else Span(last, months)
        number = ordinal.value if ordinal is not None else next((w.value[0] for w in part if w.letter == "K"), None)
        if number is not None and "H" not in letters:
            closing = days.shifted(days.month_end(last.year, last.month), 3 * (4 - number))
            if closing.month != 12:
                return Quarter("fiscal", number, Year("fiscal", closing.year), self.anchor)
        if any(w.letter in "FAC" for w in part):
            return Span(self._next_if_past(last, part), 12)
        return Span(last, 6 if "H" in letters else 3)

    def _next_if_past(self, last: date, part: list[Word]) -> date:
        """ "the fiscal year to May", said in February, is the one that ends next."""
        dated = any(w.letter == "Y" or (w.letter == "d" and w.value[0]) for w in part)
        if dated or self.anchor is None or last >= self.anchor - timedelta(days.REPORTING_LAG):
            return last
        return days.shifted(last, 12)

    def _months(self, part: list[Word]) -> Reading | None:
        form = next((w for w in part if w.letter == "R"), None)
        if form is not None:
            first, last = form.value
            year = self._year_of(part)
            return self._month_span(first, last, year)
        cut = next(i for i, w in enumerate(part) if w.letter in "T2&")
        head, tail = part[:cut], part[cut + 1 :]
        if part[cut].letter == "&" and part[0].letter != "B":
            return None
        closing = self._date(tail)
        months = [
            next((w.value if w.letter == "M" else w.value[1] for w in side if w.letter in "Md"), None) for side in (head, tail)
        ]
        years = [
            next((w.value if w.letter == "Y" else w.value[0] for w in side if w.letter in "Yd"), None) for side in (head, tail)
        ]
        if closing is None or months[0] is None or months[1] is None:
            return None
        if years[0] is None or (years[1] is None and months[1] >= months[0]):
            year = years[1] or years[0]
            return self._month_span(months[0], months[1], Year("calendar", year) if year else None)
        opening = self._date(head)
        return days.months_between(opening, closing) if opening is not None and opening <= closing else None

    def _month_span(self, first: int, last: int, year: Year | None) -> Reading | None:
        count = (last - first) % 12 + 1
        named = resolved(year) if year is not None else None
        if named is not None and named.kind == "year":
            return Span(days.month_end(int(named.label[2:]), last), count)
        if self.anchor is not None:
            return Span(_latest(last, self.anchor), count)
        return Span(days.month_end(self.year.year, last), count) if self.year is not None and self.year.year else None

    # spans, limits, durations

    def _span(self, part: list[Word]) -> Reading | None:
        basis: Basis = "fiscal" if any(w.letter in "FG" for w in part) else "calendar"
        form = next((w for w in part if w.letter == "S"), None)
        if form is not None:
            first, last = form.value
        else:
            first, last = (w.value if w.letter != "G" else w.value[0] for w in part if w.letter in "YGc")
        if basis == "fiscal" and form is not None and last == first + 1:
            self.year = Year("fiscal", last)
            return self.year
        return days.years(first, last, basis) if first < last else None

    def _until(self, part: list[Word]) -> Reading | None:
        last = part[-2] if part[-1].letter == "P" else part[-1]
        match last.letter:
            case "u" | "Y" | "c":
                return days.until(last.value)
            case "G":
                return days.until(last.value[0])
            case "A":
                return days.until(next(w.value for w in part if w.letter == "Y"))
            case "d":
                year = last.value[0]
                return days.until(year) if year else None
            case "j":
                return days.until((self.anchor.year // 10 + 1) * 10) if self.anchor else None
        offset = last.value if last.letter == "r" else 0
        return days.until(self.anchor.year + offset) if self.anchor else None

    def _duration(self, part: list[Word]) -> Reading | None:
        past = any(w.letter == "l" for w in part)
        form = next((w for w in part if w.letter == "p"), None)
        letters = "".join(w.letter for w in part)
        if form is not None:
            count, unit = form.value
        elif "V" in letters:
            count, unit = 10 * next((w.value for w in part if w.letter == "N"), 1), "Y"
        else:
            count = next((w.value for w in part if w.letter == "N"), 1)
            unit = "M" if "W" in letters else "Q" if "Q" in letters else "Y"
        if unit == "Q":
            return days.duration(3 * count, "M", self.anchor, past) if past or form is not None else None
        return days.duration(count, unit, self.anchor, past) if 0 < count <= 100 else None

    def _twelve(self, part: list[Word]) -> Reading | None:
        return days.duration(12, "M", self.anchor, True)

    # periods told by another one

    def _same(self, part: list[Word]) -> Reading | None:
        year = self._year_of(part)
        if year is None:
            return self.main or self._bare_quarter(part)
        if isinstance(self.main, Quarter):
            return replace(self.main, year=year)
        if isinstance(self.main, Quarters):
            return replace(self.main, of=year)
        last = resolved(self.main).date_end if self.main is not None else None
        if self.main is None or last is None or year.year is None:
            return year
        return Shifted(self.main, 12 * (year.year - last.year))

    def _year_earlier(self, part: list[Word]) -> Reading | None:
        base = self._compared(part[0].start) or self._bare_quarter(part)
        return Shifted(base, -12) if base is not None else _unresolved("last", "year")

    def _compared(self, start: int) -> Reading | None:
        """What a comparison in this sentence is about: its latest quarter, else its year, else what the text reports on."""
        begin = max(0, start - _MEMORY)
        for end in _SENTENCE.finditer(self.low, begin, start):
            begin = end.end()
        here = [(reading, says_year) for position, reading, says_year in self.mentions if position >= begin]
        quarters = [(r, says_year) for r, says_year in here if (resolved(r).months or 12) <= 9]
        if not quarters:
            return here[-1][0] if here else self.main
        best, is_named = quarters[0]
        for reading, says_year in quarters[1:]:
            if not _is_earlier(reading, best):
                best, is_named = reading, says_year
        return self.main if not is_named and self.main is not None and _is_earlier(best, self.main) else best

    def _before(self, part: list[Word]) -> Reading | None:
        base = self.main if self.main is not None and resolved(self.main).months == 3 else self._bare_quarter(part)
        return Shifted(base, -3) if base is not None else _unresolved("last")

    def _excluded(self, part: list[Word]) -> Reading | None:
        return None


def _latest(month: int, anchor: date) -> date:
    """The last end of a month before the anchor (a few days of slack for dates in the same month)."""
    last = days.month_end(anchor.year, month)
    return last if last <= anchor + timedelta(31) else days.month_end(anchor.year - 1, month)


def _unresolved(word: str, unit: str = "quarter") -> Reading:
    return days.Fixed(days.Resolved(f"{word}_{unit}", "relative", "unspecified", None, None, 3 if unit == "quarter" else 12))
