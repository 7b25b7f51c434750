"""What the reports say about any subject: sources that disagree on it, what the newest version changed, who it is about."""

import duckdb

from ingest.explain.answer import Conflict
from ingest.explain.rows import rows, span


def company_name(connection: duckdb.DuckDBPyConnection, company_id: str) -> str:
    """Name in the catalogue; the slug for a company that is only spoken of."""
    found = rows(connection, "select company_name from marts.dim_company where company_id = $id", id=company_id)
    return found[0]["company_name"] if found else company_id


def conflicts(connection: duckdb.DuckDBPyConnection, subject_id: str) -> list[Conflict]:
    """The rows of the conflicts report on a subject, newest first."""
    query = """
        select
            reason, currency, difference_pct,
            kept_amount, kept_quote, kept_source_url,
            other_amount, other_quote, other_source_url
        from reports.rpt_conflicts
        where subject_id = $id
        order by known_on desc, other_amount
    """
    return [
        Conflict(
            reason=r["reason"],
            currency=r["currency"],
            kept_amount=r["kept_amount"],
            kept_from=r["kept_quote"],
            kept_source_url=r["kept_source_url"],
            other_amount=r["other_amount"],
            other_from=r["other_quote"],
            other_source_url=r["other_source_url"],
            difference_pct=r["difference_pct"],
        )
        for r in rows(connection, query, id=subject_id)
    ]


def changes(connection: duckdb.DuckDBPyConnection, subject_id: str) -> list[str]:
    """What the newest published version changed about a subject, one sentence each."""
    query = "from reports.rpt_changes where subject_id = $id"
    told = []
    for r in rows(connection, query, id=subject_id):
        before = span(r["previous_low"], r["previous_high"], r["currency"]) + f" ({r['previous_state']})"
        now = span(r["amount_low"], r["amount_high"], r["currency"]) + f" ({r['state']})"
        told.append(
            {"new": f"new since the version before: {now}", "removed": f"no longer there; it was {before}"}.get(
                r["change"], f"{r['change'].replace('_', ' ')} since the version before: {before}, now {now}"
            )
        )
    return told
