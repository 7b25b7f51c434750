"""The scorer counts as the labels' own script does."""

from tests.corpus.scorer import compare, score

LABEL = {
    "company": "acme",
    "type": "guidance",
    "attribution": "company",
    "scope": "capex",
    "low": 70e9,
    "high": 72e9,
    "currency": "USD",
    "modifier": "range",
    "period": "CY2025",
    "alt": [],
    "quote": "x",
}


def document(*labels, **more):
    return {"id": "d", "lang": "en", "text": "x", "figures": list(labels), **more}


def test_one_match_one_miss_one_invention():
    other = {**LABEL, "low": 10e9, "high": 10e9}
    comparison = compare(document(LABEL, other), [dict(LABEL), {**LABEL, "low": 5e9, "high": 5e9}])
    total = score([comparison])
    assert (total.true, total.missed, total.spurious) == (1, 1, 1)
    assert (total.precision, total.recall, total.f1) == (0.5, 0.5, 0.5)


def test_guidance_and_commitment_stand_for_each_other_but_spending_does_not():
    assert len(compare(document(LABEL), [{**LABEL, "type": "commitment"}]).matched) == 1
    assert len(compare(document(LABEL), [{**LABEL, "type": "actual"}]).missed) == 1


def test_a_bound_may_be_given_bare_and_a_conversion_counts():
    bound = {**LABEL, "low": 380e9, "high": None, "currency": "CNY", "alt": [{"amount": 53e9, "currency": "USD"}]}
    assert compare(document(bound), [{**bound, "high": 380e9}]).missed == []
    assert compare(document(bound), [{**bound, "low": 53.2e9, "high": 53.2e9, "currency": "USD"}]).missed == []
    assert len(compare(document(bound), [{**bound, "low": 50e9, "high": 50e9, "currency": "USD"}]).missed) == 1


def test_one_prediction_serves_one_label_and_the_better_one_is_taken():
    better, worse = dict(LABEL), {**LABEL, "period": None, "scope": "data_center"}
    comparison = compare(document(LABEL), [worse, better])
    assert comparison.matched[0][1] is better and comparison.spurious == [worse]


def test_passages_that_may_be_read_either_way_cost_nothing():
    invented = {**LABEL, "company": "other", "start": 5, "end": 9}
    assert compare(document(ignore=[{"start": 0, "end": 10}]), [invented]).spurious == []
    assert compare(document(ignore=[{"start": 9, "end": 12}]), [invented]).spurious == [invented]


def test_other_right_values_are_accepted():
    also = {**LABEL, "accept": {"scope": ["ai_infrastructure"]}}
    total = score([compare(document(also), [{**LABEL, "scope": "ai_infrastructure"}])])
    assert total.accuracy("scope") == 1.0
