"""What an amount is about: investment, money raised, or one of the many things that are neither.

Trap avoided: the word list that takes every amount of a text about data centres. Investment cues compete with the cues of
revenue, profit, market value, buybacks, backlog, ...; the nearest wins, a wall of punctuation or another amount between
makes a cue farther, and an amount without a cue of its own ("after $6.3 billion a year ago") follows the one before it.
"""

import math
from dataclasses import dataclass, replace

from ingest.figures.reading import Reading, Sentence

_REACH = 42.0
_WEIGHT = {
    "capex": 3.0,
    "invest": 1.7,
    "plan": 0.9,
    "deal": 0.7,
    "data_center": 1.1,
    "ai": 0.75,
    "semiconductor": 0.8,
    "wide": 0.4,
    "financing": 2.0,
    "raise": 0.6,
}
_AGAINST = 2.3
_OBJECTS = ("data_center", "ai", "semiconductor", "wide")
_OWN = 1.1
_ADJACENT = 5.0


@dataclass(frozen=True)
class Topic:
    """`family` is invest, financing, a distractor's name, or none. `strength` grows with nearness; `why` names the cues."""

    family: str
    strength: float
    kinds: dict[str, float]
    why: str

    @property
    def is_figure(self) -> bool:
        return self.family in ("invest", "financing")


def topic_of(reading: Reading, sentence: Sentence, index: int) -> Topic:
    """The topic of one amount by the cue words of its own sentence."""
    amount = reading.amounts[index]
    pulls: dict[str, float] = {}
    said: dict[str, str] = {}
    for kind, near in reading.near(sentence, index, "topic").items():
        if kind == "raise" and not (
            near.before and reading.distance(near.cue.end, near.cue.end, amount.start, amount.start) <= _ADJACENT
        ):
            continue
        pulls[kind] = _WEIGHT.get(kind, _AGAINST) * math.exp(-near.cost / _REACH)
        said[kind] = near.said
    return _decided(pulls, said)


def _decided(pulls: dict[str, float], said: dict[str, str]) -> Topic:
    invest = [v for k, v in pulls.items() if k in _WEIGHT and k not in ("financing", "raise")]
    for_invest = (max(invest) + 0.3 * (sum(invest) - max(invest))) if invest else 0.0
    for_financing = pulls.get("financing", 0.0) + (1.6 if "raise" in pulls else 0.0)
    against = {k: v for k, v in pulls.items() if k.startswith("no_")}
    family, strength = max(
        (("invest", for_invest), ("financing", for_financing), *((k[3:], v) for k, v in against.items())),
        key=lambda pair: pair[1],
    )
    if strength < 0.12:
        family = "none"
    shown = sorted(pulls, key=lambda k: -pulls[k])[:3]
    why = "; ".join(f"{k.removeprefix('no_')}: {said[k]}" for k in shown)
    return Topic(family, strength, pulls, why)


def followed(reading: Reading, sentence: Sentence, index: int, own: Topic, before: Topic | None, is_same_sentence: bool) -> Topic:
    """The topic of an amount that may take it over from the amount before: "$8bn in 2025, after $6bn in 2024"."""
    if before is None or own.strength >= _OWN:
        return own
    roles = reading.near(sentence, index, "role")
    compared = any(kind in roles and roles[kind].before and roles[kind].cost < 25 for kind in ("compare", "old", "component"))
    if is_same_sentence and (compared or own.strength < 0.6):
        return replace(before, why=f"as before ({before.why})", strength=max(before.strength * 0.85, own.strength))
    if own.strength < 0.3 and (sentence.periods or sentence.mentions or compared or "anaphora" in roles):
        return replace(before, why=f"as before ({before.why})", strength=before.strength * 0.7)
    return own
