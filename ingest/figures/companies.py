"""Who is named in a text: companies of the catalogue, by any name that the language has for them.

Trap avoided: names that are words (each such name has a guard in the catalogue), a name inside a longer one ("Alphabet" in
"Alphabet City": the longest wins), and a company that only lends its name to a thing ("Nvidia chips", "Meta-Aktie").
"""

from functools import cache
from typing import Literal, NamedTuple

from ingest.catalog import companies as catalogue
from ingest.figures.phrases import Phrases

_GENITIVE = {"de": "s?", "nl": "s?"}


class Mention(NamedTuple):
    """A company named (or described: "the ChatGPT maker") at `start`..`end`."""

    start: int
    end: int
    company_id: str
    kind: Literal["name", "epithet", "organisation"]


def find_companies(text: str, language: str) -> list[Mention]:
    """Mentions of catalogue companies, in order of their place."""
    return [
        Mention(hit.start, hit.end, hit.payload.company_id, hit.payload.kind)
        for hit in _names(language).find(text, 0, len(text))
        if hit.payload.guard is None or hit.payload.guard.allows(text, hit.start, hit.end)
    ]


@cache
def _names(language: str) -> Phrases[catalogue.Name]:
    names = {name.text: name for name in catalogue.names(language)}
    return Phrases(names, language, _GENITIVE.get(language, ""))
