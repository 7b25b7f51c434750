"""The amount in a cell of a table.

Trap avoided: "1.234" read by the wrong convention, and a number without its unit. The unit stands in the cell, the label, the
heading or the caption, nearest first; the separators are those that the whole table uses. What cannot be told is no amount.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from ingest.figures.money import Modifier, find_amounts
from ingest.figures.table_words import TableWords, currency_in
from ingest.text import grid

_CERTAINLY_WHOLE_UNITS = Decimal(10_000_000)
_COMMA_LANGUAGES = frozenset(("de", "fr", "es", "it", "pt", "nl"))
_LONGEST_CELL = 60
_SHORT_LINE = 110
_BARE = re.compile(r"[^\d]*(\d[\d.,'’\u00a0\u202f ]*)[^\d]*")
_RANGE = re.compile(r"[$€£¥]?\s*(\d[\d.,]*)\s*(?:[-–—~～]|to|bis|à|a|至)\s*[$€£¥]?\s*(\d[\d.,]*)")
_HEDGES: tuple[tuple[str, Modifier], ...] = (("~≈～约約", "about"), (">≥+", "at_least"), ("<≤", "up_to"))
_LETTERS = re.compile(r"[^\W\d_]{2,}|[万亿億兆萬조억만]|[bBmM]\b")
_NO_MONEY = re.compile(r"[%％]|\b(?:x|pp|bps|[GMTk]W|years?)\b")
_ENGLISH_NUMBER = re.compile(r"\d,\d{3}(?:,\d{3}|\.\d)")
_CONTINENTAL_NUMBER = re.compile(r"\d[.\u00a0\u202f ]\d{3}(?:[.\u00a0\u202f ]\d{3}|,\d)")
_BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]")
_BLANKS = re.compile(r"['’\u00a0\u202f ]")


class Money(NamedTuple):
    """Whole units of `currency`, positive; one bound is None for "over" and "up to"."""

    low: Decimal | None
    high: Decimal | None
    currency: str
    modifier: Modifier


class Manner(NamedTuple):
    """How a table writes amounts: its language, decimal sign, and the currency of its filer (or of its other cells)."""

    language: str
    words: TableWords
    decimal_comma: bool
    currency: str | None


def is_value(cell: str, language: str) -> bool:
    """Whether a cell holds a number (bare, or an amount with its unit), not a heading such as "June 30," or a quarter."""
    if not cell or len(cell) > _LONGEST_CELL:
        return False
    if grid.is_value(cell) or _RANGE.fullmatch(cell):
        return True
    return any(c.isdigit() for c in cell) and bool(find_amounts(cell, language))


def is_money(cell: str) -> bool:
    """Whether a value may be an amount: no percentage, multiple, power or number of years."""
    return not _NO_MONEY.search(cell)


def is_bare(cell: str) -> bool:
    """Whether a value is a number alone, whose unit stands elsewhere."""
    return not _LETTERS.search(cell)


def manner_of(values: Sequence[str], language: str, words: TableWords, currency: str | None) -> Manner:
    """How a table with these values writes: by its own numbers where they tell, else as its language does."""
    together = " ; ".join(values)
    english, continental = _ENGLISH_NUMBER.search(together), _CONTINENTAL_NUMBER.search(together)
    comma = bool(continental) if bool(english) != bool(continental) else language in _COMMA_LANGUAGES
    named = next(filter(None, (currency_in(value, language) for value in values)), None)
    return Manner(language, words, comma, named or currency)


def money_in(cell: str, said: Sequence[str], heads: Sequence[str], manner: Manner) -> Money | None:
    """The amount of a cell; None when its unit cannot be told.

    `said` is what label, heading and caption say, nearest first. `heads` are the headings of its neighbours, which may carry the
    unit for all ("in millions" over one column) but not the currency.
    """
    currency = next((c for line in chain((cell,), said) if (c := currency_in(line, manner.language))), manner.currency)
    numbers = _RANGE.fullmatch(cell) or _BARE.fullmatch(cell)
    if not is_bare(cell.replace(currency or "", "")) and not _RANGE.fullmatch(cell):
        amounts = find_amounts(cell, manner.language)
        stated = amounts[0].currency or currency if len(amounts) == 1 and amounts[0].value is not None else None
        return Money(amounts[0].low, amounts[0].high, stated, amounts[0].modifier) if stated else None
    values = [value for n in numbers.groups() if (value := _decimal(n, manner.decimal_comma))] if numbers else []
    power = next((p for line in chain(said, heads) if (p := unit_of(line, manner.words)) is not None), None)
    if not values or currency is None or (power is None and min(values) < _CERTAINLY_WHOLE_UNITS):
        return None
    low, high = values[0].scaleb(power or 0), values[-1].scaleb(power or 0)
    if len(values) > 1:
        return Money(low, high, currency, "range") if low < high else None
    modifier: Modifier = next((name for signs, name in _HEDGES if any(sign in cell for sign in signs)), "exact")
    return Money(None if modifier == "up_to" else low, None if modifier == "at_least" else high, currency, modifier)


def unit_of(line: str, words: TableWords) -> int | None:
    """Power of ten that a caption, heading or label names; the amount "$76.7 billion" in it names none."""
    inside = " ; ".join(_BRACKETS.findall(line))
    for part in (inside, line if len(line) <= _SHORT_LINE else ""):
        found = [
            (m.start(), power)
            for power, pattern in words.units
            for m in pattern.finditer(part)
            if not part[: m.start()].rstrip()[-1:].isdigit()
        ]
        if found:
            return min(found)[1]
    return None


def _decimal(number: str, comma: bool) -> Decimal | None:
    digits = _BLANKS.sub("", number).rstrip(".,")
    digits = digits.replace(".", "").replace(",", ".") if comma else digits.replace(",", "")
    return Decimal(digits) if digits.count(".") < 2 else None
