"""Money that the label of a number names: `투자금액(원) : 168,000,000,000`, 投资总额（万元）：347,800.

Trap avoided: forms of exchanges and tables that put the currency, and the unit, before the colon and leave the number bare.
"""

import re

from ingest.figures.money_words import MoneyWords
from ingest.figures.numerals import read_han

_LABEL = re.compile(r"[(（](?:(?:단위|单位|單位|単位)\s*[:：]\s*)?([^()（）\s]{1,8})[)）]\s?[:：]?\s?\Z")
_UNIT = re.compile(r"[十百千万萬亿億兆천백십조억만]*")
_LONGEST = 24


def label_of(text: str, start: int, words: MoneyWords) -> tuple[int, tuple[str, ...]] | None:
    """(power of ten of the unit, currencies) that the label before a number at `start` names."""
    if not words.is_running_script or ")" not in text[max(0, start - 4) : start]:
        return None
    label = _LABEL.search(text[max(0, start - _LONGEST) : start])
    if label is None:
        return None
    unit = _UNIT.match(label[1])
    written = unit[0] if unit else ""
    codes = words.currency_words.get(label[1][len(written) :])
    return (len(str(read_han(written))) - 1 if written else 0, codes) if codes else None
