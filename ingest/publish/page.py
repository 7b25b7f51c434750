"""One self-contained HTML page of the published version: charts, sortable tables, links to the sources.

Traps avoided: a page that needs the network (scripts and data are inside it), a `</script>` inside a quote ending the script, and
an amount shown without its measure or a sentence shown as if the company had written it.
"""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import altair as alt
import duckdb
import jinja2
import vl_convert
from markupsafe import Markup

from ingest.publish import page_content

TEMPLATE = Path(__file__).with_name("page.html.jinja")
ROWS_SHOWN = 250
SLIDE_WIDTH = 1000


@dataclass(frozen=True)
class Cell:
    """A table cell: what it shows and what it sorts by."""

    text: str
    sort_value: str
    classes: str = ""
    link: str | None = None


@dataclass(frozen=True)
class Heading:
    """A column's heading."""

    label: str
    is_number: bool


@dataclass(frozen=True)
class ShownTable:
    """A table of the page; `hidden` rows are only in the CSV."""

    caption: str
    csv: str
    columns: list[Heading]
    rows: list[list[Cell]]
    hidden: int


@dataclass(frozen=True)
class ShownSection:
    """A section as the template takes it."""

    id: str
    title: str
    note: str
    charts: list[str] = field(default_factory=list)
    tables: list[ShownTable] = field(default_factory=list)


def write_page(published_path: Path, folder: Path, *, version: str, created: str) -> list[Path]:
    """Write `index.html` and `charts/*.svg|png`. A chart or table without rows is left out with its section."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(published_path, read_only=True) as connection:
        charts: dict[str, alt.TopLevelMixin] = {}
        sections = []
        for section in page_content.SECTIONS:
            drawn = {name: chart for name, build in section.charts.items() if (chart := build(connection)) is not None}
            tables = [shown for table in section.tables if (shown := _table(connection, table)).rows]
            charts |= drawn
            if drawn or tables:
                sections.append(ShownSection(section.id, section.title, section.note, list(drawn), tables))
        head = page_content.head(connection)
    html = _render(sections, charts, head, version=version, created=created)
    page = folder / "index.html"
    temporary = page.with_suffix(".tmp")
    temporary.write_text(html, encoding="utf-8")
    temporary.replace(page)
    return [page, *_write_images(charts, folder / "charts")]


def _render(
    sections: list[ShownSection], charts: dict[str, alt.TopLevelMixin], head: page_content.Head, *, version: str, created: str
) -> str:
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined)
    specs = json.dumps({name: chart.to_dict() for name, chart in charts.items()}, default=str, ensure_ascii=False)
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8")).render(
        title=page_content.TITLE,
        subtitle=page_content.SUBTITLE,
        data_line=f"{head.data_line} Version {version}, published {created[:16].replace('T', ' ')} UTC.",
        cards=head.cards,
        sections=sections,
        footer=page_content.FOOTER,
        javascript=Markup(vl_convert.javascript_bundle().replace("</script", "<\\/script")),
        specs=Markup(specs.replace("</", "<\\/")),
    )


def _write_images(charts: dict[str, alt.TopLevelMixin], folder: Path) -> list[Path]:
    """Each chart as SVG and PNG on white, for slides."""
    folder.mkdir(exist_ok=True)
    written = []
    for name, chart in charts.items():
        spec = chart.to_dict() | {"background": "white"}
        if spec.get("width") == "container":
            spec["width"] = SLIDE_WIDTH
        text = json.dumps(spec, default=str)
        written += [folder / f"{name}.svg", folder / f"{name}.png"]
        written[-2].write_text(vl_convert.vegalite_to_svg(text), encoding="utf-8")
        written[-1].write_bytes(vl_convert.vegalite_to_png(text, scale=2))
    return written


def _table(connection: duckdb.DuckDBPyConnection, table: page_content.Table) -> ShownTable:
    cursor = connection.execute(table.query)
    names = [column[0] for column in cursor.description]
    kinds = [str(column[1]).split("(")[0] for column in cursor.description]
    rows = cursor.fetchall()
    is_number = [kind in {"DECIMAL", "DOUBLE", "BIGINT", "INTEGER", "HUGEINT", "NUMBER"} for kind in kinds]
    shown = [
        (index, Heading(name.replace("_", " "), is_number[index]))
        for index, name in enumerate(names)
        if name not in {"link", "quote_kind"}
    ]
    places = {name: index for index, name in enumerate(names)}
    cells = [[_cell(row, index, names[index], is_number[index], places) for index, _ in shown] for row in rows[:ROWS_SHOWN]]
    return ShownTable(
        table.caption, f"{table.report}.csv", [heading for _, heading in shown], cells, max(0, len(rows) - ROWS_SHOWN)
    )


def _cell(row: tuple[Any, ...], index: int, name: str, is_number: bool, places: dict[str, int]) -> Cell:
    value = row[index]
    classes = ["number"] if is_number else []
    if name == "quote":
        is_authored = value and "quote_kind" in places and row[places["quote_kind"]] == "authored"
        classes += ["quote", "authored"] if is_authored else ["quote"]
    link = row[places["link"]] if "link" in places and name == page_content.LINKED_COLUMN and row[places["link"]] else None
    return Cell(_text(value, name), "" if value is None else str(value), " ".join(classes), link)


def _text(value: Any, name: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Decimal() | float() if name.endswith(("_bn", "_pct")):
            return f"{value:,.1f}" if name.endswith("_pct") else f"{value:,.2f}"
        case Decimal() | float() | int():
            return f"{value:,.0f}"
        case datetime() | date():
            return value.isoformat()[:10]
        case _:
            return str(value)
