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


@pytest.mark.parametrize(
    ("text", "language", "companies"),
    [
        ("En 2026 Kestralia invertirá 300 millones. Kestralia factura poco.", "es", ["kestralia", "kestralia"]),
        ("La operadora mexicana de centros de datos Valtrix crece.", "es", ["valtrix"]),
        ("Lumora, filial de un fondo, prevé un capex de 40 millones.", "es", ["lumora"]),
        ("Entro il 2027 Zeròva costruirà un polo; anche Tsmc ha investito.", "it", ["zerova", "tsmc"]),
        ("Le fonds émirati Orbivane, entouré de banques, y engage 8 milliards.", "fr", ["orbivane"]),
        ("L'hébergeur Kelmora a levé 20 millions.", "fr", ["kelmora"]),
        ("A Unilumen vai investir R$ 20 milhões; o Nordeste vai bem.", "pt", ["unilumen"]),
        ("También invertirá el Gobierno. España construirá más. Pedro Ruiz promete inversiones.", "es", []),
        ("La Comisión Federal de Energía construirá subestaciones.", "es", []),
        ("A região Sul vai investir; Lisboa investiu.", "pt", []),
    ],
)
def test_a_romance_sentence_shows_who_is_a_company(text, language, companies):
    assert [mention.company_id for mention in find_companies(text, language)] == companies


def test_a_name_that_is_a_word_is_a_company_where_it_invests():
    assert [m.company_id for m in find_companies("Nel 2024 Leonardo ha investito 950 milioni.", "it")] == ["leonardo"]
    assert find_companies("Il genio di Leonardo a Firenze.", "it") == []


def test_the_company_that_a_romance_headline_sets_off():
    assert [m.company_id for m in find_companies("Corvela monte. L'IA aide.", "fr", "Corvela : les ventes montent")] == [
        "corvela"
    ]
    assert find_companies("Paris attire. Paris reste.", "fr", "Paris : les projets affluent") == []


@pytest.mark.parametrize(
    ("text", "language", "companies"),
    [
        ("Der Rechenzentrumsbetreiber Kaltara baut in Mainz.", "de", ["kaltara"]),
        ("Für 2027 stellt der Betreiber Investitionen in Aussicht und will Flächen kaufen.", "de", []),
        ("Landesweit baut der Anbieter Rechenzentren.", "de", []),
        ("Brendal investiert. Auch Brendal sucht Flächen.", "de", ["brendal", "brendal"]),
        ("Datacenterexploitant Kolvano bouwt in Almere.", "nl", ["kolvano"]),
    ],
)
def test_a_german_or_dutch_sentence_shows_who_is_a_company(text, language, companies):
    assert [mention.company_id for mention in find_companies(text, language)] == companies
