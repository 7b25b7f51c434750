"""A financing: how much was raised, what part of it is earmarked, and everyone who told of it."""

import duckdb

from ingest.explain import conversion, passages, subject
from ingest.explain.answer import Arithmetic, Explanation, Operand
from ingest.explain.rows import Row, readable, row, span

FACTS = (
    "company_id",
    "instrument",
    "announced_on",
    "announced_basis",
    "amount_low",
    "amount_high",
    "currency",
    "modifier",
    "amount_usd",
    "share_pct",
    "share_of",
    "use_of_proceeds",
    "earmarked_amount",
    "earmarked_usd",
    "earmarked_null_reason",
    "place",
    "counterparty",
    "status",
    "is_confirmed",
    "attribution",
    "evidence",
    "document_count",
    "last_mentioned_on",
    "source_url",
)


def explain(connection: duckdb.DuckDBPyConnection, identifier: str) -> Explanation:
    """Explain a `financing_id`."""
    financing = row(connection, "from marts.fct_financing where financing_id = $id", id=identifier)
    amount = span(financing["amount_low"], financing["amount_high"], financing["currency"], financing["modifier"])
    instrument = (financing["instrument"] or "financing").replace("_", " ")
    return Explanation(
        id=identifier,
        kind="financing",
        headline=f"{subject.company_name(connection, financing['company_id'])}: {instrument} of {amount}, "
        f"{financing['announced_on'] or financing['known_on']}, {financing['status']}",
        facts={name: financing[name] for name in FACTS},
        arithmetic=_earmarked(financing),
        conversion=conversion.of_day(connection, financing),
        passages=passages.of_event(connection, identifier),
        conflicts=subject.conflicts(connection, identifier),
        changes=subject.changes(connection, identifier),
    )


def _earmarked(financing: Row) -> list[Arithmetic]:
    if financing["earmarked_amount"] is None:
        return []
    share = f"{financing['share_pct']:g} %"
    earmarked = readable(financing["earmarked_amount"], financing["currency"])
    operands = [
        Operand("+", "amount raised", financing["amount"], financing["currency"]),
        Operand("×", f"share for {financing['use_of_proceeds'].replace('_', ' ')}, in percent", financing["share_pct"]),
    ]
    formula = f"{readable(financing['amount'])} × {share} = {earmarked}"
    return [Arithmetic("earmarked_amount", financing["earmarked_amount"], formula, operands)]
