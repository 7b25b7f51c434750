"""Rows of the published file as dictionaries, and amounts as people read them."""

from decimal import Decimal
from typing import Any

import duckdb

Row = dict[str, Any]
MILLION = 1_000_000


def rows(connection: duckdb.DuckDBPyConnection, query: str, **parameters: Any) -> list[Row]:
    """Rows of a query with `$name` parameters, in order."""
    cursor = connection.execute(query, parameters)
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


def row(connection: duckdb.DuckDBPyConnection, query: str, **parameters: Any) -> Row | None:
    """The first row of a query, None when it has none."""
    return next(iter(rows(connection, query, **parameters)), None)


def readable(amount: Decimal | float | None, currency: str | None = None) -> str:
    """An amount in whole units as a reader takes it in, exactly: '44,924 m USD', '956,006.5 m TWD', '1,234,567 USD'."""
    if amount is None:
        return "unknown"
    exact = Decimal(str(amount))
    if exact != 0 and exact % 1000 == 0:
        text = f"{(exact / MILLION).normalize():,f} m"
    else:
        text = f"{exact.normalize() if exact % 1 else exact.to_integral_value():,f}"
    return f"{text} {currency}" if currency else text


def rounded(amount: Decimal | float, currency: str | None = None) -> str:
    """An amount that a conversion or a mean left with pennies, to two decimals of a million: '29,783.92 m USD'."""
    return f"{float(amount) / MILLION:,.2f} m" + (f" {currency}" if currency else "")


def span(low: Decimal | None, high: Decimal | None, currency: str, modifier: str | None = None) -> str:
    """An amount as stated: '66,000 m to 72,000 m USD', 'at least 12,000 m USD', 'about 75,000 m USD'."""
    if low is None and high is None:
        return "no amount"
    if low is None:
        return f"up to {readable(high, currency)}"
    if high is None:
        return f"at least {readable(low, currency)}"
    if low != high:
        return f"{readable(low)} to {readable(high, currency)}"
    return ("about " if modifier in ("about", "approximate") else "") + readable(low, currency)
