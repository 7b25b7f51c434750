"""The page of a real run says what its reports say, stands alone, and survives what a hostile document would put into it."""

import csv
import json
import re
import shutil
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import duckdb
import pytest
import vl_convert
from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.errors import CapexError
from ingest.publish.page import library, page, sections, slides, source, tables
from ingest.settings import Settings

VERSION = {"version": "abc12345", "created": "2026-08-21T06:00:00+00:00"}
SIZE_LIMIT = 2_500_000
POISON = '</script><script>document.title = "taken"</script><img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def html(published: Settings) -> LexborHTMLParser:
    """The page as the run wrote it."""
    return LexborHTMLParser((published.reports_dir / "index.html").read_text(encoding="utf-8"))


def table(html: LexborHTMLParser, caption: str) -> tuple[list[str], list[list[LexborNode]]]:
    """Headings and rows of the table under a caption."""
    above = next(node for node in html.css(".above") if node.css_first("h3").text() == caption)
    found = above.next
    while found.tag != "div":
        found = found.next
    return [head.text() for head in found.css("th")], [row.css("td") for row in found.css("tbody tr")]


def test_it_is_one_small_file_that_asks_for_nothing(published: Settings, html: LexborHTMLParser) -> None:
    assert (published.reports_dir / "index.html").stat().st_size < SIZE_LIMIT
    assert not html.css("script[src], link, iframe, img, object")
    assert "default-src 'none'" in html.css_first("meta[http-equiv=Content-Security-Policy]").attributes["content"]


def test_every_section_and_chart_of_the_sample_is_there(published: Settings, html: LexborHTMLParser) -> None:
    wanted = [section for section in sections.SECTIONS if section.id != "changes"]  # the first version has no changes
    assert [node.attributes["id"] for node in html.css("section")] == [section.id for section in wanted]
    names = [name for section in wanted for name in section.charts]
    assert [node.attributes["id"] for node in html.css(".chart")] == [f"chart-{name}" for name in names]
    assert list(json.loads(html.css_first("#settings").text())["charts"]) == names
    charts = published.reports_dir / "charts"
    assert sorted(path.name for path in charts.iterdir()) == sorted(f"{name}.{kind}" for name in names for kind in ("png", "svg"))
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in charts.glob("*.png"))
    assert all("<path" in path.read_text(encoding="utf-8") for path in charts.glob("*.svg"))


def test_the_newest_quarters_are_those_of_the_report(published: Settings, html: LexborHTMLParser) -> None:
    headings, rows = table(html, "Newest quarter of each company")
    shown = {row[0].text(): dict(zip(headings, row, strict=True)) for row in rows}
    with (published.reports_dir / "rpt_capex_comparison.csv").open(encoding="utf-8") as file:
        reported = {
            (line["company_name"], line["calendar_quarter"]): line
            for line in csv.DictReader(file)
            if line["measure"] == "cash_ppe_gross"
        }
    checked = [name for name, cells in shown.items() if cells["measure"].text() == "gross cash"]
    assert len(checked) >= 8
    for name in checked:
        line = reported[name, shown[name]["calendar quarter"].text()]
        assert shown[name]["USD bn"].text() == f"{float(line['amount_usd']) / 1e9:,.2f}"
        assert shown[name]["source"].css_first("a").attributes["href"] == line["source_url"]
        assert shown[name]["ends on"].text() == line["period_end"]


def test_the_stack_adds_gross_cash_capex_only(published: Settings, html: LexborHTMLParser) -> None:
    specs = json.loads(html.css_first("#settings").text())["charts"]
    rows = [row for rows in specs["quarterly_capex_stacked"]["datasets"].values() for row in rows if "companies" in row]
    totals = {row["calendar_quarter"]: (row["amount"], row["companies"]) for row in rows}
    with duckdb.connect(published.published_path, read_only=True) as connection:
        reported = connection.execute(
            """
            select calendar_quarter, sum(amount_usd)::double / 1e9, count(*)
            from reports.rpt_capex_comparison
            where measure = 'cash_ppe_gross' and calendar_quarter = '2025-Q4' and evidence <> 'announced'
            group by all
            """
        ).fetchone()
    assert totals["2025-Q4"] == (pytest.approx(reported[1]), f"{reported[2]} of {reported[2]}")
    caption = html.css_first("#capex figcaption").text()
    assert "Gross cash capex" in caption
    assert all(name in caption for name in ("Amazon", "Alphabet", "Microsoft", "Meta", "NVIDIA"))


def test_our_own_sentences_are_marked_wherever_they_stand(html: LexborHTMLParser) -> None:
    quotes = html.css("td.quote")
    marked = [quote for quote in quotes if "authored" in quote.attributes["class"].split()]
    assert len(marked) > 50, "the whole sample is worded by this project"
    arithmetic = [quote.text() for quote in quotes if quote not in marked]
    assert all(re.search(r"\(\d{10}-\d{2}-\d{6}\)", text) for text in arithmetic), "only sums of filings are without the mark"
    assert "[our wording]" in html.css_first("footer").text()


def test_rows_name_what_explain_takes(published: Settings, html: LexborHTMLParser) -> None:
    titles = {row.attributes.get("title") for row in html.css("#commitments tbody tr")}
    with duckdb.connect(published.published_path, read_only=True) as connection:
        ids = connection.execute("select commitment_id from reports.rpt_commitments").fetchall()
    assert titles == {f"capex explain {found}" for (found,) in ids}


def test_links_are_those_of_the_sources_and_nothing_else(published: Settings, html: LexborHTMLParser) -> None:
    links = {link.attributes["href"] for link in html.css("td a")}
    known = set()
    for report in published.reports_dir.glob("rpt_*.csv"):
        with report.open(encoding="utf-8") as file:
            known |= {value for line in csv.DictReader(file) for name, value in line.items() if name.endswith("source_url")}
    assert len(links) > 100
    assert links <= known
    assert {urlsplit(link).scheme for link in links} <= {"https", "http"}


