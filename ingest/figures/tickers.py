"""Companies called by their ticker: `$MU capex ...`, `MU FQ1-26 prints`.

Trap avoided: every short word in capitals taken for a company. A ticker is one behind a dollar sign, or at the head of a line or
title where a quarter, "capex" or "guide" follows, as notes of traders write; tickers that are words ("AI", "NOW") need the sign.
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


@cache
def _owners() -> dict[str, str]:
    tickers = ((company.ticker, company.id) for company in catalogue.load().values())
    return {ticker: company_id for ticker, company_id in tickers if ticker and ticker.isalpha()}


def find_tickers(text: str) -> list[tuple[int, int, str]]:
    """(start, end, company) of the tickers in a text, in order."""
    owners, words = _owners(), not_tickers()
    found = []
    for match in _TICKER.finditer(text):
        ticker = match["tagged"] or match["heading"]
        if ticker in owners and not (match["heading"] and ticker in words):
            found.append((match.start(match.lastgroup or 0), match.end(), owners[ticker]))
    return found
