"""Where an annual or quarterly report speaks of capital expenditure, and where it does not.

Trap avoided: reading a report as a news story. In a story any amount near "invest" is worth a thought; a report names hundreds of
balances, leases, commitments and acquisitions, and capital expenditure in a handful of sentences that call it so.
"""

import re
from collections.abc import Sequence

from ingest.figures.table_words import words
from ingest.figures.tables import Cut

_SHORTEST = 40_000
_ROWS = 100
_COVER_LENGTH = 5000
_COVER = re.compile(r"\bform (?:10-[KQ]|20-F|40-F)\b|(?:annual|quarterly) report pursuant to", re.IGNORECASE)
_BALANCE = re.compile(r"\bas of (?:the )?(?:\w+ \d|\d|year|quarter|end)|\bat (?:year|period)[- ]end\b", re.IGNORECASE)


_AMOUNT = r"[$€£¥]?\s?\d[\d.,]*(?:\s?(?:billion|million|thousand|bn|m))?"
_TO_PHRASE = re.compile(
    rf"\s*(?:(?:,|and|,\s*and|to|or)\s*{_AMOUNT}\s*)*"
    r"(?:in|for|on|of|to|towards?|related to|associated with|relating to)\s[^.;]{0,40}",
    re.IGNORECASE,
)
_LONGEST_WAY = 220


def is_report(text: str, rows: int) -> bool:
    """Whether a text with this many rows of statements is a periodic report: by its cover, or by its bulk."""
    return len(text) > _SHORTEST and (rows > _ROWS or bool(_COVER.search(text, 0, _COVER_LENGTH)))


def beside_the_point(text: str, cut: Sequence[Cut], language: str) -> frozenset[int]:
    """Indices of a report's segments that do not state capital expenditure: no word for it, or only a balance or a commitment."""
    vocabulary = words(language)
    silent = set()
    for index, segment in enumerate(cut):
        said = text[segment.start : segment.end]
        if not any(c.isdigit() for c in said):
            continue
        spending = vocabulary.spending.search(said)
        if spending is None or _BALANCE.search(said) or vocabulary.noncash.search(said):
            silent.add(index)
    return frozenset(silent)


def states_capex(text: str, sentence: Cut, start: int, end: int, language: str) -> bool:
    """Whether the amount at `start`..`end` is what the sentence says was (or will be) spent on property and equipment.

    Either the words for it come first ("capital expenditures were $48.1 billion and $77.7 billion") and nothing else between, or
    a preposition leads to them ("$546 million for purchases of property"). In "$2.8 billion and purchases of property" neither.
    """
    vocabulary = words(language)
    said = text[sentence.start : sentence.end]
    before, after = said[: start - sentence.start], said[end - sentence.start :]
    follows_of = before.rstrip().lower().endswith(" of")
    for phrase in vocabulary.spending.finditer(said):
        if phrase.end() <= len(before):
            way = before[phrase.end() :]
            if len(way) <= _LONGEST_WAY and not vocabulary.beside.search(way):
                return True
        elif phrase.start() >= len(said) - len(after):
            way = after[: phrase.start() - (len(said) - len(after))]
            joined = any(c.isdigit() for c in way)
            if _TO_PHRASE.fullmatch(way) and not (joined and follows_of) and not vocabulary.beside.search(way):
                return True
    return False
