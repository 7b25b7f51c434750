"""What the page of a table shows that dbt has just built: rows, the newest date, and for a report its first rows.

Trap avoided: a preview forty columns wide. Identifiers, quotes and provenance are left to the report itself.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import dagster as dg
import duckdb

from dagster_project.reporting import markdown_table

DATES = ("known_on", "filed_on", "published_on", "rate_on", "newest_filed_on")
"""When a row became known, by whatever name a table has for it."""
PREVIEW_ROWS = 12
PREVIEW_COLUMNS = 12
PIVOTED_COLUMNS = 8
NOT_SHOWN = (
    "_id",
    "_url",
    "quote",
    "_kind",
    "accession",
    "accessions",
    "derivation",
    "_rate",
    "_method",
    "_basis",
    "_start",
    "_days",
)


def metadata(node: Mapping[str, Any], build: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Metadata of a dbt model: `node` is its entry in the manifest, `build` the file it was built in."""
    dated = next((column for column in DATES if column in node["columns"]), None)
    newest = f"max({dated})" if dated else "null"
    count, newest_on = build.execute(f"select count(*), {newest} from {node['relation_name']}").fetchone()
    shown: dict[str, Any] = {"dagster/row_count": count}
    if newest_on is not None:
        shown[f"newest {dated}"] = newest_on.isoformat()[:10]
    if node["schema"] == "reports":
        first = build.execute(f"from {node['relation_name']} limit {PREVIEW_ROWS}")
        shown["preview"] = preview([column[0] for column in first.description], first.fetchall())
    return shown


def preview(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> dg.MarkdownMetadataValue:
    """The first rows: columns that say something, and of quarters side by side the newest."""
    filled = [i for i in range(len(columns)) if any(row[i] is not None for row in rows)]
    pivoted = [i for i in filled if columns[i][:1].isdigit()]
    named = [i for i in filled if i not in pivoted and not columns[i].endswith(NOT_SHOWN)]
    chosen = [*named[:PREVIEW_COLUMNS], *pivoted[-PIVOTED_COLUMNS:]]
    return markdown_table([columns[i] for i in chosen], [[row[i] for i in chosen] for row in rows])
