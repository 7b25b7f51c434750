"""Reading the published file.

Trap avoided: a connection that can write, or that hides which version of the facts it shows. `as_of` puts the tables as they
were known on a day in front of the current ones, under the same short names.
"""

from datetime import date
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any

import duckdb

from ingest.errors import CapexError

AS_OF_VIEWS = ("capex", "guidance", "commitments")


def connect(published_path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection. Raises CapexError when nothing is published yet."""
    if not published_path.exists():
        raise CapexError(f"nothing is published yet ({published_path} is missing): run `capex run` first")
    return duckdb.connect(published_path, read_only=True)


def run(published_path: Path, statement: str, as_of: str | None = None) -> tuple[list[str], list[tuple[Any, ...]]]:
    """(column names, rows) of a query. Raises CapexError with DuckDB's reason when it cannot be answered."""
    with connect(published_path) as connection:
        if as_of is not None:
            _travel(connection, as_of)
        try:
            cursor = connection.execute(statement)
        except duckdb.Error as error:
            raise CapexError(f"the query failed: {error}") from None
        if cursor is None:
            raise CapexError("the query is empty")
        return [column[0] for column in cursor.description or []], cursor.fetchall()


def _travel(connection: duckdb.DuckDBPyConnection, day: str) -> None:
    try:
        date.fromisoformat(day)
    except ValueError:
        raise CapexError(f"--as-of takes a date such as 2025-06-30, not '{day}'") from None
    for name in AS_OF_VIEWS:
        connection.execute(f"create temporary view {name} as from {name}_as_of(date '{day}')")


def plain(value: Any) -> Any:
    """A value as CSV and JSON can hold it: decimals without exponent (integers where whole), dates in ISO form, else text.

    Lists and structs stay what they are; as `default=` of `json.dumps` this is applied to what they hold.
    """
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, float) and not isfinite(value):
        return None
    return value if value is None or isinstance(value, str | int | float | list | tuple | dict) else str(value)
