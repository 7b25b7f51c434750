"""One self-contained HTML page of the published version, and its charts as files for slides.

Traps avoided: a page that needs the network (scripts, styles and data are inside it, its content policy forbids requests), and a
`</script>` inside a quote ending the script.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from ingest.publish.charts import theme
from ingest.publish.page import head as page_head
from ingest.publish.page import library, sections, slides, source, tables

HERE = Path(__file__).parent
PAGE_FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif'


@dataclass(frozen=True)
class ShownChart:
    """A chart as the template takes it."""

    name: str
    caption: str


@dataclass(frozen=True)
class ShownSection:
    """A section as the template takes it."""

    id: str
    title: str
    note: str
    charts: list[ShownChart]
    tables: list[tables.ShownTable]


def write_page(published_path: Path, folder: Path, *, version: str, created: str) -> list[Path]:
    """Write `index.html` and `charts/*.svg|png`. What has no rows is left out, with its section when nothing is left of it."""
    folder.mkdir(parents=True, exist_ok=True)
    shown: list[ShownSection] = []
    specs: dict[str, dict[str, Any]] = {}
    drawn = slides.Slides(folder / "charts", theme.config(theme.LIGHT))
    with source.opened(published_path) as opened:
        for section in sections.SECTIONS:
            charts = []
            for name, draw in section.charts.items():
                if drawing := draw(opened):
                    specs[name] = drawing.chart.to_dict()
                    drawn.draw(name, specs[name])
                    charts.append(ShownChart(name, drawing.caption))
            rows = [table for wanted in section.tables if (table := tables.shown(opened, wanted)).rows]
            if charts or rows:
                shown.append(ShownSection(section.id, section.title, section.note, charts, rows))
        head = page_head.head(opened)
    written = folder / "index.html"
    temporary = written.with_suffix(".tmp")
    vega = library.javascript(published_path.parent / "build")
    temporary.write_text(_html(shown, specs, head, vega, version=version, created=created), encoding="utf-8")
    temporary.replace(written)
    return [written, *drawn.finish()]


def _html(
    shown: list[ShownSection], specs: dict[str, Any], head: page_head.Head, vega: str, *, version: str, created: str
) -> str:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE), autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined
    )
    settings = {
        "charts": specs,
        "themes": {"light": theme.config(theme.LIGHT, PAGE_FONT), "dark": theme.config(theme.DARK, PAGE_FONT)},
    }
    return environment.get_template("page.html.jinja").render(
        title=sections.TITLE,
        subtitle=sections.SUBTITLE,
        data_line=head.data_line,
        version=version,
        published=created[:16].replace("T", " "),
        cards=head.cards,
        sections=shown,
        footer=sections.FOOTER,
        authored_note=sections.AUTHORED_NOTE if head.has_authored else "",
        palettes={"light": theme.LIGHT, "dark": theme.DARK},
        style=Markup((HERE / "page.css").read_text(encoding="utf-8")),
        library=Markup(vega.replace("</script", "<\\/script")),
        settings=Markup(json.dumps(settings, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")),
        script=Markup((HERE / "page.js").read_text(encoding="utf-8")),
    )
