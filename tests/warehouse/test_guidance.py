"""Guidance chains of the labelled figures, and of extracted ones: versions, order, actions, reasons."""

from datetime import date

import duckdb
import pytest

CHAIN = """
    select amount_low / 1000000000, amount_high / 1000000000, issued_on, action
    from marts.fct_guidance
    where company_id = ? and target_period = ? and attribution <> 'analyst' and shape <> 'directional'
    order by sequence
"""


@pytest.fixture(params=["labelled", "announced"])
def told(request: pytest.FixtureRequest) -> duckdb.DuckDBPyConnection:
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize(
    ("company", "target", "expected"),
    [
        (
            "meta",
            "CY2025",
            [
                (60, 65, "2025-01-29", "initiated"),
                (64, 72, "2025-04-30", "raised"),
                (66, 72, "2025-07-30", "narrowed"),
                (70, 72, "2025-10-29", "narrowed"),
            ],
        ),
        (
            "alphabet",
            "CY2025",
            [(75, 75, "2025-02-04", "initiated"), (85, 85, "2025-07-23", "raised"), (91, 93, "2025-10-29", "raised")],
        ),
        (
            "alphabet",
            "CY2026",
            [(175, 185, "2026-02-04", "initiated"), (180, 190, "2026-04-29", "raised"), (195, 205, "2026-07-22", "raised")],
        ),
        ("amazon", "CY2023", [(50, None, "2023-08-03", "initiated"), (50, 50, "2023-10-26", "narrowed")]),
        ("amazon", "CY2025", [(125, 125, "2025-10-30", "raised")]),
        ("amazon", "CY2026", [(200, 200, "2026-02-05", "initiated"), (220, 220, "2026-07-30", "raised")]),
        ("tsmc", "CY2024", [(28, 32, "2024-01-18", "initiated"), (30, None, "2024-10-17", "narrowed")]),
        ("tsmc", "CY2025", [(38, 42, "2025-01-16", "initiated"), (40, 42, "2025-10-16", "narrowed")]),
        (
            "tsmc",
            "CY2026",
            [(52, 56, "2026-01-15", "initiated"), (56, 56, "2026-04-16", "narrowed"), (60, 64, "2026-07-16", "raised")],
        ),
        (
            "meta",
            "CY2023",
            [(30, 33, "2023-04-26", "maintained"), (27, 30, "2023-07-26", "lowered"), (27, 29, "2023-10-25", "narrowed")],
        ),
        (
            "oracle",
            "FY2026",
            [(25, None, "2025-06-11", "initiated"), (35, 35, "2025-09-09", "raised"), (50, 50, "2025-12-10", "raised")],
        ),
        (
            "tesla",
            "CY2025",
            [(10, None, "2025-04-22", "initiated"), (9, None, "2025-07-23", "lowered"), (9, 9, "2025-10-22", "narrowed")],
        ),
        ("bytedance", "CY2026", [(160, 160, "2025-12-23", "initiated"), (200, None, "2026-05-09", "raised")]),
    ],
)
def test_chains_are_complete_and_in_order(told, company, target, expected):
    found = [(low, high, str(issued), action) for low, high, issued, action in told.execute(CHAIN, [company, target]).fetchall()]
    assert found == expected


def test_a_reclassification_is_accounting_not_a_cut_of_the_plan(labelled):
    found = labelled.execute(
        "select action, change_reason, change_reason_basis, issued_on, document_count from marts.fct_guidance"
        " where company_id = 'microsoft' and target_period = 'CY2026' order by sequence"
    ).fetchall()
    assert found == [
        ("initiated", None, None, date(2026, 4, 29), 5),
        ("lowered", "accounting", "stated", date(2026, 7, 29), 4),
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-01-28", []),
        ("2025-01-29", [(60, 65)]),
        ("2025-06-30", [(64, 72)]),
        ("2025-08-01", [(66, 72)]),
        ("2026-12-31", [(70, 72)]),
    ],
)
def test_guidance_as_of_a_day(told, day, expected):
    found = told.execute(
        "select amount_low / 1000000000, amount_high / 1000000000 from guidance_as_of(cast(? as date))"
        " where company_id = 'meta' and target_period = 'CY2025' and amount_high is not null",
        [day],
    ).fetchall()
    assert found == expected


def test_repetition_is_counted_not_a_row(labelled):
    found = labelled.execute(
        "select document_count, reaffirmation_count, last_reaffirmed_on from marts.fct_guidance"
        " where company_id = 'oracle' and target_period = 'FY2027' and measure = 'cash_ppe_gross'"
    ).fetchall()
    assert found == [(4, 3, date(2026, 9, 10))]


def test_net_outlay_and_gross_capex_are_two_chains(labelled):
    found = labelled.execute(
        "select measure, shape, midpoint from marts.fct_guidance"
        " where company_id = 'oracle' and target_period = 'FY2027' order by measure"
    ).fetchall()
    assert found == [("cash_ppe_gross", "range", 92_500_000_000), ("company_headline", "upper_bound", None)]


def test_an_estimate_of_outsiders_stands_apart(labelled):
    found = labelled.execute(
        "select attribution, evidence, amount_low / 1000000000 from marts.fct_guidance"
        " where company_id = 'amazon' and target_period = 'CY2025' order by issued_on"
    ).fetchall()
    assert found == [("analyst", "third_party", 105), ("company", "announced", 125)]


def test_accuracy_compares_the_very_measure_and_leaves_bounds_without_a_midpoint(labelled):
    rows = labelled.execute(
        "select target_period, measure, first_error_pct, last_error_pct, is_last_met, null_reason"
        " from reports.rpt_guidance_accuracy"
        " where company_id in ('meta', 'microsoft') order by company_id, target_period"
    ).fetchall()
    assert rows == [
        ("CY2023", "incl_finance_leases", -10.78, 0.37, True, None),
        ("CY2024", "incl_finance_leases", 20.69, 0.58, True, None),
        ("CY2025", "incl_finance_leases", 15.54, 1.71, False, None),
        ("FY2026-Q1", "incl_finance_leases", None, None, True, "only bounds were given: met or not, but no midpoint"),
        ("FY2026-Q4", "incl_finance_leases", None, None, True, "only bounds were given: met or not, but no midpoint"),
    ]
