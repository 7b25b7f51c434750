"""Phrases: what the notation means, and that the longest wins."""

import re

from hypothesis import given
from hypothesis import strategies as st

from ingest.figures.phrases import Phrases, PhraseSets

BLANK, GAP = r"[\s-]+", r"(?:[\s-]+[^\s.;:,]+){0,3}?[\s-]+"
EXPRESSIONS = {
    **{"a": r"\ba\b", "ab": r"\bab\b", "a b": rf"\ba{BLANK}b\b", "b a": rf"\bb{BLANK}a\b"},
    **{"a*": r"\ba\w*", "b*": r"\bb\w*", "*ab": "ab", "a ~ b": rf"\ba{GAP}b\b"},
}
"""What the phrases mean, said slowly."""


def found(phrases: list[str], text: str, language: str = "en", suffix: str = "") -> list[str]:
    hits = Phrases({p: p for p in phrases}, language, suffix).find(text, 0, len(text))
    return [text[hit.start : hit.end] for hit in hits]


def test_whole_words_any_ending_any_beginning_and_words_between():
    assert found(["invest*"], "reinvest invests investment") == ["invests", "investment"]
    assert found(["*investition*"], "bruttoinvestitionen") == ["investitionen"]
    assert found(["put ~ into"], "put 2.3 billion more into chips, put into") == ["put 2.3 billion more into", "put into"]
    assert found(["gasto* de capital"], "los gastos de capital") == ["gastos de capital"]


def test_blanks_and_hyphens_match_each_other_across_a_line_break():
    assert found(["data center*"], "data-centers, data\ncenter") == ["data-centers", "data\ncenter"]


def test_the_longest_phrase_wins_at_a_place_and_of_two_that_overlap():
    assert found(["capital", "capital expenditure*", "expenditure"], "capital expenditures") == ["capital expenditures"]
    assert found(["*rechenzentr*", "zentrum bau"], "rechenzentrum bau", "de") == ["rechenzentrum"]


def test_scripts_without_blanks_match_inside_and_latin_words_among_them_stay_whole():
    assert found(["资本开支", "ai", "capex"], "其资本开支用于ai和capex。", "zh") == ["资本开支", "ai", "capex"]
    assert found(["ai"], "said韩said", "zh") == []


def test_a_suffix_lets_names_take_a_genitive():
    assert found(["Alibaba"], "Alibabas Cloud", "de", "s?") == ["Alibabas"]
    assert found(["Alibaba"], "Alibabas Cloud", "de") == []


def test_only_the_span_is_searched():
    phrases = Phrases({"capex": 1}, "en")
    assert [hit.start for hit in phrases.find("capex capex capex", 6, 17)] == [6, 12]


def test_places_are_those_of_the_text_whatever_blanks_it_has():
    text = "\n\n  capex \u2009\u2013 data\t \ncentre,\xa0 data-centre\ud800 data \u3000centred"
    assert found(["data centre", "capex"], text) == ["capex", "data\t \ncentre", "data-centre"]
    assert found(["data centre"], "data centre") == ["data centre"]


def test_of_two_phrases_alike_the_one_that_says_more_wins():
    hits = Phrases({"expect*": "any", "expects": "this", "expect": "whole"}, "en").find("expects expect expected", 0, 23)
    assert [hit.payload for hit in hits] == ["this", "any", "any"]


def test_one_further_left_holds_what_overlaps_it():
    assert found(["cut", "cut ~ to", "to chips", "lion to"], "cut 2 billion to chips") == ["cut 2 billion to"]
    assert found(["new chips", "for new", "chips for"], "chips for new chips") == ["chips for", "new chips"]


@given(
    st.text(alphabet="ab -\n", max_size=30),
    st.lists(st.sampled_from(["a", "ab", "a b", "b a", "a*", "b*", "*ab", "a ~ b"]), max_size=4),
)
def test_the_automaton_finds_what_trying_every_phrase_everywhere_finds(text, phrases):
    found = Phrases({p: p for p in phrases}, "en").find(text, 0, len(text))
    expressions = {p: re.compile(EXPRESSIONS[p]) for p in phrases}
    taken = 0
    for hit in found:
        assert expressions[hit.payload].fullmatch(text, hit.start, hit.end), (hit, text)
        assert hit.start >= taken
        taken = hit.end
    for phrase, expression in expressions.items():
        for match in expression.finditer(text):
            assert any(hit.start < match.end() and match.start() < hit.end for hit in found), (phrase, match)


def test_phrases_of_different_sets_may_overlap_and_begin_alike():
    for language, one, other, text in (("en", "cut*", "cutting edge", "cutting edge"), ("ko", "총", "총사업비", "총사업비")):
        found = PhraseSets({"one": {one: 1}, "other": {other: 2}}, language).find(text, 0, len(text))
        assert [payload for hits in found.values() for *_, payload in hits] == [1, 2]
