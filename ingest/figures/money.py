"""Amounts of money in running text, in ten languages and the notations of their press.

Trap avoided: reading a number without its surroundings. `3.800 Mio.` and `3.800 billion` differ by language, `über 50` by
the noun before it, `$` by the country, `185` by the list that it stands in; and a percentage, a model name or a user count
is no money at all.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Modifier = Literal["exact", "about", "at_least", "up_to", "range"]
CurrencyBasis = Literal["stated", "inherited", "context"]
Per = Literal["year", "quarter", "month", "unit"]


@dataclass(frozen=True, slots=True)
class Amount:
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

    @property
    def value(self) -> Decimal | None:
        """The bound there is; the lower one of a range."""
        return self.low if self.low is not None else self.high


_FIRST = re.compile(r"(?P<c>US\$|\$|€|£|RMB ?)(?P<n>\d[\d,]*(?:\.\d+)?)(?: ?(?P<u>trillion|billion|million|bn|B|M)\b)?")
_SCALE = {"trillion": 12, "billion": 9, "bn": 9, "B": 9, "million": 6, "M": 6, None: 0}
_CODE = {"US$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "RMB": "CNY"}


def find_amounts(text: str, language: str | None = None) -> list[Amount]:
    """All amounts of money of a text, in order of their place."""
    found = []
    for m in _FIRST.finditer(text):
        value = Decimal(m["n"].replace(",", "")).scaleb(_SCALE[m["u"]])
        found.append(Amount(m.start(), m.end(), m.start(), m.end(), value, value, _CODE[m["c"].strip()], "exact", "stated"))
    return found
