"""What an amount is about: investment, money raised, or one of the many things that are neither.

Trap avoided: the word list that takes every amount of a text about data centres. Investment cues compete with the cues of
revenue, profit, market value, buybacks, backlog, ...; the nearest wins, a wall of punctuation or another amount between
makes a cue farther, and an amount without a cue of its own ("after $6.3 billion a year ago") follows the one before it.
"""

import math
import re
from typing import NamedTuple

from ingest.figures.cues import Cue
from ingest.figures.reading import Near, Reading, Sentence

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
_HEDGED = re.compile(
    r"\s(?:(?:by|por|per|pour|en|voor|für)\s)?(?:(?:between|entre|tra"
    r"|zwischen|tussen|up to|hasta|até|fino a|jusqu['’]à|bis zu|mehr als|mais de|más de|plus de|meer dan"
    r"|oltre|more than|almost|quase|casi|près de|environ|unos"
    r"|cerca de|circa|ruim|otros|altri|d['’])\s?)?"
)
"""What may stand between a verb of raising and the amount: "levantar entre", "se endeudó en más de"."""
_QUESTION = re.compile(r"(?:[?？]|[はか]。?)\Z")
_LEAST = 0.12
_FIGURES = ("invest", "financing")
_OPEN = frozenset({"invest", "financing", "research", "none"})
"""Families that may still turn out to be that of the amount before."""
_RAISED = ("financing", "raise")
_BUYING = frozenset({"deal", "wide"})
_VAGUE = frozenset({"plan", "deal", "wide"})
_INVESTING = frozenset({"invest", "spend", "deal"})
_IN_PASSING = frozenset({"ai", "wide"})
_MONEY = frozenset({"invest", "spend", "financing", "raise", "deal"})
_CALLED = 1.4
"""How much more "a $15 billion loan" says than a loan in the sentence."""
_BESIDE = 8.0
_INCLUDED = 14
_COMPARED = 25
_OTHERWISE = 0.15
"""Strength from which a word of investing or buying in the next sentence is no longer about the money raised."""
_OPENING = 20
_SPOKEN_OF = 0.45
"""Pull of a capital spending cue anywhere in a sentence that names no other quantity."""


