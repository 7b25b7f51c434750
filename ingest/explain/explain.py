"""From an identifier to its explanation."""

from collections.abc import Callable

import duckdb

from ingest.explain import capex, commitment, coverage, document, figure, financing, guidance, removed
from ingest.explain.answer import Explanation, Kind
from ingest.explain.identify import identify

EXPLAINED_BY: dict[Kind, Callable[[duckdb.DuckDBPyConnection, str], Explanation]] = {
    "capex": capex.explain,
    "guidance": guidance.explain,
    "commitment": commitment.explain,
    "financing": financing.explain,
    "figure": figure.explain,
    "document": document.explain,
    "coverage": coverage.explain,
    "removed": removed.explain,
}


def explain(connection: duckdb.DuckDBPyConnection, text: str) -> Explanation:
    """Explain whatever an identifier, or an unambiguous beginning of one, names.

    Raises CapexError that names the nearest identifiers.
    """
    identifier, kind = identify(connection, text)
    return EXPLAINED_BY[kind](connection, identifier)
