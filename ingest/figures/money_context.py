"""Which currency a bare `$`, `¥`, 元 or "39 Milliarden" means, and which amount restates another one in other money.

Trap avoided: counting a conversion as a second figure. "RMB380 billion (US$53 billion)" is one amount; so is "US$2.2 billion
($2.99 billion)", where the rate shows that the second dollar is Singapore's.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from ingest.figures.money_ranges import is_bracketed
from ingest.figures.money_tokens import Token
from ingest.figures.money_words import MoneyWords, currencies

CurrencyBasis = Literal["stated", "inherited", "context"]

_REACH = 700
_BRIDGE = 64
_SLACK = Decimal("0.08")
_OPEN = re.compile(r"\s?[,，、;:/—-]{0,2}\s?(?P<open>[(\[（])?\s?")
_OTHER_DOLLARS = ("SGD", "CAD", "AUD", "HKD", "TWD", "NZD", "MXN", "CLP", "COP", "ARS")
_CHINESE = ("CNY", "TWD", "HKD")
_TAIWANESE = re.compile(r"[0-9]兆|兆元")


def plausible_rate(code: str, other: str) -> tuple[Decimal, Decimal] | None:
    """(lowest, highest) units of `other` per unit of `code` since 2018, with some slack; None for an unknown currency."""
    usd = currencies().usd
    if code not in usd or other not in usd:
        return None
    low, high = usd[code][0] / usd[other][1], usd[code][1] / usd[other][0]
    return low * (1 - _SLACK), high * (1 + _SLACK)


def is_plausible_conversion(amount: Decimal, code: str, other_amount: Decimal, other: str) -> bool:
    """Could `other_amount` of currency `other` be `amount` of `code`, at some rate since 2018? Unknown currencies could."""
    if code == other or not amount or not other_amount:
        return False
    rate = plausible_rate(code, other)
    return rate is None or rate[0] <= other_amount / amount <= rate[1]


def settle_currencies(
    text: str, low: str, found: list[Token], words: MoneyWords, symbols: Mapping[str, str]
) -> list[CurrencyBasis | None]:
    """How each token got its currency. Narrows `codes` to at most one."""
    stated = {t.codes[0] for t in found if len(t.codes) == 1}
    basis: list[CurrencyBasis | None] = []
    chosen: dict[tuple[str, ...], str] = {}
    for token in found:
        if len(token.codes) > 1:
            mark = next((symbol for symbol in symbols if symbol in text[token.start : token.end]), None)
            if mark is None and token.codes not in chosen:
                chosen[token.codes] = _choice(low, token.codes, words, stated)
            token.codes = (chosen[token.codes] if mark is None else symbols[mark],)
            basis.append("context")
        else:
            basis.append("stated" if token.codes else None)
    _inherit(text, found, basis)
    return basis


def _choice(low: str, codes: tuple[str, ...], words: MoneyWords, stated: set[str]) -> str:
    """One of the currencies that an ambiguous mark can mean; in one text always the same."""
    if codes[0] == "USD":
        return "USD"
    named = [code for code in codes if code in stated]
    if set(codes) <= set(_CHINESE) and words.language == "zh":
        return _chinese(low, named, words)
    if "JPY" in codes and words.language in ("ja", "zh"):
        return "JPY" if words.language == "ja" else "CNY" if "CNY" in codes else "JPY"
    if len(named) == 1:
        return named[0]
    counts = {code: len(words.places[code].findall(low)) for code in codes if code in words.places}
    best = max(counts, key=lambda code: counts[code], default=None)
    return best if best is not None and counts[best] else codes[0]


def _chinese(low: str, named: list[str], words: MoneyWords) -> str:
    """元 alone: the 元 that the text names elsewhere, else by places and by Taiwan's 兆."""
    if len(named) == 1 and named[0] != "HKD":
        return named[0]
    if words.traditional is None or not words.traditional.search(low):
        return "CNY"
    counts = {code: sum(1 for _ in words.places[code].finditer(low)) for code in ("CNY", "TWD")}
    if _TAIWANESE.search(low):
        counts["TWD"] += 1
    return "TWD" if counts["TWD"] > counts["CNY"] else "CNY"


