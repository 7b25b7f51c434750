"""Checks that need more than one version or the corpus, and tables of what dbt's tests only count.

They read the build file after dbt and before anything is published. Only a version that lost most of a table blocks: everything
else that must not happen is a dbt test already, and a warning with a table is what an analyst can act on.
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg
import duckdb

from dagster_project import quality
from dagster_project.reporting import markdown_table
from ingest.publish import manifest
from ingest.publish.database import row_counts
from ingest.settings import Settings

WARN, ERROR = dg.AssetCheckSeverity.WARN, dg.AssetCheckSeverity.ERROR
OLD_DAYS = 200
KNOWN_SHARE = 0.8
LOST_SHARE, SHRUNK_SHARE = 0.5, 0.05
FEW_ROWS = 20
"""Tables smaller than this may shrink by half without that meaning anything."""

# The clock is the newest thing in the data, so that an old data set is not late.
QUARTER_AGE = """
    select
        company_id, max(period_end) as newest_quarter, (select max(known_on) from marts.fct_capex) - newest_quarter as age_days
    from marts.fct_capex
    where is_capex and is_latest and period_type = 'quarter' and amount is not null
    group by all
    order by age_days desc, company_id
"""
QUARTERS_AND_YEAR = """
    with latest as (
        select * from marts.fct_capex where is_latest and amount is not null and evidence in ('reported', 'derived')
    ),
    years as (
        select company_id, measure, fiscal_year, currency, concept, amount from latest where period_type = 'year'
    ),
    sums as (
        select company_id, measure, fiscal_year, currency, sum(amount) as amount, list(distinct concept) as concepts
        from latest
        where period_type = 'quarter'
        group by all
        having count(*) = 4
    )
    select
        fiscal_year > (select max(fiscal_year) from years) - 4 as is_recent,
        company_id, measure, fiscal_year, years.amount as year, sums.amount as quarters, quarters - year as difference, currency,
        if(sums.concepts = [years.concept], 'the filings contradict each other', 'different concepts') as reason
    from years
    join sums using (company_id, measure, fiscal_year, currency)
    where abs(difference) > 0.001 * abs(year)
    order by fiscal_year desc, company_id
"""
# A reason without its particulars.
COVERAGE = """
    select
        company_id, count(*) filter (status <> 'missing') as known, count(*) as due,
        string_agg(distinct regexp_replace(reason, '(:| from [0-9]| \\().*', ''), '; ') filter (status = 'missing') as missing
    from reports.rpt_coverage
    where reason is null or not starts_with(reason, 'not due yet')
    group by all
    order by known / due, company_id
