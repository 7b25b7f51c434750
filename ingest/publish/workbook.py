"""All reports as one Excel workbook: a sheet per report and a data dictionary.

Traps avoided: numbers stored as text, a header that scrolls away, sheet names cut at 31 characters into duplicates, a sentence
that starts with `=` becoming a formula, and columns as wide as the number without its separators (Excel then shows ####).
"""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter
from xlsxwriter.workbook import Format, Workbook
from xlsxwriter.worksheet import Worksheet

from ingest.publish.reports import Column, Report, reports

SHEET_NAME_LIMIT = 31
URL_LIMIT = 2079  # characters that Excel takes in a link
FILTER_ARROW = 3  # characters that the arrow in a header cell covers
MAX_WIDTH = 48
ROWS_MEASURED = 500
DICTIONARY = {"sheet": 22, "column": 32, "type": 18, "unit": 20, "meaning": 110}  # column and width


def write_workbook(published_path: Path, path: Path, *, version: str, created: str) -> Path:
    """Write `capex.xlsx`: a dictionary sheet first, then one typed, filterable sheet per report."""
    temporary = path.with_name(f".{path.name}.new")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True, "constant_memory": True}
    with duckdb.connect(published_path, read_only=True) as connection, xlsxwriter.Workbook(temporary, options) as workbook:
        title = "Capital expenditure and AI investment of technology companies"
        workbook.set_properties({"title": title, "comments": f"Version {version}", "created": datetime.fromisoformat(created)})
        found = list(reports(connection))
        _write_dictionary(workbook, found)
        for report in found:
            rows = connection.execute(f"select * from reports.{report.name} order by all").fetchall()
            _write_report(workbook, report, rows)
    temporary.replace(path)
    return path


def sheet_name(report: str) -> str:
    """Name of a report's sheet, within Excel's limit."""
    return report.removeprefix("rpt_")[:SHEET_NAME_LIMIT]


def _write_dictionary(workbook: Workbook, found: list[Report]) -> None:
    sheet = workbook.add_worksheet("dictionary")
    text = workbook.add_format({"text_wrap": True, "valign": "top"})
    table = workbook.add_format({"text_wrap": True, "valign": "top", "bold": True, "top": 1})
    for index, width in enumerate(DICTIONARY.values()):
        sheet.set_column(index, index, width)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, DICTIONARY, _header(workbook))
    lines = [
        line
        for report in found
        for line in (
            (sheet_name(report.name), "", "", "", report.description),
            *((sheet_name(report.name), c.name, c.type.lower(), c.unit or "", c.description) for c in report.columns),
        )
    ]
    for number, line in enumerate(lines, start=1):
        sheet.write_row(number, 0, line, text if line[1] else table)
    sheet.autofilter(0, 0, len(lines), len(DICTIONARY) - 1)


def _write_report(workbook: Workbook, report: Report, rows: list[tuple[Any, ...]]) -> None:
    sheet = workbook.add_worksheet(sheet_name(report.name))
    sheet.freeze_panes(1, 1)
    formats = [_cell_format(workbook, column) for column in report.columns]
    for index, column in enumerate(report.columns):
        widest = max([len(column.name) + FILTER_ARROW, *(_shown_length(row[index]) for row in rows[:ROWS_MEASURED])])
        sheet.set_column(index, index, min(widest + 1, MAX_WIDTH))
    sheet.write_row(0, 0, [column.name for column in report.columns], _header(workbook))
    for number, row in enumerate(rows, start=1):
        for index, value in enumerate(row):
            _write_cell(sheet, number, index, value, formats[index])
    sheet.autofilter(0, 0, len(rows), len(report.columns) - 1)


def _header(workbook: Workbook) -> Format:
    return workbook.add_format({"bold": True, "bottom": 1, "valign": "top"})


def _cell_format(workbook: Workbook, column: Column) -> Format | None:
    match column.base_type:
        case "DATE":
            return workbook.add_format({"num_format": "yyyy-mm-dd"})
        case str() as kind if kind.startswith("TIMESTAMP"):
            return workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        case "DECIMAL":
            return workbook.add_format({"num_format": "#,##0"})
        case "DOUBLE":
            return workbook.add_format({"num_format": "0.0" if column.name.endswith("_pct") else "#,##0.0000"})
        case _ if column.name.endswith("source_url"):
            return workbook.get_default_url_format()
        case _:
            return None


def _shown_length(value: Any) -> int:
    match value:
        case None:
            return 0
        case Decimal() | float():
            return len(f"{value:,.0f}") + (5 if isinstance(value, float) else 0)
        case datetime():
            return len("2026-01-31 12:00")
        case date():
            return len("2026-01-31")
        case _:
            return len(str(value))


def _write_cell(sheet: Worksheet, row: int, column: int, value: Any, cell_format: Format | None) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(row, column, value)
        case int() | float() | Decimal():
            sheet.write_number(row, column, float(value), cell_format)
        case datetime():
            sheet.write_datetime(row, column, value.replace(tzinfo=None), cell_format)
        case date():
            sheet.write_datetime(row, column, value, cell_format)
        case str() if value.startswith(("https://", "http://")) and len(value) <= URL_LIMIT:
            sheet.write_url(row, column, value, cell_format, value)
        case _:
            sheet.write_string(row, column, str(value))
