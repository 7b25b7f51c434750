"""What two texts about an amount can agree or differ in, besides the amount.

Trap avoided: silence taken for a difference. A text that names no place may mean any; only two that name different ones differ.
Every function says True (same), False (different) or None (nothing to say).
"""

from datetime import date, timedelta

from ingest.models import Figure

_HORIZON_SLACK = timedelta(days=550)
_PURPOSES = {"ai_infrastructure": "computing", "data_center": "computing", "semiconductor": "chips"}
_GENERIC = {"bond", "debt"}  # convertibles and exchangeables are bonds, and all of them debt


def places_agree(a: Figure, b: Figure) -> bool | None:
    """A country and a site can be the same place under two names; two sites or two countries cannot."""
    agree = words_agree(a.place, b.place)
    return None if agree is False and a.place_type != b.place_type else agree


def counterparties_agree(a: Figure, b: Figure) -> bool | None:
    """Another partner is another deal."""
    return words_agree(a.counterparty, b.counterparty)


def instruments_agree(a: Figure, b: Figure) -> bool | None:
    """Financings only: what a commitment is paid with says nothing."""
    if (a.figure_type, b.figure_type) != ("financing", "financing"):
        return None
    agree = words_agree(a.instrument, b.instrument)
    return None if agree is False and {a.instrument, b.instrument} & _GENERIC else agree


def horizons_agree(a: Figure, b: Figure) -> bool | None:
    """Durations by their length, dates by their end; a duration against a date from the earlier text's day."""
    if _is_duration(a) and _is_duration(b):
        return abs((a.duration_months or 0) - (b.duration_months or 0)) <= 6
    spoken_on = min(filter(None, (a.published_on, b.published_on)), default=None)
    one, other = _horizon_end(a, spoken_on), _horizon_end(b, spoken_on)
    return None if one is None or other is None else abs(one - other) <= _HORIZON_SLACK


def scopes_agree(a: Figure, b: Figure) -> bool | None:
    """AI infrastructure stands in data centres; capex and other investments can be for anything."""
    if a.scope == b.scope:
        return True
    one, other = _PURPOSES.get(a.scope), _PURPOSES.get(b.scope)
    return None if one is None or other is None or one == other else False


def words_agree(a: str | None, b: str | None) -> bool | None:
    """Whether two names are the same or one is part of the other ("Louisiana", "Richland Parish, Louisiana")."""
    if a is None or b is None:
        return None
    one, other = a.casefold(), b.casefold()
    return one in other or other in one


def _is_duration(figure: Figure) -> bool:
    return figure.duration_months is not None and (figure.period or "").startswith("P")


def _horizon_end(figure: Figure, spoken_on: date | None) -> date | None:
    if _is_duration(figure):
        return spoken_on + timedelta(days=round(30.44 * (figure.duration_months or 0))) if spoken_on else None
    return figure.period_end
