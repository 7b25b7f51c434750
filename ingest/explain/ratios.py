"""The ratios of the comparison report, each with the published numbers it was calculated from.

Trap avoided: a growth rate that nobody can follow, because the quarter it compares with was restated or is of another measure.
"""

from collections.abc import Callable, Iterator
from typing import Literal

import duckdb

from ingest.explain.answer import Arithmetic, Operand
from ingest.explain.rows import Row, readable, rounded, row, rows

# The quarters a ratio may look back to: its own year and the one before.
_SERIES = """
    select capex_id, measure, period_end, amount, amount_usd, currency, 4 * fiscal_year + fiscal_quarter as quarter_index
    from marts.fct_capex
    where company_id = $company_id and currency = $currency and period_type = 'quarter' and is_latest and amount is not null
        and 4 * fiscal_year + fiscal_quarter between $newest - 7 and $newest
        and (
            measure in ('revenue', 'operating_cash_flow')
            or measure = $measure and lease_basis is not distinct from $lease_basis
        )
    order by quarter_index
"""
_GROUP = """
    select capex_id, company_id, amount_usd
    from reports.rpt_capex_comparison
    where company_group = $company_group and calendar_quarter = $calendar_quarter and measure = $measure
        and amount_usd is not null
    order by amount_usd desc
"""
Window = Callable[[str, int, int], list[Row]]


def ratios(connection: duckdb.DuckDBPyConnection, capex_id: str) -> list[Arithmetic]:
    """Growth, trailing twelve months, intensity and group share of a row of the comparison report; empty for other values."""
    shown = row(connection, "from reports.rpt_capex_comparison where capex_id = $id", id=capex_id)
    if shown is None:
        return []
    newest = 4 * shown["fiscal_year"] + shown["fiscal_quarter"]
    series = rows(
        connection,
        _SERIES,
        newest=newest,
        **{name: shown[name] for name in ("company_id", "currency", "measure", "lease_basis")},
    )

    def window(measure: str, back: int, quarters: int) -> list[Row]:
        last = newest - back
        return [r for r in series if r["measure"] == measure and last - quarters < r["quarter_index"] <= last]

    found = [*_growth(shown, window), *_sums(shown, window), *_shares(shown, window), *_group_share(connection, shown)]
    return [arithmetic for arithmetic in found if arithmetic.value is not None]


def _growth(shown: Row, window: Window) -> Iterator[Arithmetic]:
    measure = shown["measure"]
    for column, back, quarters in (("yoy_pct", 4, 1), ("qoq_pct", 1, 1), ("ttm_yoy_pct", 4, 4)):
        if shown[column] is not None:
            now, before = window(measure, 0, quarters), window(measure, back, quarters)
            formula = f"{_total(now)} ÷ {_total(before)} − 1 = {shown[column]} %"
            yield Arithmetic(column, shown[column], formula, [*_operands("+", now), *_operands("÷", before)])


def _sums(shown: Row, window: Window) -> Iterator[Arithmetic]:
    year = window(shown["measure"], 0, 4)
    for column, amount, currency in (("ttm_amount", "amount", shown["currency"]), ("ttm_usd", "amount_usd", "USD")):
        if shown[column] is not None and (column == "ttm_amount" or shown["currency"] != "USD"):
            show = readable if column == "ttm_amount" else rounded
            formula = " + ".join(show(r[amount]) for r in year) + f" = {show(shown[column], currency)}"
            yield Arithmetic(column, shown[column], formula, _operands("+", year, amount, currency))


def _shares(shown: Row, window: Window) -> Iterator[Arithmetic]:
    for base in ("revenue", "operating_cash_flow"):
        for prefix, quarters in (("", 1), ("ttm_", 4)):
            column = f"{prefix}capex_to_{base}_pct"
            if shown[column] is not None:
                part, whole = window(shown["measure"], 0, quarters), window(base, 0, quarters)
                formula = f"{_total(part)} ÷ {_total(whole)} = {shown[column]} %"
                yield Arithmetic(column, shown[column], formula, [*_operands("+", part), *_operands("÷", whole)])


def _group_share(connection: duckdb.DuckDBPyConnection, shown: Row) -> Iterator[Arithmetic]:
    if shown["group_share_pct"] is None:
        return
    members = rows(connection, _GROUP, **{n: shown[n] for n in ("company_group", "calendar_quarter", "measure")})
    total = sum(member["amount_usd"] for member in members)
    formula = f"{rounded(shown['amount_usd'])} ÷ {rounded(total)} = {shown['group_share_pct']} %"
    operands = [Operand("÷", m["company_id"], m["amount_usd"], "USD", id=m["capex_id"]) for m in members]
    yield Arithmetic("group_share_pct", shown["group_share_pct"], formula, operands, note=f"of {shown['company_group']}")


def _total(quarters: list[Row]) -> str:
    return readable(sum(r["amount"] for r in quarters))


def _operands(sign: Literal["+", "÷"], quarters: list[Row], amount: str = "amount", currency: str | None = None) -> list[Operand]:
    return [
        Operand(sign, f"{r['measure']} to {r['period_end']}", r[amount], currency or r["currency"], id=r["capex_id"])
        for r in quarters
    ]
