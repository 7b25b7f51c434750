"""Rows of a text -> tables: runs of rows, each with the caption above it and the head it stands under.

Trap avoided: a section of a statement, set apart by a blank line, that has lost the head of the first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from ingest.figures.table_cells import is_bare, is_money, is_value
from ingest.figures.table_words import TableWords
from ingest.text.segments import Cut, cells

_CAPTION_SEGMENTS = 8
_LONGEST_CAPTION_LINE = 220
HEAD_LIKE = re.compile(r"(?:19|20)\d\d|(?<!\d)1\d\d\s*年|\b[1-4]?[QHTS][1-4]?\s*'?\d\d\b|\bFY|第.{1,3}[季期]")


@dataclass(slots=True)
class Row:
    """A row of the segment with this index; `text[a:b]` of `spans` are its cells, the label first."""

    segment: int
    spans: list[tuple[int, int]]
    texts: list[str]
    above: str
    """the last line of the table that was a label only"""
    is_wrapped: bool
    """whether that line stands right above and this row's label goes on with it in lower case"""
    is_piped: bool
    values: list[bool]
    """which cells hold an amount"""

    @property
    def has_values(self) -> bool:
        return any(self.values[1:])


@dataclass(slots=True)
class Table:
    """Rows of one table; `caption` holds the lines before it and those of text in its head, nearest last."""

    rows: list[Row] = field(default_factory=list)
    caption: list[str] = field(default_factory=list)
    head: list[Row] = field(default_factory=list)
    """of the block above, where this one goes on with its columns behind a blank line"""

    @property
    def width(self) -> int:
        return max((len(row.texts) for row in self.rows if row.has_values), default=0)

    @property
    def values(self) -> list[str]:
        return [text for row in self.rows for text, is_one in zip(row.texts, row.values, strict=True) if is_one]


def tables(text: str, found: Sequence[Cut], language: str, vocabulary: TableWords) -> Iterator[Table]:
    """Tables of a text that is cut into `found`, in order.

    Sections of a statement that blank lines set apart come under the head and the caption of the first.
    """
    before: Table | None = None
    for table in _runs(text, found, language):
        opening = list(takewhile(lambda row: not row.has_values, table.rows))
        if is_head(opening, vocabulary):
            table.head = opening
        elif before and table.width == before.width and _only_headings(before, table, found):
            table.head = before.head
            table.caption = [*before.caption, *table.caption]
        yield table
        before = table


def is_head(rows: Sequence[Row], vocabulary: TableWords) -> bool:
    """Whether rows without values head columns: one names a year, a quarter or a month, or the cost of projects."""
    if any(vocabulary.project.search(text) for row in rows for text in row.texts[1:]):
        return True
    return any(HEAD_LIKE.search(text) or vocabulary.month.search(text) for row in rows for text in row.texts)


def _runs(text: str, found: Sequence[Cut], language: str) -> Iterator[Table]:
    """Runs of rows without a blank line between; lines of plain text inside them are labels."""
    at = 0
    while at < len(found):
        if found[at].kind != "table_row":
            at += 1
            continue
        first = at
        table = Table(caption=_caption(text, found, first))
        above = ""
        while at < len(found) and (at == first or not _is_apart(text, found[at - 1], found[at])):
            segment = found[at]
            if segment.kind == "table_row":
                spans = cells(text, segment.start, segment.end)
                texts = [text[a:b].strip() for a, b in spans]
                values = [is_value(cell, language) for cell in texts]
                is_wrapped = at > first and above == _line(text, found[at - 1]) and texts[0][:1].islower()
                row = Row(at, spans, texts, above, is_wrapped, "|" in text[segment.start : segment.end], values)
                table.rows.append(row)
                if not any(texts[1:]):
                    above = texts[0]
                    if not any(row.has_values for row in table.rows):
                        table.caption.append(above)
            else:
                above = _line(text, segment)
                if len(above) <= _LONGEST_CAPTION_LINE and not any(row.has_values for row in table.rows):
                    table.caption.append(above)
            at += 1
        yield table


def _is_apart(text: str, before: Cut, segment: Cut) -> bool:
    """Whether a blank line stands between two segments, unless one stands between the cells of a row, too."""
    if "\n\n" not in text[before.end : segment.start]:
        return False
    return not (segment.kind == "table_row" == before.kind and "\n\n" in text[segment.start : segment.end])


def _line(text: str, segment: Cut) -> str:
    return text[segment.start : segment.end].strip()


def _only_headings(before: Table, table: Table, found: Sequence[Cut]) -> bool:
    between = found[before.rows[-1].segment + 1 : table.rows[0].segment]
    return all(segment.kind == "heading" for segment in between)


def _caption(text: str, found: Sequence[Cut], first: int) -> list[str]:
    """The lines right before a table: title, unit, "unaudited"."""
    lines: list[str] = []
    for segment in reversed(found[max(0, first - _CAPTION_SEGMENTS) : first]):
        if segment.kind == "table_row":
            break
        lines.append(text[max(segment.start, segment.end - _LONGEST_CAPTION_LINE) : segment.end])
    return lines[::-1]


def has_bare_numbers(table: Table) -> bool:
    """Whether most values of the table are numbers whose unit stands elsewhere."""
    values = [value for value in table.values if is_money(value)]
    return bool(values) and sum(is_bare(value) for value in values) > 0.6 * len(values)
