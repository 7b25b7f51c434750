"""Whose amount it is when the words do not say it beside the amount, and what only looks like an investment.

Trap avoided: a name that is near (a product's, a partner's, a part's) taken for the one that pays.
"""

from datetime import date

import pytest

from ingest.figures.companies import find_companies
from ingest.figures.extract import figures_of

_DAY = date(2026, 3, 2)


def found(text: str, title: str = "") -> list[tuple[str, str, int]]:
    figures = figures_of(text, language="en", published=_DAY, title=title)
    return [(f.company, f.type, int(f.low or f.high or 0) // 10**6) for f in figures if f.modifier != "directional"]


@pytest.mark.parametrize(
    ("text", "companies"),
    [
        ("Charter Communications cut its plan. Charter's network grows.", ["charter", "charter"]),
        ("Deutsche Telekom builds. Deutsche customers wait.", ["deutsche_telekom"]),
        ("Frontier Robotics raised money for a charter; a frontier is a border. Frontier said so.", ["frontier_robotics"]),
    ],
)
def test_a_company_is_called_by_the_first_word_of_its_name_if_that_is_a_name(text, companies):
    assert [mention.company_id for mention in find_companies(text, "en")] == companies


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Yotta Data Services will install Nvidia Blackwell chips in a supercluster costing $2 billion.", []),
        ("OpenAI said it will buy $250 billion of Azure services.", [("openai", "commitment", 250_000)]),
        ("Tesla agreed to invest $2 billion in preferred stock of xAI.", [("tesla", "commitment", 2_000)]),
        (
            "IBM will invest $150 billion in America over five years, including $30 billion in research and development.",
            [("ibm", "commitment", 150_000), ("ibm", "commitment", 30_000)],
        ),
    ],
)
def test_who_pays_is_not_who_is_nearest(text, figures):
    assert [figure for figure in found(text) if figure[0] != "nvidia"][: len(figures)] == figures
    assert not [figure for figure in found(text) if figure[0] in ("nvidia", "microsoft", "xai")]


def test_a_paragraph_that_names_nobody_goes_back_to_the_subject_of_the_text():
    text = (
        "Meta keeps a fifth of the venture; funds of Blue Owl Capital contribute about $7 billion to the data center.\n\n"
        "Press reports had put the investment in the campus at $30 billion."
    )
    assert ("meta", "commitment", 30_000) in found(text, title="Meta builds in Louisiana")


def test_a_question_says_what_its_answer_is_about():
    asked = "Who builds it?\nMeta.\n\nHow much is being invested?\nMore than $10 billion.\n"
    assert ("meta", "commitment", 10_000) in found(asked, title="Questions about the data center")
    other = "Analyst: And free cash flow?\nIntel: It was $857 million in the quarter.\n"
    assert found(other, title="Intel capex: call") == []


@pytest.mark.parametrize(
    "text",
    [
        "Dell sees AI server shipments of $20 billion this year.",
        "Entegris repaid $100 million of its term loan; gross debt stands at $3.9 billion.",
        "Goodman's data centre portfolio was worth A$86 billion in June.",
        "A gigawatt of AI capacity costs around $50 billion, AMD said.",
    ],
)
def test_what_only_stands_beside_words_of_investment_is_none(text):
    assert found(text) == []
