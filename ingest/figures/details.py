"""What else a text says about a figure: scope, status, measure, instrument, relation to other figures, reason of a change.

Trap avoided: filling in what is not said. Each attribute needs a cue word of its own near the amount; without one it is null
(scope and status have the neutral values `other_investment` and `announced`).
"""

from ingest.catalog.companies import Company
from ingest.figures.reading import Near
from ingest.figures.topics import Topic

_NEAR = 70.0
_MEASURES = {
    "net_outlay": "net_cash_outlay",
    "appropriation": "appropriation",
    "with_leases": "incl_finance_leases",
    "accrual": "accrual_additions",
    "net": "cash_ppe_net",
    "cash_paid": "cash_ppe_gross",
    "gross": "cash_ppe_gross",
}
_REASONS = {"accounting": "accounting", "scope_change": "scope", "fx_change": "currency"}
_BY_GROUP = {"semiconductor": "semiconductor", "data_center": "data_center", "neocloud": "ai_infrastructure"}
_OBJECTS = {"data_center": "data_center", "ai": "ai_infrastructure", "semiconductor": "semiconductor", "wide": "other_investment"}


def scope_of(topic: Topic, figure_type: str, company: Company | None) -> str:
    """`capex`, `ai_infrastructure`, `data_center` (a site or country), `semiconductor` or `other_investment`.

    Where a promise names no object, a chip maker's is chips and a data-centre company's is data centres.
    """
    pulls = topic.kinds
    capex = pulls.get("capex", 0.0)
    objects = {kind: pulls[kind] for kind in _OBJECTS if kind in pulls}
    if figure_type in ("actual", "guidance") and (capex >= 0.8 or not objects):
        return "capex"
    if not objects or capex > 2.5 * max(objects.values()):
        return "capex" if capex > 0.3 else _BY_GROUP.get(company.group if company else "", "other_investment")
    best = max(objects, key=lambda kind: objects[kind])
    if best == "ai" and objects.get("data_center", 0.0) > 0.3:
        best = "data_center"
    if best == "data_center" and figure_type in ("actual", "guidance"):
        return "ai_infrastructure"
    return _OBJECTS[best]


def status_of(near: dict[str, Near], is_old: bool) -> str:
    """What happened to the plan; the old number of a revision keeps `announced`."""
    found = {kind: n for kind, n in near.items() if n.cost < _NEAR}
    for kind in ("cancelled", "delayed"):
        if kind in found:
            return kind
    if is_old:
        return "announced"
    best = min((n.cost, kind) for kind, n in found.items())[1] if found else "announced"
    return "reported_talks" if best == "talks" else best


def measure_of(near: dict[str, Near]) -> str | None:
    """The measure that the words name, None when they only say "capex"."""
    found = [(n.cost, kind) for kind, n in near.items() if n.cost < _NEAR]
    return _MEASURES[min(found)[1]] if found else None


def nearest(near: dict[str, Near], within: float = _NEAR) -> str | None:
    """The kind of the cheapest cue within reach."""
    return min(((n.cost, kind) for kind, n in near.items() if n.cost < within), default=(0, None))[1]


def relation_of(roles: dict[str, Near]) -> str | None:
    """How the amount relates to others of the text: old value, part, total or increment."""
    for kind, relation, within in (
        ("old", "superseded", 30.0),
        ("cumulative", "cumulative", 22.0),
        ("additional", "additional", 12.0),
        ("component", "component", 30.0),
    ):
        if kind in roles and roles[kind].cost < within:
            return relation
    return None


def reason_of(near: dict[str, Near]) -> str | None:
    """Why a number changed, where the text says so."""
    kind = nearest(near, 160.0)
    return _REASONS[kind] if kind else None
