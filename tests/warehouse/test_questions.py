"""The questions of METHODOLOGY section 8: one plain query each, with the answers that are known, in less than 100 ms."""

import time
from collections.abc import Callable
from datetime import date

import pytest

from tests import readme

QUESTIONS = readme.questions()


@pytest.fixture(scope="module", params=["labelled", "announced"])
def ask(request: pytest.FixtureRequest) -> Callable[[str], list[dict]]:
    """Ask a question of the README by its name: of what merging makes of labelled figures, and of extracted ones."""
    connection = request.getfixturevalue(request.param)

    def answer(name: str) -> list[dict]:
        cursor = connection.execute(QUESTIONS[name])
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

    return answer


def test_there_are_eleven_questions():
    assert len(QUESTIONS) == 11


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_question_has_an_answer_within_100_ms(ask, name):
    assert ask(name)
    took = []
    for _ in range(3):
        started = time.perf_counter()
        ask(name)
        took.append(time.perf_counter() - started)
    assert min(took) < 0.1


def test_comparable_capex_of_the_us_four(ask):
    rows = {row["company_name"]: row["amount_usd"] for row in ask("comparable_capex")}
    assert sum(rows[name] for name in ("Alphabet", "Amazon", "Meta", "Microsoft")) == 165_050_000_000


def test_plan_progress(ask):
    (plan,) = [row for row in ask("plan_progress") if row["company_name"] == "Alibaba"]
    assert (plan["spent_amount"], plan["spent_pct"], plan["is_upper_bound"]) == (193_741_000_000, 50.98, True)
    assert plan["run_rate"] > plan["needed_run_rate"]
    assert date(2027, 6, 1) < plan["projected_end"] < plan["horizon_end"]


def test_a_guidance_season(ask):
    rows = {row["company_name"]: row for row in ask("guidance_season")}
    assert {name: row["action"] for name, row in rows.items()} == {
        "Alphabet": "raised",
        "Amazon": "raised",
        "Meta": "narrowed",
        "Microsoft": "lowered",
        "TSMC": "raised",
        "Tesla": "raised",
    }
    assert (rows["Microsoft"]["change_midpoint"], rows["Microsoft"]["change_reason"]) == (-15_000_000_000, "accounting")
    assert rows["Amazon"]["change_reason"] == "plan"
    assert {row["quote_kind"] for row in rows.values()} == {"authored"}


def test_known_on_a_day(ask):
    known = {
        row["company_id"]: (row["amount_low"] / 10**9, row["amount_high"] / 10**9)
        for row in ask("known_on_a_day")
        if row["amount_high"]
    }
    assert known["meta"] == (64, 72)
    assert known["alphabet"] == (75, 75)


def test_guidance_accuracy(ask):
    rows = {(row["company_name"], row["target_period"]): row for row in ask("guidance_accuracy")}
    assert rows["Alphabet", "CY2025"]["first_error_pct"] == 21.93
    assert rows["Alphabet", "CY2025"]["last_error_pct"] == -0.6
    assert rows["TSMC", "CY2025"]["last_error_pct"] == -0.24


def test_cash_and_leases(ask):
    rows = {(row["company_name"], row["measure"]): row["amount_usd"] for row in ask("cash_and_leases")}
    assert rows["Microsoft", "cash_ppe_gross"] == 35_802_000_000
    assert rows["Microsoft", "incl_finance_leases"] == 41_000_000_000
    assert rows["Meta", "incl_finance_leases"] == 31_080_000_000


def test_commitments_are_counted_once(ask):
    rows = ask("commitments")
    by_company = {}
    for row in rows:
        by_company[row["company_name"]] = by_company.get(row["company_name"], 0) + row["counted_usd"]
    assert by_company["TSMC"] == 265_000_000_000
    assert by_company["Apple"] == 600_000_000_000
    assert by_company["Stargate"] == 500_000_000_000
    assert {row["company_name"] for row in rows if row["status"] == "cancelled"} == {"Blackstone"}
    assert {row["company_name"] for row in rows if row["status"] == "delayed"} == {"Oracle"}


def test_funding(ask):
    (convertible,) = [row for row in ask("funding") if row["company_name"] == "Alibaba" and row["instrument"] == "convertible"]
    assert (convertible["amount_usd"], convertible["share_pct"], convertible["earmarked_usd"]) == (3.2e9, 80, 2.56e9)


def test_us_and_china(ask):
    rows = {row["company_group"]: float(row["ttm_usd"]) / 1e9 for row in ask("us_and_china")}
    assert rows["us_platform"] == pytest.approx(510.7, abs=0.05)
    assert rows["china_platform"] == pytest.approx(42.6, abs=0.1)


def test_conflicts_restatements_and_gaps(ask):
    rows = ask("conflicts")
    assert {row["what"] for row in rows} == {"conflict", "restated", "missing"}
    assert all(row["reason"] for row in rows)
    assert ("meta", "Canada", 9_000_000_000, 10_000_000_000) in {
        (row["company_id"], row["about"], row["amount"], row["other_amount"]) for row in rows
    }


def test_provenance_leads_to_every_sentence(ask):
    rows = ask("provenance")
    assert len(rows) >= 3
    assert all("175" in row["quote"] or "1750" in row["quote"] for row in rows)
    assert all(row["reason"] for row in rows)
