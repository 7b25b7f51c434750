"""Whose amount it is, and who says so.

Trap avoided: "the nearest company". In "computing power for $300bn from Oracle" Oracle is paid; in "$27bn for Meta's campus"
a lender pays; in "the company" the company is two sentences away; and a sum over four companies belongs to none of them.
"""

import math
import re
from dataclasses import dataclass

from ingest.figures.companies import Mention
from ingest.figures.cues import Cue
from ingest.figures.reading import Reading, Sentence

_REACH = 55.0
_BESIDE = 14.0
_POSSESSIVE = re.compile(r"['’]s?\b|的|の|의")


@dataclass(frozen=True)
class Spender:
    """The company of an amount and how it was found."""

    company_id: str
    strength: float
    why: str


def spender_of(reading: Reading, sentence: Sentence, index: int, is_financing: bool) -> Spender | None:
    """The company that an amount of this sentence belongs to, by the sentence alone; None when it names no candidate."""
    amount = reading.amounts[index]
    roles = reading.cues(sentence, "role")
    best: Spender | None = None
    for mention in sentence.mentions:
        cost = reading.distance(amount.value_start, amount.value_end, mention.start, mention.end)
        pull = math.exp(-cost / _REACH)
        before = mention.end <= amount.value_start
        lead = _lead(roles, mention)
        possessive = bool(_POSSESSIVE.match(reading.text, mention.end))
        why = "names"
        if "holder" in lead:
            pull, why = pull * 1.8 + 0.1, "at"
        elif "counterparty" in lead and not (is_financing and not before):
            pull, why = pull * 0.35, "counterparty"
        elif before:
            pull, why = pull * 1.3 + 0.15, "subject"
        if possessive:
            pull *= 1.15
        if reading.text[mention.end : mention.end + 1] in "-‐" and mention.end < sentence.end:
            pull *= 0.6
        if best is None or pull > best.strength:
            best = Spender(mention.company_id, pull, f"{why} {reading.text[mention.start : mention.end]}")
    return best


def _lead(roles: list[Cue], mention: Mention) -> set[str]:
    """Kinds of the prepositions (postpositions) that stand at a mention."""
    return {
        cue.kind
        for cue in roles
        if (cue.kind in ("holder", "counterparty") and 0 <= mention.start - cue.end <= 2)
        or (cue.kind in ("counterparty_after", "holder_after") and 0 <= cue.start - mention.end <= 1)
    }
