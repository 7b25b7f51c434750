"""The published file as the page reads it: one query per chart, table or headline, each in its own file.

Trap avoided: SQL in strings all over the code. The queries stand in `queries/`, share the macros and the table `series` of
`_shared.sql`, and change nothing in the file they read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

QUERIES = Path(__file__).with_name("queries")


@dataclass(frozen=True)
class Source:
    """A published file, open for the page's queries."""

    connection: duckdb.DuckDBPyConnection

    def frame(self, query: str) -> pd.DataFrame:
        """The rows of `queries/<query>.sql` for a chart."""
        return self._run(query).df()

    def row(self, query: str) -> dict[str, Any] | None:
        """The only row of a query by column, or None when it has none."""
        cursor = self._run(query)
        found = cursor.fetchone()
        return dict(zip([column[0] for column in cursor.description], found, strict=True)) if found else None

    def rows(self, query: str) -> tuple[list[tuple[str, str]], list[tuple[Any, ...]]]:
        """Columns (name, DuckDB type) and rows of a query, for a table."""
        cursor = self._run(query)
        return [(name, str(kind)) for name, kind, *_ in cursor.description], cursor.fetchall()

    def _run(self, query: str) -> duckdb.DuckDBPyConnection:
        return self.connection.execute((QUERIES / f"{query}.sql").read_text(encoding="utf-8"))


@contextmanager
def opened(published_path: Path) -> Iterator[Source]:
    """Open a published file read-only with the shared macros and table."""
    with duckdb.connect(published_path, read_only=True) as connection:
        connection.execute((QUERIES / "_shared.sql").read_text(encoding="utf-8"))
        yield Source(connection)
