"""Tables of the page: typed rows in, cells with text, sort value and link out.

Traps avoided: numbers sorted as text, a sentence of this project's shown as if the company had written it, and a link that a
document has smuggled in: only http and https become links.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from ingest.publish.page.source import Source

ROWS_SHOWN = 250
NUMBERS = {"DECIMAL", "DOUBLE", "BIGINT", "INTEGER", "HUGEINT"}
HIDDEN = {"id", "quote_kind"}


@dataclass(frozen=True)
class Table:
    """A table of the page: its caption, the query that makes its columns, and the CSV that has all rows and columns.

    Column names are headings; `id` and `quote_kind` are not shown: the one is what `capex explain` takes, the other marks quotes.
    """

    caption: str
    query: str
    report: str


@dataclass(frozen=True)
class Cell:
    """A table cell: what it shows and what it sorts by."""

    text: str
    sort_value: str
    classes: str = ""
    link: str | None = None


@dataclass(frozen=True)
class Heading:
    """A column's heading."""

    label: str
    is_number: bool


@dataclass(frozen=True)
class Row:
    """A table row; `id` is what `capex explain` takes."""

    id: str
    cells: list[Cell]


@dataclass(frozen=True)
class ShownTable:
    """A table as the template takes it; `row_count` counts those that are only in the CSV too."""

    caption: str
    csv: str
    headings: list[Heading]
    rows: list[Row]
    row_count: int


def shown(source: Source, table: Table) -> ShownTable:
    """Run a table's query and make its cells."""
    columns, rows = source.rows(table.query)
    names = [name for name, _ in columns]
    visible = [(index, name, _is_number(kind)) for index, (name, kind) in enumerate(columns) if name not in HIDDEN]
    made = []
    for row in rows[:ROWS_SHOWN]:
        values = dict(zip(names, row, strict=True))
        is_authored = values.get("quote_kind") == "authored"
        cells = [_cell(row[index], name, is_number, is_authored=is_authored) for index, name, is_number in visible]
        made.append(Row(values.get("id") or "", cells))
    headings = [Heading(name, is_number) for _, name, is_number in visible]
    return ShownTable(table.caption, f"{table.report}.csv", headings, made, len(rows))


def _is_number(kind: str) -> bool:
    return kind.startswith("STRUCT") or kind.partition("(")[0] in NUMBERS


def _cell(value: Any, name: str, is_number: bool, *, is_authored: bool) -> Cell:
    classes = "number" if is_number else ""
    match value:
        case None:
            return Cell("", "", classes)
        case {"text": text, "sort": sort}:
            return Cell(text or "", "" if sort is None else str(sort), classes)
        case str() if name == "quote":
            return Cell(value, value, "quote authored" if is_authored else "quote")
        case str() if name.endswith("source"):
            link = value if urlsplit(value).scheme in {"http", "https"} else None
            return Cell(urlsplit(value).netloc.removeprefix("www.") if link else value, value, "source", link)
        case _:
            return Cell(_text(value, name), str(value), classes)


def _text(value: Any, name: str) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal() | float() if name.startswith("%") or name.endswith("%"):
            return f"{value:,.1f}"
        case Decimal() | float():
            return f"{value:,.2f}"
        case int():
            return f"{value:,}"
        case datetime() | date():
            return value.isoformat()[:10]
        case _:
            return str(value)
