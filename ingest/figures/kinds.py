"""Spent, expected, pledged or raised: the type of a figure, and whose claim it is.

Trap avoided: tense by verb alone. "Had guided to" is guidance, "has pledged" is a commitment although both are in the past,
"$12 billion in 2027" needs no verb at all, and "after $6 billion" goes on with the tense of the amount before it. So words,
period, shape and context each pull, and the stronger side wins.
"""

import math
from datetime import date
from typing import NamedTuple

from ingest.figures.money import Amount
from ingest.figures.periods import Period
from ingest.figures.reading import Near
from ingest.figures.topics import Topic

_REACH = 40.0
_ANALYST = 40.0
_SUBJECT = 90.0
_FORWARD = {"forecast": 1.5, "future": 1.2, "pledge": 1.7}
_PAST = {"past": 1.25, "spent": 1.5, "begun": 2.5}
_IS_BUDGET = 0.35
_PRECISE = 5
_SUM = 18.0
_COMPARED = 16.0
_BEHIND = 0.0
"""What compares right behind its amount, as a postposition does: 前期の206億円から大幅に増える."""
_OVER = 3.0
_MET = 0.2
_BESIDE = 6.0
_RIGHT_BEFORE = 1.5
_RESTATED = 2.0
_SINGLE = ("year", "quarter", "half", "relative")


class Kind(NamedTuple):
    """`figure_type` as in the corpus, `attribution` company, press or analyst."""

    figure_type: str
    attribution: str
    why: str


def kind_of(
    topic: Topic,
    amount: Amount,
    roles: dict[str, Near],
    measure: str | None,
    period: Period | None,
    published: date | None,
    before: str | None,
) -> Kind:
    """Type and attribution of an amount. `before` is the type of the figure before it in the same train of thought."""
    attribution = _attribution(roles)
    if topic.family == "financing":
        return Kind("financing", attribution, "money raised")
    single = period is not None and period.kind in _SINGLE
    if attribution == "analyst":
        is_guess = single or topic.kinds.get("capex", 0.0) > 0.2 or (topic.is_followed and before in ("actual", "guidance"))
        return Kind("guidance" if is_guess else "commitment", attribution, "estimate by others")
    if measure == "appropriation" and not _is_over(roles, period, published):
        return Kind("commitment", attribution, "board approval")
    forward, past, why = _pulls(topic, amount, roles, period, published, before)
    if forward <= past:
        return Kind("actual", attribution, why)
    lasting = period is not None and (period.kind in ("duration", "until") or (period.duration_months or 0) > 14)
    if lasting:
        return Kind("commitment", attribution, why)
    if before in ("guidance", "commitment") and topic.is_followed and not single:
        return Kind(before, attribution, why)
    return Kind("guidance" if single or topic.kinds.get("capex", 0.0) > _IS_BUDGET else "commitment", attribution, why)


def _is_over(roles: dict[str, Near], period: Period | None, published: date | None) -> bool:
    """Whether an amount is that of a time gone by, which another one is compared with."""
    return bool(_is_compared(roles) and period and published and period.date_end and period.date_end < published)


def is_budgeted(topic: Topic) -> bool:
    """Whether the words speak of capital spending as such ("Investitionen von 5 Mrd."), not of a project."""
    pulls = topic.kinds
    capex = pulls.get("capex", 0.0)
    if topic.is_project and pulls.get("plan", 0.0) > capex:
        return False
    if capex > _IS_BUDGET:
        return True
    is_plain = max(pulls.get("invest", 0.0), pulls.get("spend", 0.0)) > 0.6
    return is_plain and all(pulls.get(kind, 0.0) < 0.4 for kind in ("data_center", "ai", "semiconductor", "wide", "plan"))


def _has_been_spent(roles: dict[str, Near]) -> bool:
    """`$7 billion had been spent by the end of the year`: what follows the verb is no target."""
    spent = roles.get("spent")
    return spent is not None and not spent.before and spent.cost < _COMPARED and "future" not in roles


def _is_compared(roles: dict[str, Near]) -> bool:
    """`after $31.9 billion between January and March`: what a forecast is compared with, unless that is a forecast, too."""
    compared, old = roles.get("compare"), roles.get("old")
    is_plan = old is not None and (compared is None or old.cue.start != compared.cue.start)  # "statt" alone says nothing
    if compared is None or is_plan:
        return False
    return compared.cost < _COMPARED if compared.before else compared.cost <= _BEHIND


