"""Companies as notes of traders call them: `$MU capex ...`, `MU FQ1-26 prints`, `PRINCETON DIGITAL: raises ...`.

Trap avoided: every short word in capitals taken for a company. A ticker is one behind a dollar sign, or at the head of a line or
title where a quarter, "capex" or "guide" follows, as notes of traders write; tickers that are words ("AI", "NOW") need the sign.
A name in capitals is read at the head of a line only, where a colon, a dash or a bracket follows.
"""

import re
from functools import cache

from ingest.catalog import companies as catalogue
from ingest.figures.organisations import listed

_TAGGED = re.compile(r"\$(?<![\w$].)([A-Z]{1,5})(?![\w$])")
_LINE = re.compile(r"\n[ \t*#•\-]*")
_HEADING = re.compile(r"([A-Z]{2,5})(?=[*_]{0,2}:?\s(?:\(|F?Q[1-4]|[1-4]Q|F?Y\d|H[12]|20\d\d|(?i:capex|guide|earnings|prints)))")
_CAPITALS = re.compile(r"([A-Z][A-Z0-9&. \-]{3,30}?)(?=[*_]{0,2}:|\s[–—-]\s|\s\()")
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
    owners, words = _owners(), listed("not_tickers")
    found = []
    for line in _LINE.finditer(f"\n{text}"):
        start = line.end() - 1
        if (match := _CAPITALS.match(text, start)) and (company := _capitals().get(match[1].strip())):
            found.append((*match.span(1), company))
        if (match := _HEADING.match(text, start)) and match[1] in owners and match[1] not in words:
            found.append((*match.span(1), owners[match[1]]))
    found += [(*match.span(1), owners[match[1]]) for match in _TAGGED.finditer(text) if match[1] in owners]
    return sorted(found)
