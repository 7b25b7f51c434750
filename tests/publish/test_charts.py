"""Charts from small frames: what is stacked, what is labelled where, what a theme may change."""

import json
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd
import pytest
import vl_convert

from ingest.publish.charts import coverage, guidance, plans, quarters, theme

QUARTERS = ["2025-Q3", "2025-Q4", "2026-Q1"]
COMPANIES = ["Acme", "Globex", "Initech", "Umbrella", "Hooli", "Vandelay", "Stark", "Wayne"]


def spending() -> pd.DataFrame:
    """Eight companies of 80, 70, ... 10 bn a quarter; Globex has not reported the newest one."""
    rows = [(company, quarter, 80.0 - 10 * place) for place, company in enumerate(COMPANIES) for quarter in QUARTERS]
    return pd.DataFrame(
        [row for row in rows if row[:2] != ("Globex", "2026-Q1")], columns=["company", "calendar_quarter", "amount"]
    )


def drawn(chart: alt.TopLevelMixin, palette: theme.Palette = theme.LIGHT) -> str:
    """The chart as SVG, at the width of a slide."""
    spec = chart.to_dict()
    return vl_convert.vegalite_to_svg(
        spec | ({"width": 900} if spec.get("width") == "container" else {}), config=theme.config(palette)
    )


