"""What the assets' pages show: counts, newest dates, and per company what happened and why."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import dagster as dg

from ingest.models import Problem
from ingest.sources.collected import Collected
from ingest.tables.refreshed import Refreshed

OWNERS = ["team:capex"]
SHOWN = 200
MILLION = 1_000_000
UNCHANGED = "unchanged since run"
NOTHING_REFUSED = "nothing_was_refused"


def markdown_table(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> dg.MarkdownMetadataValue:
    """A Markdown table, numbers to the right, amounts in millions ("8,502m"). Long ones are cut, and say so."""
    is_number = [any(isinstance(row[i], int | float | Decimal) for row in rows) for i in range(len(header))]
    lines = [_line(header), "|" + "".join("---:|" if number else "---|" for number in is_number)]
    lines += [_line([_text(name, cell) for name, cell in zip(header, row, strict=True)]) for row in rows[:SHOWN]]
    if len(rows) > SHOWN:
        lines.append(f"\n{len(rows) - SHOWN:,} more rows")
    return dg.MetadataValue.md("\n".join(lines))


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _text(column: str, value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int():
            return str(value) if column.endswith("year") else f"{value:,}"
        case Decimal() if abs(value) >= MILLION:
            return f"{value / MILLION:,.0f}m"
        case float() | Decimal():
            return f"{value:,.0f}" if value == int(value) or abs(value) >= 1000 else f"{value:,.2f}"
        case datetime() | date():
            return value.isoformat()[:10]
        case _:
            return str(value)


def collected_metadata(collected: Collected) -> dict[str, Any]:
    """Metadata of a raw asset: counts, newest document, per-company status, problems."""
    counts = collected.by_company().items()
    published = [obj.published_on for obj in collected.objects if obj.published_on is not None]
    return {
        "dagster/row_count": len(collected.objects),
        "new": len(collected.fetched),
        "unchanged": len(collected.unchanged),
        **({"newest document": max(published).isoformat()} if published else {}),
        "companies": markdown_table(
            ["company", "new", "unchanged", "refused"],
            [[name or "(none known)", n["fetched"], n["unchanged"], n["failed"]] for name, n in counts],
        ),
        **_problems_metadata(collected.problems),
    }


def refreshed_metadata(refreshed: Refreshed) -> dict[str, Any]:
    """Metadata of a lake asset: rows by part, which parts are new, problems."""
    rows = [[part, count, "made anew" if part in refreshed.renewed else "kept"] for part, count in refreshed.rows.items()]
    return {
        "dagster/row_count": refreshed.row_count,
        "parts": markdown_table(["part", "rows", "this run"], rows),
        **_problems_metadata(refreshed.problems),
    }


def _problems_metadata(problems: Sequence[Problem]) -> dict[str, Any]:
    if not problems:
        return {"refused": 0}
    rows = [[problem.company_id, problem.item, problem.reason] for problem in problems]
    return {"refused": len(problems), "problems": markdown_table(["company", "item", "reason"], rows)}


def refusal_check(problems: Sequence[Problem]) -> dg.AssetCheckResult:
    """Whether everything could be used. A warning: what was refused costs nothing else, but somebody should know."""
    return dg.AssetCheckResult(
        check_name=NOTHING_REFUSED,
        passed=not problems,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"{len(problems)} refused; first: {problems[0].item}: {problems[0].reason}" if problems else None,
        metadata=_problems_metadata(problems),
    )


def refusal_check_spec(asset: Sequence[str]) -> dg.AssetCheckSpec:
    """The declaration of `refusal_check`."""
    return dg.AssetCheckSpec(NOTHING_REFUSED, asset=list(asset), description="Every input of this step could be read and used.")
