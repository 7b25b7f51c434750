"""Something that an earlier published version held and this one does not."""

import duckdb

from ingest.explain import subject
from ingest.explain.answer import Explanation
from ingest.explain.rows import row, span


def explain(connection: duckdb.DuckDBPyConnection, identifier: str) -> Explanation:
    """Explain a `subject_id` of the changes report that is gone."""
    gone = row(connection, "from reports.rpt_changes where subject_id = $id and change = 'removed'", id=identifier)
    was = span(gone["previous_low"], gone["previous_high"], gone["currency"])
    return Explanation(
        id=identifier,
        kind="removed",
        headline=f"{subject.company_name(connection, gone['company_id'])}: {gone['subject']} {gone['about']}, {was}, "
        "is no longer in the published version",
        facts={
            "subject": gone["subject"],
            "company_id": gone["company_id"],
            "about": gone["about"],
            "previous_amount_low": gone["previous_low"],
            "previous_amount_high": gone["previous_high"],
            "currency": gone["currency"],
            "previous_state": gone["previous_state"],
        },
        changes=subject.changes(connection, identifier),
    )
