"""What the assets' pages show: counts, newest dates, and per company what happened and why."""

from typing import Any

import dagster as dg

from ingest.sources.collected import Collected
from ingest.tables.refreshed import Refreshed

SHOWN = 200


def markdown_table(header: list[str], rows: list[list[Any]]) -> dg.MarkdownMetadataValue:
    """A Markdown table; the first column is left-aligned. Long ones are cut, and say so."""
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in rows[:SHOWN]]
    if len(rows) > SHOWN:
        lines.append(f"\n{len(rows) - SHOWN:,} more rows")
    return dg.MetadataValue.md("\n".join(lines))


def problems_table(problems: list[Any]) -> dg.MarkdownMetadataValue:
    """What was refused, and why."""
    return markdown_table(["item", "company", "reason"], [[p.item, p.company_id or "", p.reason] for p in problems])


def collected_metadata(collected: Collected) -> dict[str, Any]:
    """Metadata of a raw asset: counts, per-company status, problems."""
    metadata: dict[str, Any] = {
        "dagster/row_count": len(collected.objects),
        "new": len(collected.fetched),
        "unchanged": len(collected.unchanged),
        "failed": len(collected.problems),
        "companies": markdown_table(
            ["company", "new", "unchanged", "failed"],
            [[name or "(none)", n["fetched"], n["unchanged"], n["failed"]] for name, n in collected.by_company().items()],
        ),
    }
    if collected.problems:
        metadata["problems"] = problems_table(collected.problems)
    return metadata


def refreshed_metadata(refreshed: Refreshed) -> dict[str, Any]:
    """Metadata of a lake asset: rows by part, which parts are new, problems."""
    metadata: dict[str, Any] = {
        "dagster/row_count": refreshed.row_count,
        "parts": markdown_table(
            ["part", "rows", "this run"],
            [[part, f"{rows:,}", "made anew" if part in refreshed.renewed else "kept"] for part, rows in refreshed.rows.items()],
        ),
        "failed": len(refreshed.problems),
    }
    if refreshed.problems:
        metadata["problems"] = problems_table(refreshed.problems)
    return metadata
