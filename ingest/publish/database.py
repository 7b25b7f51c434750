"""The file people open: a copy of the build file, swapped in whole.

Traps avoided: a reader of a DuckDB file blocks its writer, so readers never get the build file; a stale write-ahead log beside
the target would be replayed into the new file by some versions; and a file written in DuckDB's newest format cannot be opened by
older clients.
"""

import os
from pathlib import Path

import duckdb

STORAGE_VERSION = "v1.4.0"  # the oldest clients that can still read the published file


def publish(build_path: Path, published_path: Path) -> dict[str, int]:
    """Copy the build file over the published one, atomically and read-only. Returns rows by `schema.table`."""
    temporary = published_path.with_name(f".{published_path.name}.new")
    _remove(temporary)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{_quoted(build_path)}' as build (read_only)")
        connection.execute(f"attach '{_quoted(temporary)}' as published (storage_version '{STORAGE_VERSION}')")
        connection.execute("copy from database build to published")
        counts = row_counts(connection, "published")
        connection.execute("checkpoint published")
        connection.execute("detach published")
    with temporary.open("rb") as file:
        os.fsync(file.fileno())
    temporary.chmod(0o444)
    published_path.with_name(published_path.name + ".wal").unlink(missing_ok=True)
    temporary.replace(published_path)
    return counts


def row_counts(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, int]:
    """Rows of every table of an attached database, by `schema.table`."""
    tables = connection.execute(
        "select schema_name, table_name from duckdb_tables() where database_name = ? order by all", [database]
    ).fetchall()
    count = "select count(*) from {}.{}.{}"
    return {f"{s}.{t}": connection.execute(count.format(database, s, t)).fetchone()[0] for s, t in tables}


def _remove(path: Path) -> None:
    for leftover in (path, path.with_name(path.name + ".wal")):
        leftover.unlink(missing_ok=True)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
