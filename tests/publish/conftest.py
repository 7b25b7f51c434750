"""A small build file of the shape that dbt leaves behind."""

from pathlib import Path

import duckdb
import pytest

STATEMENTS = """
create schema marts;
create schema reports;
create table marts.dim_company (company_id varchar not null, name varchar not null);
insert into marts.dim_company values ('acme', 'Acme'), ('globex', 'Globex');
create table reports.rpt_sales (
    company_id varchar not null, period_end date, amount decimal(24, 2), amount_usd decimal(24, 2), yoy_pct double,
    is_latest boolean, known_at timestamp, quote varchar
);
insert into reports.rpt_sales values
    (
        'globex', date '2026-06-30', 47400000000000.00, 34100000000.00, 12.5, true, timestamp '2026-07-30 20:05:00',
        '=SUM(A1), "47조"'
    ),
    ('acme', date '2026-06-30', 0.05, null, -0.1, false, null, null);
create table reports.rpt_nothing (company_id varchar not null, amount decimal(24, 2));
comment on table reports.rpt_sales is 'Grain: company and quarter.';
comment on column reports.rpt_sales.amount_usd is 'Amount in USD at the mean rate of the period.';
create macro capex_as_of(day) as table select * from reports.rpt_sales where period_end <= day;
"""


@pytest.fixture
def build_path(tmp_path: Path) -> Path:
    """A build file with two reports, one of them empty."""
    path = tmp_path / "build" / "warehouse.duckdb"
    path.parent.mkdir()
    with duckdb.connect(path) as connection:
        connection.execute(STATEMENTS)
    return path
