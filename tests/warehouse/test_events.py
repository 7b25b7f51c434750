"""The 299 hand-made events against the tables: merging alone, then extraction and merging together."""

from tests.events import expected

FOUND_BY_EXTRACTION = 294


def test_every_event_with_a_figure_is_found_once_when_extraction_is_perfect(labelled):
    missed = expected.missed(labelled)
    directional = {event.event for event in expected.events() if event.is_directional}
    # Labels hold no figure for guidance without a number, so nothing can be merged from them.
    assert set(missed) <= directional
    assert len(missed) <= 0.03 * len(expected.events())


def test_actuals_of_texts_stand_behind_filings(labelled):
    evidence = dict(
        labelled.execute(
            "select company_id || ':' || measure, evidence from marts.fct_capex"
            " where is_latest and calendar_quarter = '2025-Q3' and is_capex"
            " and company_id in ('alibaba', 'alphabet', 'microsoft')"
        ).fetchall()
    )
    assert evidence == {
        "alibaba:company_headline": "announced",
        "alphabet:cash_ppe_gross": "derived",
        "microsoft:cash_ppe_gross": "reported",
        "microsoft:incl_finance_leases": "announced",
    }


def test_every_figure_is_used_or_says_why_not(labelled):
    total, unexplained = labelled.execute(
        "select count(*), count(*) filter (where event_id is null and figure_type <> 'actual' and unused_reason is null)"
        " from marts.fct_figure"
    ).fetchone()
    assert (total, unexplained) == (598, 0)


def test_quotes_of_the_sample_are_marked_wherever_they_are_shown(labelled):
    shown = labelled.execute(
        "select table_schema || '.' || table_name from information_schema.columns"
        " where table_schema in ('marts', 'reports') and column_name in ('quote', 'other_quote')"
        " and table_name not in (select table_name from information_schema.columns where column_name = 'quote_kind')"
    ).fetchall()
    assert shown == []


def test_nothing_new_without_a_previous_version(labelled):
    assert labelled.execute("select count(*) from reports.rpt_changes").fetchone() == (0,)


def test_extraction_and_merging_together(announced):
    """Real extraction: how many of the events come out whole. The floor is what was reached, and only ever rises."""
    missed = expected.missed(announced)
    found = len(expected.events()) - len(missed)
    print(f"{found} of {len(expected.events())} events found once; missed: {', '.join(sorted(missed))}")
    assert found >= FOUND_BY_EXTRACTION
    assert found >= 0.97 * len(expected.events())


def test_what_extraction_must_not_get_wrong(announced):
    counted = dict(
        announced.execute(
            "select company_id, sum(counted_usd) / 1000000000 from reports.rpt_commitments"
            " where company_id in ('apple', 'tsmc') group by company_id"
        ).fetchall()
    )
    assert counted == {"apple": 600, "tsmc": 265}
    plan = announced.execute(
        "select company_id, spent_amount, spent_pct, spent_pct_with_announcement_quarter, is_upper_bound"
        " from reports.rpt_commitment_progress where plan_amount = 380000000000 and currency = 'CNY'"
    ).fetchall()
    assert plan == [("alibaba", 193_741_000_000, 50.98, 57.46, True)]
    tencent = announced.execute(
        "select amount from marts.fct_capex where company_id = 'tencent' and calendar_quarter = '2026-Q2' and is_latest"
    ).fetchall()
    assert tencent == [(52_784_000_000,)]
    earmarked = announced.execute("select max(earmarked_usd) from marts.fct_financing where company_id = 'alibaba'").fetchone()
    assert earmarked == (2_560_000_000,)
