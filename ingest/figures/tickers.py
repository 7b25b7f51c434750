"""Companies as notes of traders call them: `$MU capex ...`, `MU FQ1-26 prints`, `PRINCETON DIGITAL: raises ...`.

Trap avoided: every short word in capitals taken for a company. A ticker is one behind a dollar sign, or at the head of a line or
title where a quarter, "capex" or "guide" follows, as notes of traders write; tickers that are words ("AI", "NOW") need the sign.
A name in capitals is read at the head of a line only, where a colon, a dash or a bracket follows.
"""

import re
from functools import cache

from ingest.catalog import companies as catalogue
from ingest.figures.organisations import not_tickers

_TICKER = re.compile(
    r"(?<![\w$])\$(?P<tagged>[A-Z]{1,5})(?![\w$])"
    r"|^[ \t*#•\-]*(?P<heading>[A-Z]{2,5})"
    r"(?=[*_]{0,2}:?\s(?:\(|F?Q[1-4]|[1-4]Q|F?Y\d|H[12]|20\d\d|(?i:capex|guide|earnings|prints)))",
    re.MULTILINE,
)
_CAPITALS = re.compile(r"^[ \t*#•\-]*([A-Z][A-Z0-9&. \-]{3,30}?)(?=[*_]{0,2}:|\s[–—-]\s|\s\()", re.MULTILINE)
_SHORT = 3


@cache
def _capitals() -> dict[str, str]:
    names = (name for name in catalogue.names("en") if name.kind == "name" and name.text.isascii())
    return {name.text.upper(): name.company_id for name in names if len(name.text) > _SHORT}


@cache
def _owners() -> dict[str, str]:
    tickers = ((company.ticker, company.id) for company in catalogue.load().values())
    return {ticker: company_id for ticker, company_id in tickers if ticker and ticker.isalpha()}


def find_tickers(text: str) -> list[tuple[int, int, str]]:
    """(start, end, company) of the tickers in a text, in order."""
    owners, words = _owners(), not_tickers()
    found = []
    for match in _CAPITALS.finditer(text):
        if company := _capitals().get(match[1].strip()):
            found.append((match.start(1), match.end(1), company))
    for match in _TICKER.finditer(text):
        ticker = match["tagged"] or match["heading"]
        if ticker in owners and not (match["heading"] and ticker in words):
            found.append((match.start(match.lastgroup or 0), match.end(), owners[ticker]))
    return sorted(found)
