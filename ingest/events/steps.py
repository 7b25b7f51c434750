"""Steps that lead to a total: 65, another 100, together 165.

Trap avoided: believing every "additional" and "in total" of a text. Where two amounts of a text add up to a third, arithmetic
and what was known before tell the base from the new step; without such a sum the words stand.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations

from ingest.events.amounts import level
from ingest.events.cues import recalls
from ingest.models import Figure

_ADDS_UP = 0.005
_OLD_NEWS = timedelta(days=60)
_SAYS_SO = {"additional", "cumulative"}


def corrected(figures: Iterable[Figure]) -> list[Figure]:
    """The commitments of one company with the cues that arithmetic gives: `cumulative` total, `additional` step, `prior` base.

    A text that tells an old sum again makes all three `prior`.
    """
    figures = list(figures)
    first_told = _first_told(figures)
    cues: dict[str, str] = {}
    texts: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.figure_type == "commitment" and level(figure):
            texts.setdefault(figure.document_id, []).append(figure)
    for told in texts.values():
        for total in told:
            for pair in combinations([f for f in told if f is not total], 2):
                if _adds_up(pair, total) and _is_one_programme(*pair, total):
                    cues |= _roles(pair, total, first_told)
    return [f.model_copy(update={"relation_cue": cues[f.figure_id]}) if f.figure_id in cues else f for f in figures]


def _first_told(figures: list[Figure]) -> dict[tuple, date]:
    days: dict[tuple, date] = {}
    for figure in figures:
        if figure.published_on is not None:
            key = _key(figure)
            days[key] = min(days.get(key, figure.published_on), figure.published_on)
    return days


def _key(figure: Figure) -> tuple:
    return level(figure), figure.currency


def _adds_up(pair: tuple[Figure, Figure], total: Figure) -> bool:
    if {f.currency for f in pair} != {total.currency}:
        return False
    amount = float(level(total) or 0)
    return abs(sum(float(level(f) or 0) for f in pair) - amount) <= _ADDS_UP * amount


def _is_one_programme(*figures: Figure) -> bool:
    """Whether the text adds them up itself: 10 + 10 = 20 is often just three projects."""
    cues = {f.relation_cue for f in figures}
    places = {f.place for f in figures if f.place is not None}
    return bool(cues & _SAYS_SO) and "component" not in cues and len(places) <= 1


def _roles(pair: tuple[Figure, Figure], total: Figure, first_told: dict[tuple, date]) -> dict[str, str]:
    if _is_known(total, first_told):
        return {f.figure_id: "prior" for f in (*pair, total)}
    base = _base(pair, first_told)
    step = pair[0] if base is pair[1] else pair[1]
    return {total.figure_id: "cumulative", step.figure_id: "additional", base.figure_id: "prior"}


def _base(pair: tuple[Figure, Figure], first_told: dict[tuple, date]) -> Figure:
    """The older part: known before, or called old, or not called additional; else the larger."""
    return max(
        pair,
        key=lambda f: (
            _is_known(f, first_told),
            recalls(f),
            f.relation_cue != "additional",
            level(f),
        ),
    )


def _is_known(figure: Figure, first_told: dict[tuple, date]) -> bool:
    first = first_told.get(_key(figure))
    return first is not None and figure.published_on is not None and figure.published_on - first > _OLD_NEWS
