"""A company's quarter in the coverage report: what is known of it, and why something is missing."""

import duckdb

from ingest.explain import subject
from ingest.explain.answer import Explanation, Link
from ingest.explain.capex import about
from ingest.explain.rows import readable, row, rows

FACTS = (
    "company_id",
    "fiscal_year",
    "fiscal_quarter",
    "period_start",
    "period_end",
    "calendar_quarter",
    "status",
    "reason",
    "measure",
    "amount",
    "currency",
    "source_url",
)


def explain(connection: duckdb.DuckDBPyConnection, identifier: str) -> Explanation:
    """Explain a `coverage_id`: links lead to every capex value of the quarter and of its year, also to the unknown ones."""
    quarter = row(connection, "from reports.rpt_coverage where coverage_id = $id", id=identifier)
    query = """
        from marts.fct_capex
        where company_id = $company and fiscal_year = $year and is_latest and is_capex
            and (fiscal_quarter = $quarter or period_type = 'year')
        order by period_type, measure, capex_id
    """
    values = rows(
        connection,
        query,
        company=quarter["company_id"],
        year=quarter["fiscal_year"],
        quarter=quarter["fiscal_quarter"],
    )
    outcome = readable(quarter["amount"], quarter["currency"]) if quarter["amount"] is not None else quarter["reason"]
    return Explanation(
        id=identifier,
        kind="coverage",
        headline=f"{subject.company_name(connection, quarter['company_id'])}: fiscal {quarter['fiscal_year']} "
        f"Q{quarter['fiscal_quarter']} is {quarter['status']}: {outcome}",
        facts={name: quarter[name] for name in FACTS},
        links=[Link(value["capex_id"], value["period_type"], about(value)) for value in values],
    )
