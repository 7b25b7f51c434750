"""Numbers whose money stands in the label before them."""

from decimal import Decimal

import pytest

from ingest.figures.money import find_amounts


@pytest.mark.parametrize(
    ("language", "text", "value", "currency"),
    [
        ("ko", "투자금액(원) : 168,000,000,000", 168_000_000_000, "KRW"),
        ("ko", "- 투자금액(백만원): 48,500", 48_500_000_000, "KRW"),
        ("zh", "项目总投资（万元）：347,800", 3_478_000_000, "CNY"),
        ("zh", "投资总额(单位：亿元)： 20.3", 2_030_000_000, "CNY"),
        ("ja", "設備投資額（百万円）：26,900", 26_900_000_000, "JPY"),
    ],
)
def test_the_label_names_the_money(language, text, value, currency):
    assert [(amount.value, amount.currency) for amount in find_amounts(text, language)] == [(Decimal(value), currency)]


def test_a_label_without_money_names_none():
    assert find_amounts("자기자본대비(%) : 28,000,000", "ko") == []
