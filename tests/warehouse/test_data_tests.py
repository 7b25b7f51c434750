"""The blocking data tests can fail: each is shown the very error it is for, in a warehouse that was sound before."""

import duckdb
import pytest

from ingest.catalog import concepts
from tests.warehouse.rows import company, fact

M = 1_000_000

DAMAGE = {
    "assert_capex_id_is_unique": "insert into marts.fct_capex by name select * from marts.fct_capex where period_type = 'year'",
    "assert_period_has_one_latest_amount": "update marts.fct_capex set is_latest = true where capex_id like '%:first'",
    "assert_quarters_sum_to_year": "update marts.fct_capex set amount = amount + 9000000 where fiscal_quarter = 2",
    "assert_quarters_last_a_quarter": "update marts.fct_capex set period_start = date '2025-01-01' where fiscal_quarter = 3",
    "assert_fiscal_years_end_at_fiscal_year_end": (
        "update marts.fct_capex set period_start = date '2025-04-01', period_end = date '2026-03-31' where period_type = 'year'"
    ),
    "assert_facts_follow_the_catalogue": "update staging.stg_lake__fact set preference = 2",
    "assert_outflows_are_not_negative": "update marts.fct_capex set amount = -amount where fiscal_quarter = 1",
    "assert_unknown_amounts_say_why": "update marts.fct_capex set amount_usd = null where fiscal_quarter = 1",
    "assert_capex_has_known_evidence": "update marts.fct_capex set evidence = 'guessed' where fiscal_quarter = 1",
    "assert_capex_is_of_a_known_company": "update marts.fct_capex set company_id = 'stranger' where fiscal_quarter = 1",
    "assert_amounts_equal_their_arithmetic": "update marts.bridge_capex_fact set sign = 1",
    "assert_every_amount_has_a_source": "update marts.fct_capex_vintage set source_url = null where fiscal_quarter = 1",
    "assert_one_vintage_stands_on_any_day": "update marts.fct_capex_vintage set superseded_on = null",
    "assert_matrix_holds_every_quarter": 'update reports.rpt_capex_matrix set "2025-Q3" = null',
    "assert_coverage_has_one_row_per_quarter": "insert into reports.rpt_coverage by name select * from reports.rpt_coverage",
}


@pytest.fixture(scope="module")
def sound(warehouse):
    """The built file of one filer with a full year, the first quarter of which was restated with it."""
    filings = [("2025-03-31", 10, "2025-04-30"), ("2025-06-30", 22, "2025-07-30"), ("2025-09-30", 36, "2025-10-30")]
    rows = [company(), *concepts.load(), *(fact("2025-01-01", end, value * M, filed) for end, value, filed in filings)]
    rows += [fact("2025-01-01", "2025-12-31", 52 * M, "2026-01-30"), fact("2025-01-01", "2025-03-31", 9 * M, "2026-04-30")]
    rows += [fact("2026-01-01", "2026-03-31", 20 * M, "2026-04-30")]
    warehouse.build(rows)
    assert set(statuses(warehouse, *DAMAGE).values()) == {"pass"}
    return warehouse.built.read_bytes()


@pytest.mark.parametrize("name", DAMAGE)
def test_a_data_test_fails_on_what_it_is_for(warehouse, sound, name):
    warehouse.built.write_bytes(sound)
    with duckdb.connect(str(warehouse.built)) as connection:
        connection.execute(DAMAGE[name])
    assert statuses(warehouse, name)[name] in ("fail", "warn")


def statuses(warehouse, *names: str) -> dict[str, str]:
    """Outcome by name of these data tests."""
    result = warehouse.dbt("test", "--select", *names)
    found = {r.node.name: str(r.status) for r in result.result if r.node.resource_type == "test"}
    assert set(found) == set(names)
    return found
