"""Which spellings are the same name, and which units are money."""

import pytest

from ingest.catalog import companies
from ingest.xbrl import units
from ingest.xbrl.identity import belongs


@pytest.mark.parametrize(
    ("entity_name", "name"),
    [
        ("ALPHABET INC.", "Alphabet"),
        ("AMAZON COM INC", "Amazon.com"),
        ("ADVANCED MICRO DEVICES, INC", "Advanced Micro Devices"),
        ("ASML HOLDING NV", "ASML"),
        ("ASML Holding N.V.", "ASML"),
        ("QUALCOMM INC/DE", "Qualcomm"),
        ("ARM HOLDINGS PLC /UK", "Arm"),
        ("Alibaba Group Holding Ltd", "Alibaba"),
        ("L'Air Liquide S.A.", "L’Air Liquide"),
        ("The Trade Desk, Inc.", "Trade Desk"),
        ("SUPER MICRO COMPUTER, INC.", "Supermicro Computer"),
        ("楽天グループ", "楽天グループ"),
    ],
)
def test_spelling_and_legal_form_do_not_count(entity_name, name):
    assert belongs(entity_name, [name])


@pytest.mark.parametrize(
    ("entity_name", "name"),
    [
        ("META FINANCIAL GROUP INC", "Meta Platforms"),
        ("Apple Hospitality REIT, Inc.", "Apple"),
        ("Oracle Healthcare Acquisition Corp.", "Oracle"),
        ("Tencent Music Entertainment Group", "Tencent"),
        ("Intelsat S.A.", "Intel"),
        ("", "Intel"),
        ("Holdings Inc.", "Group Ltd"),
    ],
)
def test_every_other_word_does(entity_name, name):
    assert not belongs(entity_name, [name])


def test_one_of_several_names_is_enough():
    assert belongs("INTERNATIONAL BUSINESS MACHINES CORP", ["IBM", "International Business Machines"])


def test_no_two_filers_of_the_catalogue_share_a_name():
    filers = [company for company in companies.load().values() if company.filer]
    assert len(filers) > 20
    for company in filers:
        assert [other.id for other in filers if belongs(company.name, [other.name])] == [company.id]


@pytest.mark.parametrize(
    ("unit", "code"), [("USD", "USD"), ("iso4217:TWD", "TWD"), ("usd", "USD"), ("USD/shares", None), ("pure", None)]
)
def test_money_is_an_iso_currency(unit, code):
    assert units.currency(unit) == code
