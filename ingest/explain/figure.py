"""A figure of a document: its sentence, and what became of it in the tables."""

import duckdb

from ingest.explain import passages, subject
from ingest.explain.answer import Explanation, Link
from ingest.explain.rows import row, rows, span

FACTS = (
    "company_id",
    "figure_type",
    "attribution",
    "evidence",
    "scope",
    "measure",
    "amount_low",
    "amount_high",
    "currency",
    "modifier",
    "alt_amount",
    "alt_currency",
    "period",
    "period_text",
    "period_start",
    "period_end",
    "share_pct",
    "share_of",
    "share_use",
    "status",
    "relation_cue",
    "instrument",
    "counterparty",
    "place",
    "change_reason",
    "unused_reason",
    "known_on",
    "source_url",
)
_QUANTITY = """
    select distinct converted.capex_id, told.rank_in_period = 1 as is_first
    from intermediate.int_capex_told as told
    inner join intermediate.int_capex_converted as converted using (company_id, measure, period_type, end_index)
    where told.figure_id = $id and told.unused_reason is null
"""


def explain(connection: duckdb.DuckDBPyConnection, identifier: str) -> Explanation:
    """Explain a `figure_id`."""
    figure = row(connection, "from marts.fct_figure where figure_id = $id", id=identifier)
    amount = span(figure["amount_low"], figure["amount_high"], figure["currency"], figure["modifier"])
    reason = row(connection, "select reason from staging.stg_lake__event_figure where figure_id = $id", id=identifier)
    return Explanation(
        id=identifier,
        kind="figure",
        headline=f"{subject.company_name(connection, figure['company_id'])}: {figure['figure_type']} of {amount} "
        f"({figure['scope'].replace('_', ' ')}), {figure['known_on']}",
        facts={name: figure[name] for name in FACTS},
        passages=passages.of_figures(connection, {identifier: reason["reason"] if reason else figure["unused_reason"]}),
        links=[
            *([Link(figure["event_id"], figure["event_role"], figure["figure_type"])] if figure["event_id"] else []),
            *[
                Link(r["capex_id"], "tells of", "the text whose amount ranks first" if r["is_first"] else "one of several texts")
                for r in rows(connection, _QUANTITY, id=identifier)
            ],
            Link(figure["document_id"], "found in", "the document"),
        ],
    )
