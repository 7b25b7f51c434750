"""Tables whose cells a web page has put on lines of their own: so many headings, then as many lines a row.

Trap avoided: a list of headlines or key figures taken for a table. The rows must repeat one pattern of words and numbers, each
begins with words, and as many headings as a row has cells (one fewer where the corner is empty) stand above the first. Where they
begin, a usual heading of the first column shows (`corner` in `catalog/language/en/tables.yaml`).
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ingest.catalog import plain

_LONGEST = 60
_WIDTHS = range(2, 9)
_FEWEST = {2: 3}
"""Rows that make a table; pairs of a word and a number are common."""
_STOPS = frozenset(".!?;:,。！？；：，")
_HEDGED = (
    r"(?i:(?:c|ca|approx)\.? ?|about |around |over |up to |more than |at least |some |roughly |nearly |est\.? )?"
    r"[~≈<>≤≥+(\-−–]{0,2} ?"
)
_VALUE = re.compile(
    rf"{_HEDGED}(?:(?:[A-Z]{{1,3}} ?)?[$€£¥₹₩] ?|(?!FY|CY|Q\d|H\d)[A-Z]{{3,4}} ?)\d.{{0,40}}"
    rf"|{_HEDGED}\d[\d.,]*(?: ?(?:[-–—~]|to) ?\d[\d.,]*)? ?(?:%|[A-Za-z]{{1,10}}|[万亿億兆조억만].{{0,3}})?"
    r"(?: [A-Za-z]{2,8})?[)*†+]{0,2}(?: \([^()]{1,20}\))?"
)
_NOTHING = re.compile(r"[-–—]{1,2}|n\.?/?a\.?|n\.?m\.?|tbd|tba|undisclosed|not disclosed|unknown|none", re.IGNORECASE)
_NO_LETTER = re.compile(r"[^a-z]+")
_YEAR = re.compile(r"20\d\d[EeFfAa]?(?: .{2,20})?")


class Found(NamedTuple):
    """Lines `first`..`last` (exclusive) are a table of rows of `width` lines; its head has `head` lines."""

    first: int
    last: int
    head: int
    width: int


def flattened(text: str, lines: Sequence[tuple[int, int]]) -> list[Found]:
    """Tables among lines (start, end), in order."""
    kinds = "".join(_kind(text[start:end]) if end - start <= _LONGEST else "." for start, end in lines)
    found: list[Found] = []
    at, done = kinds.find("V"), 0
    while at >= 0:
        table = _at(text, lines, kinds, at, done)
        if table:
            found.append(table)
            done = table.last
        at = kinds.find("V", max(at + 1, done))
    return found


def _kind(line: str) -> str:
    """T(ext), V(alue), N(othing) or "." for prose."""
    if _NOTHING.fullmatch(line):
        return "N"
    if _VALUE.fullmatch(line):
        return "V"
    return "." if line[-1] in _STOPS else "T"


def _at(text: str, lines: Sequence[tuple[int, int]], kinds: str, value: int, done: int) -> Found | None:
    """The table whose first value is this line: one that begins with a heading as tables do, else the one that covers most."""
    tables = [
        Found(row - head, last, head, width)
        for width in _WIDTHS
        for row in range(max(done, value - width + 1), value)
        for head in (width, width - 1)
        if _is_head(text, lines, kinds, row, head, width, done)
        and (last := _last(kinds, row, width)) - row >= _FEWEST.get(width, 2) * width
    ]
    return max(
        tables,
        key=lambda t: (_is_corner(text[slice(*lines[t.first])]), (t.last - t.first) // t.width, -t.width, -t.first),
        default=None,
    )


def _is_corner(line: str) -> bool:
    words = _NO_LETTER.split(line.lower())
    return bool(words) and (words[0] in _corners() or words[-1] in _corners())


@cache
def _corners() -> frozenset[str]:
    return frozenset(plain.catalogue("language", "en", "tables.yaml")["corner"])


def _is_head(text: str, lines: Sequence[tuple[int, int]], kinds: str, row: int, size: int, width: int, done: int) -> bool:
    first = row - size
    if first < done or size < 1 or (size < width and first and kinds[first - 1] == "T"):
        return False
    return all(
        kinds[at] == "T" or (kinds[at] == "V" and _YEAR.fullmatch(text[lines[at][0] : lines[at][1]])) for at in range(first, row)
    )


def _last(kinds: str, row: int, width: int) -> int:
    """Where the rows that begin at `row` and repeat its pattern end."""
    pattern = kinds[row : row + width]
    if len(pattern) < width or pattern[0] != "T" or "V" not in pattern or "." in pattern:
        return row
    at = row
    while kinds[at : at + 1] == "T" and _repeats(kinds[at : at + width], pattern):
        at += width
    return at


def _repeats(cells: str, pattern: str) -> bool:
    return len(cells) == len(pattern) and all(
        cell == other or "N" in (cell, other) for cell, other in zip(cells, pattern, strict=True)
    )
