"""The vocabulary is complete data: every language has the kinds that the rules ask for."""

import pytest

from ingest.figures import cues

LANGUAGES = ("en", "de", "zh", "ja", "ko", "fr", "es", "it", "pt", "nl")
GROUPS = {"topic", "role", "status", "measure", "instrument", "reason", "direction"}
ROLES = {"forecast", "future", "past", "spent", "pledge", "old", "compare", "analyst", "aggregate", "outsider", "anaphora"}
TOPICS = {"capex", "invest", "spend", "plan", "deal", "data_center", "ai", "semiconductor", "financing", "raise", "no_revenue"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_all_groups_and_kinds(language):
    vocabulary = cues.vocabulary(language)
    assert set(vocabulary) == GROUPS
    assert set(vocabulary["role"]) >= ROLES and set(vocabulary["topic"]) >= TOPICS
    empty = [f"{g}.{k}" for g, kinds in vocabulary.items() for k, phrases in kinds.items() if not phrases]
    assert set(empty) <= {"measure.net_outlay", "role.counterparty"}
    assert all(cues.find(language, language, group, 0, 2) is not None for group in GROUPS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_is_listed_twice(language):
    for group, kinds in cues.vocabulary(language).items():
        for kind, phrases in kinds.items():
            known = [phrase.lower() for phrase in phrases]
            assert sorted(known) == sorted(set(known)), f"{group}.{kind}"


@pytest.mark.parametrize(
    ("text", "language", "kinds"),
    [
        ("capital expenditures and revenue", "en", ["capex", "no_revenue"]),
        ("Die Bruttoinvestitionen in Rechenzentren", "de", ["capex", "data_center"]),
        ("資本支出高於營收", "zh-Hant", ["capex", "no_revenue"]),
        ("設備投資と売上高", "ja", ["capex", "no_revenue"]),
        ("시설투자와 매출", "ko", ["capex", "no_revenue"]),
        ("dépenses d'investissement", "fr", ["capex"]),
        ("inversiones de capital", "es", ["capex"]),
        ("spesa per investimenti", "it", ["capex"]),
        ("despesas de capital", "pt", ["capex"]),
        ("kapitaaluitgaven", "nl", ["capex"]),
    ],
)
def test_capital_spending_is_known_in_every_language(text, language, kinds):
    assert [cue.kind for cue in cues.find(cues.folded(text), language, "topic", 0, len(text))] == kinds


def test_an_investor_is_no_investment():
    text = "investors and investment banks"
    assert {cue.kind for cue in cues.find(text, "en", "topic", 0, len(text))} == {"aside"}


def test_folding_keeps_every_place():
    assert len(cues.folded("İSTANBUL Straße ΑΣ")) == len("İSTANBUL Straße ΑΣ")


@pytest.mark.parametrize(
    ("label", "known"), [("zh-TW", "zh-Hant"), ("zh_HK", "zh-Hant"), ("zh-CN", "zh"), ("pt-BR", "pt"), ("EN", "en"), ("sv", "sv")]
)
def test_language_tags(label, known):
    assert cues.known_language(label) == known
    assert cues.vocabulary(known)["topic"]["capex"]
