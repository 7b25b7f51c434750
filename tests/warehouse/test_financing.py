"""Financing of the labelled figures: merged, with the disclosed share and what it comes to."""


def test_the_disclosed_share_is_earmarked(labelled):
    found = labelled.execute(
        "select instrument, amount, share_pct, earmarked_amount, earmarked_usd, use_of_proceeds, document_count, quote_kind"
        " from marts.fct_financing where company_id = 'alibaba' order by announced_on"
    ).fetchall()
    assert found == [
        ("exchangeable", 1_500_000_000, None, None, None, "ai_infrastructure", 2, "authored"),
        ("convertible", 3_200_000_000, 80.0, 2_560_000_000, 2_560_000_000, "data centres / cloud", 4, "authored"),
    ]


def test_without_a_disclosed_share_nothing_is_earmarked_and_the_reason_is_given(labelled):
    found = labelled.execute(
        "select distinct earmarked_null_reason from marts.fct_financing where share_pct is null and earmarked_amount is null"
    ).fetchall()
    assert found == [("the share is not disclosed",)]


def test_a_range_is_one_financing_known_by_its_middle(labelled):
    found = labelled.execute(
        "select amount_low, amount_high, amount, document_count from marts.fct_financing"
        " where company_id = 'oracle' and amount_low < amount_high"
    ).fetchall()
    assert found == [(45_000_000_000, 50_000_000_000, 47_500_000_000, 2)]


def test_the_report_adds_what_others_fund_through_ventures_and_leases(labelled):
    told = dict(labelled.execute("select told_as, count(*) from reports.rpt_financing group by told_as").fetchall())
    assert told["financing"] == 8
    assert told["commitment"] >= 1
    lease = labelled.execute(
        "select amount_usd, instrument from reports.rpt_financing where company_id = 'tensorwave'"
    ).fetchall()
    assert lease == [(6_500_000_000, "lease")]
