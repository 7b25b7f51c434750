"""Filers of every kind through the whole line, from facts to reports: what the embedded sample does not happen to contain."""

from datetime import date, timedelta

import pytest

from tests.warehouse.conftest import failures
from tests.warehouse.rows import company, fact, rate

M = 1_000_000


def euro_rates():
    """1.00 USD until June 2025, 1.20 from then on, every weekday; nothing after September."""
    days = (date(2024, 12, 30) + timedelta(days=n) for n in range(275))
    return [rate("EUR", day.isoformat(), 1.0 if day < date(2025, 7, 1) else 1.2) for day in days if day.weekday() < 5]


ROWS = [
    # A link of the chain is missing: no nine months.
    company("no_nine_months"),
    *(
        fact("2025-01-01", end, value * M, filed, company_id="no_nine_months")
        for end, value, filed in [
            ("2025-03-31", 10, "2025-04-30"),
            ("2025-06-30", 22, "2025-07-30"),
            ("2025-12-31", 52, "2026-01-30"),
        ]
    ),
    # The year ends on the Friday nearest to 31 January: FY2023 had 53 weeks and ended on 3 February.
    company("friday", fiscal_year_end_month=1, fiscal_year_end_day=31),
    fact("2022-01-29", "2022-10-28", 30 * M, "2022-11-30", company_id="friday"),
    fact("2022-01-29", "2023-02-03", 45 * M, "2023-03-30", company_id="friday"),
    fact("2023-02-04", "2023-05-05", 11 * M, "2023-06-10", company_id="friday"),
    # The year ends with February, of 28 or of 29 days.
    company("february", fiscal_year_end_month=2, fiscal_year_end_day=28),
    fact("2023-03-01", "2023-11-30", 30 * M, "2023-12-20", company_id="february"),
    fact("2023-03-01", "2024-02-29", 42 * M, "2024-04-20", company_id="february"),
    fact("2024-03-01", "2024-05-31", 13 * M, "2024-06-20", company_id="february"),
    # Years named after their start, in a currency that has rates up to September 2025.
    company("april", fiscal_year_end_month=3, fiscal_year_end_day=31, fiscal_year_label="start", reporting_currency="EUR"),
    *(
        fact("2025-04-01", end, value * M, filed, company_id="april", currency="EUR")
        for end, value, filed in [
            ("2025-06-30", 100, "2025-08-10"),
            ("2025-09-30", 220, "2025-11-10"),
            ("2025-12-31", 330, "2026-02-10"),
            ("2026-03-31", 450, "2026-05-10"),
        ]
    ),
    # One fact twice, by company facts and by the filing; and an amendment on the same day, with the later accession.
    company("twice"),
    fact("2025-01-01", "2025-03-31", 10 * M, "2025-04-30", company_id="twice", accession="a-1"),
    fact("2025-01-01", "2025-03-31", 10 * M, "2025-04-30", company_id="twice", accession="a-1", source="inline_xbrl"),
    fact("2025-01-01", "2025-03-31", 12 * M, "2025-04-30", company_id="twice", accession="a-2", form="10-Q/A"),
    # A switch of concept within the year, with the new one's nine months filed a year later.
    company("switcher"),
    fact("2024-01-01", "2024-09-30", 60 * M, "2024-10-30", company_id="switcher"),
    fact("2024-01-01", "2024-12-31", 100 * M, "2025-01-30", company_id="switcher", concept="New", preference=2),
    fact("2024-01-01", "2024-09-30", 70 * M, "2025-10-30", company_id="switcher", concept="New", preference=2),
    # Proceeds in the first filing; a year later the line itself is net and was restated for the year alone.
    company("net"),
    fact("2023-01-01", "2023-09-30", 90 * M, "2023-10-30", company_id="net"),
    fact("2023-01-01", "2023-09-30", 4 * M, "2023-10-30", company_id="net", concept="Proceeds", measure="proceeds_ppe"),
    fact("2023-01-01", "2023-12-31", 120 * M, "2024-01-30", company_id="net"),
    fact("2023-01-01", "2023-12-31", 5 * M, "2024-01-30", company_id="net", concept="Proceeds", measure="proceeds_ppe"),
    fact("2023-01-01", "2023-12-31", 115 * M, "2025-01-30", company_id="net"),
    # Nine months above the year: not of one basis.
    company("shrinking"),
    fact("2024-01-01", "2024-09-30", 60 * M, "2024-10-30", company_id="shrinking"),
    fact("2024-01-01", "2024-12-31", 55 * M, "2025-01-30", company_id="shrinking"),
    # Capex under no known concept; and a fiscal year end that the catalogue has wrong.
    company("revenue_only"),
    fact("2025-01-01", "2025-03-31", 100 * M, "2025-04-30", company_id="revenue_only", concept="Revenues", measure="revenue"),
    company("wrong_year_end", fiscal_year_end_month=11, fiscal_year_end_day=30),
    fact("2025-01-01", "2025-12-31", 100 * M, "2026-01-30", company_id="wrong_year_end"),
    # Years only; and a filer that nobody has put into the catalogue.
    company("yearly", reporting_currency="KRW"),
    fact("2024-01-01", "2024-12-31", 100 * M, "2025-03-30", company_id="yearly", currency="KRW"),
    fact("2024-01-01", "2024-12-31", 100 * M, "2025-03-30", company_id="cik0000000001"),
    *euro_rates(),
]


