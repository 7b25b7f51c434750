"""What an amount is about: investment, money raised, or one of the many things that are neither.

Trap avoided: the word list that takes every amount of a text about data centres. Investment cues compete with the cues of
revenue, profit, market value, buybacks, backlog, ...; the nearest wins, a wall of punctuation or another amount between
makes a cue farther, and an amount without a cue of its own ("after $6.3 billion a year ago") follows the one before it.
"""

import math
import re
from dataclasses import dataclass, replace

from ingest.figures.cues import Cue
from ingest.figures.reading import Reading, Sentence

_REACH = 50.0
_WEIGHT = {
    "capex": 3.0,
    "invest": 1.7,
    "spend": 1.2,
    "plan": 1.0,
    "deal": 0.7,
    "data_center": 1.1,
    "ai": 0.75,
    "semiconductor": 0.9,
    "wide": 0.4,
    "financing": 2.0,
    "raise": 1.6,
}
_AGAINST = 2.3
_OWN = 1.1
_WEAK = 0.6
_UNSAID = 0.5
"""Weight of "buys" and "contract" alone (a takeover, or somebody else's order), and of "AI" alone (a market, or shipments)."""
_SAID = 1.6
"""Pull of a verb of investing right before the amount."""
_ADJACENT = 2
_BEYOND = 0.5
ADDS = re.compile(
    r"\s(?:another|an additional|a further|an extra|roughly|about|weitere[nr]?|otros|autres|altri|outros|nog eens)\s"
)
_QUESTION = re.compile(r"(?:[?？]|[はか]。?)\Z")
_MONEY = frozenset({"invest", "spend", "financing", "raise", "deal"})
_CALLED = 1.4
"""How much more "a $15 billion loan" says than a loan in the sentence."""
_BESIDE = 8.0
_INCLUDED = 14
_OTHERWISE = 0.15
"""Strength from which a word of investing or buying in the next sentence is no longer about the money raised."""
_OPENING = 20
_SPOKEN_OF = 0.45
"""Pull of a capital spending cue anywhere in a sentence that names no other quantity."""


@dataclass(frozen=True)
class Topic:
    """`family` is invest, financing, a distractor's name, or none. `strength` grows with nearness; `why` names the cues.

    `kinds` holds the pull of each kind of cue; `is_followed` says that another amount's topic was taken over.
    """

    family: str
    strength: float
    kinds: dict[str, float]
    why: str
    is_followed: bool = False
    is_project: bool = False
    """called one: "a $5 billion project"."""

    @property
    def is_figure(self) -> bool:
        return self.family in ("invest", "financing")


def is_bare_deal(topic: Topic) -> bool:
    """Whether only a word such as "contract" speaks for an investment."""
    named = {kind: pull for kind, pull in topic.kinds.items() if kind in _WEIGHT}
    return bool(named) and max(named, key=lambda kind: named[kind]) == "deal"


def topic_of(reading: Reading, sentence: Sentence, index: int) -> Topic:
    """The topic of one amount by the cue words of its own sentence."""
    amount = reading.amounts[index]
    pulls: dict[str, float] = {}
    said: dict[str, str] = {}
    is_project = False
    for kind, near in reading.near(sentence, index, "topic").items():
        if kind == "aside" or (kind == "raise" and not _is_raised(reading, near.cue.end, amount.start)):
            continue
        if (
            (kind == "financing" or kind.startswith("no_"))
            and not near.before
            and _is_included(reading, sentence, index, near.cue)
        ):
            continue
        pulls[kind] = _WEIGHT.get(kind, _AGAINST) * math.exp(-near.cost / _REACH)
        if near.before and near.cost <= _BESIDE:
            pulls[kind] *= 1.25
        if kind == "financing" and not near.before and near.cost <= _ADJACENT:
            pulls[kind] *= _CALLED
        is_other = kind == "financing" or kind.startswith("no_")
        if is_other and not near.before and _is_beyond(reading, sentence, index, near.cue.start):
            pulls[kind] *= _BEYOND
        is_project |= kind == "plan" and not near.before and near.cost <= _ADJACENT
        said[kind] = near.said
    if "capex" in pulls and not any(kind.startswith("no_") for kind in pulls):
        pulls["capex"] = max(pulls["capex"], _SPOKEN_OF)
    return replace(_decided(pulls, said), is_project=is_project)


def _is_beyond(reading: Reading, sentence: Sentence, index: int, place: int) -> bool:
    """Whether another amount of its own stands between: "needs $1.7 billion, of which $1.4 billion comes from a loan"."""
    following = (i for i in sentence.amounts if i > index and reading.amounts[i].conversion_of is None)
    return any(reading.amounts[i].start < place for i in following)


def _is_raised(reading: Reading, end: int, start: int) -> bool:
    """Whether a verb of raising stands right before an amount: "raised another $6 billion"."""
    return 0 <= start - end <= _ADJACENT or bool(ADDS.fullmatch(reading.text, end, start))


def _is_included(reading: Reading, sentence: Sentence, index: int, topic: Cue) -> bool:
    """Whether what the cue names is only a part of the amount before it: "$22 billion, vendor financing payments included"."""
    end = reading.amounts[index].end
    if any(end <= reading.amounts[i].start < topic.start for i in sentence.amounts):
        return False
    return any(
        end <= cue.start < topic.start or 0 <= cue.start - topic.end <= _INCLUDED
        for cue in reading.cues(sentence, "role")
        if cue.kind == "component" and reading.lowered.startswith("includ", cue.start)
    )