"""

SPECS = {
    "newest_quarter_age": (
        "marts",
        "fct_capex",
        "No company's newest known quarter is older than 200 days, by the clock of the newest data.",
    ),
    "quarters_against_year": ("marts", "fct_capex", "Four known quarters add up to their year, in the last four years."),
    "coverage": ("reports", "rpt_coverage", "Most quarters that are due are known; the others have a reason."),
    "rows_against_last_version": ("reports", "rpt_changes", "No table lost rows since the version last published."),
}


@dg.multi_asset_check(
    name="build_checks",
    specs=[
        dg.AssetCheckSpec(name, asset=[schema, table], description=text, blocking=name == "rows_against_last_version")
        for name, (schema, table, text) in SPECS.items()
    ],
)
def build_checks(context: dg.AssetCheckExecutionContext) -> Iterator[dg.AssetCheckResult]:
    """Ask the build file, once for all of them."""
    settings = Settings()
    wanted = {key.name for key in context.selected_asset_check_keys}
    with duckdb.connect(settings.build_path, read_only=True) as connection:
        measured = {
            "newest_quarter_age": lambda: _quarter_age(connection),
            "quarters_against_year": lambda: _quarters_against_year(connection),
            "coverage": lambda: _coverage(connection),
            "rows_against_last_version": lambda: rows_lost(_last_counts(settings), row_counts(connection, "warehouse")),
        }
        for name, measure in measured.items():
            if name in wanted:
                schema, table, _ = SPECS[name]
                passed, severity, text, metadata = measure()
                yield dg.AssetCheckResult(
                    check_name=name,
                    asset_key=[schema, table],
                    passed=passed,
                    severity=severity,
                    description=text,
                    metadata=metadata,
                )


Finding = tuple[bool, dg.AssetCheckSeverity, str, dict[str, Any]]


def _table(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    cursor = connection.execute(query)
    return [column[0] for column in cursor.description], cursor.fetchall()


def _quarter_age(connection: duckdb.DuckDBPyConnection) -> Finding:
    columns, rows = _table(connection, QUARTER_AGE)
    old = [company for company, _, age in rows if age > OLD_DAYS]
    text = f"{len(old)} of {len(rows)} companies have no quarter younger than {OLD_DAYS} days: {', '.join(old[:10])}"
    return not old, WARN, text if old else f"all {len(rows)} companies", {"companies": markdown_table(columns, rows)}


def _quarters_against_year(connection: duckdb.DuckDBPyConnection) -> Finding:
    columns, rows = _table(connection, QUARTERS_AND_YEAR)
    recent = sum(row[0] for row in rows)
    text = f"{len(rows)} years differ from their quarters, {recent} of them of the last four"
    return not recent, WARN, text, {"years": markdown_table(columns[1:], [row[1:] for row in rows])}


def _coverage(connection: duckdb.DuckDBPyConnection) -> Finding:
    columns, rows = _table(connection, COVERAGE)
    known, due = sum(row[1] for row in rows), sum(row[2] for row in rows)
    share = known / due if due else 1.0
    text = f"{known:,} of {due:,} quarters are known ({share:.0%})"
    return share >= KNOWN_SHARE, WARN, text, {"known_share": share, "companies": markdown_table(columns, rows)}


def _last_counts(settings: Settings) -> dict[str, int]:
    """Rows by `schema.table` of the version last published; none before the first."""
    return (manifest.read(settings.data) or {}).get("row_counts", {})


def rows_lost(before: dict[str, int], now: dict[str, int]) -> Finding:
    """Whether a table of people's shrank: a little is a warning, most of it stops the publication."""
    rows = [
        [name, count, now.get(name, 0), now.get(name, 0) - count]
        for name, count in before.items()
        if name.startswith(("marts.", "reports.")) and name != "reports.rpt_changes"
    ]
    gone = [name for name, count, left, _ in rows if count >= FEW_ROWS and left < (1 - LOST_SHARE) * count]
    shrunk = [name for name, count, left, _ in rows if count >= FEW_ROWS and left < (1 - SHRUNK_SHARE) * count]
    metadata = {"tables": markdown_table(["table", "last version", "now", "difference"], rows)}
    if gone:
        cure = "nothing is published. If this is meant, delete data/manifest.json and run again"
        return False, ERROR, f"{', '.join(gone)} lost more than {LOST_SHARE:.0%} of the rows; {cure}", metadata
    if shrunk:
        return False, WARN, f"{', '.join(shrunk)} lost more than {SHRUNK_SHARE:.0%} of the rows", metadata
    return True, WARN, f"{len(rows)} tables compared" if rows else "there is no earlier version", metadata


@dg.asset_check(asset=["lake", "figure"], name="extraction_precision")
def extraction_precision() -> dg.AssetCheckResult:
    """What the extractor finds in the labelled texts that its rules were not written on is right. Needs the checkout's tests/."""
    scores = quality.scores()
    if not scores:
        return dg.AssetCheckResult(
            passed=False, severity=WARN, description="not measured: tests/corpus is not in this installation"
        )
    rows = [[s.split, s.documents, s.figures, f"{s.precision:.3f}", f"{s.recall:.3f}"] for s in scores]
    precision = scores[-1].precision
    return dg.AssetCheckResult(
        passed=precision >= quality.PRECISION_FLOOR,
        severity=ERROR,
        description=f"precision {precision:.3f}, floor {quality.PRECISION_FLOOR}",
        metadata={
            "precision": precision,
            "parts": markdown_table(["part", "documents", "figures", "precision", "recall"], rows),
        },
    )
