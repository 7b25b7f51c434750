"""Headings of columns and their captions: which days, which label."""

from datetime import date

import pytest

from ingest.catalog import companies as catalogue
from ingest.figures.columns import period_of
from ingest.figures.table_words import currency_in, words


@pytest.mark.parametrize(
    ("language", "heading", "caption", "filer", "label", "start", "end"),
    [
        ("en", "Three Months Ended July 27, 2025", "", "nvidia", "FY2026-Q2", (2025, 4, 28), (2025, 7, 27)),
        ("en", "Nine Months Ended October 26, 2025", "", "nvidia", "FY2026-Q1/FY2026-Q3", (2025, 1, 27), (2025, 10, 26)),
        ("en", "Year Ended January 26, 2025", "", "nvidia", "FY2025", (2024, 1, 29), (2025, 1, 26)),
        ("en", "2024", "Year Ended December 31,", "amazon", "CY2024", (2024, 1, 1), (2024, 12, 31)),
        (
            "en",
            "2024",
            "For the six months ended June 30, 2024 and 2023",
            None,
            "CY2024-Q1/CY2024-Q2",
            (2024, 1, 1),
            (2024, 6, 30),
        ),
        ("en", "Twelve Months Ended June 30, 2023", "", "amazon", "P12M", (2022, 7, 1), (2023, 6, 30)),
        ("en", "Twelve Months Ended June 30, 2025", "", "microsoft", "FY2025", (2024, 7, 1), (2025, 6, 30)),
        ("en", "December 28, 2024", "Years ended", "amd", "CY2024", (2023, 12, 31), (2024, 12, 28)),
        ("en", "13 weeks ended 28 June 2025", "", None, "CY2025-Q2", (2025, 3, 30), (2025, 6, 28)),
        ("en", "Q2 FY26", "", "nvidia", "FY2026-Q2", (2025, 5, 1), (2025, 7, 31)),
        ("en", "2Q25", "", None, "CY2025-Q2", (2025, 4, 1), (2025, 6, 30)),
        ("en", "H2 2025", "", None, "CY2025-Q3/CY2025-Q4", (2025, 7, 1), (2025, 12, 31)),
        ("en", "Q1–Q2 2025", "", None, "CY2025-Q1/CY2025-Q2", (2025, 1, 1), (2025, 6, 30)),
        ("fr", "S1 2025", "En millions d'euros", None, "CY2025-Q1/CY2025-Q2", (2025, 1, 1), (2025, 6, 30)),
        ("es", "T3 2025", "Millones de euros", None, "CY2025-Q3", (2025, 7, 1), (2025, 9, 30)),
        ("en", "9M 2025", "", None, "CY2025-Q1/CY2025-Q3", (2025, 1, 1), (2025, 9, 30)),
        ("en", "2025", "Fourth quarter", None, "CY2025-Q4", (2025, 10, 1), (2025, 12, 31)),
        ("de", "3 Monate zum 30.06.2025", "", None, "CY2025-Q2", (2025, 4, 1), (2025, 6, 30)),
        ("de", "Januar–Juni 2025", "", None, "CY2025-Q1/CY2025-Q2", (2025, 1, 1), (2025, 6, 30)),
        ("de", "1. Oktober 2024 bis 30. September 2025", "", "siemens", "FY2025", (2024, 10, 1), (2025, 9, 30)),
        ("fr", "30 juin 2025", "six mois clos le", None, "CY2025-Q1/CY2025-Q2", (2025, 1, 1), (2025, 6, 30)),
        ("es", "Primer trimestre 2025", "", None, "CY2025-Q1", (2025, 1, 1), (2025, 3, 31)),
        ("it", "30 giugno 2025", "Primi sei mesi", None, "CY2025-Q1/CY2025-Q2", (2025, 1, 1), (2025, 6, 30)),
        ("pt", "9M25", "", None, "CY2025-Q1/CY2025-Q3", (2025, 1, 1), (2025, 9, 30)),
        ("nl", "tweede kwartaal 2025", "", None, "CY2025-Q2", (2025, 4, 1), (2025, 6, 30)),
        ("zh", "2025年1-6月", "", None, "CY2025-Q1/CY2025-Q2", (2025, 1, 1), (2025, 6, 30)),
        ("zh", "截至2025年6月30日止三个月", "", "alibaba", "FY2026-Q1", (2025, 4, 1), (2025, 6, 30)),
        ("zh", "2025年前三季度", "", None, "CY2025-Q1/CY2025-Q3", (2025, 1, 1), (2025, 9, 30)),
        ("zh-Hant", "114年第二季", "", None, "CY2025-Q2", (2025, 4, 1), (2025, 6, 30)),
        ("zh-Hant", "2025年1月1日至6月30日", "", None, "CY2025-Q1/CY2025-Q2", (2025, 1, 1), (2025, 6, 30)),
        ("ja", "2025年3月期", "", "softbank", "FY2024", (2024, 4, 1), (2025, 3, 31)),
        ("ja", "(自 2025年4月1日 至 2025年6月30日)", "", "softbank", "FY2025-Q1", (2025, 4, 1), (2025, 6, 30)),
        ("ko", "2025년 2분기", "", None, "CY2025-Q2", (2025, 4, 1), (2025, 6, 30)),
        ("ko", "2025.01.01 ~ 2025.09.30", "", None, "CY2025-Q1/CY2025-Q3", (2025, 1, 1), (2025, 9, 30)),
    ],
)
def test_period_of_a_column(language, heading, caption, filer, label, start, end):
    company = catalogue.get(filer) if filer else None
    column = period_of(heading, caption, words(language), company)
    assert column is not None
    assert (column.label, column.start, column.end) == (label, date(*start), date(*end))


@pytest.mark.parametrize(
    ("heading", "caption"),
    [
        ("June 30, 2025", "Balance sheets"),
        ("% Change", "Years ended December 31, 2025"),
        ("2025 vs. 2024", "Years ended December 31,"),
        ("As of June 30, 2025", "Six months ended"),
        ("North America", "Year ended December 31,"),
        ("2025", "Quarter ended"),
        ("Five months ended May 31, 2025", ""),
        ("", ""),
    ],
)
def test_columns_without_a_period(heading, caption):
    assert period_of(heading, caption, words("en"), None) is None


@pytest.mark.parametrize(
    ("heading", "forecast"), [("2026E", True), ("FY2026 guidance", True), ("2026 outlook", True), ("2026", False)]
)
def test_forecasts(heading, forecast):
    column = period_of(heading, "", words("en"), None)
    assert column is not None and column.is_forecast is forecast


@pytest.mark.parametrize(
    ("caption", "language", "currency"),
    [
        ("(in millions of U.S. dollars)", "en", "USD"),
        ("RMB in millions", "en", "CNY"),
        ("(NT$ in millions)", "en", "TWD"),
        ("单位：人民币百万元", "zh", "CNY"),
        ("(백만원)", "ko", "KRW"),
        ("単位：百万円", "ja", "JPY"),
        ("in Mio. €", "de", "EUR"),
        ("$1,234", "en", "USD"),
        ("in millions", "en", None),
    ],
)
def test_currency_of_a_caption(caption, language, currency):
    assert currency_in(caption, language) == currency
