"""One figure however often a text states it.

Trap avoided: counting the headline's "$15 billion" and the body's "2.26 trillion yen ($15.24 billion)" twice, and merging two
projects of equal size. Equal after rounding is one figure unless period or place say that it is another.
"""

from decimal import Decimal

from ingest.figures.figure import ExtractedFigure

_CLOSE = Decimal("0.01")
_DOUBLE = Decimal(2)
_BONDS = (("commitment", "financing"), ("financing", "commitment"))
_MEMORY = 60
"""Figures of a company that a new one is compared with."""


def merged(figures: list[ExtractedFigure]) -> list[ExtractedFigure]:
    """Figures in order of their place, repetitions joined: the fuller statement stays, what only the other says is added."""
    kept: list[ExtractedFigure] = []
    places: dict[str, list[int]] = {}
    for figure in figures:
        known = places.setdefault(figure.company, [])
        for place in known[-_MEMORY:]:
            if _is_same(kept[place], figure):
                kept[place] = _joined(kept[place], figure)
                break
        else:
            known.append(len(kept))
            kept.append(figure)
    return kept


def _is_same(a: ExtractedFigure, b: ExtractedFigure) -> bool:
    if (a.type, b.type) in _BONDS:  # a headline's "puts $3.75bn behind data centres" is the bond below it
        return _is_equal(a, b) and not any(f.period or f.place for f in (a, b) if f.type == "commitment")
    if a.bucket != b.bucket:
        return False
    if a.period and b.period and a.period != b.period and not _overlaps(a, b) and not _are_terms(a, b):
        return False
    if a.place and b.place and a.place != b.place and a.place_type == b.place_type:
        return False
    if a.bucket == "actual" and a.measure != b.measure and (bool(a.period) != bool(b.period) or (a.measure and b.measure)):
        return False
    return _is_equal(a, b)


def _overlaps(a: ExtractedFigure, b: ExtractedFigure) -> bool:
    """Two labels of one period: FY2026-Q1 and CY2025-Q3, or the same days."""
    return a.period_start is not None and (a.period_start, a.period_end) == (b.period_start, b.period_end)


def _are_terms(a: ExtractedFigure, b: ExtractedFigure) -> bool:
    """A plan "over five years" and "by 2030": two ways to say how long it runs."""
    return (
        a.type == b.type == "commitment"
        and {a.period_text is None, b.period_text is None} == {False}
        and ({_form(a), _form(b)} == {"P", "/"})
    )


def _form(figure: ExtractedFigure) -> str:
    return (figure.period or "")[:1]


def _is_equal(a: ExtractedFigure, b: ExtractedFigure) -> bool:
    if a.currency == b.currency:
        x, y = _bounds(a), _bounds(b)
        if len(x) == len(y):
            return all(_agree(p, q) for p, q in zip(x, y, strict=True))
        return False
    amounts = [(a, b), (b, a)]
    return any(
        currency == other.currency and len(_bounds(other)) == 1 and _agree(value, _bounds(other)[0])
        for one, other in amounts
        for value, currency in one.alt
    )


def _bounds(figure: ExtractedFigure) -> list[Decimal]:
    return sorted({value for value in (figure.low, figure.high) if value is not None})


def _agree(a: Decimal, b: Decimal) -> bool:
    """Equal within 1 %, or when the finer one is rounded as the coarser one is."""
    if a == b:
        return True
    if a > _DOUBLE * b or b > _DOUBLE * a:
        return False  # no rounding moves a number that far
    if abs(a - b) <= _CLOSE * max(a, b):
        return True
    coarse, fine = sorted((a, b), key=lambda v: len(v.normalize().as_tuple().digits))
    return len(coarse.normalize().as_tuple().digits) > 1 and fine.quantize(coarse.normalize()) == coarse


def _joined(a: ExtractedFigure, b: ExtractedFigure) -> ExtractedFigure:
    best, other = (b, a) if _fullness(b) > _fullness(a) else (a, b)
    with_period = best if best.period or not other.period else other
    return best._replace(
        alt=best.alt or other.alt,
        period=with_period.period,
        period_text=with_period.period_text,
        period_start=with_period.period_start,
        period_end=with_period.period_end,
        duration_months=with_period.duration_months,
        share=best.share or other.share,
        place=best.place or other.place,
        place_type=best.place_type or other.place_type,
        measure=best.measure or other.measure,
        instrument=best.instrument or other.instrument,
        reason=best.reason or other.reason,
    )


def _fullness(figure: ExtractedFigure) -> float:
    return (
        5.0 * (figure.type == "financing")
        + 2.0 * bool(figure.period)
        + (figure.modifier != "exact")
        + bool(figure.alt)
        + figure.confidence
        - (figure.scope == "other_investment") * 0.5
    )