@pytest.fixture
def copy(published: Settings, tmp_path: Path) -> Path:
    """A writable copy of the published file, with the script library beside it."""
    path = tmp_path / "capex.duckdb"
    shutil.copyfile(published.published_path, path)
    (tmp_path / "build").mkdir()
    for script in (published.data / "build").glob("*.js"):
        shutil.copyfile(script, tmp_path / "build" / script.name)
    return path


def test_a_hostile_document_stays_text(copy: Path, tmp_path: Path) -> None:
    with duckdb.connect(copy) as connection:
        connection.execute("update reports.rpt_commitments set quote = ?, place = ?", [POISON, POISON])
        connection.execute("update reports.rpt_commitments set source_url = 'javascript:alert(1)'")
    (written, *_) = page.write_page(copy, tmp_path / "reports", **VERSION)
    text = written.read_text(encoding="utf-8")
    html = LexborHTMLParser(text)
    assert not html.css("img")
    assert len(html.css("script")) == 3
    assert not html.css("a[href^=javascript]")
    assert html.css_first("#commitments td.quote").text() == POISON
    timeline = json.loads(html.css_first("#settings").text())["charts"]["commitments_timeline"]["datasets"]
    assert all(POISON in row["label"] for rows in timeline.values() for row in rows)


def test_empty_reports_leave_their_sections_out(copy: Path, tmp_path: Path) -> None:
    with duckdb.connect(copy) as connection:
        for schema, name in connection.execute(
            "select schema_name, table_name from duckdb_tables() where schema_name in ('marts', 'reports')"
        ).fetchall():
            connection.execute(f"delete from {schema}.{name}")
    written = page.write_page(copy, tmp_path / "reports", **VERSION)
    html = LexborHTMLParser(written[0].read_text(encoding="utf-8"))
    assert [path.name for path in written] == ["index.html"]
    assert html.css("section") == []
    assert "0 companies" in html.css_first("header").text()


def test_a_chart_that_is_gone_is_removed(copy: Path, tmp_path: Path) -> None:
    charts = tmp_path / "reports" / "charts"
    charts.mkdir(parents=True)
    (charts / "old.svg").write_text("<svg/>")
    page.write_page(copy, tmp_path / "reports", **VERSION)
    assert not (charts / "old.svg").exists()


def slides_of(folder: Path, **specs: dict[str, Any]) -> list[Path]:
    drawn = slides.Slides(folder, {})
    for name, spec in specs.items():
        drawn.draw(name, spec)
    return drawn.finish()


def test_a_chart_is_drawn_when_it_changed(tmp_path: Path) -> None:
    bars = {"data": {"values": [{"a": 1}, {"a": 2}]}, "mark": "bar", "encoding": {"x": {"field": "a", "type": "quantitative"}}}
    vector, picture = slides_of(tmp_path, bars=bars)
    assert "<path" in vector.read_text(encoding="utf-8")
    drawn = picture.read_bytes()
    picture.write_bytes(b"as it was")
    slides_of(tmp_path, bars=bars)
    assert picture.read_bytes() == b"as it was"
    slides_of(tmp_path, bars=bars | {"mark": "point"})
    assert picture.read_bytes() not in (b"as it was", drawn)


def test_a_chart_that_cannot_be_drawn_says_so(tmp_path: Path) -> None:
    with pytest.raises(CapexError, match="a chart could not be drawn: "):
        slides_of(tmp_path, nothing={"mark": 3})


def test_it_is_written_within_seconds(copy: Path, tmp_path: Path) -> None:
    before = time.process_time()
    page.write_page(copy, tmp_path / "reports", **VERSION)
    assert time.process_time() - before < 5, "2.5 s on an idle core"


def test_the_script_library_is_bundled_once_per_version(tmp_path: Path) -> None:
    (tmp_path / f"vega-{vl_convert.__version__}.js").write_text("// kept")
    assert library.javascript(tmp_path) == "// kept"
    assert "vegaEmbed" in library.javascript(tmp_path / "new")
    assert [path.name for path in (tmp_path / "new").iterdir()] == [f"vega-{vl_convert.__version__}.js"]


@pytest.mark.parametrize(
    ("low", "high", "hedge", "words"),
    [
        (64e9, 72e9, None, "USD 64–72 bn"),
        (75e9, 75e9, "approximate", "about USD 75 bn"),
        (50e9, None, "at_least", "at least USD 50 bn"),
        (None, 100e9, None, "up to USD 100 bn"),
        (600e12, 600e12, None, "USD 600 tn"),
        (0.9e12, 1.2e12, None, "USD 900 bn–1.2 tn"),
        (389e6, 389e6, None, "USD 389 m"),
        (None, None, None, None),
    ],
)
def test_amounts_in_words(copy: Path, low: float | None, high: float | None, hedge: str | None, words: str | None) -> None:
    with source.opened(copy) as opened:
        found = opened.connection.execute("select words_of(?::double, ?::double, 'USD', ?)", [low, high, hedge]).fetchone()
    assert found == (words,)


def test_cells_sort_by_value_and_show_words(copy: Path) -> None:
    with source.opened(copy) as opened:
        shown = tables.shown(opened, tables.Table("Versions", "table_revisions", "rpt_guidance_revisions"))
    place = [heading.label for heading in shown.headings].index("guidance")
    cells = [row.cells[place] for row in shown.rows]
    assert shown.headings[place].is_number
    assert any(cell.text == "USD 66–72 bn" and float(cell.sort_value) == 69e9 for cell in cells)
