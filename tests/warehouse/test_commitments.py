"""Commitments of the labelled figures: one row each, overlaps, status, horizon, the sum that counts nothing twice."""

from datetime import date

import pytest


def row(connection, columns: str, company: str, billions: float, currency: str = "USD") -> tuple:
    found = connection.execute(
        f"select {columns} from marts.fct_commitment"
        " where company_id = ? and amount = ?::decimal(24, 2) * 1000000000 and currency = ?",
        [company, billions, currency],
    ).fetchall()
    assert len(found) == 1, found
    return found[0]


def test_one_plan_however_many_texts_languages_and_currencies(labelled):
    found = row(
        labelled,
        "kind, amount_low, amount_high, announced_on, document_count, status, round(amount_usd / 1e9, 1), horizon_end,"
        " quote_kind",
        "alibaba",
        380,
        "CNY",
    )
    assert found == (
        "capex_plan", 380_000_000_000, None, date(2025, 2, 24), 20, "active", 52.4, date(2028, 2, 24), "authored",
    )  # fmt: skip


def test_every_link_of_a_commitment_says_why(labelled):
    reasons = labelled.execute(
        "select f.currency, f.amount_low / 1000000000, f.reason from marts.bridge_commitment_figure f"
        " join marts.fct_commitment c using (commitment_id)"
        " where c.company_id = 'alibaba' and f.currency = 'USD' order by published_on"
    ).fetchall()
    assert [(currency, amount) for currency, amount, _ in reasons] == [("USD", 53), ("USD", 50)]
    assert reasons[0][2].startswith("conversion stated in a text: 52.4bn USD")
    assert "same horizon" in reasons[1][2]


@pytest.mark.parametrize(
    ("company", "billions", "currency", "relation", "counted", "reason"),
    [
        ("apple", 500, "USD", None, 0, "replaced by a later version"),
        ("apple", 600, "USD", "supersedes", 600, "counted in full"),
        ("tsmc", 65, "USD", None, 65, "counted in full"),
        ("tsmc", 165, "USD", "cumulative_of", 0, "running total: its steps are counted"),
        ("tsmc", 265, "USD", "cumulative_of", 0, "running total: its steps are counted"),
        ("stargate", 500, "USD", None, 500, "counted in full"),
        ("stargate", 100, "USD", "component_of", 0, "part of a larger commitment"),
        ("stargate", 400, "USD", "component_of", 0, "part of a larger commitment"),
        ("samsung", 60_000, "KRW", "component_of", 0, "part of a larger commitment"),
        ("schwarz_group", 2.5, "EUR", "component_of", 0, "part of a larger commitment"),
        ("blackstone", 100, "USD", None, 0, "cancelled"),
        ("oracle", 165, "USD", None, 165, "counted in full"),
    ],
)
def test_what_counts(labelled, company, billions, currency, relation, counted, reason):
    found = row(labelled, "relation, counted_amount / 1000000000, counted_reason", company, billions, currency)
    assert found == (relation, counted, reason)


def test_the_sum_counts_nothing_twice(labelled):
    sums = dict(
        labelled.execute(
            "select company_id, sum(counted_usd) / 1000000000 from reports.rpt_commitments"
            " where company_id in ('apple', 'tsmc', 'stargate') group by company_id"
        ).fetchall()
    )
    assert sums == {"apple": 600, "tsmc": 265, "stargate": 500}


def test_status_is_what_a_document_says(labelled):
    assert row(labelled, "status, status_on", "oracle", 165) == ("delayed", date(2026, 8, 16))
    assert row(labelled, "status, status_on", "blackstone", 100)[0] == "cancelled"
    assert row(labelled, "status, status_on", "apple", 500) == ("superseded", date(2025, 8, 6))


def test_a_board_approval_is_no_additional_money(labelled):
    found = labelled.execute(
        "select sum(counted_usd), count(*) from marts.fct_commitment where company_id = 'tsmc' and is_appropriation"
    ).fetchone()
    assert found == (0, 3)


def test_amounts_per_year_need_a_horizon(labelled):
    annualised = row(labelled, "horizon_basis, round(annualised_usd / 1e9, 1)", "microsoft", 17.5)
    assert annualised == ("duration_from_announcement", 4.4)
    assert row(labelled, "horizon_basis, annualised_usd", "anthropic", 50) == (None, None)


def test_disagreeing_sources_of_one_project_are_listed_not_averaged(labelled):
    assert row(labelled, "document_count, place", "meta", 27) == (3, "Hyperion")
    found = labelled.execute(
        "select other_amount / 1000000000 from reports.rpt_conflicts"
        " where subject = 'commitment' and company_id = 'meta' order by 1"
    ).fetchall()
    assert found == [(10,), (29,), (30,), (30,)]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-02-23", {}),
        ("2025-06-30", {500: "active"}),
        ("2025-08-06", {500: "superseded", 600: "active"}),
    ],
)
def test_commitments_as_of_a_day(labelled, day, expected):
    found = labelled.execute(
        "select amount / 1000000000, status from commitments_as_of(cast(? as date)) where company_id = 'apple'", [day]
    ).fetchall()
    assert dict(found) == expected
    counted = labelled.execute(
        "select coalesce(sum(counted_usd), 0) / 1000000000 from commitments_as_of(cast(? as date)) where company_id = 'apple'",
        [day],
    ).fetchone()
    assert counted == (max(expected, default=0),)


def test_a_plan_is_burnt_down_in_its_own_currency(labelled):
    found = labelled.execute(
        "select plan_amount, spent_amount, spent_pct, spent_pct_with_announcement_quarter, window_start, window_end,"
        " is_upper_bound, quarter_count, measure, spent_evidence"
        " from reports.rpt_commitment_progress where company_id = 'alibaba'"
    ).fetchall()
    assert found == [
        (
            380_000_000_000,
            193_741_000_000,
            50.98,
            57.46,
            date(2025, 4, 1),
            date(2026, 6, 30),
            True,
            5,
            "company_headline",
            "announced",
        )
    ]


def test_only_capex_plans_are_burnt_down_and_unknown_progress_says_why(labelled):
    kinds = labelled.execute(
        "select distinct c.kind from reports.rpt_commitment_progress p join marts.fct_commitment c using (commitment_id)"
    ).fetchall()
    assert kinds == [("capex_plan",)]
    unknown = labelled.execute(
        "select distinct null_reason from reports.rpt_commitment_progress where spent_amount is null"
    ).fetchall()
    assert unknown == [("no quarterly capex in the plan's currency since it began",)]
