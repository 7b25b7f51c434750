"""Amounts: every notation of the field by its value, and properties that hold for any text."""

from decimal import Decimal

import pytest
from babel import numbers
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.figures.money import Amount, find_amounts, guess_language
from ingest.figures.money_context import is_plausible_conversion
from ingest.figures.money_words import LANGUAGES
from tests.figures.money_cases import CASES

_MARKS = {"about": "~", "at_least": ">", "up_to": "<", "exact": "", "range": ""}


def shown(amount: Amount) -> str:
    """An amount in the notation of `money_cases`."""
    if amount.is_vague:
        return f"vague {amount.currency}"
    low, high = (None if v is None else f"{v.normalize():f}" for v in (amount.low, amount.high))
    number = f"{low}..{high}" if amount.modifier == "range" else low or high
    rate = f" /{amount.per}" if amount.per else ""
    return (
        f"{_MARKS[amount.modifier]}{number} {amount.currency or '?'}{rate}{' conv' if amount.conversion_of is not None else ''}"
    )


def expected(case: str) -> str:
    """The notation of `money_cases` with plain digits."""
    head, _, rest = case.partition(" ")
    mark = head[0] if head[0] in "~<>" else ""
    if head == "vague":
        return case
    number = "..".join(f"{Decimal(part).normalize():f}" for part in head.lstrip("~<>").split(".."))
    return f"{mark}{number} {rest}"


@pytest.mark.parametrize(
    ("language", "text", "amounts"), [(language, *case) for language, cases in CASES.items() for case in cases]
)
def test_every_notation_is_read_at_its_value(language, text, amounts):
    found = find_amounts(text, language)
    assert [shown(a) for a in found] == [expected(a) for a in amounts]


@pytest.mark.parametrize(
    ("language", "text", "amounts"), [(language, *case) for language, cases in CASES.items() for case in cases if case[1]]
)
def test_a_sentence_around_the_notation_changes_nothing(language, text, amounts):
    framed = f"「{text}」。" if language in ("zh", "zh-Hant", "ja", "ko") else f"X ({text}), Y."
    found = find_amounts(framed, language)
    assert [shown(a) for a in found] == [expected(a) for a in amounts]
    assert all(a.value_start >= framed.index(text) and a.value_end <= framed.index(text) + len(text) for a in found)


def test_a_hedge_behind_the_brackets_belongs_to_the_amount_before_them():
    first, second = find_amounts("1500億ドル（約23兆円）近くを費やす", "ja")
    assert (first.modifier, second.modifier, second.conversion_of) == ("about", "about", 0)


def test_spans_hold_the_hedge_and_the_bare_amount():
    text = "spend at least another $100 billion or more on it"
    (amount,) = find_amounts(text, "en")
    assert text[amount.start : amount.end] == "at least another $100 billion or more"
    assert text[amount.value_start : amount.value_end] == "$100 billion"


def test_signs_that_several_currencies_share_follow_the_hint():
    assert [a.currency for a in find_amounts("$5 billion and 7 billion yen", "en", symbols={"$": "AUD"})] == ["AUD", "JPY"]
    assert [a.currency_basis for a in find_amounts("$5 billion and US$5 billion", "en")] == ["context", "stated"]


def test_a_yuan_sign_follows_the_language_and_the_text():
    assert find_amounts("¥38亿", "zh")[0].currency == "CNY"
    assert find_amounts("¥380 billion", "ja")[0].currency == "JPY"
    assert find_amounts("¥380 billion, or 3 billion yuan less than before", "en")[0].currency == "CNY"


def test_a_number_without_currency_takes_that_of_the_amount_before_it_not_of_a_conversion():
    amounts = find_amounts("380 Milliarden Yuan (52 Milliarden Dollar), davon 150 Milliarden für Chips", "de")
    assert [(a.currency, a.currency_basis) for a in amounts] == [("CNY", "stated"), ("USD", "stated"), ("CNY", "inherited")]
    (alone,) = find_amounts("Statt der 39 Milliarden aus 2024", "de")
    assert (alone.currency, alone.currency_basis) == (None, None)


def test_small_amounts_are_left_out_unless_asked_for():
    assert find_amounts("a dividend of $0.26 and fees of $99,999", "en") == []
    assert [a.low for a in find_amounts("a dividend of $0.26", "en", smallest=Decimal(0))] == [Decimal("0.26")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("3,2 Milliarden Euro", "de"),
        ("plus de 35 milliards de dollars", "fr"),
        ("15.700 millones de euros", "es"),
        ("4,3 miliardi di euro", "it"),
        ("R$ 490 bilhões", "pt"),
        ("3,2 miljard euro", "nl"),
        ("$66-72 billion", "en"),
        ("3800亿元", "zh"),
        ("1兆6000億円を投じる", "ja"),
        ("47조4천억원", "ko"),
    ],
)
def test_the_language_is_guessed_from_script_and_units(text, language):
    assert guess_language(text.lower()) == language
    assert len(find_amounts(text)) == 1


@pytest.mark.parametrize(
    ("amount", "code", "other_amount", "other", "plausible"),
    [
        (380, "CNY", "53.4", "USD", True),
        (380, "CNY", "49", "EUR", True),
        (380, "CNY", "530", "USD", False),
        ("2.2", "USD", "2.99", "SGD", True),
        (9400, "KRW", "6.8", "USD", True),
        (5, "USD", "5", "USD", False),
        (5, "USD", "7", "XXX", True),
    ],
)
def test_a_conversion_is_believed_at_a_rate_that_has_existed(amount, code, other_amount, other, plausible):
    assert is_plausible_conversion(Decimal(amount) * 10**9, code, Decimal(other_amount) * 10**9, other) is plausible