def _inherit(text: str, found: list[Token], basis: list[CurrencyBasis | None]) -> None:
    """A number with a unit only takes the currency of the amount before it, else of the one behind it."""
    for order in (1, -1):
        if None not in basis:
            return
        last: Token | None = None
        for index in range(len(found))[::order]:
            token = found[index]
            if basis[index] in ("stated", "context"):
                is_aside = is_bracketed(text, token) and (order < 0 or (last is not None and token.start - last.start <= _REACH))
                if not is_aside:
                    last = token
            elif not token.codes and last is not None and token.has_unit and abs(token.start - last.start) <= _REACH:
                token.codes = last.codes
                basis[index] = "inherited"


def settle_at_home(found: list[Token], basis: list[CurrencyBasis | None], home: str) -> None:
    """Where the press writes for one currency area, a number with a unit is in the only currency named, or in theirs."""
    named = {token.codes[0] for token in found if token.codes} or {home}
    for index, token in enumerate(found):
        if not token.codes and token.has_unit and len(named) == 1:
            token.codes = tuple(named)
            basis[index] = "inherited"


def conversions(
    low: str, found: list[Token], spans: list[tuple[int, int]], basis: list[CurrencyBasis | None], words: MoneyWords
) -> list[int | None]:
    """For each token the index of the token before it that it restates. `spans` are the tokens with their hedges."""
    links: list[int | None] = [None] * len(found)
    for index in range(1, len(found)):
        source = index - 1 if links[index - 1] is None else links[index - 1] or 0
        gap_start = spans[index - 1][1]
        token, origin = found[index], found[source]
        is_alike = token.codes == origin.codes
        is_local = is_alike and token.codes == ("USD",) and _is_one_stated(basis[source], basis[index])
        if (is_alike and not is_local) or not token.codes or not origin.codes:
            continue
        if not 0 <= token.start - gap_start <= _BRIDGE:
            continue
        if not _is_bridge(low, gap_start, token.start, words, links[index - 1] is not None):
            continue
        if is_local:
            american, local = (origin, token) if basis[source] == "stated" else (token, origin)
            _settle_local_dollar(low, found, basis, american, local, words)
        if _converts(origin, token):
            links[index] = source
    return links


def _is_one_stated(one: CurrencyBasis | None, other: CurrencyBasis | None) -> bool:
    return (one == "stated" and other == "context") or (one == "context" and other == "stated")


def _is_bridge(low: str, start: int, end: int, words: MoneyWords, is_chained: bool) -> bool:
    """Only an opening bracket or words such as "equivalent to" stand between the two amounts."""
    match = _OPEN.match(low, start, end)
    begin = match.end() if match else start
    between = words.bridge.match(low, begin, end)
    if between is None or low[between.end() : end].strip(" '\u00a0"):
        return False
    if match and match["open"]:
        return True
    mark = low[start:end].strip()
    return (
        mark in ("/", "=") or (is_chained and mark in (";", ",", "，", "、")) or bool(words.conversions.search(low, begin, end))
    )


def _converts(origin: Token, token: Token) -> bool:
    """Other money at a plausible rate; bounds that are not there prove nothing."""
    code, other = origin.codes[0], token.codes[0]
    pairs = [(a, b) for a, b in ((origin.low, token.low), (origin.high, token.high)) if a is not None and b is not None]
    return code != other and all(is_plausible_conversion(a, code, b, other) for a, b in pairs)


def _settle_local_dollar(
    low: str, found: list[Token], basis: list[CurrencyBasis | None], american: Token, local: Token, words: MoneyWords
) -> None:
    """`US$2.2 billion ($2.99 billion)`: bare dollars are those that fit the rate and the places named."""
    if american.low is None or local.low is None:
        return
    fitting = [c for c in _OTHER_DOLLARS if is_plausible_conversion(american.low, "USD", local.low, c)]
    counts = {code: len(words.places[code].findall(low)) if code in words.places else 0 for code in fitting}
    best = max(fitting, key=lambda code: counts[code], default=None)
    if best is None or not (counts[best] or len(fitting) == 1):
        return
    for token, how in zip(found, basis, strict=True):
        if how == "context" and token.codes == ("USD",):
            token.codes = (best,)
