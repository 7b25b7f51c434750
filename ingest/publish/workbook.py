"""All reports as one Excel workbook: a sheet per report and a data dictionary.

Traps avoided: numbers stored as text, a header that scrolls away, sheet names cut at 31 characters into duplicates, and a
sentence that starts with `=` becoming a formula.
"""

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter
from xlsxwriter.workbook import Format, Workbook
from xlsxwriter.worksheet import Worksheet

from ingest.publish.reports import Column, Report, reports

SHEET_NAME_LIMIT = 31
MAX_WIDTH = 48
NUMBER_FORMATS = {"_pct": "0.0", "_usd": "#,##0", "amount": "#,##0", "rate": "0.000000"}


def write_workbook(published_path: Path, path: Path) -> Path:
    """Write `capex.xlsx`: a dictionary sheet first, then one typed, filterable sheet per report."""
    temporary = path.with_name(f".{path.name}.new")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True, "constant_memory": True}
    with duckdb.connect(published_path, read_only=True) as connection, xlsxwriter.Workbook(temporary, options) as workbook:
        workbook.set_properties({"title": "Capital expenditure and AI investment of technology companies"})
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
    header, text = workbook.add_format({"bold": True, "bottom": 1}), workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 1, 28)
    sheet.set_column(2, 3, 16)
    sheet.set_column(4, 4, 100)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, ["sheet", "column", "type", "unit", "meaning"], header)
    lines = [
        line
        for report in found
        for line in (
            (sheet_name(report.name), "", "", "", report.description),
            *((sheet_name(report.name), c.name, c.type.lower(), c.unit or "", c.description) for c in report.columns),
        )
    ]
    for number, line in enumerate(lines, start=1):
        sheet.write_row(number, 0, line, text)
    sheet.autofilter(0, 0, len(lines), 4)


def _write_report(workbook: Workbook, report: Report, rows: list[tuple[Any, ...]]) -> None:
    sheet = workbook.add_worksheet(sheet_name(report.name))
    sheet.freeze_panes(1, 1)
    formats = [_cell_format(workbook, column) for column in report.columns]
    for index, column in enumerate(report.columns):
        widest = max([len(column.name) + 3, *(len(str(row[index])) for row in rows[:200])])
        sheet.set_column(index, index, min(widest, MAX_WIDTH))
    sheet.write_row(0, 0, [column.name for column in report.columns], workbook.add_format({"bold": True, "bottom": 1}))
    for number, row in enumerate(rows, start=1):
        for index, value in enumerate(row):
            _write_cell(sheet, number, index, value, formats[index])
    sheet.autofilter(0, 0, len(rows), len(report.columns) - 1)


def _cell_format(workbook: Workbook, column: Column) -> Format | None:
    if column.base_type == "DATE":
        return workbook.add_format({"num_format": "yyyy-mm-dd"})
    if column.base_type.startswith("TIMESTAMP"):
        return workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    if column.base_type in {"DOUBLE", "DECIMAL"}:
        pattern = next((p for part, p in NUMBER_FORMATS.items() if part in column.name), "General")
        return workbook.add_format({"num_format": pattern})
    return None


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
        case _ if hasattr(value, "isoformat"):
            sheet.write_datetime(row, column, value, cell_format)
        case _:
            sheet.write_string(row, column, str(value), cell_format)
