"""Periods: every way to name one by its label, its days, and properties that hold for any text."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.figures.money_words import LANGUAGES
from ingest.figures.periods import find_periods
from tests.figures.period_cases import CASES

PUBLISHED = date(2025, 10, 29)
JUNE, MARCH, MAY, SEPTEMBER = (6, 30), (3, 31), (5, 31), (9, 30)
_PART = r"(?:[FC]Y\d{4}(?:-Q[1-4])?|\d{4}(?:-\d\d)?)"
LABEL = re.compile(
    rf"{_PART}(?:/{_PART})?|/\d{{4}}|P\d+[YM]|Q[1-4](?:/Q[1-4])?|(?:this|last|next)_(?:fiscal_)?(?:year|quarter)|year_before"
)


def labels(text: str, language: str, published: date | None = PUBLISHED) -> list[str]:
    return [p.label for p in find_periods(text, language, published)]


@pytest.mark.parametrize(
    ("language", "text", "found"), [(language, *case) for language, cases in CASES.items() for case in cases]
)
def test_every_way_to_name_a_period_has_its_label(language, text, found):
    assert labels(text, language) == found


@pytest.mark.parametrize(
    ("text", "language", "fiscal_year_end", "label", "first", "last"),
    [
        ("fiscal 2026", "en", (12, 31), "FY2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("fiscal 2026", "en", JUNE, "FY2026", date(2025, 7, 1), date(2026, 6, 30)),
        ("the third quarter of fiscal 2024", "en", JUNE, "FY2024-Q3", date(2024, 1, 1), date(2024, 3, 31)),
        ("2025财年第三季", "zh", MARCH, "FY2025-Q3", date(2024, 10, 1), date(2024, 12, 31)),
        ("im Geschäftsjahr 2025/26", "de", SEPTEMBER, "FY2026", date(2025, 10, 1), date(2026, 9, 30)),
        ("2025年度", "ja", MARCH, "FY2025", date(2025, 4, 1), date(2026, 3, 31)),
        ("2025年度第1四半期", "ja", MARCH, "FY2025-Q1", date(2025, 4, 1), date(2025, 6, 30)),
        ("the current fiscal year", "en", JUNE, "FY2026", date(2025, 7, 1), date(2026, 6, 30)),
        ("the last fiscal year", "en", JUNE, "FY2025", date(2024, 7, 1), date(2025, 6, 30)),
        ("the fiscal year", "en", SEPTEMBER, "FY2025", date(2024, 10, 1), date(2025, 9, 30)),
        ("Q1 FY26, up from the previous quarter", "en", JUNE, "FY2025-Q4", date(2025, 4, 1), date(2025, 6, 30)),
        ("Q1 FY26, up from a year earlier", "en", JUNE, "FY2025-Q1", date(2024, 7, 1), date(2024, 9, 30)),
        ("the first quarter", "en", JUNE, "FY2026-Q1", date(2025, 7, 1), date(2025, 9, 30)),
        ("the third quarter", "en", MARCH, "CY2025-Q3", date(2025, 7, 1), date(2025, 9, 30)),
        ("the third quarter of 2025", "en", JUNE, "CY2025-Q3", date(2025, 7, 1), date(2025, 9, 30)),
        ("in fiscal 2026. In the quarter", "en", JUNE, "FY2026-Q1", date(2025, 7, 1), date(2025, 9, 30)),
        ("first half of fiscal 2026", "en", JUNE, "FY2026-Q1/FY2026-Q2", date(2025, 7, 1), date(2025, 12, 31)),
        ("the first nine months of fiscal 2025", "en", JUNE, "FY2025-Q1/FY2025-Q3", date(2024, 7, 1), date(2025, 3, 31)),
        ("calendar 2026", "en", JUNE, "CY2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_the_days_follow_the_fiscal_year_of_the_company(text, language, fiscal_year_end, label, first, last):
    period = find_periods(text, language, PUBLISHED)[-1].under(fiscal_year_end)
    assert (period.label, period.date_start, period.date_end) == (label, first, last)


@pytest.mark.parametrize(
    ("text", "first", "last", "months"),
    [
        ("the quarter ended June 30, 2026", date(2026, 4, 1), date(2026, 6, 30), 3),
        ("the quarter ended June 28, 2026", date(2026, 4, 1), date(2026, 6, 30), 3),
        ("the quarter ended May 3, 2026", date(2026, 2, 1), date(2026, 4, 30), 3),
        ("over the next three years", date(2025, 10, 29), date(2028, 10, 29), 36),
        ("over the past twelve months", date(2024, 10, 29), date(2025, 10, 29), 12),
        ("by 2030", None, date(2030, 12, 31), None),
        ("between 2025 and 2029", date(2025, 1, 1), date(2029, 12, 31), 60),
        ("between December 2025 and December 2026", date(2025, 12, 1), date(2026, 12, 31), 13),
        ("the second half of 2026", date(2026, 7, 1), date(2026, 12, 31), 6),
    ],
)
def test_days_of_spans_limits_and_durations(text, first, last, months):
    (period,) = find_periods(text, "en", PUBLISHED)
    assert (period.date_start, period.date_end, period.duration_months) == (first, last, months)


def test_a_leap_day_ends_a_february_fiscal_year():
    (period,) = find_periods("fiscal 2024", "en", PUBLISHED, fiscal_year_end=(2, 28))
    assert (period.date_start, period.date_end) == (date(2023, 3, 1), date(2024, 2, 29))


def test_without_a_published_date_relative_words_stay_relative():
    assert labels("this year, last quarter, the current fiscal year, next year", "en", None) == [
        "this_year",
        "last_quarter",
        "this_fiscal_year",
        "next_year",
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("12 Sep 2025\nthis year", "en"),
        ("Sep 24, 2025. this year", "en"),
        ("2025-11-11 今年", "zh"),
        ("03.11.2025 in diesem Jahr", "de"),
    ],
)
def test_a_date_line_stands_in_for_the_published_date(text, language):
    assert labels(text, language, None)[-1] == "CY2025"


def test_a_comparison_refers_to_the_period_that_is_reported_not_to_the_last_one_named():
    text = "In the second quarter of 2024 it spent 16, up from 14 in the first and from the 10 of a year ago."
    assert labels(text, "en", date(2024, 8, 1)) == ["CY2024-Q2", "CY2024-Q1", "CY2023-Q2"]


def test_a_quarter_without_a_year_is_the_one_just_reported_or_about_to_be():
    assert labels("the fourth quarter", "en", date(2026, 2, 4)) == ["CY2025-Q4"]
    assert labels("the first quarter", "en", date(2026, 2, 4)) == ["CY2026-Q1"]
    assert labels("the fourth quarter", "en", date(2025, 10, 29)) == ["CY2025-Q4"]


def test_the_span_is_that_of_the_words():
    text = "spent in the third quarter of fiscal 2024 on chips"
    (period,) = find_periods(text, "en", PUBLISHED)
    assert text[period.start : period.end] == "third quarter of fiscal 2024"


_QUARTERS = {
    "en": "in the {word} quarter of {year}",
    "de": "im {word} Quartal {year}",
    "fr": "au {word} trimestre {year}",
    "es": "en el {word} trimestre de {year}",
    "it": "nel {word} trimestre del {year}",
    "pt": "no {word} trimestre de {year}",
    "nl": "in het {word} kwartaal van {year}",
    "zh": "{year}年第{word}季度",
    "ja": "{year}年第{word}四半期",
    "ko": "{year}년 {word}분기",
}
_WORDS = {
    "en": ["first", "second", "third", "fourth"],
    "de": ["ersten", "zweiten", "dritten", "vierten"],
    "fr": ["premier", "deuxième", "troisième", "quatrième"],
    "es": ["primer", "segundo", "tercer", "cuarto"],
    "it": ["primo", "secondo", "terzo", "quarto"],
    "pt": ["primeiro", "segundo", "terceiro", "quarto"],
    "nl": ["eerste", "tweede", "derde", "vierde"],
    "zh": ["一", "二", "三", "四"],
    "ja": ["1", "2", "3", "4"],
    "ko": ["1", "2", "3", "4"],
}


@given(st.sampled_from(LANGUAGES), st.integers(2000, 2060), st.integers(1, 4), st.dates(date(2000, 1, 1), date(2060, 1, 1)))
@settings(max_examples=300, deadline=None)
def test_a_named_quarter_does_not_depend_on_the_day_of_publication(language, year, quarter, published):
    text = _QUARTERS[language].format(word=_WORDS[language][quarter - 1], year=year)
    assert labels(text, language, published) == [f"CY{year}-Q{quarter}"]


_PIECES = ["2025", "FY26", "Q3", "third", "quarter", "of", "fiscal", "year", "years", "three", "next", "last", "by", "to", "and"]
_PIECES += ["between", "ended", "June", "30", ",", ".", "(", "-", "a year earlier", "same period", "half", "months", "this year"]
_PIECES += [
    "年",
    "第三季度",
    "前",
    "去年同期",
    "财年",
    "截至",
    "까지",
    "분기",
    "1〜3月期",
    "半期",
    "\n",
    "İ",
    "99",
    "31",
    "Februar",
    "12月",
]


@given(
    st.one_of(st.text(max_size=200), st.lists(st.sampled_from(_PIECES), max_size=40).map(" ".join)),
    st.sampled_from([*LANGUAGES, "zh-Hant", "xx"]),
    st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2100, 1, 1))),
    st.sampled_from([(12, 31), JUNE, MARCH, MAY, (2, 28), (1, 31)]),
)
@settings(max_examples=1500, deadline=None)
def test_no_text_raises_and_every_period_is_sound(text, language, published, fiscal_year_end):
    for period in find_periods(text, language, published):
        for one in (period, period.under(fiscal_year_end)):
            assert 0 <= one.start < one.end <= len(text)
            assert LABEL.fullmatch(one.label), one.label
            assert one.date_start is None or one.date_end is None or one.date_start <= one.date_end
            assert one.duration_months is None or one.duration_months > 0
