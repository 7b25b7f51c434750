"""Cells with a place -> table rows as lines of text, one `|`-separated cell per logical column.

Trap avoided: filings spread one number over cells ("$", "1,234", ")") and put spacer columns between; in PDF a table is only
text with gaps. Numbers of one column share their right edge, whatever stands before them: right edges are what a column is.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

SEPARATOR = " | "
_CURRENCY = re.compile(
    r"[(\-–—]?\s*(?:[A-Z]{0,3}[$€£¥￥₩₹]|USD|EUR|GBP|JPY|CNY|RMB|KRW|TWD|HKD|INR|CHF|SGD|CAD|AUD|SEK|Rs\.?|[元円원])\s*[(\-–—]?"
)
_SUFFIX = re.compile(r"\)|\)?\s*[%％‰]\s*\)?|\)?\s*(?:pts?|pp|bps|x)\.?|\)?\s*[(\[][a-z*†‡]{1,2}[)\]]|\*{1,3}")
_DASH = re.compile(r"[$€£¥￥₩₹]?\s*[\-–—―−‐*]{1,3}\s*(?:%|\))?")
_VALUE = re.compile(
    r"(?:[A-Z]{0,3}[$€£¥￥₩₹]|[A-Z]{3} |RMB ?)?\s*[(（\-–—−+△▲~约約]*\s*(?:[A-Z]{0,3}[$€£¥￥₩₹])?\s*\d[\d.,'’\u00a0\u202f ]*"
    r"\s*(?:[%％]|[A-Za-z]{1,3}|[^\W\d_]{1,2})?[)）]?\s*[%％]?|n/?[am]\.?|N/?[AM]\.?",
)
_HEADING = re.compile(
    r"(?:19|20)\d\d\s*[年년EFPe]?|[1-4][QHTS]\s?'?(?:20)?\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:19|20)\d\d[./-]\d{1,2}([./-]\d{1,2})?\.?"
)
"""years, quarters and dates, which head a column"""

_LONGEST_VALUE = 40


class Cell(NamedTuple):
    """A cell from `start` to `end` (inclusive for grids of columns, points for a page), and its text."""

    start: float
    end: float
    text: str


def is_value(text: str) -> bool:
    """Whether a cell holds a number, a dash or "n/a" (and not what heads a column)."""
    if len(text) > _LONGEST_VALUE:
        return False
    return bool(_DASH.fullmatch(text) or (_VALUE.fullmatch(text) and not _HEADING.fullmatch(text)))


def merged(cells: Sequence[Cell]) -> list[Cell]:
    """Non-empty cells of a row, with currency signs before and brackets or percent signs after a number put back to it."""
    row: list[Cell] = []
    pending: Cell | None = None
    for cell in cells:
        text = cell.text
        if not text:
            continue
        if pending:
            if text[0].isdigit() or text[0] in "(-–—−.":
                glue = "" if pending.text[-1] in "(-–—$€£¥￥₩₹" else " "
                text, cell = pending.text + glue + text, Cell(pending.start, cell.end, text)
            else:
                row.append(pending)
            pending = None
        if row and _SUFFIX.fullmatch(text) and any(c.isdigit() or c in "-–—" for c in row[-1].text):
            before = row[-1]
            row[-1] = before._replace(text=before.text + text)
        elif _CURRENCY.fullmatch(text) and row:
            pending = Cell(cell.start, cell.end, text)
        else:
            row.append(Cell(cell.start, cell.end, text))
    if pending:
        row.append(pending)
    return row


def _columns(edges: list[float], tolerance: float) -> list[float]:
    """Edges that lie within the tolerance of each other are one column; its place is the rightmost of them."""
    edges = sorted(set(edges))
    return [a for a, b in pairwise(edges) if b - a > tolerance] + edges[-1:]


def lines(rows: Sequence[Sequence[Cell]], tolerance: float = 0) -> list[str]:
    """One line per row that has text: `label | value | value`; an empty cell keeps its place, one that spans columns is repeated.

    A row whose only text stands at the left (a caption, a section of the statement) comes as that text alone.
    """
    table = [row for cells in rows if (row := merged(cells))]
    if not table:
        return []
    body = [row for row in table if any(is_value(c.text) for c in row[1:])]
    values = _columns([c.end for row in body for c in row[1:] if is_value(c.text)], tolerance)
    labels = [row[0].start for row in body if not is_value(row[0].text) and row[0].end < values[0]]
    left = (max(labels) if labels else min(row[0].start for row in table)) + tolerance
    texts = [c.end for row in body for c in row[1:] if c.start > left and not _covered(c, values, tolerance)]
    columns = _columns([e for e in texts if not values or e > min(values)] + values, tolerance)
    if not columns:  # words only: cells of a column start together
        columns = _columns([c.start for row in table for c in row if c.start > left], tolerance)
    return [_line(row, columns, left, tolerance) for row in table]


def _covered(cell: Cell, columns: list[float], tolerance: float) -> list[int]:
    return [k for k, edge in enumerate(columns) if cell.start - tolerance <= edge <= cell.end + tolerance]


def _line(row: list[Cell], columns: list[float], left: float, tolerance: float) -> str:
    """The row as a line. A cell that covers no column (a heading set off from its numbers) goes to the nearest."""
    label = [cell.text for cell in row if cell.start <= left]
    others = [cell for cell in row if cell.start > left]
    filled = [""] * len(columns)
    for cell in others:
        for k in _covered(cell, columns, tolerance) or [_nearest(cell, columns)]:
            filled[k] = f"{filled[k]} {cell.text}".strip()
    if tolerance and 1 < len(others) < len(columns) and not any(is_value(cell.text) for cell in others):
        filled = [min(others, key=lambda cell: abs((cell.start + cell.end) / 2 - edge)).text for edge in columns]
    while filled and not filled[-1]:
        filled.pop()
    return SEPARATOR.join(text.replace("|", "/") for text in [" ".join(label), *filled])


def _nearest(cell: Cell, columns: list[float]) -> int:
    return min(range(len(columns)), key=lambda k: abs(columns[k] - cell.end))
