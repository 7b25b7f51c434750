"""Phrases that name a year or a share of one -> readings. Each function reads the words of one match of the grammar.

Trap avoided: a year for every quarter. "The third quarter" without a year is the one just reported or about to be, "in the
first" takes its year from the quarter before it, "the quarter" is the one that the text reports on.
"""

import re
from dataclasses import replace

from ingest.figures import period_days as days
from ingest.figures.period_days import Basis, Fixed, Quarter, Quarters, Reading, Resolved, Shifted, Span, Year, YearOf, resolved
from ingest.figures.period_memory import REACH, Memory
from ingest.figures.period_words import Word

_ELLIPTIC_END = re.compile(r"\s?(?:[.,;:()\n。，；]|$|(?:and|und|et|y|e|en|with|mit)\s)")
_LIST = re.compile(r"[OK&,]+F?[Qq]?(?:[FCs]{0,2}YA?|G|c|r|s|o)?")
_NEAR = {0: "this", -1: "last", 1: "next"}


def year(part: list[Word], memory: Memory) -> Reading | None:
    """`2025`, `fiscal 2026`, "last fiscal year", "the full year", 2026年12月期."""
    if part[0].letter == "e":
        number, month = part[0].value
        memory.year = Year("calendar" if month == 12 else "fiscal", number)
        return Span(days.month_end(number, month), 12)
    known = memory.year
    named = memory.year_of(part)
    quarter = memory.main_quarter
    is_fiscal = quarter is not None and quarter.basis == "fiscal"
    if named is not None:
        if named.year is not None or named.basis != "fiscal" or named.offset > 0:
            return named
        if named.offset and quarter is not None and is_fiscal:
            return YearOf(quarter, named.offset)
        if known is not None and known.basis == "fiscal" and known.year is not None:
            memory.year = known
            return replace(known, year=known.year + named.offset)
        return named
    if part[0].letter == "C":
        return Year("calendar", None, 0, memory.anchor)
    if part[0].letter == "F":
        if quarter is not None and is_fiscal:
            return YearOf(quarter)
        if memory.year is not None and memory.year.basis == "fiscal":
            return memory.year
        return Year("fiscal", None, 0, memory.anchor, is_settled=True)
    if (here := memory.year_here(part[0].start)) is not None:
        return here
    if quarter is not None:
        return YearOf(quarter)
    last = resolved(memory.main).date_end if memory.main is not None else None
    return Year("calendar", last.year) if last is not None else memory.year or Year("calendar", None, 0, memory.anchor)


def quarter(part: list[Word], memory: Memory) -> Reading | None:
    """`Q3 FY26`, "third quarter of fiscal 2024", "the June quarter", "last quarter"."""
    of = memory.year_of(part)
    fiscal = any(w.letter in "FGsq" or (w.letter == "K" and w.value[2]) for w in part)
    for word in part:
        match word.letter:
            case "t":
                return _near(word.value, part, memory)
            case "m" | "M":
                own, month = word.value if word.letter == "m" else (None, word.value)
                last = memory.end_of(month, Year("calendar", own) if own else of, days.AHEAD)
                return Span(last, 3) if last is not None else None
            case "O":
                return numbered(word.value, of, fiscal, part[0].start, memory)
            case "K":
                number, own, _, by_start = word.value
                if own is not None:
                    of = memory.year = Year("fiscal" if fiscal else "calendar", own, by_start=by_start)
                return numbered(number, of, fiscal, part[0].start, memory)
    return None


def numbered(number: int, of: Year | None, fiscal: bool, start: int, memory: Memory) -> Quarter:
    """Quarter `number`: of the year given, of the quarter named before in the sentence, or nearest to publication."""
    if of is not None:
        of = replace(of, basis="fiscal") if fiscal else of
        return Quarter("fiscal" if of.basis == "fiscal" else "unspecified", number, of, memory.anchor)
    recent = memory.recent
    if recent is not None and recent.year is not None and memory.is_same_sentence(memory.recent_end, start):
        return Quarter(recent.basis, number, recent.year, memory.anchor)
    if memory.anchor is None and memory.year is not None:
        return Quarter("fiscal" if fiscal or memory.year.basis == "fiscal" else "unspecified", number, memory.year)
    return Quarter("fiscal" if fiscal else "unspecified", number, None, memory.anchor)


def _near(offset: int, part: list[Word], memory: Memory) -> Reading | None:
    """ "last quarter" is the one that ended last before publication; with a year it is the fourth."""
    if part[-1].letter in "YG":
        return Quarter("fiscal" if part[-1].letter == "G" else "unspecified", 4, memory.year_of(part), memory.anchor)
    if memory.anchor is None:
        return (memory.recent if offset <= 0 else None) or unresolved(_NEAR[offset])
    running = (memory.anchor.month + 2) // 3 + offset
    return Span(days.month_end(memory.anchor.year, running * 3), 3, "unspecified")


