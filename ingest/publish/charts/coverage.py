"""The coverage matrix: which quarter of which company is known, and how.

Trap avoided: a gap that nobody sees. What is missing is an empty cell in the same grid as what is there.
"""

import altair as alt
import pandas as pd

from ingest.publish.charts.quarters import PER_QUARTER, QUARTER_AXIS, ROOMY, all_quarters

STATUSES = ["reported", "derived", "announced", "press", "third_party", "missing"]
LETTERS = {"reported": "R", "derived": "D", "announced": "A", "press": "P", "third_party": "3", "missing": "·"}
ROW_HEIGHT = 22
AUTOSIZE = alt.AutoSizeParams(type="fit-x", contains="padding")


def matrix(frame: pd.DataFrame) -> alt.LayerChart:
    """Companies down, calendar quarters across. Columns: company, calendar_quarter, status, told (measure, or why missing)."""
    data = frame.assign(letter=frame["status"].map(LETTERS), is_dark=frame["status"].isin(STATUSES[:2]))
    base = alt.Chart(data).encode(
        x=alt.X(
            "calendar_quarter:O", title=None, axis=QUARTER_AXIS, scale=alt.Scale(domain=all_quarters(frame["calendar_quarter"]))
        ),
        y=alt.Y("company:N", title=None, sort=list(dict.fromkeys(frame["company"])), axis=alt.Axis(ticks=False, domain=False)),
        tooltip=[
            alt.Tooltip("company:N"),
            alt.Tooltip("calendar_quarter:O", title="calendar quarter"),
            "status:N",
            alt.Tooltip("told:N", title="measure or reason"),
        ],
    )
    cells = base.mark_rect(style="cell").encode(
        color=alt.Color(
            "status:N",
            scale=alt.Scale(domain=STATUSES, range="ordinal"),
            legend=alt.Legend(
                title=None,
                orient="bottom",
                symbolType="square",
                values=[status for status in STATUSES if status in set(frame["status"])],
                symbolStrokeWidth=1,
            ),
        )
    )
    letters = [
        base.transform_filter(alt.datum.is_dark == is_dark)
        .mark_text(fontSize=11, opacity=alt.ExprRef(f"{PER_QUARTER} < {ROOMY} ? 0 : 1"), **style)
        .encode(text="letter:N")
        for is_dark, style in ((True, {"style": "on-dark-cell"}), (False, {}))
    ]
    return alt.layer(cells, *letters).properties(height=alt.Step(ROW_HEIGHT), width="container", autosize=AUTOSIZE)
