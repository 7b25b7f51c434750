"""The page in a real browser: it draws, sorts, filters, follows the colour scheme, fits a phone and asks nobody for anything."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Locator, Page

from ingest.settings import Settings

pytestmark = pytest.mark.browser
DESK, PHONE = 1400, 390

# Texts that reach out of their drawing, and texts of one axis or one layer that cover each other.
LABEL_PROBLEMS = """() => {
    const found = [];
    const shown = node => [...node.querySelectorAll("text")]
        .filter(text => text.textContent.trim() && text.getAttribute("opacity") !== "0")
        .map(text => [text.textContent, text.getBoundingClientRect()]);
    for (const chart of document.querySelectorAll(".chart")) {
        const frame = chart.querySelector("svg").getBoundingClientRect();
        for (const [words, box] of shown(chart))
            if (box.left < frame.left - 2 || box.right > frame.right + 2) found.push(`${chart.id}: cut off: ${words}`);
        for (const group of chart.querySelectorAll(".role-axis-label, .mark-text.role-mark")) {
            const boxes = shown(group);
            boxes.forEach(([one, a], place) => boxes.slice(place + 1).forEach(([other, b]) => {
                const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                if (across > 2 && down > 3) found.push(`${chart.id}: ${one} covers ${other}`);
            }));
        }
    }
    return found;
}"""


@dataclass
class Visit:
    """An open page with what it said and asked for."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


def visit(browser: Browser, published: Settings, width: int, scheme: str) -> Visit:
    opened = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    visited = Visit(opened)
    opened.on("console", lambda message: visited.said.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: visited.said.append(str(error)))
    opened.on("request", lambda request: visited.asked.append(request.url))
    opened.goto((published.reports_dir / "index.html").as_uri())
    opened.wait_for_selector("html[data-drawn]")
    return visited


@pytest.fixture(scope="module", params=[(DESK, "light"), (DESK, "dark"), (PHONE, "light"), (PHONE, "dark")], ids=str)
def each(request: pytest.FixtureRequest, browser: Browser, published: Settings) -> Iterator[Visit]:
    """The page at a desk and on a phone, light and dark."""
    visited = visit(browser, published, *request.param)
    yield visited
    visited.page.close()


@pytest.fixture
def desk(browser: Browser, published: Settings) -> Iterator[Page]:
    """The page at a desk, to be played with."""
    visited = visit(browser, published, DESK, "light")
    yield visited.page
    visited.page.close()


def test_it_draws_every_chart_without_an_error_or_a_request(each: Visit) -> None:
    assert each.said == []
    assert [url for url in each.asked if not url.startswith("file://")] == []
    charts = each.page.locator(".chart")
    assert charts.count() == 9
    for place in range(charts.count()):
        marks = charts.nth(place).locator("svg [class*='mark-'] path[d]")
        assert marks.count() >= 3, charts.nth(place).get_attribute("id")


def test_nothing_is_wider_than_the_screen(each: Visit) -> None:
    width = each.page.viewport_size["width"]
    assert each.page.evaluate("document.documentElement.scrollWidth") == width
    for place in each.page.locator(".chart svg").all():
        box = place.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width + 1


def test_no_label_is_cut_off_or_covers_another(each: Visit) -> None:
    """Every text of a chart lies inside its drawing, and the labels of an axis or at the ends of lines do not touch."""
    problems = each.page.evaluate(LABEL_PROBLEMS)
    assert problems == []


def column(page: Page, caption: str, heading: str) -> tuple[Locator, Locator]:
    """The heading's button and the table's rows."""
    shown = page.locator(f".table[aria-label='{caption}']")
    return shown.get_by_role("columnheader", name=re.compile(rf"^{re.escape(heading)}\b")).get_by_role("button"), shown.locator(
        "tbody tr"
    )


def values(rows: Locator, place: int) -> list[str]:
    return rows.evaluate_all("(rows, place) => rows.map(r => r.cells[place].dataset.value ?? r.cells[place].textContent)", place)


