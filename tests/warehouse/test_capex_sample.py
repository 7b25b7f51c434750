"""Capex of the embedded filings: values that a person has looked up, and every quarter that the filings allow."""

import csv
from datetime import date
from pathlib import Path

import pytest

from tests.warehouse.conftest import failures

QUARTERS = Path(__file__).parents[1] / "xbrl" / "quarters.csv"
SELECT = (
    "select {} from marts.fct_capex where company_id = ? and measure = ? and period_end = ? and period_type = ? and is_latest"
)


def look_up(
    sample, columns: str, company_id: str, period_end: str, period_type: str = "quarter", measure: str = "cash_ppe_gross"
):
    found = sample.execute(SELECT.format(columns), [company_id, measure, period_end, period_type]).fetchall()
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("company_id", "period_end", "period_type", "millions", "evidence"),
    [
        ("alphabet", "2026-06-30", "quarter", 44_924, "derived"),
        ("microsoft", "2026-06-30", "quarter", 35_802, "derived"),
        ("oracle", "2026-05-31", "quarter", 16_493, "derived"),
        ("amazon", "2025-12-31", "year", 131_819, "reported"),
        ("meta", "2023-12-31", "year", 27_045, "reported"),
        ("nvidia", "2026-04-26", "quarter", 1_757, "reported"),
    ],
)
def test_values_that_public_trackers_get_wrong(sample, company_id, period_end, period_type, millions, evidence):
    assert look_up(sample, "amount / 1000000, evidence", company_id, period_end, period_type) == (millions, evidence)


def test_quarters_and_years_of_the_hand_checked_table(sample):
    with QUARTERS.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    query = """
        select amount / 1000000, currency, null_reason from marts.fct_capex
        where company_id = ? and measure = 'cash_ppe_gross' and period_type = ? and period_end = ? and is_latest
    """
    wrong = []
    for row in rows:
        found = sample.execute(query, [row["company_id"], row["period_type"], row["period_end"]]).fetchall()
        if row["amount_millions"]:
            good = [(float(a), c) for a, c, _ in found if a is not None] == [(float(row["amount_millions"]), row["currency"])]
        else:
            good = all(amount is None and reason for amount, _, reason in found)
        if not good:
            wrong.append((row["company_id"], row["period_end"], row["amount_millions"], found))
    assert wrong == []
    assert len(rows) >= 80


def test_a_restated_year_keeps_what_was_first_reported(sample):
    found = sample.execute("""
        select capex_id, amount / 1000000, first_reported_amount / 1000000, known_on, is_latest
        from marts.fct_capex
        where company_id = 'meta' and fiscal_year = 2023 and period_type = 'year' and measure = 'cash_ppe_gross'
        order by is_latest
    """).fetchall()
    assert found == [
        ("meta:cash_ppe_gross:2023-12-31:y:first", 27_266, 27_266, date(2024, 2, 2), False),
        ("meta:cash_ppe_gross:2023-12-31:y", 27_045, 27_266, date(2025, 1, 30), True),
    ]
    restated = sample.execute("""
        select latest_amount / 1000000, difference / 1000000, cause from reports.rpt_restatements
        where capex_id = 'meta:cash_ppe_gross:2023-12-31:y'
    """).fetchall()
    assert restated == [(27_045, -221, "restated")]


@pytest.mark.parametrize(
    ("day", "millions"), [("2024-02-01", []), ("2024-02-02", [27_266]), ("2025-01-29", [27_266]), ("2025-01-30", [27_045])]
)
def test_vintages_answer_what_was_known_on_a_day(sample, day, millions):
    found = sample.execute(
        """
        select amount / 1000000 from marts.fct_capex_vintage
        where capex_id = 'meta:cash_ppe_gross:2023-12-31:y'
            and known_on <= $day and (superseded_on is null or superseded_on > $day)
        """,
        {"day": date.fromisoformat(day)},
    ).fetchall()
    assert [amount for (amount,) in found] == millions


def test_no_trailing_twelve_months_pass_for_a_fiscal_year(sample):
    ends = sample.execute(
        "select distinct strftime(period_end, '%m-%d') from marts.fct_capex where company_id = 'amazon' and period_type = 'year'"
    )
    assert ends.fetchall() == [("12-31",)]


def test_a_year_of_53_weeks_keeps_its_labels(sample):
    weeks_14 = look_up(
        sample, "fiscal_year, fiscal_quarter, calendar_quarter, period_end - period_start + 1", "apple", "2022-12-31"
    )
    assert weeks_14 == (2023, 1, "2022-Q4", 98)
    newest = look_up(
        sample, "fiscal_year, fiscal_quarter, calendar_quarter, calendar_offset_days, concept", "nvidia", "2026-04-26"
    )
    assert newest == (2027, 1, "2026-Q1", 26, "us-gaap:PaymentsToAcquireProductiveAssets")


