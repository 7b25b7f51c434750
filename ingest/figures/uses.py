"""What raised money is for.

Trap avoided: every bond of a technology company counted as AI financing. Money raised is a figure only when the text names
data centres, AI, chips or capital spending as its use: in the same sentence, in the next ones, or in the title. A buyback or a
refinancing is a use, too, and the wrong one.
"""

import re

from ingest.catalog import companies as catalogue
from ingest.figures.figure import Share
from ingest.figures.reading import Reading, Sentence

_OBJECTS = frozenset({"data_center", "ai", "semiconductor", "capex"})
_OTHER = frozenset({"no_payout", "no_takeover"})
_BUILDERS = frozenset({"data_center", "neocloud"})
"""Trades of companies that build data centres."""
_BUILT = _OBJECTS | {"plan"}
_WORDS = "%|％|percent|per cent|prozent|pour cent|por ciento|per cento|por cento|procent|퍼센트|프로"
_PERCENT = re.compile(rf"(\d{{1,3}}(?:[.,]\d+)?)[\s\u00a0]?(?:{_WORDS})|([一二三四五六七八九1-9])成")
_TENTHS = "零一二三四五六七八九"
_CLAUSE = re.compile(r"[.;。；!?]|[,，](?=\s|\D)")
_ENOUGH = 0.9
_PART = 30.0
_LATER = 5


def has_investment_use(reading: Reading, sentence: Sentence, index: int, company: str, told: set[str]) -> bool:
    """Whether the text says that money raised in this sentence pays for investment.

    `told`: types of the company's figures so far. A tranche of money whose use is known has the same use; and money that is
    raised now, not some time ago, pays for the investment that the text has named. The campus of an operator of data centres
    is one, and the plant of a chip maker.
    """
    part = reading.near(sentence, index, "role").get("component")
    if told and part and part.cost < _PART:
        return True
    score = _pull(reading, sentence, 1.5)
    if "other_use" in reading.near(sentence, index, "role") and score <= 0:
        return False
    is_report = bool(reading.cues(sentence, "role", "speaker"))  # "we issued": a filing tells of all its borrowing
    if told and ("use" in reading.near(sentence, index, "role") or not (sentence.periods or is_report)):
        score += _ENOUGH
    for offset, weight in ((1, 1.2), (2, 0.9), (-1, 0.7)):
        other = _neighbour(reading, sentence, offset)
        if other is not None:
            score += _pull(reading, other, weight if other.paragraph == sentence.paragraph else weight * 0.5)
    if _OBJECTS & reading.titled_kinds:
        score += 0.8
    told_later = _use_of_proceeds(reading, sentence)
    following = _neighbour(reading, sentence, 1)
    beside = following if following and following.paragraph == sentence.paragraph and not following.amounts else None
    if any(other and _goes_elsewhere(reading, other) for other in (told_later, beside)):
        return False
    score += _pull(reading, told_later, 1.0) if told_later else 0.0
    places = [sentence, _neighbour(reading, sentence, 1), _neighbour(reading, sentence, 2), told_later]
    if _trade(company) in _BUILDERS and (score > 0 or any(_names_a_building(reading, place) for place in places if place)):
        score += _ENOUGH
    if "use" in reading.near(sentence, index, "role") and _trade(company) == "semiconductor":
        score += _ENOUGH
    return score >= _ENOUGH


def _goes_elsewhere(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence says that money repays or refinances, and names nothing that is built."""
    return bool(reading.cues(sentence, "role", "other_use")) and _pull(reading, sentence, 1.0) <= 0


def _names_a_building(reading: Reading, sentence: Sentence) -> bool:
    return not _BUILT.isdisjoint(reading.kinds(sentence, "topic"))


def _use_of_proceeds(reading: Reading, sentence: Sentence) -> Sentence | None:
    """The sentence further on that says what the proceeds are for, past no more than an order book."""
    between = 0
    for other in reading.sentences[sentence.index + 1 : sentence.index + _LATER]:
        if reading.cues(other, "role", "proceeds"):
            return other
        between += bool(other.amounts)
        if between > 1 or (between and other.mentions):
            return None
    return None


def _trade(company: str) -> str | None:
    entry = catalogue.load().get(company)
    return entry.group if entry else None


def share_of(reading: Reading, sentence: Sentence) -> Share | None:
    """The share of the proceeds that a use takes: "roughly 80% of the net proceeds will go to its cloud business"."""
    for offset in (0, 1, 2):
        other = sentence if offset == 0 else _neighbour(reading, sentence, offset)
        if other is None or not reading.cues(other, "role", "proceeds"):
            continue
        for percent in _PERCENT.finditer(reading.lowered, other.start, other.end):
            stop = _CLAUSE.search(reading.text, percent.end(), other.end)
            use = reading.text[percent.end() : stop.start() if stop else other.end].strip()
            if use:
                value = float(percent[1].replace(",", ".")) if percent[1] else 10.0 * _tenths(percent[2])
                return Share(value, "proceeds", use)
    return None


def _tenths(character: str) -> int:
    return int(character) if character.isdigit() else _TENTHS.index(character)


def _neighbour(reading: Reading, sentence: Sentence, offset: int) -> Sentence | None:
    place = sentence.index + offset
    return reading.sentences[place] if 0 <= place < len(reading.sentences) else None


def _pull(reading: Reading, sentence: Sentence, weight: float) -> float:
    kinds = reading.kinds(sentence, "topic").keys()
    if kinds & _OTHER:
        return weight * 0.8 if "capex" in kinds else 0.0 if kinds & _OBJECTS else -weight
    return weight if kinds & _OBJECTS else 0.0