def test_a_bare_dollar_beside_the_american_is_a_peso_where_the_rate_says_so():
    text = "Una operadora de Chile gastará unos $420 mil millones (cerca de US$450 millones)"
    (pesos, dollars) = find_amounts(text, "es")
    assert (pesos.currency, dollars.currency, dollars.conversion_of) == ("CLP", "USD", 0)


_LOCALES = {
    "en_US": "en",
    "en_GB": "en",
    "en_IN": "en",
    "de_DE": "de",
    "de_CH": "de",
    "de_AT": "de",
    "fr_FR": "fr",
    "fr_CA": "fr",
    "es_ES": "es",
    "es_MX": "es",
    "it_IT": "it",
    "pt_BR": "pt",
    "pt_PT": "pt",
    "nl_NL": "nl",
    "zh_Hans_CN": "zh",
    "zh_Hant_TW": "zh-Hant",
    "ja_JP": "ja",
    "ko_KR": "ko",
}


_POINT_IN_A_COMMA_LANGUAGE = ("de_CH", "es_MX")


@given(
    st.sampled_from(sorted(_LOCALES)),
    st.integers(10**5, 10**14),
    st.sampled_from(["EUR", "GBP", "USD", "CNY", "KRW", "SEK"]),
)
@settings(max_examples=400, deadline=None)
def test_an_amount_written_out_by_any_locale_parses_back(locale, value, code):
    groups = "#,##,##0.00" if locale == "en_IN" else "#,##0.00"
    written = numbers.format_currency(value, code, locale=locale, format=f"¤¤\u00a0{groups}")
    (amount,) = find_amounts(written, _LOCALES[locale])
    assert (amount.low, amount.high, amount.currency) == (value, value, code)


@given(
    st.sampled_from(sorted(set(_LOCALES) - {"en_IN"})),
    st.integers(1, 9999),
    st.integers(8, 12),
    st.sampled_from(["EUR", "USD", "JPY"]),
)
@settings(max_examples=400, deadline=None)
def test_an_amount_abbreviated_by_any_locale_parses_back(locale, mantissa, power, code):
    if locale in _POINT_IN_A_COMMA_LANGUAGE and mantissa % 10 and mantissa > 1000:
        mantissa -= mantissa % 10  # `1.234 Milliarden` is one thing in Zurich and another in Berlin
    value = Decimal(mantissa).scaleb(power - 3)
    kind = "short" if locale[:2] in ("zh", "ja", "ko") else "long"
    written = numbers.format_compact_decimal(value, format_type=kind, locale=locale, fraction_digits=6)
    name = numbers.get_currency_name(code, count=value, locale=locale)
    found = find_amounts(f"{written} {name}", _LOCALES[locale])
    assert [(a.low, a.high, a.currency) for a in found] == [(value, value, code)]


def test_a_press_with_one_currency_means_it():
    said = find_amounts("Il gruppo ha investito 950 milioni.", "it", is_at_home=True)
    assert [(a.low, a.currency, a.currency_basis) for a in said] == [(950_000_000, "EUR", "inherited")]
    assert find_amounts("Invirtió 950 millones.", "es", is_at_home=True)[0].currency is None
    assert find_amounts("Il gruppo ha investito 950 milioni.", "it")[0].currency is None


def test_mil_groups_thousands():
    assert [a.low for a in find_amounts("3 mil 200 millones de pesos", "es")] == [3_200_000_000]


def test_more_than_behind_a_percentage_compares():
    assert [a.modifier for a in find_amounts("R$ 34 bilhões, 48% acima dos R$ 23 bilhões", "pt")] == ["exact", "exact"]


_PIECES = ["$", "€", "¥", "RMB", "元", "億", "万亿", "조", "억", "billion", "Milliarden", "mil", "millones", "b", "bn", "½", "İ"]
_PIECES += [
    "-",
    "～",
    "(",
    ")",
    "约",
    "more than",
    " ",
    "\n",
    "\u00a0",
    ",",
    ".",
    "'",
    "=",
    "/",
    "%",
    "、",
    "bis",
    "to",
    "or",
    "et",
]
_PIECES += [
    "0",
    "7",
    "2025",
    "1,234",
    "１",
    "100000",
    "50000000",
    "half a",
    "et demi",
    "between",
    "from",
    "and",
    "数",
    "十",
    "每年",
]


@given(
    st.one_of(st.text(max_size=200), st.lists(st.sampled_from(_PIECES), max_size=60).map("".join)),
    st.sampled_from([*LANGUAGES, "zh-Hant", None, "xx"]),
)
@settings(max_examples=1500, deadline=None)
@example("\u0130 $5 billion", "en")
def test_no_text_raises_and_every_span_lies_in_it(text, language):
    amounts = find_amounts(text, language)
    for index, amount in enumerate(amounts):
        assert 0 <= amount.start <= amount.value_start < amount.value_end <= amount.end <= len(text)
        assert amount.is_vague == (amount.low is None and amount.high is None)
        assert amount.low is None or amount.high is None or amount.low <= amount.high
        assert amount.conversion_of is None or 0 <= amount.conversion_of < index
    assert [a.value_start for a in amounts] == sorted(a.value_start for a in amounts)
