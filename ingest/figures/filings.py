"""Where an annual or quarterly report speaks of capital expenditure, and where it does not.

Trap avoided: reading a report as a news story. In a story any amount near "invest" is worth a thought; a report names hundreds of
balances, leases, commitments and acquisitions, and capital expenditure in a handful of sentences that call it so.
"""

import re
from collections.abc import Sequence

from ingest.figures.table_words import TableWords, words
from ingest.figures.tables import Measure, measure_of
from ingest.text.segments import Cut

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
_WORD, _CLAUSE = 5, 60


def is_report(text: str, rows: int) -> bool:
    """Whether a text with this many rows of statements is a periodic report: by its cover, or by its bulk."""
    return len(text) > _SHORTEST and (rows > _ROWS or bool(_COVER.search(text, 0, _COVER_LENGTH)))


def beside_the_point(text: str, cut: Sequence[Cut], language: str) -> frozenset[int]:
    """Indices of a report's segments that do not state capital expenditure: no word for it, or only a balance or a commitment."""
    vocabulary = words(language)
    return frozenset(
        index for index, segment in enumerate(cut) if not _speaks_of_it(text[segment.start : segment.end], vocabulary)
    )


def _speaks_of_it(said: str, vocabulary: TableWords) -> bool:
    return bool(vocabulary.spending.search(said)) and not (_BALANCE.search(said) or vocabulary.noncash.search(said))


def stated_measure(text: str, sentence: Cut, start: int, end: int, language: str) -> Measure | None:
    """The measure of the amount at `start`..`end`, if the sentence says that it was (or will be) spent on property and equipment.

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
            leads = len(way) <= _LONGEST_WAY
        elif phrase.start() >= len(said) - len(after):
            way = after[: phrase.start() - (len(said) - len(after))]
            is_joined = any(c.isdigit() for c in way)
            leads = bool(_TO_PHRASE.fullmatch(way)) and not (is_joined and follows_of)
        else:
            continue
        if leads and not vocabulary.beside.search(way):
            around = said[max(0, phrase.start() - _WORD) : phrase.end() + _CLAUSE]
            return measure_of(around, vocabulary.purchases.search(phrase.group()) is not None, vocabulary)
    return None