def _decided(pulls: dict[str, float], said: dict[str, str]) -> Topic:
    invest = [v for k, v in pulls.items() if k in _WEIGHT and k not in ("financing", "raise")]
    for_invest = (max(invest) + 0.3 * (sum(invest) - max(invest))) if invest else 0.0
    for_financing = pulls.get("financing", 0.0) + pulls.get("raise", 0.0)
    against = {k[3:]: v for k, v in pulls.items() if k.startswith("no_")}
    if (named := set(pulls) & set(_WEIGHT)) <= {"deal", "wide"} or named <= {"ai", "wide"}:
        for_invest *= _UNSAID
    if for_financing > 0.5 and for_financing > 0.6 * for_invest and for_financing > pulls.get("capex", 0.0):
        for_financing = max(for_financing, for_invest + 0.01)
    if pulls.get("invest", 0.0) > max(_SAID, pulls.get("financing", 0.0)) and "raise" not in pulls:
        for_financing = 0.0  # `invest $2 billion in preferred stock`: the money goes out
    if "spend" in pulls and pulls["spend"] >= max(invest) and _but(against, "research") > 0.6 * for_invest:
        for_invest = 0.0
    family, strength = max({"invest": for_invest, "financing": for_financing, **against}.items(), key=lambda pair: pair[1])
    shown = sorted(pulls, key=lambda k: -pulls[k])[:3]
    why = "; ".join(f"{k.removeprefix('no_')}: {said[k]}" for k in shown)
    return Topic(family if strength > 0.12 else "none", strength, pulls, why)


def _but(pulls: dict[str, float], kind: str) -> float:
    return max((pull for other, pull in pulls.items() if other != kind), default=0.0)


def announced_topic(reading: Reading, sentence: Sentence) -> Topic | None:
    """What a sentence without amounts, a heading or a title speaks of: capital spending, financing, or None."""
    kinds = {cue.kind for cue in reading.cues(sentence, "topic")}
    if "capex" in kinds:
        return Topic("invest", 1.3, {"capex": 1.3}, "the text speaks of capital spending")
    if "financing" in kinds and not kinds & {"no_revenue", "no_profit"}:
        return Topic("financing", 1.0, {"financing": 1.0}, "the text speaks of financing")
    is_question = bool(_QUESTION.search(reading.text, sentence.start, sentence.end))
    if any(kind.startswith("no_") for kind in kinds) and not kinds & _MONEY and is_question:
        return Topic("something else", 1.3, {}, "the text asks for something else")
    if kinds & {"invest", "spend"} and is_question:
        return Topic("invest", 1.0, {"invest": 1.0}, "the text asks for the investment")
    return None


def titled_topic(reading: Reading) -> Topic | None:
    """What the title speaks of, as far as it is capital spending."""
    if "capex" in reading.titled_kinds:
        return Topic("invest", 1.0, {"capex": 1.0}, "the title speaks of capital spending")
    return None


def followed(reading: Reading, sentence: Sentence, index: int, own: Topic, before: Topic | None, gap: int) -> Topic:
    """The topic of an amount that may take it over from the amount before: "$8bn in 2025, after $6bn in 2024".

    `gap` is how many sentences back the amount before stands.
    """
    is_same_sentence, is_next = gap == 0, gap <= 1
    roles = reading.near(sentence, index, "role")
    is_one_more = any(
        kind in roles and roles[kind].before and roles[kind].cost < _INCLUDED for kind in ("additional", "component")
    )
    is_further = is_same_sentence or (is_next and is_one_more)
    is_research = own.family == "research" and before is not None and before.family == "invest" and is_further
    is_pledged = is_research and bool({"future", "pledge", "component"} & set(roles)) and before.kinds.get("capex", 0.0) < _UNSAID
    is_open = own.is_figure or own.family == "none"
    if before and before.family == "financing" and is_next and is_open and _is_use_of_proceeds(reading, sentence, index):
        return replace(before, why=f"what it is for ({before.why})", is_followed=True)
    if before is None or (own.strength >= _OWN and not is_pledged):
        return own
    own_strength = own.strength * (0.5 if set(own.kinds) <= {"plan", "deal", "wide"} else 1.0)
    is_otherwise = own.family == "invest" and own.strength > _OTHERWISE and bool({"invest", "spend", "deal"} & set(own.kinds))
    if before.family in ("financing", "payout") and is_otherwise and not is_same_sentence:
        return own
    if before.family == "financing" and own.family == "none" and not is_next:
        return own
    compared = any(kind in roles and roles[kind].before and roles[kind].cost < 25 for kind in ("compare", "old", "component"))
    is_part = is_next and "component" in roles and roles["component"].cost < _ADJACENT
    why = before.why if before.is_followed else f"as before ({before.why})"
    goes_on = (
        is_pledged
        or is_part
        or (is_same_sentence and (compared or own_strength < _WEAK))
        or (is_next and own.family == "none")
        or (own_strength < 0.5 and (sentence.periods or sentence.mentions or compared or "anaphora" in roles))
    )
    if not goes_on:
        return own
    strength = max(before.strength * 0.9, _WEAK)
    return replace(before, why=why, strength=strength, is_followed=True, is_project=own.is_project)


def _is_use_of_proceeds(reading: Reading, sentence: Sentence, index: int) -> bool:
    """`The proceeds go to three projects: $1 billion to upgrade ...`, but not "will help to pay for a $5 billion campus"."""
    opens = any(cue.kind == "proceeds" and cue.start - sentence.start < _OPENING for cue in reading.cues(sentence, "role"))
    plan = reading.near(sentence, index, "topic").get("plan")
    return opens and not (plan and not plan.before and plan.cost <= _ADJACENT)
