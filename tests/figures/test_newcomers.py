"""Names that no list knows: what introduces a company, and what only begins a sentence."""

import pytest

from ingest.figures.companies import find_companies


@pytest.mark.parametrize(
    ("text", "companies"),
    [
        ("Kestrel, a data center developer in Ohio, said so. Later Kestrel agreed.", ["kestrel", "kestrel"]),
        ("Data-centre operator Valtrix is expanding.", ["valtrix"]),
        ("Start-up Lumora has raised $600 million.", ["lumora"]),
        ("Zerova plans to build a campus.", ["zerova"]),
        ("The deal beats the $2.7 billion Orbivane raised in May.", ["orbivane"]),
        ("It is a campus proposed by Tract near Phoenix.", ["tract"]),
        ("Hyperscalers will spend more; Investors raised money. Texas will build it.", []),
        ("Jane Miller leads it. Miller plans to build a campus.", []),
        ("The research firm Gartner expects more, and the company has raised money.", []),
        ("Charter plans to build; by charter it may.", []),
        ("$MU capex up; $10 is no ticker.", ["micron"]),
        ("MU FQ1-26 prints\nAI capex is up", ["micron"]),
        ("YTL Power International Bhd. and Nvidia Corp. build it.", ["ytl_power", "nvidia"]),
    ],
)
def test_a_sentence_shows_who_is_a_company(text, companies):
    assert [mention.company_id for mention in find_companies(text, "en")] == companies
