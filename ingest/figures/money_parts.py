"""Parts and comparisons whose unit is said once: "23 miliardi, di cui 16 per la rete", "200 miliardi, contro i 131 del 2025".

Trap avoided: any bare number behind an amount taken for money. A part is introduced as one and says what it is for (not who gives
it, as aid and loans do); a comparison names the year that it is of.

Vocabulary (regular expressions): `parts` in `catalog/language/<lang>/money.yaml`: `of` ("di cui"), `about` (hedges behind it),
`against` (what leads to a comparison), `joins` and `further` (what leads to one more part), `use` and `no_use` (what a part is
for), `years` (what a comparison is of, beside a number). A language without it has none.
"""

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ingest.catalog import plain
from ingest.figures.money_tokens import Token

SENTENCE_END = re.compile(r"[.!?。！？]\s|\n")
_WINDOW = 60
LARGEST_BESIDE = Decimal(1000)
"""A bare number from here on is a year or a count, no part of an amount in billions."""


class _Words(NamedTuple):
    of: re.Pattern[str]
    further: re.Pattern[str]
    against: re.Pattern[str]
    use: re.Pattern[str]
    year: re.Pattern[str]


@cache
def _words(language: str) -> _Words | None:
    data = plain.catalogue("language", language, "money.yaml") or plain.catalogue("language", "en", "money.yaml")
    if "parts" not in data:
        return None
    of, about, against, joins, further, use, no_use, years = (
        "|".join(data["parts"][key]) or "(?!)" for key in ("of", "about", "against", "joins", "further", "use", "no_use", "years")
    )
    return _Words(
        re.compile(rf"(?<!\w)(?:{of})\s(?:(?:{about})\s)?$"),
        re.compile(rf"(?:,|\s(?:{joins}))\s(?:(?:{further})\s)?$"),
        re.compile(rf"(?<!\w)(?:{against})\s$"),
        re.compile(rf"\s({use})\s(?!{no_use})"),
        re.compile(rf"\s(?:\w{{1,4}}\s)?(?:20\d\d|{years})(?!\w)"),
    )


def may_be_held_beside(low: str, token: Token, language: str) -> bool:
    """A cheap question before the dear one: does what stands behind a bare number suit a part or a comparison?"""
    words = _words(language)
    if words is None or not low[token.start - 1].isspace():
        return False
    return words.use.match(low, token.end) is not None or words.year.match(low, token.end) is not None


def is_held_beside(low: str, model: Token, token: Token, language: str) -> bool:
    """Whether a bare number of the folded text has the unit of the amount `model` before it: as its part, or held against it."""
    words = _words(language)
    if words is None or token.low is None or not 0 < token.low < LARGEST_BESIDE or not low[token.start - 1].isspace():
        return False
    use, year = words.use.match(low, token.end), words.year.match(low, token.end)
    if (use is None and year is None) or SENTENCE_END.search(low, model.end, token.start):
        return False
    before = low[max(model.end, token.start - _WINDOW) : token.start]
    if words.against.search(before):
        return year is not None
    if use is None:
        return False
    if words.of.search(before):
        return True
    is_after_part = words.of.search(low[max(0, model.start - _WINDOW) : model.start]) or re.search(rf"\s{use[1]}\s", before)
    return bool(words.further.search(before) and is_after_part)
