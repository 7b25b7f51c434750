"""What one would otherwise use: a general amount parser, the nearest company name, a keyword and a future word.

Trap avoided: a baseline made to lose. These get this project's catalogue of names, its sentences and its capital spending
words, so that what is compared is the reading of amounts and of roles. English texts only, which is what both know best.
"""

import re
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from ingest.figures.companies import find_companies
from ingest.figures.cues import find, folded
from ingest.text.segments import segments

Amount = tuple[int, float, str]
_SCALE = {"trillion": 1e12, "billion": 1e9, "bn": 1e9, "B": 1e9, "million": 1e6, "M": 1e6}
_PRICE = re.compile(r"(?:[A-Z]{0,3}[$€£¥₹]|[A-Z]{3} ?)\d[\d.,]*(?: ?(trillion|billion|million|bn|B|M)\b)?")
_CURRENCIES = {"dollar": "USD", "euro": "EUR", "pound sterling": "GBP", "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP"}
_CODES = {"RMB": "CNY", "CNY": "CNY", "USD": "USD", "EUR": "EUR", "GBP": "GBP"}


def quantulum_amounts(sentence: str) -> Iterator[Amount]:
    """Money as quantulum3 reads it: (place, value, currency)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from quantulum3 import parser

        for quantity in parser.parse(sentence):
            if quantity.unit.entity.name == "currency" and quantity.unit.name in _CURRENCIES:
                yield quantity.span[0], float(quantity.value), _CURRENCIES[quantity.unit.name]


def price_amounts(sentence: str) -> Iterator[Amount]:
    """Money as price-parser reads it; the scale word behind the number, which it does not know, is applied here."""
    from price_parser import Price

    for match in _PRICE.finditer(sentence):
        price = Price.fromstring(match.group())
        currency = _CURRENCIES.get(price.currency or "") or _CODES.get(match.group()[:3])
        if price.amount is not None and currency:
            yield match.start(), float(price.amount) * _SCALE.get(match[1] or "", 1.0), currency


def predictor(amounts: Callable[[str], Iterator[Amount]]) -> Callable[[dict[str, Any]], list[dict[str, Any]]]:
    """Figures of a document: the amounts of every sentence with an investment word, given to the nearest company name."""

    def predict(document: dict[str, Any]) -> list[dict[str, Any]]:
        text, language = document["text"], document["lang"]
        lowered, mentions = folded(text), find_companies(text, language)
        figures = []
        for segment in segments(text, language):
            topics = {cue.kind for cue in find(lowered, language, "topic", segment.start, segment.end)}
            if not mentions or not topics & {"capex", "invest", "spend", "financing"}:
                continue
            roles = {cue.kind for cue in find(lowered, language, "role", segment.start, segment.end)}
            kind = "financing" if "financing" in topics else "guidance" if roles & {"future", "forecast"} else "actual"
            for place, value, currency in amounts(text[segment.start : segment.end]):
                nearest = min(mentions, key=lambda m: abs(m.start - segment.start - place))
                figures.append(
                    {"company": nearest.company_id, "type": kind, "low": value, "high": value, "currency": currency}
                    | {"attribution": "company", "scope": "capex", "modifier": "exact", "period": None, "quote": ""}
                )
        return figures

    return predict
