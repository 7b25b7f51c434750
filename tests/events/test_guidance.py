from datetime import date

from ingest.events.amounts import Rates
from ingest.events.guidance import chains, statements, vintages
from ingest.events.spokesman import spokesman_of_guidance
from tests.events.rows import commitment, guidance
from tests.warehouse.rows import company

NO_RATES = Rates({})


def billions(figure):
    return [None if amount is None else float(amount) / 1e9 for amount in (figure.amount_low, figure.amount_high)]


def said(*figures, of=None):
    """{chain: [(low, high) in billions, day, statements] per version}, in order."""
    found = chains(statements(figures, of or company()))
    return {
        chain_id: [
            (
                *billions(spokesman_of_guidance(s.figure for s, _ in v.statements)),
                str(v.issued_on),
                len(v.statements),
            )
            for v in vintages(chain, NO_RATES)
        ]
        for chain_id, chain in found.items()
    }


def test_the_old_range_beside_the_new_one_is_evidence_not_a_row():
    found = said(
        guidance((60, 65), "2025-01-29"),
        guidance((64, 72), "2025-04-30", document="q1"),
        guidance((60, 65), "2025-04-30", document="q1", relation_cue="prior"),
        guidance((64, 72), "2025-05-01", relation_cue=None),
    )
    assert found == {"acme-guidance-cy2025-company_headline": [(60, 65, "2025-01-29", 2), (64, 72, "2025-04-30", 2)]}


def test_without_cues_the_known_range_of_a_text_is_the_old_one():
    found = said(
        guidance((60, 65), "2025-01-29"),
        guidance((64, 72), "2025-04-30", document="q1", status="raised"),
        guidance((60, 65), "2025-04-30", document="q1", status="raised"),
    )
    assert [row[:3] for row in found["acme-guidance-cy2025-company_headline"]] == [
        (60, 65, "2025-01-29"),
        (64, 72, "2025-04-30"),
    ]


def test_when_a_text_calls_everything_old_its_unknown_amounts_are_the_news():
    found = said(
        guidance(75, "2025-02-04"),
        guidance(85, "2025-07-23", document="q2", relation_cue="superseded"),
        guidance(75, "2025-07-23", document="q2", relation_cue="superseded"),
    )
    assert [row[:3] for row in found["acme-guidance-cy2025-company_headline"]] == [
        (75, 75, "2025-02-04"),
        (85, 85, "2025-07-23"),
    ]


def test_an_older_range_known_only_from_a_later_text_comes_first_and_is_no_later_than_that_text():
    figures = (
        guidance((27, 30), "2023-07-26", 2023, document="q2"),
        guidance((30, 33), "2023-07-26", 2023, document="q2", relation_cue="prior"),
    )
    chain = next(iter(chains(statements(figures, company())).values()))
    older, newer = vintages(chain, NO_RATES)
    assert (older.first.amount_low, older.is_older_than_known) == (30_000_000_000, True)
    assert (newer.first.amount_low, newer.is_older_than_known) == (27_000_000_000, False)


def test_one_end_of_a_range_is_the_range_also_when_it_is_told_first():
    found = said(guidance((None, 205), "2025-07-21"), guidance((195, 205), "2025-07-22"), guidance((None, 205), "2025-07-26"))
    assert [row[:2] + row[3:] for row in found["acme-guidance-cy2025-company_headline"]] == [(195, 205, 3)]


def test_a_bound_and_a_point_of_the_same_number_are_two_versions():
    found = said(guidance((9, None), "2025-07-23"), guidance(9, "2025-10-22", modifier="about"))
    assert [row[:2] for row in found["acme-guidance-cy2025-company_headline"]] == [(9, None), (9, 9)]


def test_back_to_an_old_number_is_news_only_if_the_text_and_the_amounts_say_so():
    first, second = guidance(10, "2025-01-20"), guidance(9, "2025-04-20")
    assert len(said(first, second, guidance(10, "2025-07-20", status="raised"))["acme-guidance-cy2025-company_headline"]) == 3
    assert len(said(first, second, guidance(10, "2025-07-20"))["acme-guidance-cy2025-company_headline"]) == 2
    assert len(said(first, second, guidance(10, "2025-07-20", status="lowered"))["acme-guidance-cy2025-company_headline"]) == 2


