"""The 299 hand-made events of the embedded announcements against the tables.

Trap avoided: counting an event as found because some row has its amount. A row must be of the same company, kind and period
or target, amounts must be equal (as printed), and there must be exactly as many rows as there are events like it: one row
too many is a duplicate, one too few a wrong merger.
"""

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import duckdb

from ingest.events.amounts import equal_as_printed

FOLDER = Path(__file__).parent
_DAYS_APART = timedelta(days=7)
_SPANS = ("CY", "FY")


@dataclass(frozen=True)
class Expected:
    """One line of `events.csv`."""

    event: str
    company: str
    kind: str
    scope: str
    period: str
    period_end: date | None
    low: Decimal | None
    high: Decimal | None
    currency: str
    definition: str
    first_issued_on: str
    status: str

    @property
    def is_directional(self) -> bool:
        return self.low is None and self.high is None

    @property
    def is_quarter_or_year(self) -> bool:
        return self.period.startswith(_SPANS) and "/" not in self.period


@cache
def events() -> tuple[Expected, ...]:
    """All lines, in file order."""
    with (FOLDER / "events.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(
            Expected(
                event=line["event"],
                company=line["company"],
                kind=line["kind"],
                scope=line["scope"],
                period=line["target_period"],
                period_end=date.fromisoformat(line["period_end"]) if line["period_end"] else None,
                low=Decimal(line["amount_low"]) if line["amount_low"] else None,
                high=Decimal(line["amount_high"]) if line["amount_high"] else None,
                currency=line["currency"],
                definition=line["definition"],
                first_issued_on=line["first_issued_on"],
                status=line["status"],
            )
            for line in csv.DictReader(stream)
        )


def missed(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Events that are not found exactly once with their amounts, and what is wrong."""
    wrong: dict[str, str] = {}
    groups: dict[tuple, list[Expected]] = defaultdict(list)
    for event in events():
        groups[_alike(event)].append(event)
    for alike in groups.values():
        rows = _rows(connection, alike[0])
        if len(rows) != len(alike):
            for event in alike:
                wrong[event.event] = f"{len(alike)} expected, {len(rows)} found: {rows}"
    return wrong


def _alike(event: Expected) -> tuple:
    """Events that only their days tell apart share a key."""
    if event.kind == "guidance":
        return "guidance", event.company, event.period, event.definition, event.low, event.high
    if event.kind == "actual":
        return "actual", event.company, event.period_end, event.definition, event.period
    return "promise", event.company, event.currency, event.low, event.high


def _rows(connection: duckdb.DuckDBPyConnection, event: Expected) -> list[tuple]:
    if event.kind == "guidance":
        return _guidance(connection, event)
    if event.kind == "actual":
        return _actual(connection, event)
    rows = connection.execute(
        "select commitment_id, amount_low, amount_high from marts.fct_commitment where company_id = ? and currency = ?"
        " union all select financing_id, amount_low, amount_high from marts.fct_financing where company_id = ? and currency = ?",
        [event.company, event.currency] * 2,
    ).fetchall()
    return [row for row in rows if _same(row[1], event.low) and _same(row[2], event.high)]


def _guidance(connection: duckdb.DuckDBPyConnection, event: Expected) -> list[tuple]:
    rows = connection.execute(
        "select guidance_id, amount_low, amount_high, shape from marts.fct_guidance"
        " where company_id = ? and target_period = ? and measure in (?, if(? = 'company_headline', 'net_cash_outlay', ?))",
        [event.company, event.period, *[event.definition] * 3],
    ).fetchall()
    if event.is_directional:
        return [row for row in rows if row[3] == "directional"]
    return [row for row in rows if row[1:3] == (event.low, event.high)]


def _actual(connection: duckdb.DuckDBPyConnection, event: Expected) -> list[tuple]:
    """Quarters and years are rows of `fct_capex`; other spans and parts of the company only figures."""
    near = [event.company, event.period_end - _DAYS_APART, event.period_end + _DAYS_APART]
    if event.is_quarter_or_year and "segment" not in event.event:
        rows = connection.execute(
            "select capex_id, amount from marts.fct_capex where company_id = ? and period_end between ? and ?"
            " and is_latest and period_type = ? and measure in (?, if(? = 'company_headline', 'net_cash_outlay', ?))",
            [*near, "quarter" if "-Q" in event.period else "year", *[event.definition] * 3],
        ).fetchall()
        return [row for row in rows if _same(row[1], event.low)]
    rows = connection.execute(
        "select event_key, amount_low, amount_high from ("
        " select distinct amount_low, amount_high, measure as event_key from marts.fct_figure"
        " where company_id = ? and period_end between ? and ? and figure_type = 'actual' and unused_reason is not null"
        " and measure = ?)",
        [*near, event.definition],
    ).fetchall()
    return [row for row in rows if _same(row[1], event.low) and _same(row[2], event.high)]


def _same(amount: Decimal | None, expected: Decimal | None) -> bool:
    if amount is None or expected is None:
        return amount is None and expected is None
    return equal_as_printed(amount, expected)