def layer(chart: alt.TopLevelMixin, mark: str, place: int = 0) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The n-th layer with a mark, and its rows."""
    spec = chart.to_dict()
    found = [one for one in spec["layer"] if one["mark"]["type"] == mark][place]
    return found, spec["datasets"][found.get("data", spec.get("data"))["name"]]


def texts(svg: str) -> list[str]:
    """What is written in an SVG."""
    return re.findall(r">([^<>]+)</(?:text|tspan)>", svg)


def test_the_stack_names_six_and_adds_up_the_rest() -> None:
    chart = quarters.stack(spending(), COMPANIES)
    _, rows = layer(chart, "bar", 1)
    newest = {row["series"]: row["amount"] for row in rows if row["calendar_quarter"] == "2025-Q4"}
    assert newest == {"Acme": 80, "Globex": 70, "Initech": 60, "Umbrella": 50, "Hooli": 40, "Vandelay": 30, "all others": 30}
    written = texts(drawn(chart))
    assert [name for name in written if name in newest] == [*COMPANIES[:6], "all others"], "the legend has the order of the stack"
    assert written.count("360") == 4, "two complete quarters, each total on its halo"


def test_an_incomplete_quarter_is_paler_and_says_how_many_are_in() -> None:
    chart = quarters.stack(spending(), COMPANIES)
    bars, rows = layer(chart, "bar", 1)
    assert {row["calendar_quarter"] for row in rows if not row["is_complete"]} == {"2026-Q1"}
    assert bars["encoding"]["opacity"]["value"] == 0.5
    assert [text for text in texts(drawn(chart)) if " of " in text] == ["7 of 8"]


def test_a_quarter_that_nobody_knows_keeps_its_place_and_breaks_the_line() -> None:
    frame = pd.DataFrame(
        {"series": "Acme", "label": "Acme*", "calendar_quarter": ["2025-Q2", "2025-Q4", "2026-Q1"], "value": [1.0, 3.0, 4.0]}
    )
    chart = quarters.lines(frame, ["Acme"], "USD bn")
    line, rows = layer(chart, "line")
    assert [(row["calendar_quarter"], row["value"]) for row in rows] == [
        ("2025-Q2", 1.0), ("2025-Q3", None), ("2025-Q4", 3.0), ("2026-Q1", 4.0),
    ]  # fmt: skip
    assert line["encoding"]["x"]["scale"]["domain"] == ["2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"]
    stroke = f'stroke="{theme.LIGHT.category[0]}"'
    (path,) = [tag for tag in re.findall(r"<path[^>]*>", drawn(chart)) if stroke in tag]
    assert re.search(r' d="([^"]+)"', path)[1].count("M") == 2, "a line in two pieces"
    assert "Acme*" in texts(drawn(chart))


def test_all_quarters_are_listed_across_years() -> None:
    assert quarters.all_quarters(pd.Series(["2026-Q1", "2025-Q2"])) == ["2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"]


@pytest.mark.parametrize("values", [[50.0, 49.9, 49.8, 1.0], [0.3, 0.2, 0.1, 0.0], [5.0, 5.0, 5.0, 5.0], [9.0, 6.0, 3.0, 0.5]])
def test_labels_at_the_ends_of_lines_do_not_overlap(values: list[float]) -> None:
    frame = pd.DataFrame({"series": list("abcd"), "label": list("abcd"), "calendar_quarter": "2026-Q1", "value": values})
    top = max(values) * 1.04
    places = quarters.label_places(frame, top)["place"]
    pixels = [place * quarters.HEIGHT / top for place in places]
    assert all(upper - lower >= quarters.LABEL_GAP - 1e-6 for upper, lower in pairwise(pixels))
    assert min(pixels) >= 0
    assert list(quarters.label_places(frame, top)["label"]) == list("abcd")


def test_a_company_keeps_its_colour_from_chart_to_chart() -> None:
    def colour(names: list[str], name: str) -> int:
        return theme.colour_scale(names, "all others").to_dict()["domain"].index(name) % len(theme.LIGHT.category)

    assert [colour(COMPANIES, name) for name in COMPANIES] == [0, 1, 2, 3, 4, 5, 0, 1]
    assert colour(COMPANIES[:2], "all others") == colour(COMPANIES, "all others") == 6
    dashes = theme.dash_scale(COMPANIES).to_dict()["range"]
    assert dashes[0] != dashes[6], "the colour comes again, the dash does not"


def fan() -> pd.DataFrame:
    """Two versions and the outcome of a year, and a bound each way."""
    acme = {"panel": "Acme|gross cash, USD bn", "highest": 85.0}
    globex = {"panel": "Globex|net cash, EUR bn", "highest": 4.0, "target": "FY2026", "ends_on": "2026-06-30", "low": 4.0}
    year, next_year = acme | {"target": "CY2025", "parity": 1}, acme | {"target": "CY2026", "parity": 0, "ends_on": "2026-12-31"}
    first = year | {"starts_on": "2025-01-30", "ends_on": "2025-07-30", "low": 60.0, "high": 65.0, "shape": "range"}
    second = year | {"starts_on": "2025-07-30", "ends_on": "2025-12-31", "low": 66.0, "high": 66.0, "shape": "point"}
    bound = next_year | {"starts_on": "2026-01-30", "low": 85.0, "high": 85.0, "shape": "lower_bound"}
    ceiling = globex | {"parity": 0, "starts_on": "2026-01-30", "high": 4.0, "shape": "upper_bound"}
    spent = year | {"kind": "actual", "starts_on": "2025-01-30", "ends_on": "2025-12-31", "low": 70.0}
    names = [year | {"kind": "name", "ends_on": "2025-12-31", "low": 70.0}, globex | {"kind": "name"}]
    rows = [*({"kind": "version", "words": "so much"} | one for one in (first, second, bound, ceiling)), spent, *names]
    return pd.DataFrame(rows)


def test_fans_have_a_titled_panel_per_company_and_arrows_on_bounds() -> None:
    svg = drawn(guidance.fans(fan()))
    written = texts(svg)
    assert [text for text in written if text in {"Acme", "gross cash, USD bn", "Globex", "net cash, EUR bn"}] == [
        "Acme", "gross cash, USD bn", "Globex", "net cash, EUR bn",
    ]  # fmt: skip
    assert written.count("CY2025") == written.count("FY2026") == 2
    shapes = guidance.fans(fan()).to_dict()["spec"]["layer"][-3]["encoding"]["shape"]["scale"]
    assert dict(zip(shapes["domain"], shapes["range"], strict=True)) == guidance.BOUNDS


def commitments() -> pd.DataFrame:
    return pd.DataFrame(
        [
            ("1", "Acme: Norway, USD 10 bn", "2026-01-01", "2029-01-01", True, "active", "2029-01-01"),
            ("2", "Acme: Norway, USD 10 bn", "2026-02-01", "2026-02-01", False, "cancelled", "no end given"),
        ],
        columns=["row", "label", "starts_on", "ends_on", "is_counted", "status", "words"],
    )


def test_two_commitments_of_one_name_are_two_rows() -> None:
    svg = drawn(plans.timeline(commitments()))
    assert texts(svg).count("Acme: Norway, USD 10 bn") == 4, "two rows, each on its halo"
    assert {"active", "cancelled"} <= set(texts(svg))
    assert "delayed" not in texts(svg), "the legend lists what is there"


def test_burn_down_marks_upper_bounds_and_reaches_beyond_the_plan() -> None:
    frame = pd.DataFrame(
        [("1", "Acme – at most 120.0 %", 120.0, True, 40.0, "w"), ("2", "Globex – 8.4 %", 8.4, False, None, "w")],
        columns=["row", "label", "spent_pct", "is_upper_bound", "elapsed_pct", "words"],
    )
    chart = plans.burn_down(frame)
    bars, _ = layer(chart, "bar", 1)
    assert bars["encoding"]["x"]["scale"]["domain"] == [0, 120.0]
    assert bars["encoding"]["fillOpacity"]["condition"]["value"] == 0.35
    assert drawn(chart).count("Globex – 8.4 %") == 1


def test_coverage_has_a_cell_for_what_is_missing() -> None:
    frame = pd.DataFrame(
        {"company": "Acme", "calendar_quarter": QUARTERS, "status": ["reported", "missing", "announced"], "told": "gross cash"}
    )
    written = texts(drawn(coverage.matrix(frame)))
    assert {"R", "·", "A"} <= set(written)
    assert [status for status in coverage.STATUSES if status in written] == ["reported", "announced", "missing"]


CHARTS: dict[str, Callable[[], alt.TopLevelMixin]] = {
    "stack": lambda: quarters.stack(spending(), COMPANIES),
    "lines": lambda: quarters.lines(
        spending().rename(columns={"company": "series", "amount": "value"}).assign(label="x"), COMPANIES, "USD bn"
    ),
    "fans": lambda: guidance.fans(fan()),
    "timeline": lambda: plans.timeline(commitments()),
}


@pytest.mark.parametrize("name", CHARTS)
def test_no_chart_has_colours_of_its_own(name: str) -> None:
    chart = CHARTS[name]()
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b", json.dumps(chart.to_dict(), default=str))
    light, dark = drawn(chart), drawn(chart, theme.DARK)
    assert theme.LIGHT.ink in light
    assert theme.LIGHT.ink not in dark
    assert theme.DARK.ink in dark


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio of two colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_colours_can_be_told_from_paper_and_from_their_neighbours(palette: theme.Palette) -> None:
    assert min(contrast(palette.ink, palette.paper), contrast(palette.soft, palette.paper)) >= 4.5
    assert min(contrast(colour, palette.paper) for colour in palette.category[:6]) >= 2.5
    neighbours = pairwise(palette.category[:6])
    assert min(contrast(one, other) for one, other in neighbours) >= 1.2, "neighbours in a stack differ in lightness alone"
