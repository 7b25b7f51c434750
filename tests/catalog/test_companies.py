"""The catalogue of companies: every entry valid, no name shared, guards that keep common words out."""

from datetime import date

import pytest

from ingest.catalog import companies


def allows(company_id: str, name: str, text: str) -> bool:
    (found,) = [n for n in companies.names() if n.text == name]
    assert found.company_id == company_id
    start = text.index(name)
    return found.guard.allows(text, start, start + len(name))


def test_no_name_belongs_to_two_companies(tmp_path):
    entry = "country: US, currency: USD"
    (tmp_path / "software.yaml").write_text(
        f"a: {{name: Acme, {entry}, aliases: {{any: [Roadrunner]}}}}\nb: {{name: Roadrunner, {entry}}}\n", encoding="utf-8"
    )
    with pytest.raises(ValueError, match="Roadrunner"):
        companies.load(tmp_path)


def test_norway_is_a_country_and_a_day_is_text(tmp_path):
    (tmp_path / "telecom_or_it.yaml").write_text(
        "fjord: {name: Fjord, country: NO, currency: NOK, fiscal_year_end: 06-30}\n", encoding="utf-8"
    )
    fjord = companies.load(tmp_path)["fjord"]
    assert (fjord.country, fjord.fiscal_year_end, fjord.group) == ("NO", "06-30", "telecom_or_it")


@pytest.mark.parametrize(
    ("company_id", "name", "text", "expected"),
    [
        ("meta", "Meta", "Meta raises its forecast to $70bn", True),
        ("meta", "Meta", "a Meta-analysis of 70 studies", False),
        ("meta", "メタ", "メタは2026年に", True),
        ("meta", "メタ", "メタバースに投資", False),
        ("amazon", "Amazon", "Amazon rainforest fund of $1bn", False),
        ("amazon", "Amazon", "Amazon plans $200bn", True),
        ("oracle", "Oracle", "the Oracle of Omaha", False),
        ("fermi", "Fermi", "Fermi leases data centers in Amarillo", True),
        ("fermi", "Fermi", "Enrico Fermi was born in Rome", False),
    ],
)
def test_a_guard_tells_the_company_from_the_word(company_id, name, text, expected):
    assert allows(company_id, name, text) is expected


@pytest.mark.parametrize(
    ("company_id", "label", "first", "last"),
    [
        ("microsoft", 2026, date(2025, 7, 1), date(2026, 6, 30)),
        ("oracle", 2026, date(2025, 6, 1), date(2026, 5, 31)),
        ("alibaba", 2026, date(2025, 4, 1), date(2026, 3, 31)),
        ("softbank", 2025, date(2025, 4, 1), date(2026, 3, 31)),
        ("alphabet", 2026, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_fiscal_years_by_the_label_that_the_company_gives_them(company_id, label, first, last):
    assert companies.get(company_id).fiscal_year(label) == (first, last)


def test_names_of_a_language_hold_epithets_made_from_products_and_home():
    german = {name.text: name for name in companies.names("de")}
    assert german["Facebook-Mutter"].company_id == "meta"
    assert german["Facebook-Mutter"].kind == "epithet"
    assert german["Konzern aus Redmond"].company_id == "microsoft"
    assert german["Telekom"].company_id == "deutsche_telekom"
    assert "Telekom" not in {name.text for name in companies.names("en")}
    assert {"微软", "微軟"} <= {name.text for name in companies.names("zh-Hant")}
