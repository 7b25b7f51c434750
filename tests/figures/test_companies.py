"""Who is named: catalogue names with their guards, short forms, and companies nobody knows."""

import pytest

from ingest.figures.companies import find_companies
from ingest.figures.organisations import find_organisations, slug_of, titled_organisation


def named(text: str, language: str = "en", title: str = "") -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.company_id) for m in find_companies(text, language, title)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("AWS and Google Cloud", "en", [("AWS", "amazon"), ("Google Cloud", "alphabet")]),
        ("Alibabas Cloudsparte", "de", [("Alibabas", "alibaba")]),
        ("仅Meta一家，台積電TSMC公布", "zh", [("Meta", "meta"), ("台積電", "tsmc"), ("TSMC", "tsmc")]),
        ("the ChatGPT maker", "en", [("ChatGPT maker", "openai")]),
        ("las metas del grupo", "es", []),
    ],
)
def test_names_of_the_catalogue(text, language, expected):
    assert named(text, language) == expected


def test_a_short_form_holds_from_where_the_text_defines_it():
    text = "Princeton Digital Group (PDX) grows. PDX builds."
    assert [company for _, company in named(text)] == ["princeton_digital", "princeton_digital", "princeton_digital"]


def test_a_name_that_is_a_word_is_a_company_in_a_text_about_its_books():
    assert named("Orange a publié un chiffre d'affaires de 19,9 milliards d'euros.", "fr") == [("Orange", "orange")]
    assert named("Une orange et un jus.", "fr") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sesame Robotics Inc. raised money", ["sesame_robotics"]),
        ("Lake City Semiconductor will build", ["lake_city_semiconductor"]),
        ("- **Sesame**: raised money", ["sesame"]),
        ("DoorShop (NASDAQ: DSHP) fell", ["doorshop"]),
        ("The Group said. Its Technology. It raised money on Tuesday", []),
        ("der Branchenverband German Datacenter Association rechnet mit mehr", []),
        ("El Plan Nacional de Data Centers suma 28 iniciativas", []),
    ],
)
def test_organisations_by_their_form(text, expected):
    assert [slug for _, _, slug in find_organisations(text)] == expected


def test_the_company_that_a_headline_begins_with():
    text = "The start-up Firmory has a plan. Firmory will spend A$5 billion."
    assert titled_organisation("Firmory wants to build AI factories", text) == "Firmory"
    assert titled_organisation("Pipeline for a campus slips", "The pipeline is late.") is None
    assert named(text, "en", "Firmory wants to build AI factories") == [("Firmory", "firmory"), ("Firmory", "firmory")]


def test_slugs():
    assert slug_of("Lake City, S.A.") == "lake_city_s_a"
