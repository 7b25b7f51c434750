"""The grammar of periods over time words, and which function reads what it matches.

Trap avoided: ten grammars. The letters are the same in every language (see `period_words.py`), and words may stand in any
order that some language uses: "Q3 FY26", "FY26 Q3", 2026财年第三季度.

Letters: Y year, G fiscal year, c calendar year, r/s/t this/last/next year, fiscal year, quarter; O ordinal, Q quarter, q
fiscal quarter, K quarter with its number, M month, m month of a quarter, R months of a quarter, H half, J half with its
number, d date, e "year to a month", S span, u by-year, p duration, k first n quarters, N number, A year, W months, V decade,
F fiscal, C calendar, n next, l past, E ended, U until, T to, 2 until or to, L for or until, P by (behind), D since, & and,
B between, b/g ago, f full, o "this one", x excluded, z the same period, y the period before, w a year earlier, a the year
before, v full year, i end of the year, j end of the decade, h twelve months.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from ingest.figures import period_limits, period_quarters
from ingest.figures.period_days import Reading
from ingest.figures.period_limits import DATE
from ingest.figures.period_memory import Memory
from ingest.figures.period_words import JOINING, Word

_YEAR = r"(?:[FCs]{0,2}YA?|F?G|c)"
_LEFT = r"(?:(?:[FCs]{0,2}YA?F?|G|c|r|s|o|a)[fv]?)?"
_RIGHT = r"(?:[FCs]{0,2}YA?|G|c|r|s|o|a|F)?"

_RULES: dict[str, str] = {
    "excluded": r"x(?:[MN],?){0,2}Y|b(?:N[AWQ]|p)|(?:N[AWQ]|p)g",
    "span": rf"[BD]?{_YEAR}[T2]B?{_YEAR}P?|[BD]{_YEAR}&{_YEAR}|F?SP?|[BD]?{_YEAR}[T2U](?:i|r)|B?{_YEAR}[T2U&]j",
    "since": rf"D{_YEAR}|{_YEAR}D",
    "until": rf"(?:{_YEAR}|r|d|MY)P|u|[U2](?:MN?,?|NM,?|OQ|K|O?H|J)?(?:{_YEAR}|r)|[U2]d|[U2L]?i|[U2]?j",
    "for_or_until": rf"L{_YEAR}",
    "months": rf"B?{DATE}[T2&]{DATE}[QP]?|(?:{_YEAR}|r)?R{_RIGHT}",
    "ended": rf"E{DATE}E?(?:N[QW]|p|Q|A|F|H)|{DATE}E(?:N[QW]|p|Q|A|F|H)|(?:N[WQ]|F?Q|F?A|F|O?H|K|OF?Q|C|v)[ET2U]{DATE}|FYE{DATE}",
    "cumulative": rf"{_LEFT}k{_RIGHT}|(?:ON[WQ]|NOW){_RIGHT}",
    "quarters": rf"K[T2]K{_RIGHT}",
    "listed": r"O(?=,?(?:O,?)?&OF?[Qq])|K(?=[&,]K)",
    "quarter": rf"{_LEFT}(?:F?OF?[Qq]|[FC]?KF?|[Qq]F?O|m|M[Qq]){_RIGHT}|t(?:Y|G)?",
    "half": rf"{_LEFT}(?:F?OF?H|F?J){_RIGHT}",
    "same": r"(?:YA?|G)z|z(?:YA?|G)|z",
    "year_earlier": r"w",
    "year_before": r"a",
    "before": r"y",
    "twelve": r"h",
    "duration": r"[nl]*N[nl]*(?:F?A|W|V)|[nl]NF|[nl]*p|[nl]V|lA|l?NQ",
    "year": rf"e|[vf]?{_YEAR}[vfFi]?|[vf]?[rs][vf]?|v|F|C",
    "elliptic": r"O",
    "bare_quarter": r"[Qq]",
}
_GRAMMAR = re.compile(
    rf"(?=[{JOINING}]*+[^.,])(?:" + "|".join(f"(?:{pattern})(?P<{name}>)" for name, pattern in _RULES.items()) + ")"
)
_READERS: dict[str, Callable[[list[Word], Memory], Reading | None]] = {
    name: getattr(period_quarters, name, None) or getattr(period_limits, name)
    for name in _RULES
    if name not in ("excluded", "listed")
}
_NAMED = frozenset(("quarter", "quarters", "months", "ended", "cumulative", "half", "listed", "elliptic", "year"))
TOLD_BY_ANOTHER = frozenset(("same", "before", "year_earlier", "year_before", "elliptic", "bare_quarter"))


def read(memory: Memory) -> Iterator[tuple[str, list[Word], Reading]]:
    """(rule, words, reading) of every period, in order; what each names is remembered for those behind it."""
    first = 0
    for letters in memory.letters.split("."):
        for rule, start, end in _ruled(letters):
            at = first + start
            part = memory.words[at : first + end]
            reading = period_quarters.listed(part, memory, at) if rule == "listed" else _READERS[rule](part, memory)
            if reading is None:
                continue
            if rule in _NAMED:
                memory.remember(reading, part)
            yield rule, part, reading
        first += len(letters) + 1


@lru_cache(4096)
def _ruled(letters: str) -> tuple[tuple[str, int, int], ...]:
    """(rule, start, end) of every match in words between two dots, which no rule crosses: all texts have the same few of them."""
    found = ((match.lastgroup or "", match.start(), match.end()) for match in _GRAMMAR.finditer(letters))
    return tuple(ruled for ruled in found if ruled[0] != "excluded")
