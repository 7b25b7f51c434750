"""Colours and fonts of every chart, for light and dark paper.

Traps avoided: colours baked into a chart, which then cannot follow the reader's colour scheme (charts name positions in a range
or a style, the theme fills them in), and colour as the only carrier of meaning: neighbours in the palettes differ in lightness
for every common colour vision, and charts add labels, shapes, dashes or outlines.
"""

from dataclasses import dataclass
from typing import Any

import altair as alt

COLOURS = 6  # series that a palette tells apart before it starts again with another dash
DASHES = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3]]
SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right", "triangle-left"]


@dataclass(frozen=True)
class Palette:
    """Colours of one colour scheme; `category` ends with the colour of "all others"."""

    paper: str
    ink: str
    soft: str
    line: str
    category: tuple[str, ...]
    ordinal: tuple[str, ...]
    accent: str
    contrast: str


LIGHT = Palette(
    paper="#ffffff",
    ink="#1b1f24",
    soft="#5a6470",
    line="#dfe3e8",
    category=("#1f5fa8", "#e08a00", "#0b7a5b", "#d45d9b", "#49a6dd", "#a63d12", "#c3c8cf"),
    ordinal=("#0d3c6e", "#2f77bd", "#8fc0ea", "#c9b46a", "#e3d9b3", "#ffffff"),
    accent="#1f5fa8",
    contrast="#b8430a",
)
DARK = Palette(
    paper="#14181d",
    ink="#e8ebee",
    soft="#a3adb8",
    line="#37404a",
    category=("#5aa2f2", "#f2b134", "#1f9e78", "#f08cc0", "#a9dcff", "#e8683a", "#59626d"),
    ordinal=("#b9dcff", "#5a9fe0", "#28598a", "#a08a3c", "#5e5532", "#14181d"),
    accent="#5aa2f2",
    contrast="#f58a56",
)


def config(palette: Palette, font: str = "sans-serif") -> dict[str, Any]:
    """Vega-Lite configuration of a palette."""
    text = {"labelColor": palette.ink, "titleColor": palette.soft, "labelFontSize": 12, "titleFontSize": 12}
    return {
        "background": palette.paper,
        "font": font,
        "view": {"stroke": "transparent"},
        "range": {"category": list(palette.category), "ordinal": list(palette.ordinal)},
        "axis": text
        | {
            "gridColor": palette.line,
            "domainColor": palette.line,
            "tickColor": palette.line,
            "titleFontWeight": "normal",
        },
        "axisY": {"titleAngle": 0, "titleAlign": "left", "titleX": 0, "titleY": -10, "titleBaseline": "bottom", "domain": False},
        "legend": text | {"symbolSize": 110, "labelLimit": 220, "columnPadding": 14, "rowPadding": 4, "columns": 7},
        "title": {
            "color": palette.ink,
            "subtitleColor": palette.soft,
            "anchor": "start",
            "fontSize": 14,
            "subtitleFontSize": 12,
            "offset": 10,
        },
        "text": {"color": palette.ink, "fontSize": 12},
        "lineBreak": "\n",
        "aria": False,
        "header": {"labelColor": palette.ink, "labelFontSize": 13},
        "style": {
            "paper": {"color": palette.paper},
            "halo": {"color": palette.paper, "stroke": palette.paper, "strokeWidth": 4, "strokeJoin": "round"},
            "segment": {"stroke": palette.paper, "strokeWidth": 1},
            "soft": {"color": palette.soft},
            "track": {"color": palette.line},
            "accent": {"color": palette.accent, "stroke": palette.accent},
            "contrast": {"color": palette.contrast},
            "on-dark-cell": {"color": palette.paper},
            "cell": {"stroke": palette.line, "strokeWidth": 1},
        },
    }


def colour_scale(order: list[str], others: str) -> alt.Scale:
    """Colours of series by their place in `order`; `others` has the last colour of the palette, whichever series are drawn."""
    domain: list[str] = []
    for start in range(0, max(len(order), 1), COLOURS):
        names = order[start : start + COLOURS]
        last = others if start == 0 else f"no series {start}"
        domain += [*names, *(f"no series {start + place}" for place in range(len(names), COLOURS)), last]
    return alt.Scale(domain=domain, range="category")


def dash_scale(order: list[str]) -> alt.Scale:
    """Dashes that change when the colours start again."""
    return alt.Scale(domain=order, range=[DASHES[place // COLOURS % len(DASHES)] for place in range(len(order))])


def shape_scale(order: list[str]) -> alt.Scale:
    """Shapes of points by the series' place in `order`."""
    return alt.Scale(domain=order, range=[SHAPES[place % len(SHAPES)] for place in range(len(order))])


def text(base: alt.Chart, label: str | alt.Text, **mark: Any) -> list[alt.Chart]:
    """Layers of a text on a halo of paper, legible across lines; `base` carries its place, `label` its words."""
    return [base.mark_text(**mark, **style).encode(text=label) for style in ({"style": "halo"}, {})]
