"""Which published thing an identifier names.

Trap avoided: an identifier typed by hand that silently means something else. A prefix counts only when everything it could mean
is one thing (and its own versions); otherwise the candidates are named.
"""

import duckdb

from ingest.errors import CapexError
from ingest.explain.answer import Kind
from ingest.explain.rows import rows

_SHOWN = 5
_NEAR = 0.7  # Jaro-Winkler similarity below which two identifiers have nothing to do with each other
_IDENTIFIERS = """
    with identifiers as (
        select capex_id as id, 'capex' as kind from marts.fct_capex
        union all select vintage_id, 'capex' from marts.fct_capex_vintage
        union all select guidance_id, 'guidance' from marts.fct_guidance
        union all select commitment_id, 'commitment' from marts.fct_commitment
        union all select financing_id, 'financing' from marts.fct_financing
        union all select figure_id, 'figure' from marts.fct_figure
        union all select document_id, 'document' from marts.dim_document
        union all select coverage_id, 'coverage' from reports.rpt_coverage
        union all select subject_id, 'removed' from reports.rpt_changes where change = 'removed'
    )
"""


def identify(connection: duckdb.DuckDBPyConnection, text: str) -> tuple[str, Kind]:
    """(full identifier, kind) of an identifier or of an unambiguous beginning of one.

    Raises CapexError that names the nearest identifiers.
    """
    query = "select id, kind from identifiers where starts_with(id, $text) order by length(id), id"
    found = {r["id"]: r["kind"] for r in rows(connection, _IDENTIFIERS + query, text=text)}
    if not found:
        raise CapexError(f"nothing is published under '{text}'; {_nearest(connection, text)}")
    first = next(iter(found))
    if first != text and not all(other.startswith(first) for other in found):
        listed = ", ".join(list(found)[:_SHOWN]) + (", …" if len(found) > _SHOWN else "")
        raise CapexError(f"'{text}' is the beginning of {len(found):,} identifiers: {listed}")
    return first, found[first]


def _nearest(connection: duckdb.DuckDBPyConnection, text: str) -> str:
    # In DuckDB, not difflib: a live warehouse has a hundred thousand identifiers, and the answer is due at once.
    query = """
        select distinct id from identifiers
        where jaro_winkler_similarity(id, $text) >= $near
        order by levenshtein(id, $text) - 8 * jaro_winkler_similarity(id, $text), id limit $shown
    """
    near = [r["id"] for r in rows(connection, _IDENTIFIERS + query, text=text, near=_NEAR, shown=_SHOWN)]
    return f"nearest: {', '.join(near)}" if near else "identifiers stand in the `_id` columns of the reports"
