"""Headlines of other stories are told from what the page itself tells."""

import pytest

from ingest.text.segments import segments
from ingest.text.teasers import teasers


def _told(text: str, language: str = "en") -> list[str]:
    cut = segments(text, language)
    return [text[cut[index].start : cut[index].end] for index in sorted(teasers(text, cut, language))]


def test_a_list_ends_where_prose_goes_on():
    text = "Meta builds a campus.\nRelated stories:\n  Oracle invests $5 billion\n  Lex: the customers\nWork has begun, it said."
    assert _told(text) == ["Oracle invests $5 billion", "Lex: the customers"]


def test_a_line_of_its_own_leads_nowhere_else():
    text = "Meta builds a campus.\nREAD MORE: SoftBank sells a $5.8bn stake\nThe campus costs $2 billion."
    assert _told(text) == ["READ MORE: SoftBank sells a $5.8bn stake"]


def test_above_the_story_stands_its_own_headline():
    assert _told("Latest news\nMeta to spend $10bn on a campus\nMeta plans a campus, it said.") == []


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("de", "Meta baut.\nLesen Sie auch\nOracle investiert 5 Milliarden", ["Oracle investiert 5 Milliarden"]),
        ("fr", "Meta construit.\nÀ lire aussi : Oracle investit", ["À lire aussi : Oracle investit"]),
        ("es", "Meta construye.\nNoticias relacionadas\nOracle invierte", ["Oracle invierte"]),
        ("zh", "阿里巴巴宣布投资。\n相关阅读\n腾讯投资100亿元", ["腾讯投资100亿元"]),
    ],
)
def test_other_languages_have_their_own_words(language, text, told):
    assert _told(text, language) == told
