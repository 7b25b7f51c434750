"""The charts of the page and of slides: pandas frames in, Altair charts out.

Traps avoided: colour as the only carrier of meaning (series also differ by dash and mark, and the palette survives colour
blindness), a stack that adds different measures without saying so (a series whose measure is not gross cash capex carries its
measure in its name), and text baked in one colour (axis and label colours come from the page's theme).
"""

import altair as alt
import pandas as pd

# Okabe and Ito's palette, distinguishable with every common colour vision; the last colour is for "all others".
PALETTE = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#8C7A00", "#6B4C9A"]
OTHERS_COLOUR = "#9A9A9A"
OTHERS = "all others"
DASHES = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 1]]
HEIGHT = 340


def _colour(order: list[str], title: str | None = None) -> alt.Color:
    colours = [OTHERS_COLOUR if name == OTHERS else PALETTE[i % len(PALETTE)] for i, name in enumerate(order)]
    legend = alt.Legend(title=title, orient="bottom", symbolLimit=0)
    return alt.Color("series:N", sort=order, scale=alt.Scale(domain=order, range=colours), legend=legend)


def _dash(order: list[str]) -> alt.StrokeDash:
    dashes = [DASHES[i % len(DASHES)] for i in range(len(order))]
    return alt.StrokeDash("series:N", scale=alt.Scale(domain=order, range=dashes), legend=None)


def top_series(frame: pd.DataFrame, value: str, limit: int = 8) -> pd.DataFrame:
    """The `limit` largest series by their newest value; the rest is added up per quarter as "all others".

    `frame`: series, calendar_quarter and `value`, one row per series and quarter.
    """
    newest = frame.sort_values("calendar_quarter").groupby("series")[value].last().sort_values(ascending=False)
    kept = list(newest.index[:limit])
    small = frame[~frame["series"].isin(kept)]
    others = small.groupby("calendar_quarter", as_index=False)[value].sum().assign(series=OTHERS)
    return pd.concat([frame[frame["series"].isin(kept)], others] if len(small) else [frame], ignore_index=True)


def series_order(frame: pd.DataFrame, value: str) -> list[str]:
    """Series by their newest value, largest first, "all others" last."""
    newest = frame.sort_values("calendar_quarter").groupby("series")[value].last().sort_values(ascending=False)
    return [name for name in newest.index if name != OTHERS] + [OTHERS] * (OTHERS in newest.index)


def quarterly_stack(frame: pd.DataFrame) -> alt.Chart:
    """Bars of capex by calendar quarter, stacked by company. Columns: series, calendar_quarter, amount_bn."""
    data = top_series(frame, "amount_bn")
    order = series_order(data, "amount_bn")
    data = data.assign(rank=data["series"].map(order.index))
    return (
        alt.Chart(data)
        .mark_bar()
        .encode(
            x=alt.X("calendar_quarter:O", title=None, axis=alt.Axis(labelAngle=-60, labelOverlap=True)),
            y=alt.Y("sum(amount_bn):Q", title="USD bn per quarter"),
            color=_colour(order),
            order=alt.Order("rank:Q"),
            tooltip=["series:N", "calendar_quarter:O", alt.Tooltip("sum(amount_bn):Q", format=",.2f", title="USD bn")],
        )
        .properties(height=HEIGHT, width="container")
    )


def quarterly_lines(frame: pd.DataFrame, value: str, title: str) -> alt.LayerChart:
    """A line per company, labelled at its end. Columns: series, calendar_quarter and `value`."""
    kept = top_series(frame, value)
    data = kept[kept["series"] != OTHERS]
    order = series_order(data, value)
    base = alt.Chart(data).encode(
        x=alt.X("calendar_quarter:O", title=None, axis=alt.Axis(labelAngle=-60, labelOverlap=True)),
        y=alt.Y(f"{value}:Q", title=title),
        color=_colour(order),
        tooltip=["series:N", "calendar_quarter:O", alt.Tooltip(f"{value}:Q", format=",.2f", title=title)],
    )
    lines = base.mark_line(strokeWidth=2).encode(strokeDash=_dash(order))
    points = base.mark_point(filled=True, size=28)
    return (lines + points).properties(height=HEIGHT, width="container")