def listed(part: list[Word], memory: Memory, at: int) -> Reading | None:
    """The first of "second and third quarters of this year": the year stands behind the last. `at` is its place in the words."""
    word = part[0]
    if word.letter == "K" and word.value[1] is not None:
        return quarter(part, memory)
    end = _LIST.match(memory.letters, at)
    tail = memory.words[at : end.end()] if end else part
    number = word.value if word.letter == "O" else word.value[0]
    return numbered(number, memory.year_of(tail), any(w.letter in "FG" for w in tail), word.start, memory)


def elliptic(part: list[Word], memory: Memory) -> Reading | None:
    """ "after 13 billion in the first": an ordinal alone, behind talk of quarters."""
    if memory.recent is None or part[0].start - memory.recent_end > REACH:
        return None
    return replace(memory.recent, number=part[0].value) if _ELLIPTIC_END.match(memory.low, part[0].end) else None


def bare_quarter(part: list[Word], memory: Memory) -> Reading | None:
    """ "the quarter": the one that the text reports on, else the last one that ended."""
    if memory.main is not None and resolved(memory.main).months == 3:
        return memory.main
    if memory.anchor is None:
        return None
    return Span(days.month_end(memory.anchor.year, (memory.anchor.month - 1) // 3 * 3), 3, "unspecified")


def half(part: list[Word], memory: Memory) -> Reading | None:
    """`H1 2026`, "second half", 上半年."""
    of = memory.year_of(part)
    word = next(w for w in part if w.letter in "OJ")
    number, own = (word.value, None) if word.letter == "O" else word.value
    if own is not None:
        of = memory.year = Year("calendar", own)
    return _share(2 * min(number, 2) - 1, 2 * min(number, 2), of, part, memory)


def cumulative(part: list[Word], memory: Memory) -> Reading | None:
    """ "first nine months of 2025", 前三季."""
    of = memory.year_of(part)
    form = next((w for w in part if w.letter == "k"), None)
    if form is not None:
        count, unit = form.value
    else:
        count, unit = next(w.value for w in part if w.letter == "N"), "M" if any(w.letter == "W" for w in part) else "Q"
    quarters = count // 3 if unit == "M" else count
    if not 1 <= quarters <= 4 or (unit == "M" and count % 3):
        return None
    if quarters == 1:
        return numbered(1, of, any(w.letter in "FGs" for w in part), part[0].start, memory)
    return _share(1, quarters, of, part, memory)


def quarters(part: list[Word], memory: Memory) -> Reading | None:
    """`Q1-Q3 2025`."""
    of = memory.year_of(part)
    (first, *_), (last, own, *_) = (w.value for w in part if w.letter == "K")
    if own is not None:
        of = memory.year = Year("calendar", own)
    return _share(first, last, of, part, memory) if first < last else None


def _share(first: int, last: int, of: Year | None, part: list[Word], memory: Memory) -> Quarters:
    fiscal = any(w.letter in "FGs" for w in part)
    basis: Basis = "fiscal" if fiscal or (of is not None and of.basis == "fiscal") else "unspecified"
    return Quarters(first, last, of or (memory.year if memory.anchor is None else None), basis, memory.anchor)


def same(part: list[Word], memory: Memory) -> Reading | None:
    """ "the same quarter of 2023", 同期."""
    of = memory.year_of(part)
    if of is None:
        return memory.main or bare_quarter(part, memory)
    if isinstance(memory.main, Quarter):
        return replace(memory.main, year=of)
    if isinstance(memory.main, Quarters):
        return replace(memory.main, of=of)
    last = resolved(memory.main).date_end if memory.main is not None else None
    if memory.main is None or last is None or of.year is None:
        return of
    return Shifted(memory.main, 12 * (of.year - last.year))


def year_earlier(part: list[Word], memory: Memory) -> Reading | None:
    """ "a year earlier", 去年同期."""
    base = memory.compared(part[0].start) or bare_quarter(part, memory)
    return Shifted(base, -12) if base is not None else unresolved("last", "year")


def year_before(part: list[Word], memory: Memory) -> Reading | None:
    """ "im Vorjahr", 前年: a year before what the sentence speaks of; of nothing, last year."""
    base = memory.named_here(part[0].start)
    return Shifted(base, -12) if base is not None else memory.year_of(part)


def before(part: list[Word], memory: Memory) -> Reading | None:
    """ "the previous quarter", 环比."""
    base = memory.main if memory.main is not None and resolved(memory.main).months == 3 else bare_quarter(part, memory)
    return Shifted(base, -3) if base is not None else unresolved("last")


def unresolved(word: str, unit: str = "quarter") -> Reading:
    """A relative period that nothing in the text or beside it settles: `last_quarter`."""
    return Fixed(Resolved(f"{word}_{unit}", "relative", "unspecified", None, None, 3 if unit == "quarter" else 12))
