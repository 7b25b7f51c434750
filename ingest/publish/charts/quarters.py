"""Charts over calendar quarters: a stack of companies, and lines of companies or groups.

Traps avoided: the newest quarter, in which only some companies have reported, looking like a collapse (it is drawn paler and says
how many are in), a line drawn across quarters that nobody knows, and labels at the ends of lines that cover each other.
"""

import altair as alt
import pandas as pd

from ingest.publish.charts import theme

OTHERS = "all others"
HEIGHT = 340
LABEL_GAP = 15  # pixels between two labels at the ends of lines
ROOMY = 24  # pixels a quarter needs for its own label, and a bar for its total

PER_QUARTER = "(width / length(domain('x')))"
YEAR = "slice(datum.value, 0, 4)"
# every quarter's name where there is room, else the years, else short years, else every second year
QUARTER_AXIS = alt.Axis(
    labelAngle=0,
    labelOverlap=False,
    labelPadding=6,
    ticks=False,
    labelExpr=(
        f"{PER_QUARTER} >= {ROOMY} ? (slice(datum.value, 5) == 'Q1' ? ['Q1', {YEAR}] : slice(datum.value, 5))"
        " : slice(datum.value, 5) != 'Q1' ? ''"
        f" : {PER_QUARTER} >= 8.5 ? {YEAR}"
        f" : {PER_QUARTER} >= 6 || {YEAR} % 2 == 0 ? '’' + slice(datum.value, 2, 4) : ''"
    ),
)


def stack(frame: pd.DataFrame, order: list[str]) -> alt.LayerChart:
    """Bars of one measure by calendar quarter, stacked by company; the largest six apart, the rest added up.

    `frame`: company, calendar_quarter, amount (USD bn), one row each; `order`: all companies, the largest first.
    """
    kept = order[: theme.COLOURS]
    named = frame["company"].where(frame["company"].isin(kept), OTHERS)
    data = frame.assign(series=named).groupby(["series", "calendar_quarter"], as_index=False)["amount"].sum()
    ranks = {name: rank for rank, name in enumerate([*kept, OTHERS])}
    present = frame.groupby("calendar_quarter")["company"].nunique()
    data = data.assign(rank=data["series"].map(ranks), is_complete=data["calendar_quarter"].map(present == len(order)))
    drawn = [name for name in ranks if name in set(data["series"])]
    totals = frame.groupby("calendar_quarter", as_index=False)["amount"].sum()
    counts = [f"{present[quarter]} of {len(order)}" for quarter in totals["calendar_quarter"]]
    totals = totals.assign(companies=counts, is_complete=totals["calendar_quarter"].map(present == len(order)))
    quarter_scale = alt.Scale(domain=all_quarters(frame["calendar_quarter"]))
    x = alt.X("calendar_quarter:O", title=None, axis=QUARTER_AXIS, scale=quarter_scale)
    scale = alt.Scale(domain=[0, float(totals["amount"].max()) * 1.12], nice=False)
    paper = alt.Chart(totals).mark_bar(style="paper").encode(x=x, y=alt.Y("amount:Q", scale=scale))
    bars = (
        alt.Chart(data)
        .mark_bar(style="segment")
        .encode(
            x=x,
            y=alt.Y("amount:Q", title="USD bn per quarter", stack="zero"),
            color=alt.Color(
                "series:N",
                scale=theme.colour_scale(kept, OTHERS),
                legend=alt.Legend(title=None, orient="bottom", values=drawn, symbolType="square"),
            ),
            opacity=alt.condition(alt.datum.is_complete, alt.value(1), alt.value(0.5)),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("series:N", title="company"),
                alt.Tooltip("calendar_quarter:O", title="calendar quarter"),
                alt.Tooltip("amount:Q", format=",.2f", title="USD bn"),
            ],
        )
    )
    roomy = alt.ExprRef(f"{PER_QUARTER} < {ROOMY} ? 0 : 1")
    rounded = alt.Text("amount:Q", format=",.0f")
    sums = theme.text(alt.Chart(totals).encode(x=x, y="amount:Q"), rounded, dy=-8, opacity=roomy)
    incomplete = (
        alt.Chart(totals[~totals["is_complete"]])
        .mark_text(dy=-22, opacity=roomy, style="soft", fontSize=11)
        .encode(x=x, y="amount:Q", text="companies:N")
    )
    return alt.layer(paper, *sums, bars, incomplete).properties(height=HEIGHT, width="container")