def test_a_column_of_numbers_sorts_by_value_both_ways_with_unknowns_last(desk: Page) -> None:
    button, rows = column(desk, "All commitments, largest first", "amount")
    place = button.evaluate("b => b.parentElement.cellIndex")
    button.click()
    down = [float(value) for value in values(rows, place) if value]
    assert down == sorted(down, reverse=True)
    assert len(set(down)) > 10
    assert button.locator("..").get_attribute("aria-sort") == "descending"
    button.click()
    up = [float(value) for value in values(rows, place) if value]
    assert up == sorted(down)
    assert button.locator("..").get_attribute("aria-sort") == "ascending"
    until, _ = column(desk, "All commitments, largest first", "until")
    for _ in range(2):
        until.click()
        dates = values(rows, until.evaluate("b => b.parentElement.cellIndex"))
        known = [value for value in dates if value]
        assert dates == known + [""] * (len(dates) - len(known))
        assert 0 < len(known) < len(dates)


def test_a_column_of_words_sorts_from_a_to_z_first(desk: Page) -> None:
    button, rows = column(desk, "Newest quarter of each company", "company")
    button.focus()
    desk.keyboard.press("Enter")
    names = values(rows, 0)
    assert names == sorted(names, key=str.lower)
    button.click()
    assert values(rows, 0) == sorted(names, key=str.lower, reverse=True)


def test_rows_are_filtered_by_words(desk: Page) -> None:
    _, rows = column(desk, "Versions, newest first", "company")
    total = rows.count()
    desk.get_by_label("Filter rows: Versions, newest first").fill("meta CY2025")
    left = [row.inner_text() for row in rows.all() if row.is_visible()]
    assert 0 < len(left) < total
    assert all("Meta" in text and "CY2025" in text for text in left)
    desk.get_by_label("Filter rows: Versions, newest first").fill("")
    assert all(row.is_visible() for row in rows.all())


def test_charts_follow_the_colour_scheme(desk: Page) -> None:
    ink = "() => getComputedStyle(document.querySelector('#chart-quarterly_capex_stacked .role-axis-label text')).fill"
    paper = "() => getComputedStyle(document.body).backgroundColor"
    light = desk.evaluate(ink), desk.evaluate(paper)
    desk.emulate_media(color_scheme="dark")
    desk.wait_for_selector("html[data-drawn^=dark]")
    dark = desk.evaluate(ink), desk.evaluate(paper)
    assert light == ("rgb(27, 31, 36)", "rgb(255, 255, 255)")
    assert dark == ("rgb(232, 235, 238)", "rgb(20, 24, 29)")


def test_charts_follow_the_width(desk: Page) -> None:
    desk.set_viewport_size({"width": PHONE, "height": 900})
    desk.wait_for_selector(f"html[data-drawn='light {PHONE}']")
    assert desk.evaluate("document.documentElement.scrollWidth") == PHONE
    assert all(chart.bounding_box()["width"] <= PHONE for chart in desk.locator(".chart svg").all())


def test_pointing_at_a_bar_tells_company_quarter_and_amount(desk: Page) -> None:
    desk.locator("#chart-quarterly_capex_stacked .mark-rect.role-mark").nth(1).locator("path").first.hover()
    told = desk.locator("#vg-tooltip-element.visible")
    told.wait_for()
    assert re.search(r"company\s*\S+.*calendar quarter\s*\d{4}-Q\d.*USD bn\s*[\d.]+", told.inner_text(), re.DOTALL)


def test_source_links_lead_to_the_source_of_their_row(desk: Page, published: Settings) -> None:
    links = desk.locator("#capex tbody td.source a")
    assert links.count() >= 8
    assert {link.get_attribute("rel") for link in links.all()} == {"noopener noreferrer"}
    assert all(link.get_attribute("href").startswith("https://") for link in links.all())
    filed = desk.locator("tr[title='capex explain alphabet:cash_ppe_gross:2026-06-30:q'] td.source a").first
    assert filed.get_attribute("href") == (
        "https://www.sec.gov/Archives/edgar/data/1652044/000165204426000071/0001652044-26-000071-index.htm"
    )