@pytest.fixture(scope="module")
def built(warehouse):
    return warehouse.build(ROWS)


@pytest.fixture(scope="module")
def tested(warehouse, built):
    """Outcome of every data test on these filers."""
    return warehouse.dbt("test", "--exclude-resource-type", "unit_test")


def quarters(built, company_id: str, measure: str = "cash_ppe_gross", columns: str = "amount / 1000000"):
    query = f"""
        select period_end::varchar, fiscal_year, fiscal_quarter, {columns} from marts.fct_capex
        where company_id = ? and measure = ? and period_type = 'quarter' and is_latest order by period_end
    """
    return built.execute(query, [company_id, measure]).fetchall()


def test_all_data_tests_hold_for_them(tested):
    assert tested.success, failures(tested)


def test_filers_that_would_be_lost_in_silence_are_counted(tested):
    warned = {result.node.name: result.failures for result in tested.result if result.status == "warn"}
    assert warned == {
        "assert_newest_capex_is_recent": 2,  # the switcher and the net filer filed restatements only
        "assert_facts_fit_the_fiscal_grid": 1,
    }


def test_a_filer_without_a_known_capex_concept_is_listed(built):
    found = built.execute(
        "select fiscal_quarter, status, reason from reports.rpt_coverage where company_id = 'revenue_only' and fiscal_year = 2025"
    )
    assert (1, "missing", "the filings in the data give no capex under a known concept") in found.fetchall()
    assert quarters(built, "wrong_year_end") == []


def test_a_missing_link_is_null_with_a_reason(built):
    assert quarters(built, "no_nine_months", columns="amount / 1000000, null_reason") == [
        ("2025-03-31", 2025, 1, 10, None),
        ("2025-06-30", 2025, 2, 12, None),
        ("2025-09-30", 2025, 3, None, "no figure ends with this quarter"),
        (
            "2025-12-31",
            2025,
            4,
            None,
            "no figure from 2025-01-01 to the end of the quarter before, to subtract from the one to 2025-12-31 "
            "(us-gaap:PaymentsToAcquirePropertyPlantAndEquipment)",
        ),
    ]


def test_a_year_may_end_in_the_next_month(built):
    known = [row for row in quarters(built, "friday", columns="amount / 1000000, calendar_quarter") if row[3] is not None]
    assert known == [("2023-02-03", 2023, 4, 15, "2022-Q4"), ("2023-05-05", 2024, 1, 11, "2023-Q1")]


def test_a_leap_day_is_the_end_of_february(built):
    known = [row for row in quarters(built, "february", columns="amount / 1000000, calendar_quarter") if row[3] is not None]
    assert known == [("2024-02-29", 2024, 4, 12, "2024-Q1"), ("2024-05-31", 2025, 1, 13, "2024-Q2")]


