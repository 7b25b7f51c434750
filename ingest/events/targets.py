"""What a guidance is about: the target period and the measure.

Traps avoided: a fiscal year that stands beside a calendar year because both are called 2026 (targets are days, the label
follows from them), and "capex" read as whatever measure comes to mind (what the text does not say is taken from the same
guidance elsewhere, then from the catalogue, and marked so).
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from ingest.events.amounts import level
from ingest.models import Company, Figure

UNSPECIFIC = "company_headline"
_ALIKE = Decimal("0.6")
_FISCAL = re.compile(r"FY(\d{4})(-(?:Q[1-4]|H[12]))?$")


@dataclass(frozen=True)
class Target:
    """First and last day of the guided period, and its label."""

    label: str
    start: date
    end: date


@dataclass(frozen=True)
class Measure:
    """A measure of METHODOLOGY section 1, and how we know that it is meant."""

    name: str
    basis: str


def target(figure: Figure, company: Company | None) -> Target | None:
    """The period that a figure guides to, or None when the text names none."""
    start, end = figure.period_start, figure.period_end
    if start is None or end is None or start > end:
        return None
    return Target(_label(figure.period, start, end, company), start, end)


def _label(period: str | None, start: date, end: date, company: Company | None) -> str:
    """`FY2026-Q1` only where the fiscal year is not the calendar year; days when neither fits."""
    fiscal = _FISCAL.match(period or "")
    if fiscal and not (company and company.fiscal_year_end_month == 12):
        return fiscal.group(0)
    if (start, end) == (date(start.year, 1, 1), date(start.year, 12, 31)):
        return f"CY{start.year}"
    if start.day == 1 and start.month % 3 == 1 and end.month % 3 == 0 and (end + timedelta(days=1)).day == 1:
        first, last = f"CY{start.year}-Q{start.month // 3 + 1}", f"CY{end.year}-Q{end.month // 3}"
        return first if first == last else f"{first}/{last}"
    return f"{start}/{end}"


Placed = tuple[Figure, Target]


def borrowed_targets(figures: Iterable[Figure], placed: Iterable[Placed]) -> dict[str, Placed]:
    """For texts without a period: the target of the last guidance with the same amounts that they can mean, by figure_id."""
    by_amounts: dict[tuple, list[Placed]] = {}
    for other in placed:
        by_amounts.setdefault(_amounts(other[0]), []).append(other)
    found = {}
    for figure in figures:
        said_on = figure.published_on
        if level(figure) is None or said_on is None:
            continue
        alike = by_amounts.get(_amounts(figure), [])
        known = [(o.published_on, t) for o, t in alike if o.published_on is not None and o.published_on <= said_on <= t.end]
        if known:
            found[figure.figure_id] = (figure, max(known, key=lambda pair: pair[0])[1])
    return found


def text_targets(figures: Iterable[Figure], placed: Iterable[Placed]) -> dict[str, Placed]:
    """For amounts without a period: the only target that the text's other guidance has, if that is of like size, by figure_id."""
    by_text: dict[str, list[Placed]] = {}
    for other in placed:
        by_text.setdefault(other[0].document_id, []).append(other)
    found = {}
    for figure in figures:
        siblings = by_text.get(figure.document_id, [])
        amount, targets = level(figure), {period for _, period in siblings}
        if amount is None or len(targets) != 1:
            continue
        if any((size := level(other)) and _ALIKE < amount / size < 1 / _ALIKE for other, _ in siblings):
            found[figure.figure_id] = (figure, targets.pop())
    return found


def measures(figures: Mapping[str, tuple[Figure, Target]], headline: str | None) -> dict[str, Measure]:
    """The measure of each guidance figure of one company, by figure_id.

    A text that names none (or just "capex") means what others say of the same amounts for the same target, else of the same
    target, else what the company's headline number is. A budget for data centres and an outsider's estimate are none of the
    accounts' measures, unless another text gives the same amounts as one.
    """
    by_amount: dict[tuple, Counter[str]] = {}
    by_target: dict[Target, Counter[str]] = {}
    found: dict[str, Measure] = {}
    for figure_id, (figure, period) in sorted(figures.items(), key=lambda item: _vagueness(item[1][0])):
        if figure.measure not in (None, UNSPECIFIC):
            measure = Measure(figure.measure, "stated")
            by_target.setdefault(period, Counter())[figure.measure] += 1
        elif elsewhere := by_amount.get((period, _amounts(figure))):
            measure = Measure(_usual(elsewhere), "inherited")
        elif figure.measure is not None:
            measure = Measure(figure.measure, "stated")
        elif not _is_own_capex(figure):
            measure = Measure(UNSPECIFIC, "headline")
        elif period in by_target:
            measure = Measure(_usual(by_target[period]), "inherited")
        else:
            measure = Measure(headline or UNSPECIFIC, "headline")
        found[figure_id] = measure
        if measure.name != UNSPECIFIC:
            by_amount.setdefault((period, _amounts(figure)), Counter())[measure.name] += 1
    return found


def _vagueness(figure: Figure) -> int:
    """What states its measure is read before what says "capex", and that before what says less."""
    if figure.measure not in (None, UNSPECIFIC):
        return 0
    return 1 if _is_own_capex(figure) else 2


def _is_own_capex(figure: Figure) -> bool:
    return figure.scope == "capex" and figure.attribution != "analyst"


def _usual(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], name))


def _amounts(figure: Figure) -> tuple:
    return figure.amount_low, figure.amount_high, figure.currency