class Topic(NamedTuple):
    """`family` is invest, financing, a distractor's name, or none. `strength` grows with nearness; `why` names the cues of the
    first two.

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
        return self.family in _FIGURES


_NO_TOPIC = Topic("none", 0.0, {}, "")


def is_bare_deal(topic: Topic) -> bool:
    """Whether only a word such as "contract" speaks for an investment."""
    kinds = topic.kinds
    return "deal" in kinds and max((kind for kind in kinds if kind in _WEIGHT), key=kinds.__getitem__) == "deal"


def topic_of(reading: Reading, sentence: Sentence, index: int) -> Topic:
    """The topic of one amount by the cue words of its own sentence."""
    nearest = reading.near(sentence, index, "topic")
    if not nearest:
        return _NO_TOPIC
    pulls: dict[str, float] = {}
    against: dict[str, float] = {}
    is_project = False
    for kind, (cost, cue, is_before, _) in nearest.items():
        is_against = kind.startswith("no_")
        is_other = is_against or kind == "financing"
        if kind == "raise" and not _is_raised(reading, index, cue):
            continue
        if is_other and not is_before and _is_included(reading, sentence, index, cue):
            continue
        pull = _WEIGHT.get(kind, _AGAINST) * math.exp(-cost / _REACH)
        if is_before:
            pull *= 1.25 if cost <= _BESIDE else 1.0
        else:
            if kind == "raise":
                pull *= _CALLED
            if cost <= _ADJACENT:
                pull *= _CALLED if kind == "financing" else 1.0
                is_project |= kind == "plan"
            if is_other and _is_beyond(reading, index, cue.start):
                pull *= _BEYOND
        pulls[kind] = pull
        if is_against:
            against[kind[3:]] = pull
    if "capex" in pulls and not against:
        pulls["capex"] = max(pulls["capex"], _SPOKEN_OF)
    family, strength = _decided(pulls, against)
    why = _shown(pulls, nearest) if family in _FIGURES else ""
    return Topic(family, strength, pulls, why, is_project=is_project)


def _shown(pulls: dict[str, float], nearest: dict[str, Near]) -> str:
    strongest = sorted(pulls, key=pulls.__getitem__, reverse=True)[:3]
    return "; ".join([f"{kind.removeprefix('no_')}: {nearest[kind].said}" for kind in strongest])


def _is_beyond(reading: Reading, index: int, place: int) -> bool:
    """Whether another amount of its own stands between: "needs $1.7 billion, of which $1.4 billion comes from a loan"."""
    following = reading.beside[index].following
    return following is not None and reading.amounts[following].start < place


def _is_raised(reading: Reading, index: int, cue: Cue) -> bool:
    """Whether a verb of raising stands right beside an amount, or around it: "raised another $6 billion", 5000億円を調達."""
    amount = reading.amounts[index]
    if cue.start < amount.start:
        left = amount.start - cue.end
        beside = ADDS.fullmatch(reading.text, cue.end, amount.start) or _HEDGED.fullmatch(reading.text, cue.end, amount.start)
        return left <= _ADJACENT or bool(beside)
    return reading.way(index, cue.start, cue.end) < (_ADJACENT + 1) * reading.stretch


def _is_included(reading: Reading, sentence: Sentence, index: int, topic: Cue) -> bool:
    """Whether what the cue names is only a part of the amount before it: "$22 billion, vendor financing payments included"."""
    components = reading.cues(sentence, "role", "component")
    if not components:
        return False
    end = reading.amounts[index].end
    if any(end <= reading.amounts[i].start < topic.start for i in sentence.amounts):
        return False
    return any(
        end <= cue.start < topic.start or 0 <= cue.start - topic.end <= _INCLUDED
        for cue in components
        if reading.lowered.startswith("includ", cue.start)
    )


def _decided(pulls: dict[str, float], against: dict[str, float]) -> tuple[str, float]:
    """Family and strength; `against` are the pulls of what is neither investment nor money raised."""
    named = [kind for kind in pulls if kind in _WEIGHT]
    invest = [pulls[kind] for kind in named if kind not in _RAISED]
    strongest = max(invest) if invest else 0.0
    for_invest = strongest + 0.3 * (sum(invest) - strongest)
    for_financing = pulls.get("financing", 0.0) + pulls.get("raise", 0.0)
    if _BUYING.issuperset(named) or _IN_PASSING.issuperset(named):
        for_invest *= _UNSAID
    if for_financing > 0.5 and for_financing > 0.6 * for_invest and for_financing > pulls.get("capex", 0.0):
        for_financing = max(for_financing, for_invest + 0.01)
    if pulls.get("invest", 0.0) > max(_SAID, pulls.get("financing", 0.0)) and "raise" not in pulls:
        for_financing = 0.0  # `invest $2 billion in preferred stock`: the money goes out
    if against and pulls.get("spend", -1.0) >= strongest and _but(against, "research") > 0.6 * for_invest:
        for_invest = 0.0
    family, strength = ("invest", for_invest) if for_invest >= for_financing else ("financing", for_financing)
    for other, pull in against.items():
        if pull > strength:
            family, strength = other, pull
    return (family if strength > _LEAST else "none"), strength


def _but(pulls: dict[str, float], kind: str) -> float:
    return max((pull for other, pull in pulls.items() if other != kind), default=0.0)


def announced_topic(reading: Reading, sentence: Sentence) -> Topic | None:
    """What a sentence without amounts, a heading or a title speaks of: capital spending, financing, or None."""
    kinds = reading.kinds(sentence, "topic").keys()
    if not kinds:
        return None
    if "capex" in kinds:
        return Topic("invest", 1.3, {"capex": 1.3}, "the text speaks of capital spending")
    if "financing" in kinds and not kinds & {"no_revenue", "no_profit"}:
        return Topic("financing", 1.0, {"financing": 1.0}, "the text speaks of financing")
    if not _QUESTION.search(reading.text, max(sentence.start, sentence.end - 2), sentence.end):
        return None
    if any(kind.startswith("no_") for kind in kinds) and _MONEY.isdisjoint(kinds):
        return Topic("something else", 1.3, {}, "the text asks for something else")
    if kinds & {"invest", "spend"}:
        return Topic("invest", 1.0, {"invest": 1.0}, "the text asks for the investment")
    return None


def titled_topic(reading: Reading) -> Topic | None:
    """What the title speaks of, as far as it is capital spending."""
    if "capex" in reading.titled_kinds:
        return Topic("invest", 1.0, {"capex": 1.0}, "the title speaks of capital spending")
    return None


def stands_alone(topic: Topic) -> bool:
    """Whether the words beside an amount make it something else than a figure, whatever the amount before is."""
    return topic.strength >= _OWN and topic.family not in _OPEN


def followed(reading: Reading, sentence: Sentence, index: int, own: Topic, before: Topic | None, gap: int) -> Topic:
    """The topic of an amount that may take it over from the amount before: "$8bn in 2025, after $6bn in 2024".

    `gap` is how many sentences back the amount before stands.
    """
    if before is None:
        return own
    is_same_sentence, is_next = gap == 0, gap <= 1
    roles = reading.near(sentence, index, "role")
    is_pledged = (
        own.family == "research"
        and before.family == "invest"
        and (is_same_sentence or (is_next and _is_beside(roles, ("additional", "component"), _INCLUDED)))
        and not roles.keys().isdisjoint(("future", "pledge", "component"))
        and before.kinds.get("capex", 0.0) < _UNSAID
    )
    is_open = own.is_figure or own.family == "none"
    if before.family == "financing" and is_next and is_open and _is_use_of_proceeds(reading, sentence, index):
        return before._replace(why=f"what it is for ({before.why})", is_followed=True)
    if before.family == "financing" and is_same_sentence and is_open and _is_beside(roles, ("component",), _ADJACENT):
        return before._replace(why=f"a part of it ({before.why})", is_followed=True)
    if own.strength >= _OWN and not is_pledged:
        return own
    is_said_in_passing = not own.is_project and own.kinds.keys() <= _VAGUE
    own_strength = own.strength * (0.5 if is_said_in_passing else 1.0)
    is_otherwise = own.family == "invest" and own.strength > _OTHERWISE and not _INVESTING.isdisjoint(own.kinds)
    if before.family in ("financing", "payout") and is_otherwise and not is_same_sentence:
        return own
    if before.family == "financing" and own.family == "none" and not is_next:
        return own
    compared = _is_beside(roles, ("compare", "old", "component"), _COMPARED)
    is_part = is_next and "component" in roles and roles["component"].cost < _ADJACENT
    goes_on = (
        is_pledged
        or is_part
        or (is_same_sentence and (compared or own_strength < _WEAK))
        or (is_next and own.family == "none")
        or (own_strength < 0.5 and (sentence.periods or sentence.mentions or compared or "anaphora" in roles))
    )
    if not goes_on:
        return own
    why = before.why if before.is_followed else f"as before ({before.why})"
    strength = max(before.strength * 0.9, _WEAK)
    return before._replace(why=why, strength=strength, is_followed=True, is_project=own.is_project)


def _is_beside(roles: dict[str, Near], kinds: tuple[str, ...], within: float) -> bool:
    """Whether a cue of one of these kinds stands right before the amount."""
    return any(roles[kind].before and roles[kind].cost < within for kind in kinds if kind in roles)


def _is_use_of_proceeds(reading: Reading, sentence: Sentence, index: int) -> bool:
    """`The proceeds go to three projects: $1 billion to upgrade ...`, but not "will help to pay for a $5 billion campus"."""
    opens = any(cue.start - sentence.start < _OPENING for cue in reading.cues(sentence, "role", "proceeds"))
    plan = reading.near(sentence, index, "topic").get("plan")
    return opens and not (plan and not plan.before and plan.cost <= _ADJACENT)