def test_quarters_are_converted_at_their_own_rate_and_named_by_the_companys_usage(built):
    found = quarters(built, "april", columns="amount / 1000000, amount_usd / 1000000, fx_rate, split_part(null_reason, ' ', 3)")
    assert found == [
        ("2025-06-30", 2025, 1, 100, 100, 1.0, None),
        ("2025-09-30", 2025, 2, 120, 144, pytest.approx(1.2), None),
        ("2025-12-31", 2025, 3, 110, None, None, "rate"),
        ("2026-03-31", 2025, 4, 120, None, None, "rate"),
    ]
    year = built.execute("""
        select amount / 1000000, amount_usd, null_reason from marts.fct_capex
        where capex_id = 'april:cash_ppe_gross:2026-03-31:y'
    """)
    assert year.fetchall() == [
        (450, None, "EUR rates cover only 2025-04-01 to 2025-09-30 of 2025-04-01 to 2026-03-31, or have a hole in it")
    ]


def test_growth_does_not_need_a_rate(built):
    found = built.execute("""
        select calendar_quarter, qoq_pct, amount_usd, ttm_amount / 1000000, ttm_usd from reports.rpt_capex_comparison
        where company_id = 'april' order by calendar_quarter desc limit 2
    """).fetchall()
    assert found == [("2026-Q1", 9.09, None, 450, None), ("2025-Q4", -8.33, None, None, None)]


def test_one_fact_counts_once_and_an_amendment_wins(built):
    assert quarters(built, "twice", columns="amount / 1000000, accession, source") == [
        ("2025-03-31", 2025, 1, 12, "a-2", "companyfacts")
    ]


def test_a_switch_of_concept_waits_for_its_own_nine_months(built):
    fourth = built.execute("""
        select amount / 1000000, known_on, concept from marts.fct_capex_vintage
        where capex_id = 'switcher:cash_ppe_gross:2024-12-31:q'
    """).fetchall()
    assert fourth == [(30, date(2025, 10, 30), "us-gaap:New")]


def test_proceeds_are_not_taken_off_twice(built):
    net = built.execute("select amount / 1000000 from marts.fct_capex where capex_id = 'net:cash_ppe_net:2023-12-31:y'")
    assert net.fetchall() == [(115,)]
    assert quarters(built, "net", "cash_ppe_net")[-1] == ("2023-12-31", 2023, 4, 29)
    restated = built.execute("""
        select capex_id, first_reported_amount / 1000000, latest_amount / 1000000, cause from reports.rpt_restatements
        where company_id = 'net' order by capex_id
    """).fetchall()
    assert restated == [
        ("net:cash_ppe_gross:2023-12-31:q", 30, 25, "one_operand_restated"),
        ("net:cash_ppe_gross:2023-12-31:y", 120, 115, "restated"),
    ]


def test_a_negative_payment_is_no_quarter(built):
    (*_, fourth) = quarters(built, "shrinking", columns="amount, null_reason")
    assert fourth[:4] == ("2024-12-31", 2024, 4, None)
    assert fourth[4].startswith("the figures to 2024-09-30 and to 2024-12-31 are not of one basis")


def test_a_filer_of_years_has_years(built):
    found = built.execute(
        "select period_type, amount / 1000000, amount_usd, null_reason from marts.fct_capex where company_id = 'yearly'"
    ).fetchall()
    assert found == [("year", 100, None, "no KRW rate between 2024-01-01 and 2024-12-31")]
    reasons = built.execute(
        "select distinct reason from reports.rpt_coverage where company_id = 'yearly' and fiscal_year = 2024"
    ).fetchall()
    assert reasons == [("only years are reported: cash_ppe_gross for the year to 2024-12-31",)]


def test_a_filer_without_a_catalogue_entry_is_left_out(built):
    assert built.execute("select count(*) from marts.fct_capex where company_id like 'cik%'").fetchone() == (0,)


def test_an_empty_lake_gives_empty_tables(warehouse):
    empty = warehouse.build([])
    assert empty.execute("select count(*) from marts.fct_capex").fetchone() == (0,)
    assert empty.execute("select count(*) from reports.rpt_capex_comparison").fetchone() == (0,)
    result = warehouse.dbt("test", "--exclude-resource-type", "unit_test")
    assert result.success, failures(result)