def lines(frame: pd.DataFrame, order: list[str], title: str, number_format: str = ",.1f") -> alt.LayerChart:
    """A line per series, labelled at its end; a quarter without a value breaks the line.

    `frame`: series, label, calendar_quarter, value, one row per series and quarter; `order`: all series of the page.
    """
    quarters = all_quarters(frame["calendar_quarter"])
    labels = frame.drop_duplicates("series").set_index("series")["label"]
    grid = pd.MultiIndex.from_product([labels.index, quarters], names=["series", "calendar_quarter"])
    known = frame.drop_duplicates(["series", "calendar_quarter"], keep="last")
    data = known.set_index(["series", "calendar_quarter"])[["value"]].reindex(grid).reset_index()
    data = data.assign(label=data["series"].map(labels))
    top = float(frame["value"].max()) * 1.04
    ends = label_places(frame, top)
    marks = {
        "color": alt.Color("series:N", scale=theme.colour_scale(order, OTHERS), legend=None),
        "shape": alt.Shape("series:N", scale=theme.shape_scale(order), legend=None),
    }
    base = alt.Chart(data).encode(
        x=alt.X("calendar_quarter:O", title=None, axis=QUARTER_AXIS, scale=alt.Scale(type="point", padding=0.3, domain=quarters)),
        y=alt.Y("value:Q", title=title, scale=alt.Scale(domain=[0, top], nice=False)),
        tooltip=[
            alt.Tooltip("label:N", title="company"),
            alt.Tooltip("calendar_quarter:O", title="calendar quarter"),
            alt.Tooltip("value:Q", format=number_format, title=title),
        ],
    )
    drawn = base.mark_line(strokeWidth=2, invalid="break-paths-show-domains").encode(
        color=marks["color"], strokeDash=alt.StrokeDash("series:N", scale=theme.dash_scale(order), legend=None)
    )
    points = base.mark_point(filled=True, size=34, opacity=1, invalid="filter").encode(**marks)
    end = alt.Chart(ends).encode(y=alt.Y("place:Q"))
    keys = end.mark_point(filled=True, size=55, opacity=1, xOffset=10).encode(x=alt.value("width"), **marks)
    texts = end.mark_text(align="left", dx=18).encode(x=alt.value("width"), text="label:N")
    return alt.layer(drawn, points, keys, texts).properties(height=HEIGHT, width="container")


def all_quarters(found: pd.Series) -> list[str]:
    """Every calendar quarter from the first to the last of a column, also those that nobody has a value for."""
    periods = pd.PeriodIndex(found.str.replace("-", ""), freq="Q")
    return [f"{period.year}-Q{period.quarter}" for period in pd.period_range(periods.min(), periods.max(), freq="Q")]


def label_places(frame: pd.DataFrame, top: float) -> pd.DataFrame:
    """Where the label of each series stands on the value axis: at its newest value, moved apart where two would overlap.

    `frame` as for `lines`; `top` is the value at the upper edge of the plot. Returns series, label, place.
    """
    newest = frame.sort_values("calendar_quarter").groupby("series", as_index=False).last().sort_values("value", ascending=False)
    gap = LABEL_GAP * top / HEIGHT
    places: list[float] = []
    for value in newest["value"]:
        places.append(min(value, places[-1] - gap) if places else value)
    floor = 0.0
    for index in reversed(range(len(places))):
        places[index] = max(places[index], floor)
        floor = places[index] + gap
    return newest.assign(place=places)[["series", "label", "place"]]
