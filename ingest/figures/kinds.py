"""Spent, expected, pledged or raised: the type of a figure, and whose claim it is.

Trap avoided: tense by verb alone. "Had guided to" is guidance, "has pledged" is a commitment although both are in the past,
and "$12 billion in 2027" needs no verb at all: the period and the day of publication tell.
"""

from dataclasses import dataclass
from datetime import date

from ingest.figures.periods import Period
from ingest.figures.reading import Near
from ingest.figures.topics import Topic

_CLOSE = 45.0


@dataclass(frozen=True)
class Kind:
    """`figure_type` as in the corpus, `attribution` company, press or analyst."""

    figure_type: str
    attribution: str
    why: str


def kind_of(topic: Topic, roles: dict[str, Near], period: Period | None, published: date | None) -> Kind:
    """Type and attribution of an amount whose topic is an investment or financing."""
    attribution = _attribution(roles)
    if topic.family == "financing":
        return Kind("financing", attribution, "money raised")
    if attribution == "analyst":
        single = period is not None and period.kind in ("year", "quarter", "half")
        return Kind("guidance" if single or "capex" in topic.kinds else "commitment", attribution, "estimate by others")
    lasting = period is not None and period.kind in ("duration", "until", "span") and (period.duration_months or 99) > 14
    forward, why = _is_forward(topic, roles, period, published)
    if not forward:
        return Kind("actual", attribution, why)
    is_budget = topic.kinds.get("capex", 0) > 0.5 and "appropriation" not in roles
    if not lasting and (is_budget or (period is not None and period.kind in ("year", "quarter", "half"))):
        return Kind("guidance", attribution, why)
    return Kind("commitment", attribution, why)


def _attribution(roles: dict[str, Near]) -> str:
    analyst = roles.get("analyst")
    if analyst and analyst.cost < 40 and analyst.cost < _cost(roles, "says"):
        return "analyst"
    if "press" in roles:
        return "press"
    return "company"


def _cost(roles: dict[str, Near], kind: str) -> float:
    return roles[kind].cost if kind in roles else 999.0


def _is_forward(topic: Topic, roles: dict[str, Near], period: Period | None, published: date | None) -> tuple[bool, str]:
    future, past = _cost(roles, "future"), _cost(roles, "past")
    if _cost(roles, "pledge") < min(past, 60):
        return True, f"pledge: {roles['pledge'].said}"
    if published and period and period.date_end and period.kind in ("year", "quarter", "half"):
        if period.date_start and period.date_start > published:
            return True, f"period after publication: {period.label}"
        if period.date_end < published and future >= 18:
            return False, f"period before publication: {period.label}"
    if _cost(roles, "old") < _CLOSE and future < 120 and future <= past + 25:
        return True, f"earlier forecast: {roles['old'].said}"
    if future < past:
        return True, f"future: {roles['future'].said}"
    if past < 200:
        return False, f"past: {roles['past'].said}"
    lasting = period is not None and period.kind in ("duration", "until")
    if topic.kinds.get("capex", 0) > topic.kinds.get("plan", 0) and not lasting:
        return bool(published and period and period.date_end and period.date_end > published), "spending without tense"
    return True, "project or plan"
