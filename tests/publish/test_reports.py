"""CSV files a spreadsheet and a validator accept, and a workbook with typed cells."""

import datetime
import json
from pathlib import Path

import frictionless
import openpyxl

from ingest.publish import database, reports, workbook

VERSION = {"version": "abc12345", "created": "2026-08-01T06:00:00+00:00"}


def exported(build_path: Path, tmp_path: Path) -> Path:
    database.publish(build_path, tmp_path / "capex.duckdb")
    folder = tmp_path / "reports"
    reports.export(tmp_path / "capex.duckdb", folder, **VERSION)
    workbook.write_workbook(tmp_path / "capex.duckdb", folder / "capex.xlsx", **VERSION)
    return folder


def test_csv_is_plain(build_path: Path, tmp_path: Path) -> None:
    text = (exported(build_path, tmp_path) / "rpt_sales.csv").read_text(encoding="utf-8")
    assert text.splitlines() == [
        "company_id,period_end,amount,amount_usd,yoy_pct,is_latest,known_at,quote",
        "acme,2026-06-30,0.05,,-0.1,false,,",
        'globex,2026-06-30,47400000000000.00,34100000000.00,12.5,true,2026-07-30T20:05:00Z,"=SUM(A1), ""47조"""',
    ]


def test_an_empty_report_is_a_header(build_path: Path, tmp_path: Path) -> None:
    assert (exported(build_path, tmp_path) / "rpt_nothing.csv").read_text(encoding="utf-8") == "company_id,amount\n"


def test_the_data_package_is_valid_and_says_units(build_path: Path, tmp_path: Path) -> None:
    folder = exported(build_path, tmp_path)
    outcome = frictionless.validate(str(folder / "datapackage.json"))
    assert outcome.valid, outcome.flatten(["type", "note"])
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    sales = next(r for r in package["resources"] if r["name"] == "rpt_sales")
    fields = {field["name"]: field for field in sales["schema"]["fields"]}
    assert fields["amount_usd"]["unit"] == "USD"
    assert fields["amount_usd"]["description"] == "Amount in USD at the mean rate of the period."
    assert fields["company_id"]["constraints"] == {"required": True}
    assert (fields["amount"]["type"], fields["period_end"]["type"], fields["is_latest"]["type"]) == ("number", "date", "boolean")


def test_a_report_that_no_longer_exists_is_removed(build_path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "rpt_gone.csv").write_text("old\n")
    exported(build_path, tmp_path)
    assert not (folder / "rpt_gone.csv").exists()


def test_the_workbook_has_typed_cells_filters_and_a_dictionary(build_path: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(exported(build_path, tmp_path) / "capex.xlsx")
    assert book.sheetnames == ["dictionary", "nothing", "sales"]
    sheet = book["sales"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:H3"
    globex = [cell.value for cell in sheet[3]]
    assert globex[:4] == ["globex", datetime.datetime(2026, 6, 30), 47400000000000, 34100000000]
    assert globex[7] == '=SUM(A1), "47조"'
    assert sheet["H3"].data_type == "s"
    assert [sheet[f"{letter}3"].number_format for letter in "BCEG"] == ["yyyy-mm-dd", "#,##0", "0.0", "yyyy-mm-dd hh:mm"]
    assert sheet.column_dimensions["C"].width >= len("47,400,000,000,000")
    assert book.properties.description == "Version abc12345"
    meanings = {(row[0].value, row[1].value): row[4].value for row in book["dictionary"].iter_rows(min_row=2)}
    assert meanings["sales", "amount_usd"] == "Amount in USD at the mean rate of the period."
