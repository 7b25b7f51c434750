"""What people open: the database file and the reports, only ever replaced whole and only after every blocking test passed."""

from datetime import UTC, datetime

import dagster as dg

from dagster_project.defs.resources import RunOptions
from dagster_project.defs.warehouse import warehouse
from ingest.publish import database, export, manifest, previous
from ingest.settings import Settings

TAGS = {"layer": "published"}


@dg.asset(
    key=["published", "database"],
    group_name="published",
    kinds={"duckdb"},
    tags=TAGS,
    deps=[key for key in warehouse.keys if key.path[0] in {"marts", "reports"}],
)
def published_database(context: dg.AssetExecutionContext, options: RunOptions) -> dg.MaterializeResult:
    """`data/capex.duckdb`: a read-only copy of the build file, swapped in atomically, readable while the next run works."""
    settings = Settings()
    counts = database.publish(settings.build_path, settings.published_path)
    previous.keep_state(settings.published_path, settings.lake_dir)
    table = "\n".join(["| table | rows |", "|---|---:|", *(f"| {name} | {rows:,} |" for name, rows in counts.items())])
    return dg.MaterializeResult(
        metadata={
            "path": dg.MetadataValue.path(settings.published_path),
            "dagster/row_count": sum(counts.values()),
            "tables": dg.MetadataValue.md(table),
        }
    )


@dg.asset(key=["published", "reports"], group_name="published", kinds={"csv", "excel"}, tags=TAGS, deps=[published_database])
def published_reports(context: dg.AssetExecutionContext, options: RunOptions) -> dg.MaterializeResult:
    """`data/reports/`: each report as CSV with a Frictionless data package, one Excel workbook, the manifest of the version."""
    settings = Settings()
    now = datetime.now(UTC)
    written = export.write_all(
        settings.published_path, settings.reports_dir, version=context.run_id[:8], created=now.isoformat(timespec="seconds")
    )
    made = manifest.write_manifest(
        settings.data / "manifest.json",
        run_id=context.run_id,
        published_at=now,
        lake_dir=settings.lake_dir,
        published_path=settings.published_path,
        files=written,
    )
    return dg.MaterializeResult(
        metadata={
            "folder": dg.MetadataValue.path(settings.reports_dir),
            "files": dg.MetadataValue.md("\n".join(f"- `{path.name}` ({path.stat().st_size:,} bytes)" for path in written)),
            "dagster/row_count": sum(made["row_counts"].values()),
        }
    )