def test_rounding_is_an_echo_of_the_day_but_a_change_a_quarter_later():
    assert len(said(guidance(64.8, "2025-04-30"), guidance(65, "2025-05-01"))["acme-guidance-cy2025-company_headline"]) == 1
    assert len(said(guidance(64.8, "2025-04-30"), guidance(65, "2025-07-30"))["acme-guidance-cy2025-company_headline"]) == 2


def test_fiscal_and_calendar_years_are_never_one_chain():
    june = company(fiscal_year_end_month=6, fiscal_year_end_day=30)
    fiscal = guidance(80, "2025-01-03", period="FY2025", period_start=date(2024, 7, 1), period_end=date(2025, 6, 30))
    assert set(said(fiscal, guidance(80, "2025-01-03"), of=june)) == {
        "acme-guidance-fy2025-company_headline",
        "acme-guidance-cy2025-company_headline",
    }


def test_a_fiscal_year_that_is_the_calendar_year_is_the_same_target():
    assert set(said(guidance(80, "2025-01-03", period="FY2025"), guidance(80, "2025-01-04"))) == {
        "acme-guidance-cy2025-company_headline"
    }


def test_a_fiscal_year_of_52_weeks_resolved_to_other_days_is_the_same_target():
    january = company(fiscal_year_end_month=1, fiscal_year_end_day=31)
    days = {"period": "FY2026", "period_start": date(2025, 1, 27)}
    found = said(
        guidance(3, "2025-03-01", **days, period_end=date(2026, 1, 25)),
        guidance(4, "2025-06-01", **days, period_end=date(2026, 1, 31)),
        of=january,
    )
    assert [row[:2] for row in found["acme-guidance-fy2026-company_headline"]] == [(3, 3), (4, 4)]


def test_what_is_left_of_a_longer_target_belongs_to_it():
    def quarters(first_month, published):
        span = guidance((12, None), published)
        return span.model_copy(update={"period_start": span.period_start.replace(month=first_month), "period": "span"})

    found = said(quarters(4, "2025-04-25"), quarters(7, "2025-07-23"))
    assert found == {"acme-guidance-cy2025-q2..cy2025-q4-company_headline": [(12, None, "2025-04-25", 2)]}


def test_an_analyst_never_revises_the_company():
    found = said(guidance(105, "2025-02-06", attribution="analyst"), guidance(125, "2025-10-30"))
    assert set(found) == {"acme-guidance-cy2025-company_headline-analyst", "acme-guidance-cy2025-company_headline"}


def test_capex_without_a_definition_means_what_others_say_of_it_then_the_headline_measure():
    leases = company(headline_measure="incl_finance_leases")
    assert set(said(guidance(60, "2025-01-29"), of=leases)) == {"acme-guidance-cy2025-incl_finance_leases"}
    assert set(said(guidance(60, "2025-01-29", measure="cash_ppe_net"), guidance(60, "2025-01-30"), of=leases)) == {
        "acme-guidance-cy2025-cash_ppe_net"
    }


def test_guidance_without_a_period_borrows_it_from_the_same_amounts_or_stays_out():
    unplaced = guidance(75, "2025-04-24").model_copy(update={"period_start": None, "period_end": None, "period": None})
    assert said(guidance(75, "2025-02-04"), unplaced) == {"acme-guidance-cy2025-company_headline": [(75, 75, "2025-02-04", 2)]}
    assert said(unplaced) == {}


def test_the_guidance_in_force_told_as_a_bare_plan_is_that_guidance():
    told = guidance(200, "2025-02-05")
    assert said(told, commitment(200, "2025-04-20")) == {"acme-guidance-cy2025-company_headline": [(200, 200, "2025-02-05", 2)]}
    for more in ({"place": "Ohio"}, {"period": "P4Y", "duration_months": 48}, {"relation_cue": "additional"}):
        assert said(told, commitment(200, "2025-04-20", **more))["acme-guidance-cy2025-company_headline"][0][3] == 1
    assert said(told, commitment(210, "2025-04-20"))["acme-guidance-cy2025-company_headline"][0][3] == 1


def test_a_withdrawn_guidance_is_a_version_of_its_own():
    found = said(guidance(75, "2025-02-04"), guidance(75, "2025-05-04", status="cancelled"))
    assert [row[2] for row in found["acme-guidance-cy2025-company_headline"]] == ["2025-02-04", "2025-05-04"]