def _is_old_plan(roles: dict[str, Near]) -> bool:
    """`低于年初定下的960亿元`: a plan that the period, now over, is held against."""
    old = roles.get("old")
    planned = any(kind in roles and roles[kind].before and roles[kind].cost < _COMPARED for kind in ("forecast", "pledge"))
    return old is not None and old.before and old.cost < _COMPARED and planned


def _is_revised(roles: dict[str, Near], before: str | None) -> bool:
    """`cut its estimate to 500 million euros from 550 million`: what it comes from is an estimate, too."""
    compared = roles.get("compare")
    return before == "guidance" and "forecast" in roles and compared is not None and compared.said.lower() == "from"


def _is_left_behind(period: Period, ahead: Near, published: date | None) -> bool:
    """Whether a time gone by is that of the amount before, this one still to come: 過去三年投入650億美元，未來再投1000億美元."""
    is_told = bool(published and period.date_end and period.date_end <= published)
    return is_told and ahead.before and ahead.cost < _BESIDE and period.end <= ahead.cue.start


def _attribution(roles: dict[str, Near]) -> str:
    analyst, says = roles.get("analyst"), roles.get("says")
    is_near = analyst is not None and analyst.cost < (_SUBJECT if analyst.before else _ANALYST)
    if analyst and is_near and not (says and says.cost <= analyst.cost + 5):
        return "analyst"
    return "press" if "press" in roles else "company"


def _pulls(
    topic: Topic, amount: Amount, roles: dict[str, Near], period: Period | None, published: date | None, before: str | None
) -> tuple[float, float, str]:
    """(forward, past, why). Of a project only a verb of spending says that the money is gone: "was promised" does not."""
    is_capex = is_budgeted(topic)
    is_sum = "cumulative" in roles and roles["cumulative"].cost < _SUM and period is None
    is_budget = (is_capex and not is_sum) or (period is not None and period.kind in _SINGLE)
    forward = {k: w * math.exp(-roles[k].cost / _REACH) for k, w in _FORWARD.items() if k in roles}
    ahead = roles.get("future")
    if ahead and ahead.before and ahead.cost < _BESIDE:
        forward["future"] *= _RIGHT_BEFORE
    past = {k: w * math.exp(-roles[k].cost / _REACH) for k, w in _PAST.items() if k in roles and (is_budget or k == "spent")}
    if "built" in roles and not roles["built"].before:
        past["built"] = _OVER  # 4600억원을 들여 ... 지었다: the verb that ends the clause says that it stands
    gone = roles.get("spent")
    if gone and gone.before and gone.cost < _BESIDE:
        past["spent"] *= _RIGHT_BEFORE
    if amount.modifier == "range":
        forward["range"] = 0.9
    elif amount.modifier in ("at_least", "up_to"):
        forward["bound"] = 0.3
    elif is_budget and amount.value is not None and len(amount.value.normalize().as_tuple().digits) >= _PRECISE:
        past["to the last digit"] = 0.5
    if before == "guidance" and "restated" in roles and roles["restated"].cost < _RESTATED:
        forward["restated"] = _OVER
    if before is not None:
        (past if before == "actual" else forward)["before"] = 0.55 if topic.is_followed else 0.25
    if period and ahead and _is_left_behind(period, ahead, published):
        period = None
    if published and period and period.date_end:
        if period.date_start and period.date_start > published:
            forward["period"] = 1.6
        elif period.date_end < published and period.kind not in ("duration", "until"):
            is_beside = _is_compared(roles) and not _is_revised(roles, before)
            past["period"] = (_OVER if is_beside else _MET if _is_old_plan(roles) else 0.9) if is_budget else 0.2
        elif period.kind in _SINGLE:
            forward["period"] = 1.0
    if period and period.kind in ("duration", "until"):
        is_over = bool(period.date_end and published and period.date_end <= published)
        if is_over or _has_been_spent(roles):
            past["period"] = 0.9
        else:
            forward["period"] = 0.7
    if not is_capex:
        forward["project"] = 0.8 if topic.is_project else 0.35
    if not forward and not past:
        (past if topic.kinds.get("capex", 0.0) > _IS_BUDGET or topic.is_followed else forward)["spending"] = 0.1
    pulls = {**forward, **past}
    strongest = max(pulls, key=pulls.__getitem__)
    said = roles[strongest].said if strongest in roles else period.label if strongest == "period" and period else ""
    return sum(forward.values()), sum(past.values()), f"{strongest}: {said}" if said else strongest
