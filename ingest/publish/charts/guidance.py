"""Guidance fans: what each company expected for each year, version by version, against what it then spent.

Traps avoided: a bound drawn as if it were a point ("at least 50" is a line with a triangle that points up), and companies on one
axis, on which the smaller ones would be flat.
"""

import altair as alt
import pandas as pd

from ingest.publish.charts import theme

PANEL_WIDTH = 250
PANEL_HEIGHT = 180
PANELS_ACROSS = 4
HEADROOM = 1.18
BOUNDS = {"lower_bound": "triangle-up", "upper_bound": "triangle-down"}


def fans(frame: pd.DataFrame) -> alt.FacetChart:
    """A panel per company, in the order of the frame.

    `frame`: kind (version, actual, or name of a year), panel (its title, lines parted by |), target (as CY2025), parity (0 or 1,
    alternating by year), starts_on, ends_on (dates), low, high (bn of the panel's currency, equal unless a range), highest (of
    the panel), shape, words.
    """
    everything = alt.Chart(frame.assign(ceiling=frame["highest"] * HEADROOM))
    version, actual, name = (everything.transform_filter(alt.datum.kind == kind) for kind in ("version", "actual", "name"))
    x = alt.X("starts_on:T", title=None, axis=alt.Axis(format="%Y", tickCount="year", grid=False))
    y = alt.Y("low:Q", title=None)
    tooltip = [
        alt.Tooltip("target:N", title="for"),
        alt.Tooltip("starts_on:T", title="from", format="%Y-%m-%d"),
        alt.Tooltip("words:N", title="amount"),
    ]
    versions = version.encode(
        x=x, color=alt.Color("parity:N", scale=alt.Scale(domain=[0, 1], range="category"), legend=None), tooltip=tooltip
    )
    shape = alt.Shape("shape:N", scale=alt.Scale(domain=list(BOUNDS), range=list(BOUNDS.values())), legend=None)
    panel = alt.layer(
        everything.mark_point(opacity=0).encode(y=alt.Y("ceiling:Q", title=None, axis=alt.Axis(tickCount=5, minExtent=32))),
        *theme.text(
            name.encode(x=alt.X("ends_on:T", title=None), y=y), "target:N", align="right", baseline="bottom", dy=-4, fontSize=11
        ),
        versions.mark_rect(opacity=0.45).encode(x2="ends_on:T", y=y, y2="high:Q"),
        versions.mark_rule(strokeWidth=2).encode(x2="ends_on:T", y=y),
        versions.mark_rule(strokeWidth=2).encode(x2="ends_on:T", y=alt.Y("high:Q", title=None)),
        versions.transform_filter(alt.FieldOneOfPredicate("shape", list(BOUNDS)))
        .mark_point(filled=True, size=70, opacity=1)
        .encode(y=y, shape=shape),
        actual.mark_rule(style="contrast", strokeDash=[4, 3], strokeWidth=1.5).encode(x=x, x2="ends_on:T", y=y, tooltip=tooltip),
        actual.mark_point(style="contrast", shape="diamond", filled=True, size=80, opacity=1).encode(
            x=alt.X("ends_on:T", title=None), y=y, tooltip=tooltip
        ),
    ).properties(width=PANEL_WIDTH, height=PANEL_HEIGHT)
    header = alt.Header(title=None, labelAnchor="start", labelExpr="split(datum.value, '|')", labelPadding=8)
    return (
        panel.facet(facet=alt.Facet("panel:N", sort=list(dict.fromkeys(frame["panel"])), header=header), columns=PANELS_ACROSS)
        .resolve_scale(y="independent")
        .resolve_axis(x="independent")
        .properties(spacing={"row": 26, "column": 18})
    )
