"""Charts of promises: the timeline of commitments and how much of each plan is spent.

Traps avoided: names cut off at the left of a narrow screen (they stand above their bars), a sum suggested where plans overlap
(what is not added is drawn hollow), and an upper bound that looks like a measurement (its bar is hollow too, and says so).
"""

import altair as alt
import pandas as pd

from ingest.publish.charts import theme

ROW_HEIGHT = 38
STATUSES = ["active", "delayed", "completed", "superseded", "reported_talks", "cancelled"]  # by colour of the palette
NAME_LIMIT = alt.ExprRef("width")
AUTOSIZE = alt.AutoSizeParams(type="fit-x", contains="padding")


def timeline(frame: pd.DataFrame) -> alt.LayerChart:
    """A row per commitment, from announcement to horizon, in the order of the frame.

    `frame`: row (an id), label, starts_on, ends_on (dates, equal when no horizon is known), is_counted, status, words.
    """
    order = list(frame["row"])
    present = set(frame["status"])
    statuses = [*STATUSES, *sorted(present - set(STATUSES))]
    y = alt.Y("row:N", sort=order, axis=None)
    x = alt.X("starts_on:T", title=None, axis=alt.Axis(format="%Y", tickCount="year", orient="top", domain=False, ticks=False))
    colour_scale = alt.Scale(domain=statuses, range="category")
    legend = alt.Legend(
        title=None, orient="bottom", symbolType="square", values=[status for status in statuses if status in present]
    )
    tooltip = [
        alt.Tooltip("label:N", title="commitment"),
        alt.Tooltip("starts_on:T", title="announced", format="%Y-%m-%d"),
        alt.Tooltip("words:N", title="until"),
        "status:N",
        alt.Tooltip("is_counted:N", title="counted in the total"),
    ]
    base = alt.Chart(frame).encode(y=y, tooltip=tooltip)
    colour = alt.Color("status:N", scale=colour_scale, legend=legend)
    filled = alt.condition(alt.datum.is_counted, alt.value(1), alt.value(0))
    bars = (
        base.transform_filter(alt.datum.ends_on > alt.datum.starts_on)
        .mark_bar(height=9, yOffset=9, strokeWidth=1.5, cornerRadius=2)
        .encode(
            x=x,
            x2="ends_on:T",
            color=colour,
            stroke=alt.Stroke("status:N", scale=colour_scale, legend=legend),
            fillOpacity=filled,
        )
    )
    starts = base.mark_point(shape="diamond", size=80, yOffset=9, strokeWidth=1.5, opacity=1).encode(
        x=x, fill=alt.Fill("status:N", scale=colour_scale, legend=legend), color=colour, fillOpacity=filled
    )
    names = theme.text(base.encode(x=alt.value(0)), "label:N", align="left", yOffset=-6, limit=NAME_LIMIT)
    return alt.layer(*names, bars, starts).properties(height=alt.Step(ROW_HEIGHT), width="container", autosize=AUTOSIZE)


def burn_down(frame: pd.DataFrame) -> alt.LayerChart:
    """A row per plan: the share that is spent as a bar, the share of its time that has passed as a tick.

    `frame`: row (an id), label, spent_pct, elapsed_pct (null without an end), is_upper_bound, words; in the order to be shown.
    """
    order = list(frame["row"])
    top = max(100.0, float(frame["spent_pct"].max()))
    y = alt.Y("row:N", sort=order, axis=None)
    scale = alt.Scale(domain=[0, top])
    axis = alt.Axis(labelExpr="datum.label + ' %'", tickCount=5, grid=False)
    base = alt.Chart(frame.assign(whole=100.0)).encode(
        y=y,
        tooltip=[
            alt.Tooltip("label:N", title="plan"),
            alt.Tooltip("words:N", title="spent"),
            alt.Tooltip("elapsed_pct:Q", format=".1f", title="% of its time"),
        ],
    )
    tracks = base.mark_bar(style="track", height=14, yOffset=9).encode(x=alt.X("whole:Q", scale=scale))
    bars = base.mark_bar(style="accent", height=14, yOffset=9, strokeWidth=1.5).encode(
        x=alt.X("spent_pct:Q", title=None, scale=scale, axis=axis),
        fillOpacity=alt.condition(alt.datum.is_upper_bound, alt.value(0.35), alt.value(1)),
    )
    ticks = base.mark_tick(style="contrast", thickness=3, size=24, yOffset=9, opacity=1).encode(
        x=alt.X("elapsed_pct:Q", scale=scale)
    )
    names = base.mark_text(align="left", yOffset=-10, limit=NAME_LIMIT).encode(x=alt.value(0), text="label:N")
    return alt.layer(tracks, bars, ticks, names).properties(height=alt.Step(ROW_HEIGHT + 8), width="container", autosize=AUTOSIZE)
