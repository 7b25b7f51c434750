"""Reports as CSV files and a Frictionless data package that describes them.

Traps avoided: numbers in scientific notation, local date formats, a blank row for an empty report, and a folder whose files are
of two versions: every file is replaced whole, and what no longer exists is removed.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

# DuckDB type (without its parameters) -> Frictionless type; everything else is a string.
FIELD_TYPES = {
    "BIGINT": "integer",
    "INTEGER": "integer",
    "HUGEINT": "integer",
    "DOUBLE": "number",
    "DECIMAL": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "TIMESTAMP WITH TIME ZONE": "datetime",
}
UNITS = {"_usd": "USD", "_pct": "percent", "_on": "ISO 8601 date", "_date": "ISO 8601 date", "_at": "ISO 8601 time, UTC"}
SOURCES = [
    {"title": "SEC EDGAR company facts and filings", "path": "https://www.sec.gov/edgar"},
    {"title": "ECB euro foreign exchange reference rates", "path": "https://www.ecb.europa.eu/stats/eurofxref/"},
    {"title": "Federal Reserve H.10 foreign exchange rates", "path": "https://www.federalreserve.gov/releases/h10/"},
]


@dataclass(frozen=True)
class Column:
    """A column of a report, as the database documents it."""

    name: str
    type: str
    nullable: bool
    description: str

    @property
    def base_type(self) -> str:
        return self.type.split("(")[0]

    @property
    def unit(self) -> str | None:
        return next((unit for suffix, unit in UNITS.items() if self.name.endswith(suffix)), None)


@dataclass(frozen=True)
class Report:
    """A table of the schema `reports`."""

    name: str
    description: str
    columns: tuple[Column, ...]


def reports(connection: duckdb.DuckDBPyConnection) -> Iterator[Report]:
    """All reports with their columns and comments, by name."""
    tables = connection.execute(
        "select table_name, coalesce(comment, '') from duckdb_tables() where schema_name = 'reports' order by table_name"
    ).fetchall()
    for name, description in tables:
        columns = connection.execute(
            "select column_name, data_type, is_nullable, coalesce(comment, '') from duckdb_columns()"
            " where schema_name = 'reports' and table_name = ? order by column_index",
            [name],
        ).fetchall()
        yield Report(name, description, tuple(Column(*column) for column in columns))


def write_csv(connection: duckdb.DuckDBPyConnection, report: Report, folder: Path) -> Path:
    """One report as `<name>.csv`: UTF-8, header, ISO dates and times, plain decimals, rows in a stable order."""
    path = folder / f"{report.name}.csv"
    temporary = path.with_suffix(".tmp")
    target = str(temporary).replace("'", "''")
    connection.execute(
        f"copy (select * from reports.{report.name} order by all) to '{target}'"
        " (format csv, header, dateformat '%Y-%m-%d', timestampformat '%Y-%m-%dT%H:%M:%SZ')"
    )
    temporary.replace(path)
    return path


def write_datapackage(found: list[Report], folder: Path, *, version: str, created: str) -> Path:
    """`datapackage.json` (Frictionless) for the CSV files of `folder`."""
    package = {
        "name": "tech-capex-warehouse",
        "title": "Capital expenditure and AI investment of technology companies",
        "created": created,
        "version": version,
        "sources": SOURCES,
        "resources": [_resource(report) for report in found],
    }
    path = folder / "datapackage.json"
    temporary = path.with_suffix(".tmp")
    temporary.write_text(json.dumps(package, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    temporary.replace(path)
    return path


def _resource(report: Report) -> dict[str, Any]:
    return {
        "name": report.name,
        "type": "table",
        "path": f"{report.name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": report.description,
        "schema": {"fields": [_field(column) for column in report.columns]},
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": FIELD_TYPES.get(column.base_type, "string"),
        "description": column.description,
    }
    if not column.nullable:
        field["constraints"] = {"required": True}
    if column.unit:
        field["unit"] = column.unit
    return field


def export(published_path: Path, folder: Path, *, version: str, created: str) -> list[Path]:
    """Write every report as CSV with the data package; remove CSV files of reports that no longer exist."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(published_path, read_only=True) as connection:
        found = list(reports(connection))
        written = [write_csv(connection, report, folder) for report in found]
    for stale in set(folder.glob("rpt_*.csv")) - set(written):
        stale.unlink()
    return [*written, write_datapackage(found, folder, version=version, created=created)]
