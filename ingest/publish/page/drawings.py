"""The page's charts with the sentence under each: what is measured and who is in it, from the data.

Traps avoided: a total that does not say whose it is, and a name whose amount is another measure than its neighbour's without a
mark. A drawing without rows is None, and its place on the page is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass

import altair as alt
import pandas as pd

from ingest.publish.charts import coverage, guidance, plans, quarters
from ingest.publish.page.source import Source


@dataclass(frozen=True)
class Drawing:
    """A chart and the sentence that stands under it."""

    chart: alt.TopLevelMixin
    caption: str


Draw = Callable[[Source], Drawing | None]


def stacked(source: Source) -> Drawing | None:
    """Gross cash capex of all companies that a total can count on, by calendar quarter."""
    frame = source.frame("stack")
    if frame.empty:
        return None
    order = [name for name in source.frame("ranking")["company_name"] if name in set(frame["company"])]
    present = frame.groupby("calendar_quarter")["company"].agg(set)
    missing = {quarter: [name for name in order if name not in found] for quarter, found in present.items()}
    gaps = [f"{quarter} is without {_listed(names)}" for quarter, names in missing.items() if names]
    return Drawing(
        quarters.stack(frame, order),
        f"Gross cash capex (purchases of property and equipment) of {len(order)} companies: {_listed(order)}."
        + (f" Paler bars are incomplete: {'; '.join(gaps)}." if gaps else ""),
    )


def lines(source: Source) -> Drawing | None:
    """Quarterly capex of the largest companies, each by its own measure."""
    frame = source.frame("lines")
    if frame.empty:
        return None
    return Drawing(quarters.lines(frame, _order(source), "USD bn per quarter"), f"The largest eight. {_marks(source, frame)}")


def of_revenue(source: Source) -> Drawing | None:
    """Four quarters of capex in percent of the same quarters' revenue."""
    return _share(source, "of_revenue", "% of revenue, last four quarters")


def of_cash_flow(source: Source) -> Drawing | None:
    """Four quarters of capex in percent of the same quarters' operating cash flow."""
    return _share(source, "of_cash_flow", "% of operating cash flow, last four quarters")


def platforms(source: Source) -> Drawing | None:
    """Four quarters of capex of the US and of the Chinese platforms."""
    frame = source.frame("platforms")
    if frame.empty:
        return None
    newest = frame.groupby("series", sort=False).last()
    order = sorted(newest.index, key=lambda name: -newest["value"][name])
    told = [f"{name}: {newest['members'][name]} (to {newest['calendar_quarter'][name]})." for name in order]
    chart = quarters.lines(frame.assign(label=frame["series"]), order, "USD bn, last four quarters")
    return Drawing(chart, " ".join(told) + f" {_marks(source, frame.assign(label=frame['members']))}")


def fans(source: Source) -> Drawing | None:
    """Guidance for each year, version by version, against the actual."""
    frame = source.frame("guidance")
    if frame.empty:
        return None
    return Drawing(
        guidance.fans(frame),
        "Each band is what the company expected for the year named at its end, from the day it said so until the next version or "
        "the year's end. A line alone is a single figure, with a triangle a bound. Dashed with a diamond: what was spent, by the "
        "same measure.",
    )


def timeline(source: Source) -> Drawing | None:
    """The largest commitments over time."""
    frame = source.frame("timeline")
    if frame.empty:
        return None
    return Drawing(
        plans.timeline(frame),
        f"The {len(frame)} largest, from announcement (diamond) to the end that was given, if one was. Hollow: not added to the "
        "total, because it is part of another commitment, a running total, replaced or cancelled.",
    )


def burn_down(source: Source) -> Drawing | None:
    """How much of each plan is spent."""
    frame = source.frame("burn_down")
    if frame.empty:
        return None
    return Drawing(
        plans.burn_down(frame),
        "Bar: share of the plan that is spent, in the plan's currency; tick: share of its time that has passed. A pale bar is "
        "an upper bound: all capex of the company stands against a plan for one purpose.",
    )


def coverage_matrix(source: Source) -> Drawing | None:
    """Which quarters are known, and how."""
    frame = source.frame("coverage")
    if frame.empty:
        return None
    return Drawing(
        coverage.matrix(frame),
        "Reported: in a filing. Derived: arithmetic on filings, as a year minus nine months. Announced: from a text of the "
        "company. Empty: not known; the table says why.",
    )


def _share(source: Source, column: str, title: str) -> Drawing | None:
    frame = source.frame("intensity").rename(columns={column: "value"}).dropna(subset="value")
    if frame.empty:
        return None
    return Drawing(quarters.lines(frame, _order(source), title), f"Capex as {title.partition(',')[0]}. {_marks(source, frame)}")


def _order(source: Source) -> list[str]:
    return list(source.frame("ranking")["company_name"])


def _marks(source: Source, frame: pd.DataFrame) -> str:
    """What the marks behind the labels of a frame mean."""
    ranking = source.frame("ranking")
    marks = {row.marked_name.removeprefix(row.company_name): row.measure_name for row in ranking.itertuples()}
    labels = " ".join(frame["label"].unique())
    told = [f"{mark} {name}" for mark, name in marks.items() if mark and mark in labels]
    return f"Gross cash capex, except {_listed(told)}." if told else "Gross cash capex."


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
