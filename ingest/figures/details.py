"""What else a text says about a figure: scope, status, measure, instrument, relation to other figures, reason of a change.

Trap avoided: filling in what is not said. Each attribute needs a cue word of its own near the amount; without one it is null
(scope and status have the neutral values `other_investment` and `announced`).
"""

from ingest.figures.periods import Period
from ingest.figures.reading import Near
from ingest.figures.topics import Topic

_CLOSE = 60.0


def scope_of(topic: Topic, figure_type: str, place: str | None, period: Period | None) -> str:
    """`capex`, `ai_infrastructure`, `data_center` (a named site or country), `semiconductor` or `other_investment`."""
    pulls = topic.kinds
    if figure_type in ("actual", "guidance") and pulls.get("capex", 0) >= 0.8:
        return "capex"
    objects = {k: pulls[k] for k in ("data_center", "ai", "semiconductor", "wide") if k in pulls}
    if pulls.get("capex", 0) > 2 * max(objects.values(), default=0.0):
        return "capex"
    if not objects:
        return "capex" if figure_type in ("actual", "guidance") else "other_investment"
    best = max(objects, key=lambda k: objects[k])
    if best == "data_center" or (best == "ai" and objects.get("data_center", 0) > 0.3):
        return "data_center" if figure_type in ("commitment", "financing") else "ai_infrastructure"
    return {"ai": "ai_infrastructure", "semiconductor": "semiconductor", "wide": "other_investment"}[best]


def nearest_kind(near: dict[str, Near], within: float = _CLOSE) -> str | None:
    """The kind of the cheapest cue within reach, None when there is none."""
    inside = [(n.cost, kind) for kind, n in near.items() if n.cost <= within]
    return min(inside)[1] if inside else None