def test_a_year_in_a_foreign_currency_is_converted_by_its_mean_rate(sample):
    amount, currency, rate, method, usd = look_up(
        sample, "amount, currency, fx_rate, fx_method, amount_usd", "tsmc", "2024-12-31", "year"
    )
    assert (amount, currency, method) == (956_006_500_000, "TWD", "period_mean_of_monthly")
    assert rate == pytest.approx(1 / 32.1, rel=0.005)
    assert float(usd) == pytest.approx(29_780_000_000, rel=0.005)


def test_leases_are_added_only_where_the_company_counts_them_by_principal(sample):
    found = sample.execute("""
        select distinct company_id, lease_basis from marts.fct_capex
        where measure = 'incl_finance_leases' and evidence = 'derived'
    """).fetchall()
    assert found == [("meta", "principal")]
    millions, derivation = look_up(sample, "amount / 1000000, derivation", "meta", "2024-03-31", measure="incl_finance_leases")
    assert millions == 6_715
    assert derivation == (
        "cash_ppe_gross Q1 to 2024-03-31 6,400 m (0001326801-24-000049) "
        "+ finance_lease_principal Q1 to 2024-03-31 315 m (0001326801-24-000049)"
    )


def test_a_derived_quarter_shows_its_arithmetic(sample):
    found = look_up(sample, "derivation, accession, accessions, source_url, known_on", "microsoft", "2026-06-30")
    assert found == (
        "FY to 2026-06-30 115,948 m (0001193125-26-323660) − 9M to 2026-03-31 80,146 m (0001193125-26-191507)",
        "0001193125-26-323660",
        "0001193125-26-191507; 0001193125-26-323660",
        "https://www.sec.gov/Archives/edgar/data/789019/000119312526323660/0001193125-26-323660-index.htm",
        date(2026, 7, 29),
    )


def test_filings_that_contradict_themselves_are_recorded(sample):
    found = sample.execute("""
        select company_id, period_end, kind, kept_amount / 1000000, other_amount / 1000000
        from intermediate.int_capex_contradicted where measure = 'cash_ppe_gross' order by all
    """).fetchall()
    assert found == [
        ("alphabet", date(2015, 9, 30), "tagged_and_difference", 2_383, 2_406),
        ("alphabet", date(2015, 12, 31), "year_and_quarters", 9_950, 9_927),
        ("amazon", date(2016, 12, 31), "other_concept", 6_737, 7_804),
    ]


def test_the_matrix_shows_the_comparison(sample):
    found = sample.execute("""
        select company_id, "2025-Q4", "2026-Q2", newest_quarter from reports.rpt_capex_matrix
        where measure = 'cash_ppe_gross' and company_id in ('alphabet', 'amazon') order by company_id
    """).fetchall()
    assert found == [
        ("alphabet", 27_851_000_000, 44_924_000_000, "2026-Q2"),
        ("amazon", 39_522_000_000, None, "2026-Q1"),
    ]


def test_coverage_names_every_missing_quarter(sample):
    found = sample.execute("""
        select company_id, calendar_quarter, split_part(reason, ' ', 1) || ' ' || split_part(reason, ' ', 2)
        from reports.rpt_coverage where status = 'missing' and company_id in ('nvidia', 'amazon', 'tsmc')
        order by company_id, period_end
    """).fetchall()
    tsmc = {quarter: reason for company_id, quarter, reason in found if company_id == "tsmc"}
    assert [row for row in found if row[0] != "tsmc"] == [
        ("amazon", "2026-Q2", "not due"),
        ("nvidia", "2019-Q4", "no figure"),
        ("nvidia", "2020-Q4", "no figure"),
    ]
    assert tsmc["2019-Q1"] == tsmc["2024-Q4"] == "only years"
    assert tsmc["2020-Q2"] == tsmc["2020-Q4"] == "no figure"
    assert tsmc["2025-Q4"] == "nothing since;"
    assert sample.execute(
        "select count(*) from reports.rpt_coverage where (status = 'missing') <> (amount is null)"
    ).fetchone() == (0,)


def test_all_data_tests_pass(warehouse, filings, sample):
    result = warehouse.dbt("test", "--exclude-resource-type", "unit_test")
    assert result.success, failures(result)
    assert {r.node.name: r.status for r in result.result if r.status == "warn"} == {}


def test_descriptions_reach_the_file(sample):
    described = sample.execute("select comment from duckdb_tables() where table_name = 'fct_capex'").fetchone()[0]
    assert "Grain: company_id, period_type, period_end, measure, is_latest." in described
    bare = sample.execute("""
        select table_name, column_name from duckdb_columns()
        where comment is null and schema_name in ('staging', 'intermediate', 'marts', 'reports')
    """).fetchall()
    assert bare == []