def guidance_fan(vintages: pd.DataFrame, actuals: pd.DataFrame) -> alt.FacetChart:
    """Guidance by issue date against the actual of the year, one panel per company and target.

    `vintages`: panel, issued_on (date), low_bn, high_bn (equal for a point; one null for a bound), shape.
    `actuals`: panel, actual_bn.
    """
    data = vintages.assign(
        low_bn=vintages["low_bn"].fillna(vintages["high_bn"]), high_bn=vintages["high_bn"].fillna(vintages["low_bn"])
    ).merge(actuals, on="panel", how="left")
    base = alt.Chart(data).encode(x=alt.X("yearmonthdate(issued_on):T", title=None, axis=alt.Axis(format="%b %y", tickCount=4)))
    tooltip = [
        "panel:N",
        "issued_on:T",
        alt.Tooltip("low_bn:Q", format=",.1f"),
        alt.Tooltip("high_bn:Q", format=",.1f"),
        "shape:N",
    ]
    scale = alt.Scale(zero=False, padding=12)
    band = base.mark_bar(size=9, opacity=0.85, color=PALETTE[0]).encode(
        y=alt.Y("low_bn:Q", title="bn", scale=scale), y2="high_bn:Q", tooltip=tooltip
    )
    ends = base.mark_point(filled=True, size=45, color=PALETTE[0]).encode(y=alt.Y("high_bn:Q", scale=scale), tooltip=tooltip)
    actual = (
        alt.Chart(data)
        .mark_rule(strokeDash=[5, 3], strokeWidth=2, color=PALETTE[5])
        .encode(
            y=alt.Y("actual_bn:Q", scale=scale),
            tooltip=["panel:N", alt.Tooltip("actual_bn:Q", format=",.1f", title="actual, bn")],
        )
    )
    return (
        alt.layer(band, ends, actual)
        .properties(width=210, height=150)
        .facet(facet=alt.Facet("panel:N", title=None, sort=list(dict.fromkeys(data["panel"]))), columns=4)
        .resolve_scale(y="independent", x="independent")
    )


def commitments_timeline(frame: pd.DataFrame) -> alt.LayerChart:
    """A bar from announcement to horizon for each commitment. Columns: label, starts_on, ends_on, amount_bn, status."""
    order = list(frame.sort_values("amount_bn", ascending=False)["label"])
    statuses = sorted(frame["status"].unique())
    colour = alt.Color(
        "status:N",
        scale=alt.Scale(domain=statuses, range=[PALETTE[i % len(PALETTE)] for i in range(len(statuses))]),
        legend=alt.Legend(orient="bottom", title=None),
    )
    base = alt.Chart(frame).encode(y=alt.Y("label:N", sort=order, title=None, axis=alt.Axis(labelLimit=260)))
    tooltip = ["label:N", "starts_on:T", "ends_on:T", alt.Tooltip("amount_bn:Q", format=",.1f", title="USD bn"), "status:N"]
    bars = base.mark_bar(height=9).encode(
        x=alt.X("starts_on:T", title=None, axis=alt.Axis(format="%Y", tickCount="year")),
        x2="ends_on:T",
        color=colour,
        tooltip=tooltip,
    )
    starts = base.mark_point(filled=True, size=40).encode(x="starts_on:T", color=colour, tooltip=tooltip)
    text = base.mark_text(align="left", dx=6).encode(x="ends_on:T", text=alt.Text("amount_bn:Q", format=",.3~r"))
    return (bars + starts + text).properties(height=alt.Step(17), width="container")


def burn_down(frame: pd.DataFrame) -> alt.LayerChart:
    """Share of each plan that is spent. Columns: label, spent_pct, elapsed_pct (share of the plan's time that has passed)."""
    order = list(frame.sort_values("spent_pct", ascending=False)["label"])
    base = alt.Chart(frame).encode(y=alt.Y("label:N", sort=order, title=None, axis=alt.Axis(labelLimit=260)))
    tooltip = ["label:N", alt.Tooltip("spent_pct:Q", format=".1f"), alt.Tooltip("elapsed_pct:Q", format=".1f")]
    scale = alt.Scale(domain=[0, max(100.0, float(frame["spent_pct"].max() or 0))])
    bars = base.mark_bar(color=PALETTE[2], height=14).encode(
        x=alt.X("spent_pct:Q", title="% of plan spent (bar) and % of its time elapsed (tick)", scale=scale), tooltip=tooltip
    )
    ticks = base.mark_tick(thickness=3, size=22, color=PALETTE[5]).encode(x="elapsed_pct:Q", tooltip=tooltip)
    text = base.mark_text(align="left", dx=4).encode(x="spent_pct:Q", text=alt.Text("spent_pct:Q", format=".1f"))
    return (bars + ticks + text).properties(height=alt.Step(34), width="container")
