"""What else a text says about a figure: status, measure, instrument, relation to other figures, reason of a change.

Trap avoided: filling in what is not said. Each attribute needs a cue word of its own near the amount; without one it is null
(a status is `announced` then).
"""

from ingest.figures.reading import Near

_NEAR = 70.0
_BESIDE = 30.0
_SPECIAL = ("convertible", "exchangeable")
_GENERIC = ("bond", "debt")
_REVISIONS = ("raised", "lowered", "maintained")
MEASURES = {
    "net_outlay": "net_cash_outlay",
    "appropriation": "appropriation",
    "with_leases": "incl_finance_leases",
    "accrual": "accrual_additions",
    "net": "cash_ppe_net",
    "cash_paid": "cash_ppe_gross",
    "gross": "cash_ppe_gross",
}
REASONS = {"accounting": "accounting", "scope_change": "scope", "fx_change": "currency"}


def status_of(near: dict[str, Near], figure_type: str, is_old: bool) -> str:
    """What happened to the plan; the old number of a revision keeps `announced`, and money is raised without being higher."""
    if not near:
        return "announced"
    found = {kind: n for kind, n in near.items() if n.cost < _NEAR}
    if figure_type == "financing":
        found = {kind: n for kind, n in found.items() if kind not in _REVISIONS}
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
    return MEASURES[min(found)[1]] if found else None


def nearest(near: dict[str, Near], within: float = _NEAR) -> str | None:
    """The kind of the cheapest cue within reach."""
    if not near:
        return None
    return min(((n.cost, kind) for kind, n in near.items() if n.cost < within), default=(0, None))[1]


def instrument_of(near: dict[str, Near]) -> str | None:
    """What the money is raised with; a convertible bond is a convertible before it is a bond."""
    kind = nearest(near)
    if kind is None or kind not in _GENERIC:
        return kind
    special = nearest({name: n for name, n in near.items() if name in _SPECIAL}, near[kind].cost + _BESIDE)
    return special or kind


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
    return REASONS[kind] if kind else None
