"""Companies called by where they come from: "the Korean company", "the German software maker".

Trap avoided: "the company" of the text taken for the one that is meant. Where several companies have been named, the nationality
chooses: it is the last one from that country. Words: `catalog/organisations.yaml` (`nationalities`, `kinds`).
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ingest.catalog import companies as catalogue
from ingest.catalog import plain


class Named(NamedTuple):
    """A company named at `start`..`end`; only these matter here."""

    start: int
    end: int
    company_id: str


@cache
def _words() -> tuple[dict[str, str], re.Pattern[str]]:
    data = plain.catalogue("organisations.yaml")
    countries = {word: code for code, words in data["nationalities"].items() for word in words}
    words = "|".join(re.escape(word) for word in sorted(countries, key=len, reverse=True))
    kinds = "|".join(data["kinds"])
    return countries, re.compile(rf"he (?<=\b[Tt]he )({words})(?:[ -][a-z&\-]+){{0,3}}?[ -](?:{kinds})\b(?!['’]? [A-Z])")


def find_nationals(text: str, named: Sequence[Named]) -> list[Named]:
    """Companies meant by such descriptions, in order of their place; `named` are those named by name, in order."""
    countries, expression = _words()
    companies = catalogue.load()
    starts = [name.start for name in named]
    found = []
    for match in expression.finditer(text):
        before = named[: bisect_left(starts, match.start())]
        code = countries[match[1]]
        known = [n.company_id for n in reversed(before) if n.company_id in companies]
        if company := next((company_id for company_id in known if companies[company_id].country == code), None):
            found.append(Named(match.start() - 1, match.end(), company))
    return found
