"""Explanations of what the labelled figures say: merged plans, burn-down, earmarks, chains, years converted by quarters."""

from datetime import date

import duckdb
import pytest

from ingest.explain.answer import Arithmetic, Explanation
from ingest.explain.explain import explain

REPORTS_ON_EVENTS = (
    "select guidance_id as id from reports.rpt_guidance_revisions union select commitment_id from reports.rpt_commitments"
    " union select funding_id from reports.rpt_financing union select subject_id from reports.rpt_conflicts"
    " union select figure_id from marts.fct_figure where unused_reason is not null"
)


def calculation(explanation: Explanation, column: str) -> Arithmetic:
    (found,) = [arithmetic for arithmetic in explanation.arithmetic if arithmetic.column == column]
    return found


@pytest.fixture(scope="module")
def plan(labelled: duckdb.DuckDBPyConnection) -> Explanation:
    return explain(labelled, "alibaba-commitment-380bn-cny-2025-02-24")


def test_a_plan_lists_every_text_that_tells_of_it(plan):
    assert len({p.document_id for p in plan.passages}) == plan.facts["document_count"] == 20
    assert {"en", "zh", "de", "fr"} <= {p.language for p in plan.passages}
    french = next(p for p in plan.passages if p.language == "fr")
    assert (french.amount, french.role) == ("about 53,000 m USD", "announces")
    assert french.reason == "conversion stated in a text: 52.4bn USD, same horizon, same scope"
    assert "53 milliards de dollars" in french.quote


def test_the_burn_down_of_a_plan_adds_up_its_quarters(plan):
    spent = calculation(plan, "spent_amount")
    assert spent.formula == "38,676 m + 31,501 m + 28,999 m + 26,887 m + 67,678 m = 193,741 m CNY"
    assert sum(o.amount for o in spent.operands) == spent.value == 193_741_000_000
    assert spent.operands[0].id == "alibaba:company_headline:2025-06-30:q"
    assert calculation(plan, "spent_pct").formula == "193,741 m ÷ 380,000 m = 50.98 %"
    with_first = calculation(plan, "spent_pct_with_announcement_quarter")
    assert with_first.formula == "218,353 m ÷ 380,000 m = 57.46 %"
    assert with_first.operands[0].id == "alibaba:company_headline:2025-03-31:q"
    assert "upper bound" in spent.note
    assert calculation(plan, "run_rate").formula == "193,741 m ÷ 456 days × 365.25 = 155,183.99 m CNY a year"
    assert calculation(plan, "annualised_usd").formula == "380,000 m CNY ÷ 3.00 years × 0.13793 = 17,483.12 m USD"


def test_an_earmark_is_amount_times_share(labelled):
    explanation = explain(labelled, "alibaba-financing-3.2bn-usd-2025-09-11")
    earmarked = calculation(explanation, "earmarked_amount")
    assert earmarked.formula == "3,200 m × 80 % = 2,560 m USD"
    assert earmarked.value == 2_560_000_000
    assert {p.language for p in explanation.passages} == {"en", "zh", "de"}


def test_a_running_total_names_its_steps(labelled):
    explanation = explain(labelled, "tsmc-commitment-265bn-usd-2026-07-16")
    counted = calculation(explanation, "counted_amount")
    assert counted.formula == "265,000 m − 165,000 m − 100,000 m → 0 USD"
    assert counted.note == "running total: its steps are counted"
    assert {link.relation for link in explanation.links} == {"cumulative of"}
    step = explain(labelled, "tsmc-commitment-165bn-usd-2025-03-03")
    assert ("tsmc-commitment-265bn-usd-2026-07-16", "step of the total") in {(k.id, k.relation) for k in step.links}


def test_a_replaced_plan_names_its_successor(labelled):
    explanation = explain(labelled, "apple-commitment-500bn-usd-2025-02-24")
    assert explanation.facts["status"] == "superseded"
    assert [(link.id, link.relation) for link in explanation.links] == [
        ("apple-commitment-600bn-usd-2025-08-06", "superseded by")
    ]


def test_a_guidance_shows_its_chain_and_how_near_it_came(labelled):
    explanation = explain(labelled, "alphabet-guidance-cy2025-cash_ppe_gross-2025-10-29")
    assert [(v.known_on, v.amount, v.note) for v in explanation.versions] == [
        (date(2025, 2, 4), "about 75,000 m USD", "initiated"),
        (date(2025, 7, 23), "about 85,000 m USD", "raised (plan)"),
        (date(2025, 10, 29), "91,000 m to 93,000 m USD", "raised (plan)"),
    ]
    assert [v.is_this for v in explanation.versions] == [False, False, True]
    assert calculation(explanation, "midpoint").formula == "(91,000 m + 93,000 m) ÷ 2 = 92,000 m USD"
    assert calculation(explanation, "change_midpoint").formula == "92,000 m − 85,000 m = 7,000 m USD"
    assert calculation(explanation, "last_error_pct").formula == "91,447 m ÷ 92,000 m − 1 = -0.6 %"
    assert explanation.links[0].id == "alphabet:cash_ppe_gross:2025-12-31:y"


def test_a_year_converted_quarter_by_quarter_shows_the_four(labelled):
    explanation = explain(labelled, "tencent:accrual_additions:2024-12-31:y")
    conversion = explanation.conversion
    assert conversion.method == "each quarter at the mean rate of its own period, then added"
    assert [part.id for part in conversion.parts] == [
        f"tencent:accrual_additions:2024-{day}:q" for day in ("03-31", "06-30", "09-30", "12-31")
    ]
    assert abs(sum(part.amount for part in conversion.parts) - explanation.facts["amount_usd"]) < 1
    assert explanation.passages[0].reason == "the amount shown"


def test_a_conflict_shows_both_sources(labelled):
    rows = labelled.execute(
        "select subject_id, kept_amount, other_amount, kept_quote, other_quote from reports.rpt_conflicts order by all"
    ).fetchall()
    assert {subject.count("-commitment-") for subject, *_ in rows} == {0, 1}
    for subject, *sides in rows:
        shown = explain(labelled, subject).conflicts
        assert sides in [[c.kept_amount, c.other_amount, c.kept_from, c.other_from] for c in shown]


def test_a_figure_says_what_became_of_it(labelled):
    used, event_id = labelled.execute(
        "select figure_id, event_id from marts.fct_figure where event_id is not null order by figure_id limit 1"
    ).fetchone()
    explanation = explain(labelled, used)
    assert event_id in {link.id for link in explanation.links}
    unused, reason = labelled.execute(
        "select figure_id, unused_reason from marts.fct_figure where unused_reason is not null order by figure_id limit 1"
    ).fetchone()
    assert explain(labelled, unused).passages[0].reason == reason


def test_every_event_and_conflict_is_explained(labelled):
    identifiers = [identifier for (identifier,) in labelled.execute(REPORTS_ON_EVENTS).fetchall()]
    assert len(identifiers) > 150
    for identifier in identifiers:
        explanation = explain(labelled, identifier)
        assert explanation.id == identifier
        assert explanation.passages or explanation.arithmetic, identifier
