"""What people open: the database file and the reports, only ever replaced whole and only after every blocking test passed."""

import base64
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dagster as dg

from dagster_project import build_record
from dagster_project.defs.raw import freshness
from dagster_project.defs.resources import RunOptions
from dagster_project.defs.warehouse import warehouse
from dagster_project.reporting import OWNERS, UNCHANGED, markdown_table
from ingest.publish import database, manifest, previous
from ingest.settings import Settings

HEADLINE_CHART = "quarterly_capex_stacked.svg"


def _published(name: str, *kinds: str) -> dict[str, Any]:
    return {
        "key": ["published", name],
        "group_name": "published",
        "owners": OWNERS,
        "tags": {"layer": "published"},
        "kinds": set(kinds),
        "freshness_policy": freshness(),
    }


@dg.asset(**_published("database", "duckdb"), deps=[key for key in warehouse.keys if key.path[0] in {"marts", "reports"}])
def published_database(options: RunOptions) -> dg.MaterializeResult:
    """`data/capex.duckdb`: a read-only copy of the build file, swapped in atomically, readable while the next run works."""
    settings = Settings()
    standing = manifest.standing(settings.data, _made_from(settings))
    if standing is None:
        counts = database.publish(settings.build_path, settings.published_path)
        previous.keep_state(settings.published_path, settings.lake_dir)
    else:
        counts = standing["row_counts"]
    return dg.MaterializeResult(
        metadata={
            **_unchanged(standing),
            "path": dg.MetadataValue.path(settings.published_path),
            "dagster/row_count": sum(counts.values()),
            "tables": markdown_table(["table", "rows"], list(counts.items())),
        }
    )


@dg.asset(**_published("reports", "csv", "excel"), deps=[published_database])
def published_reports(context: dg.AssetExecutionContext, options: RunOptions) -> dg.MaterializeResult:
    """`data/reports/`: each report as CSV with a Frictionless data package, an Excel workbook, a page with charts, a manifest."""
    settings = Settings()
    now = datetime.now(UTC)
    made_from = _made_from(settings)
    standing = manifest.standing(settings.data, made_from)
    if standing is None:
        made = _write_reports(settings, context.run_id, now, made_from)
    else:
        made = manifest.confirm(settings.data, standing, run_id=context.run_id, confirmed_at=now)
    files = [settings.data / name for name in made["files"]]
    counts = {name: rows for name, rows in made["row_counts"].items() if name.startswith("reports.")}
    return dg.MaterializeResult(
        metadata={
            **_unchanged(standing),
            "dagster/row_count": sum(counts.values()),
            "headline": _headline(files),
            "page": dg.MetadataValue.path(settings.reports_dir / "index.html"),
            "comparison": dg.MetadataValue.path(settings.reports_dir / "rpt_capex_comparison.csv"),
            "workbook": dg.MetadataValue.path(settings.reports_dir / "capex.xlsx"),
            "files": markdown_table(["file", "bytes"], [[str(path), path.stat().st_size] for path in files]),
        }
    )


def _made_from(settings: Settings) -> Mapping[str, str]:
    """What the build file was made from; nothing to rely on where only a part of it was built."""
    record = build_record.read(settings)
    return record.inputs if record is not None else {}


def _unchanged(standing: Mapping[str, Any] | None) -> dict[str, str]:
    return {UNCHANGED: standing["run_id"][:8]} if standing is not None else {}


def _write_reports(settings: Settings, run_id: str, now: datetime, made_from: Mapping[str, str]) -> dict[str, Any]:
    from ingest.publish import export  # with its charting and data frame libraries; the UI's start need not wait for them

    written = export.write_all(
        settings.published_path, settings.reports_dir, version=run_id[:8], created=now.isoformat(timespec="seconds")
    )
    return manifest.write_manifest(
        settings.data, run_id=run_id, published_at=now, inputs=made_from, published_path=settings.published_path, files=written
    )


def _headline(written: list[Path]) -> dg.MarkdownMetadataValue:
    """The first chart of the page, inside the text: the UI asks nobody else for it."""
    chart = next((path for path in written if path.name == HEADLINE_CHART), None)
    if chart is None:
        return dg.MetadataValue.md("no company has a quarter yet")
    return dg.MetadataValue.md(f"![Capex by quarter](data:image/svg+xml;base64,{base64.b64encode(chart.read_bytes()).decode()})")
