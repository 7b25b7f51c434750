"""Companies by the stock code behind their name, as papers of East Asia print it: 中電（00002）, 緯創(3231), 심텍(222800).

Trap avoided: short names that are parts of words. 中電 alone may be anything, the code says which company it is. Which exchange a
bare code belongs to follows from its length and the language; a year in brackets is no code.
"""

import re
from functools import cache

from ingest.catalog import companies as catalogue

_CODE = re.compile(r"[（(＜<〈](?P<full>(?P<code>[0-9]{4,6})(?:\.(?P<exchange>[A-Z]{1,3}))?)(?=[)）＞>〉/／])")
_EXCHANGES = {
    ("zh", 6): ("SS", "SZ"),
    ("zh", 5): ("HK",),
    ("zh-Hant", 4): ("TW", "TWO"),
    ("zh-Hant", 5): ("HK",),
    ("ja", 4): ("T",),
    ("ko", 6): ("KS", "KQ"),
}
_SAME = {"SH": "SS"}
"""Shanghai has two abbreviations."""
_YEARS = range(1990, 2041)


@cache
def _owners() -> dict[tuple[str, str], str]:
    """(code without leading zeros, exchange) -> company."""
    owners = {}
    for company in catalogue.load().values():
        for listed in (company.ticker or "", *company.aliases.get("any", ())):
            code, _, exchange = listed.partition(".")
            if code.isdigit():
                owners[code.lstrip("0"), _SAME.get(exchange, exchange)] = company.id
    return owners


def find_stock_codes(text: str, language: str) -> list[tuple[int, int, str]]:
    """(start, end, company) of the stock codes of known companies, in order."""
    found = []
    for match in _CODE.finditer(text):
        code, stated = match["code"], match["exchange"]
        exchanges = (stated,) if stated else _EXCHANGES.get((language, len(code)), ())
        if not stated and len(code) == 4 and int(code) in _YEARS:
            continue
        owners = [_owners().get((code.lstrip("0"), _SAME.get(exchange, exchange))) for exchange in exchanges]
        if owner := next(filter(None, owners), None):
            found.append((*match.span("full"), owner))
    return found
