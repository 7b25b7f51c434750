"""How an amount became USD: which rates, of which days, from whom.

Trap avoided: a rate shown without what it is the mean of. A year that was converted quarter by quarter has no rate of its own.
"""

from typing import Any

import duckdb

from ingest.explain.answer import Conversion, Operand
from ingest.explain.rows import Row, readable, rounded, row, rows

METHODS = {
    "period_mean_of_daily": "mean of the daily rates inside the period",
    "period_mean_of_monthly": "mean of the monthly rates inside the period",
    "sum_of_converted_quarters": "each quarter at the mean rate of its own period, then added",
    "rate_of_day": "rate of the day, or of the last day before it",
    "month_mean_of_day": "mean rate of the month, the only one published",
}
_RATES = """
    select
        min(rate_on) as first_on,
        max(rate_on) as last_on,
        if(any_value(basis) = 'daily', count(*), count(distinct date_trunc('month', rate_on))) as rate_count
    from intermediate.int_rate_chosen
    where currency = $currency and rate_on between $start and $end
"""
# The quarters that stood when the year was superseded (or stand now), as the warehouse added them.
_QUARTERS = """
    select quarters.*
    from intermediate.int_capex_converted as years
    inner join intermediate.int_capex_converted as quarters
        on years.company_id = quarters.company_id
        and years.measure = quarters.measure
        and years.currency = quarters.currency
        and quarters.period_type = 'quarter'
        and quarters.end_index between years.end_index - 3 and years.end_index
        and quarters.known_on < coalesce(years.superseded_on, date '9999-12-31')
        and coalesce(quarters.superseded_on, date '9999-12-31') >= coalesce(years.superseded_on, date '9999-12-31')
    where years.vintage_id = $id
    order by quarters.end_index
"""


def of_flow(connection: duckdb.DuckDBPyConnection, value: Row) -> Conversion | None:
    """Conversion of a row of `fct_capex` or `fct_capex_vintage`; None where nothing was converted."""
    if value["amount"] is None or value["currency"] == "USD":
        return None
    if value["fx_method"] != "sum_of_converted_quarters":
        return _conversion(connection, value, value["period_start"], value["period_end"], value["null_reason"])
    parts = [
        Operand(
            "+",
            f"quarter to {q['period_end']}: {readable(q['amount'], q['currency'])} × {q['fx_rate']:.6g}",
            q["amount_usd"],
            "USD",
            id=q["capex_id"],
        )
        for q in rows(connection, _QUARTERS, id=value["vintage_id"])
    ]
    total = " + ".join(rounded(part.amount) for part in parts) + f" = {rounded(value['amount_usd'], 'USD')}"
    days = _days(connection, value, value["period_start"], value["period_end"])
    return Conversion(
        currency=value["currency"],
        rate=value["fx_rate"],
        method=METHODS[value["fx_method"]],
        source=value["fx_source"],
        formula=total,
        parts=parts,
        **days,
    )


def of_day(connection: duckdb.DuckDBPyConnection, value: Row) -> Conversion | None:
    """Conversion of a commitment or financing, at the rate of the day it became known; None where nothing was converted."""
    if value["amount"] is None or value["currency"] == "USD":
        return None
    query = "select max(rate_on) as day from intermediate.int_rate_chosen where currency = $currency and rate_on <= $day"
    found = row(connection, query, currency=value["currency"], day=value["known_on"])
    day = found["day"] if found else None
    return _conversion(connection, value, day, day, value["fx_null_reason"])


def _conversion(connection: duckdb.DuckDBPyConnection, value: Row, start: Any, end: Any, reason: str | None) -> Conversion:
    if value["fx_rate"] is None:
        return Conversion(value["currency"], None, None, None, None, null_reason=reason)
    calculation = (
        f"{readable(value['amount'], value['currency'])} × {value['fx_rate']:.6g} = {rounded(value['amount_usd'], 'USD')}"
    )
    days = _days(connection, value, start, end)
    return Conversion(value["currency"], value["fx_rate"], METHODS[value["fx_method"]], value["fx_source"], calculation, **days)


def _days(connection: duckdb.DuckDBPyConnection, value: Row, start: Any, end: Any) -> dict[str, Any]:
    return row(connection, _RATES, currency=value["currency"], start=start, end=end) or {}
