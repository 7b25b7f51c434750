from datetime import date

import pytest

from ingest.events.amounts import Rates
from ingest.events.commitments import promises
from ingest.events.relations import relations
from tests.events.rows import commitment, figure

RATES = Rates({"CNY": [(date(2025, 2, 24), 0.138)], "AUD": [(date(2025, 6, 9), 0.65), (date(2025, 6, 14), 0.65)]})


def merged(*figures):
    """Sizes of the events, in order of their first text."""
    return [len(promise.figures) for promise in promises(figures, RATES)]


def related(*figures):
    """(amount, relation, amount) in billions."""
    found = promises(figures, RATES)
    billions = [float(p.founder.amount_low or p.founder.amount_high) / 1e9 for p in found]
    return {(billions[r.subject], r.name, billions[r.object]) for r in relations(found)}


def test_one_plan_across_outlets_languages_currencies_and_rounding():
    assert merged(
        commitment((380, None), "2025-02-24", currency="CNY", modifier="at_least", period="P3Y", duration_months=36),
        commitment(380, "2025-02-25", currency="CNY", period="/2028", period_end=date(2028, 12, 31)),
        commitment(53, "2025-02-26", modifier="about", period="P3Y", duration_months=36),
        commitment((50, None), "2025-09-14", modifier="at_least", period="P3Y", duration_months=36),
        commitment(380, "2026-05-14", currency="CNY", period="P3Y", duration_months=36),
    ) == [5]


def test_every_link_says_why():
    (plan,) = promises(
        [
            commitment(380, "2025-02-24", currency="CNY", place="China"),
            commitment(53, "2025-02-26", place="China"),
        ],
        RATES,
    )
    assert [why for _, why in plan.figures] == [
        "first report",
        "equal after conversion: 53bn and 52.44bn USD on 2025-02-24, same place, same scope",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param({"place": "Ohio", "place_type": "site"}, {"place": "Georgia", "place_type": "site"}, id="places"),
        pytest.param({"counterparty": "Oracle"}, {"counterparty": "Volta"}, id="partners"),
        pytest.param({"period": "P4Y", "duration_months": 48}, {"period": "P10Y", "duration_months": 120}, id="durations"),
        pytest.param(
            {"period": "/2028", "period_end": date(2028, 12, 31)},
            {"period": "/2035", "period_end": date(2035, 12, 31)},
            id="ends",
        ),
        pytest.param({"relation_cue": "additional"}, {"relation_cue": "cumulative"}, id="step and total"),
    ],
)
def test_equal_amounts_of_one_day_stay_apart_when_something_differs(first, second):
    assert merged(commitment(10, "2025-06-09", **first), commitment(10, "2025-06-09", **second)) == [1, 1]


def test_two_amounts_of_one_text_are_two_things():
    assert merged(commitment(10, "2025-06-09", document="d"), commitment(10, "2025-06-09", document="d")) == [1, 1]


def test_twenty_billion_australian_dollars_are_not_twenty_billion_us_dollars():
    assert merged(commitment(20, "2025-06-09"), commitment(20, "2025-06-14", currency="AUD")) == [1, 1]


def test_a_second_hundred_billion_a_year_later_is_another_step():
    assert merged(
        commitment(100, "2025-03-03", relation_cue="additional", place="United States", place_type="country"),
        commitment(100, "2026-07-16", relation_cue="additional", place="United States", place_type="country"),
    ) == [1, 1]


def test_a_round_amount_long_after_needs_more_than_the_amount():
    assert merged(commitment(10, "2024-01-25", scope="data_center"), commitment(10, "2025-06-09", scope="semiconductor")) == [
        1,
        1,
    ]
    assert merged(commitment(10, "2024-01-25"), commitment(10, "2025-06-09", relation_cue="prior")) == [2]


def test_sources_that_disagree_on_one_named_project_are_one_event():
    site = {"place": "Hyperion", "place_type": "site"}
    assert merged(
        figure("financing", 30, "2025-10-16", modifier="about", scope="data_center", **site),
        commitment(27, "2025-10-21", scope="data_center", **site),
        commitment((None, 30), "2025-10-21", scope="data_center", modifier="up_to", **site),
    ) == [3]


def test_a_country_and_a_site_in_it_can_be_one_place():
    assert merged(
        commitment(15, "2025-10-14", place="Visakhapatnam", place_type="site"),
        commitment(15, "2025-12-09", place="India", place_type="country"),
    ) == [2]


def test_convertible_and_exchangeable_are_two_issues():
    assert merged(
        figure("financing", 1.5, "2025-07-03", instrument="exchangeable"),
        figure("financing", 1.5, "2025-07-05", instrument="convertible"),
    ) == [1, 1]


def steps(day, amounts, cues):
    """A text that adds a step to a base."""
    place = {"place": "United States", "place_type": "country"}
    return [
        commitment(amount, day, document=day, relation_cue=cues.get(name), **place)
        for name, amount in zip(("step", "base", "total"), amounts, strict=True)
    ]


@pytest.mark.parametrize(
    "cues",
    [
        {"step": "additional", "base": "prior", "total": "cumulative"},
        {"step": "additional", "base": "additional", "total": None},
        {"step": None, "base": None, "total": "cumulative"},
    ],
)
def test_running_totals_count_their_steps(cues):
    figures = [
        commitment(65, "2024-04-08", place="United States", place_type="country"),
        *steps("2025-03-03", (100, 65, 165), cues),
        *steps("2026-07-16", (100, 165, 265), cues),
    ]
    assert merged(*figures) == [2, 1, 2, 1, 1]
    assert related(*figures) == {
        (165, "cumulative_of", 65),
        (165, "cumulative_of", 100),
        (265, "cumulative_of", 165),
        (265, "cumulative_of", 100),
    }


def test_three_projects_that_happen_to_add_up_are_no_running_total():
    sites = [{"place": name, "place_type": "site"} for name in ("Pennsylvania", "Ohio", "Indiana")]
    figures = [commitment(amount, "2025-06-09", document="d", **site) for amount, site in zip((20, 10, 10), sites, strict=True)]
    assert related(*figures) == set()


def test_parts_by_words_and_by_a_sum_of_three_or_more():
    assert related(
        commitment(500, "2025-01-21", document="d"),
        commitment(100, "2025-01-21", document="d", relation_cue="component"),
    ) == {(100, "component_of", 500)}
    items = (7.25, 1.159, 3.581, 2.992)
    assert related(*(commitment(amount, "2025-11-12", document="d") for amount in (14.982, *items))) == {
        (item, "component_of", 14.982) for item in items
    }


def test_a_raised_pledge_replaces_the_old_one():
    expected = {(600, "supersedes", 500)}
    old = commitment(500, "2025-02-24")
    new = commitment(600, "2025-08-06", document="d")
    assert related(old, new, commitment(500, "2025-08-06", document="d", relation_cue="superseded")) == expected
    raised = new.model_copy(update={"status": "raised"})
    assert related(old, raised, commitment(500, "2025-08-06", document="d", relation_cue="prior")) == expected
    assert related(old, new, commitment(500, "2025-08-06", document="d", relation_cue="prior")) == set()
