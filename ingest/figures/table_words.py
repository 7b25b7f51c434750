"""What tables of a language call capital expenditure, periods and units: `catalog/language/<lang>/tables.yaml`.

Trap avoided: a label list in code. Each key holds regular expressions (case ignored); those of English go with every language,
because English labels turn up in every language's tables.

`purchases`: labels of the cash-flow statement's row; `capex`: general names for it; `exclude`: what such a row is not
(accrued, unpaid, proceeds, ratios); `parent` + `item`: a label over two rows ("Acquisitions of:" / "Property, plant and
equipment"), `total` its last row; `noncash`: sections that list what was not paid; `statement`: captions of a cash-flow
statement; `beside`: what prose names along with capex; `net`, `with_leases`, `accrual`: which measure it is; `durations`:
months -> words of a column's length; `trailing`: twelve months that are no fiscal year; `months`: names, January first;
`fiscal`, `quarter`, `ordinals`: labels without a date; `forecast`: expected, not spent; `change`: columns that are no period;
`project`, `raised`: headings of what companies put into
projects, and of what they raised for them; `company`: of their names; `units`: power of ten -> words of a caption.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from ingest.catalog import plain

_SIGN_OR_WORD = re.compile(r"[$€£¥￥₩₹₺₪฿₫₱₽₴₦৳]|[^\W\d_]{2}")


@dataclass(frozen=True)
class TableWords:
    """Compiled expressions of a language and English together."""

    spending: re.Pattern[str]
    """`purchases` or `capex`"""
    purchases: re.Pattern[str]
    exclude: re.Pattern[str]
    parent: re.Pattern[str]
    item: re.Pattern[str]
    total: re.Pattern[str]
    noncash: re.Pattern[str]
    statement: re.Pattern[str]
    beside: re.Pattern[str]
    net: re.Pattern[str]
    with_leases: re.Pattern[str]
    accrual: re.Pattern[str]
    durations: tuple[tuple[int, re.Pattern[str]], ...]
    trailing: re.Pattern[str]
    months: tuple[re.Pattern[str], ...]
    month: re.Pattern[str]
    """any month's name"""
    fiscal: re.Pattern[str]
    quarter: re.Pattern[str]
    ordinals: tuple[re.Pattern[str], ...]
    forecast: re.Pattern[str]
    project: re.Pattern[str]
    raised: re.Pattern[str]
    company: re.Pattern[str]
    change: re.Pattern[str]
    units: tuple[tuple[int, re.Pattern[str]], ...]


@cache
def words(language: str) -> TableWords:
    """Vocabulary of a language; English alone for one without a file."""
    sources = [data for name in dict.fromkeys((language, "en")) if (data := _read(name))]

    def either(*keys: str) -> re.Pattern[str]:
        found: list[str] = []
        for data in sources:
            for key in keys:
                if key not in data:
                    continue
                found += data[key] if isinstance(data[key], list) else [data[key]]
        return _compiled(found)

    def by_number(key: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
        numbers = sorted({int(n) for data in sources for n in data[key]}, reverse=True)
        return tuple((n, _compiled([data[key][str(n)] for data in sources if str(n) in data[key]])) for n in numbers)

    def in_order(key: str) -> tuple[re.Pattern[str], ...]:
        lists = [data[key] for data in sources if data[key]]
        return tuple(
            re.compile("|".join(rf"(?<!\w)(?:{w})(?!\w)" for w in same), re.IGNORECASE) for same in zip(*lists, strict=True)
        )

    months = [name for data in sources for name in data["months"]]
    return TableWords(
        spending=either("purchases", "capex"),
        **{
            key: either(key)
            for key in (
                "purchases",
                "exclude",
                "parent",
                "item",
                "total",
                "noncash",
                "statement",
                "beside",
                "net",
                "with_leases",
                "accrual",
            )
        },
        **{key: either(key) for key in ("trailing", "fiscal", "quarter", "forecast", "change")},
        **{key: either(key) for key in ("project", "raised", "company")},
        durations=by_number("durations"),
        units=by_number("units"),
        months=in_order("months"),
        month=re.compile("|".join(rf"(?<!\w)(?:{name})(?!\w)" for name in months), re.IGNORECASE),
        ordinals=tuple(_compiled(list(same)) for same in zip(*(data["ordinals"] for data in sources), strict=True)),
    )


@cache
def currencies(language: str) -> re.Pattern[str]:
    """Currency signs, codes and words; the group that matches is named after the ISO code."""
    words_of: dict[str, list[str]] = {}
    for code, data in plain.catalogue("currencies.yaml").items():
        # a sign of one or two letters ("R", "NT") is too little outside of an amount
        words_of[code] = [s for s in dict.fromkeys([*data["before"], *data["after"]]) if len(s) > 2 or not s.isalpha()]
    for name in dict.fromkeys((language, language.split("-")[0], "en")):
        money = plain.catalogue("language", name, "money.yaml") or {}
        for code, names in (money.get("currencies") or {}).items():
            words_of.setdefault(code, []).extend(names)
    taken: set[str] = set()
    order: list[tuple[str, str]] = []
    for code, names in words_of.items():
        for name in names:
            if name.lower() not in taken:
                taken.add(name.lower())
                order.append((name, code))
    order.sort(key=lambda pair: -len(pair[0]))
    return re.compile("|".join(f"(?P<{code}_{k}>{_bounded(name)})" for k, (name, code) in enumerate(order)), re.IGNORECASE)


def _bounded(name: str) -> str:
    before = r"(?<![A-Za-z])" if name[0].isascii() and name[0].isalpha() else r"(?<![A-Za-z$])" if name[0] == "$" else ""
    after = r"(?![A-Za-z])" if name[-1].isascii() and name[-1].isalpha() else ""
    return before + re.escape(name) + after


@lru_cache(maxsize=8192)
def currency_in(text: str, language: str) -> str | None:
    """ISO code of the first currency that a caption or cell names."""
    if not _SIGN_OR_WORD.search(text):
        return None
    found = currencies(language).search(text)
    return found.lastgroup.partition("_")[0] if found and found.lastgroup else None


def _read(language: str) -> dict[str, Any] | None:
    return plain.catalogue("language", language, "tables.yaml")


def _compiled(expressions: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{e})" for e in expressions), re.IGNORECASE)
