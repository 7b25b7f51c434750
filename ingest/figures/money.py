"""Amounts of money in running text, in ten languages and the notations of their press.

Trap avoided: reading a number without its surroundings. `3.800 Mio.` and `3.800 billion` differ by language, `über 50` by
the noun before it, `$` by the country, `185` by the list that it stands in; and a percentage, a model name or a user count
is no money at all.

Vocabulary is data (`catalog/language/<lang>/money.yaml`, `catalog/currencies.yaml`), the grammar is in the modules
`money_*`: numbers and units (tokens), ranges and lists (ranges), "more than" (hedges), which dollar (context), columns (tables).
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from ingest.figures.money_context import CurrencyBasis, conversions, settle_at_home, settle_currencies
from ingest.figures.money_hedges import hedge_after, hedge_before, rate
from ingest.figures.money_ranges import joined
from ingest.figures.money_tokens import Token, tokens
from ingest.figures.money_words import LANGUAGES, Bound, MoneyWords, Per, base_language, lowered, money_words, unified

Modifier = Literal["exact", "about", "at_least", "up_to", "range"]

SMALLEST = Decimal(100_000)
_SCRIPTS = {"ko": re.compile("[가-힣]"), "ja": re.compile("[ぁ-ヿ]"), "zh": re.compile("[一-鿿]")}
_LATIN = tuple(language for language in LANGUAGES if language not in _SCRIPTS)


class Amount(NamedTuple):
    """One amount and where it stands. `text[start:end]` includes hedges, `text[value_start:value_end]` does not."""

    start: int
    end: int
    value_start: int
    value_end: int
    low: Decimal | None
    """Whole currency units; equal to `high` when single-valued, None for "up to X" and vague amounts."""
    high: Decimal | None
    """None for "over X" and vague amounts."""
    currency: str | None
    """ISO 4217, None when the text does not say."""
    modifier: Modifier
    currency_basis: CurrencyBasis | None = None
    """stated beside the number, inherited from a neighbouring amount, or chosen by context (bare `$`, `元`)."""
    conversion_of: int | None = None
    """Index in the returned list of the amount that this one restates in another currency."""
    is_vague: bool = False
    """An order of magnitude only ("billions of dollars", 数千亿元): low and high are None."""
    per: Per | None = None
    """A rate: "a year", "per share", "each"."""
    has_unit: bool = True
    """False for a number written out ("$10,500,000") or a table cell."""

    @property
    def value(self) -> Decimal | None:
        """The bound there is; the lower one of a range."""
        return self.low if self.low is not None else self.high


def find_amounts(
    text: str,
    language: str | None = None,
    *,
    symbols: Mapping[str, str] | None = None,
    smallest: Decimal = SMALLEST,
    is_at_home: bool = False,
) -> list[Amount]:
    """All amounts of money of a text, in order of their place.

    `language` is a tag such as `de` or `zh-Hant`; without one it is guessed from the script and the unit words. `symbols`
    settles ambiguous signs for this document, e.g. `{"$": "AUD"}`. Amounts below `smallest` (share prices, unit costs)
    are left out. `is_at_home`: a press that shares one currency means that one where a text names none.
    Never raises on any text; time is linear in its length.
    """
    plain = unified(text)
    low = lowered(plain)
    words = money_words(base_language(language) if language else guess_language(low))
    found = joined(plain, low, tokens(plain, low, words), words)
    if not found:
        return []
    basis = settle_currencies(plain, low, found, words, symbols or {})
    if is_at_home and words.home:
        settle_at_home(found, basis, words.home)
    before = [hedge_before(plain, low, token.start, words) for token in found]
    after = [hedge_after(low, token.end, words) for token in found]
    spans = [(b[0], a[0]) for b, a in zip(before, after, strict=True)]
    links = conversions(low, found, spans, basis, words)
    for index, source in enumerate(links):
        if source is not None and after[source][1] is None and low[spans[index][1] : spans[index][1] + 1] == ")":
            after[source] = (after[source][0], hedge_after(low, spans[index][1] + 1, words)[1])
    kept = [i for i, token in enumerate(found) if token.high is None or token.high >= smallest]
    place: dict[int | None, int] = {index: position for position, index in enumerate(kept)}
    return [_amount(low, found[i], spans[i], (before[i][1], after[i][1]), basis[i], place.get(links[i]), words) for i in kept]


def _amount(
    low: str,
    token: Token,
    span: tuple[int, int],
    hedges: tuple[Bound | None, Bound | None],
    basis: CurrencyBasis | None,
    conversion_of: int | None,
    words: MoneyWords,
) -> Amount:
    kind = _modifier(token, hedges)
    per, end = rate(low, span[0], span[1], words)
    least = _plain(token.low)
    most = least if token.high is token.low else _plain(token.high)
    code = token.codes[0] if token.codes else None
    return Amount(  # by place, in the order of its fields: by name it takes as long again as all the rest
        span[0],
        end,
        token.start,
        token.end,
        None if kind == "up_to" else least,
        None if kind == "at_least" else most,
        code,
        kind,
        basis,
        conversion_of,
        token.low is None,
        per,
        token.has_unit,
    )


def _plain(value: Decimal | None) -> Decimal | None:
    """The same value without an exponent: whole units stay whole."""
    if value is None:
        return None
    whole = Decimal(int(value))
    return whole if whole == value else value


def _modifier(token: Token, hedges: tuple[Bound | None, Bound | None]) -> Modifier:
    """A range is a range whatever stands around it; a bound is stronger than "about"."""
    if token.low != token.high:
        return "range"
    before, after = hedges
    kind: Modifier = "exact"
    for hedge in (before, after, token.inside):
        if hedge == "about":
            kind = hedge
        elif hedge:
            return hedge
    return kind


def guess_language(low: str) -> str:
    """Language by script, else the one whose unit words are most frequent (English when none is)."""
    sample = low[:20_000]
    if not sample.isascii():
        for language, script in _SCRIPTS.items():
            if len(script.findall(sample)) > len(sample) // 20:
                return language
    counts = {language: len(money_words(language).unit_word.findall(sample)) for language in _LATIN}
    return max(_LATIN, key=lambda language: counts[language])
