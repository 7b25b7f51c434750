"""Dagster's UI in a real browser, as an analyst uses it: look, click, drop a file; with everything on 127.0.0.1.

One `capex ui` serves all tests, on a copy of the published folder and on a small EDGAR of its own. What a test does to the
data is asserted by that test alone.
"""

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import duckdb
import pytest
from playwright.sync_api import Browser, Page, expect

from ingest.publish import manifest
from ingest.settings import Settings
from tests.conftest import isolated
from tests.servers import dagster_ui
from tests.servers import world as worlds
from tests.servers.dagster_ui import Ui
from tests.servers.world import World

pytestmark = pytest.mark.browser
PATIENCE = 60_000  # ms: the machine may be busy with other tests
LAYERS = ("raw", "lake", "staging", "intermediate", "marts", "reports", "published")
RUN_SECONDS = 180  # some 20 where nothing else runs
INBOX_SECONDS = 240  # some 35 where nothing else runs
TEXT = "Oracle said on Monday that it will invest $21 billion in data centers over the next four years."


@dataclass
class Office:
    """What the tests share: the UI, the data folder behind it, and the world that its live runs know."""

    ui: Ui
    settings: Settings
    world: World
    known: set[str] = field(default_factory=set)

    def ended_run(self, seconds: float) -> dict:
        """The run that was just launched, when it has ended well."""
        run = self.ui.wait_for_run(self.known, seconds=2 * seconds)
        self.known.add(run["id"])
        assert run["status"] == "SUCCESS", run
        assert run["seconds"] < seconds
        print(f"{run['job']} took {run['seconds']:.1f} s from click to end")
        return run

    def confirming_run(self) -> str:
        """The last run that published, or found nothing new to publish."""
        return manifest.read(self.settings.data)["confirmed_by"]


@pytest.fixture(scope="module")
def office(browser: Browser, published: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("office") / "data")
    shutil.copytree(published.data, settings.data)
    with worlds.running() as world, dagster_ui.running(isolated(settings.data) | world.settings) as ui:
        print(f"served after {ui.seconds:.1f} s")
        yield Office(ui, settings, world, {run["id"] for run in ui.runs()})


@pytest.fixture
def page(browser: Browser, office: Office) -> Iterator[Page]:
    """A page that must not say an error nor ask anybody but the UI."""
    said: list[str] = []
    asked: list[str] = []
    opened = browser.new_page(viewport={"width": 1500, "height": 1000})
    opened.set_default_timeout(PATIENCE)
    opened.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("websocket", lambda socket: asked.append(socket.url))
    yield opened
    opened.close()
    own = (office.ui.url, office.ui.url.replace("http:", "ws:"), "data:", "blob:")
    assert [url for url in asked if not url.startswith(own)] == []
    assert asked
    assert said == []


def test_the_graph_shows_the_layers(page: Page, office: Office):
    page.goto(f"{office.ui.url}/asset-groups")
    for layer in LAYERS:
        expect(page.get_by_text(layer, exact=True).first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("Materialize all (")).to_be_visible()


def test_a_run_launched_by_clicking_publishes(page: Page, office: Office):
    page.goto(f"{office.ui.url}/locations/tech-capex/jobs/capex")
    page.get_by_role("button", name="Materialize all").click()
    expect(page.get_by_text("Launched run")).to_be_visible(timeout=PATIENCE)
    run = office.ended_run(RUN_SECONDS)
    assert run["job"] == "capex"
    assert office.confirming_run() == run["id"]
    page.goto(f"{office.ui.url}/runs/{run['id']}")
    expect(page.get_by_text("Success", exact=True).first).to_be_visible(timeout=PATIENCE)


def test_a_page_shows_chart_counts_and_paths(page: Page, office: Office):
    page.goto(f"{office.ui.url}/assets/published/reports")
    expect(page.get_by_text(str(office.settings.reports_dir / "index.html"))).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("Row count")).to_be_visible()
    page.get_by_text("[Show Markdown]").first.click()
    chart = page.get_by_role("img", name="Capex by quarter")
    expect(chart).to_be_visible()
    assert chart.evaluate("image => image.complete && image.naturalWidth") > 500


def test_checks_are_visible_with_what_they_found(page: Page, office: Office):
    page.goto(f"{office.ui.url}/assets/marts/fct_capex?view=checks")
    page.get_by_text("newest_quarter_age", exact=True).first.click()
    expect(page.get_by_text("No company's newest known quarter is older than")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("Passed", exact=True).first).to_be_visible()
    page.get_by_text("assert_quarters_sum_to_year", exact=True).first.click()
    expect(page.get_by_text("Four quarters as last filed add up to their year")).to_be_visible()


def test_the_launchpad_asks_for_one_company_alone(page: Page, office: Office):
    page.goto(f"{office.ui.url}/locations/tech-capex/jobs/capex_live/playground")
    expect(page.get_by_text("live: true")).to_be_visible(timeout=PATIENCE)
    editor = page.locator(".CodeMirror").first
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("resources: {options: {config: {live: true, companies: [amd]}}}")
    expect(page.get_by_text("No errors")).to_be_visible(timeout=PATIENCE)
    office.world.site.requests.clear()
    page.get_by_role("button", name="Launch Run").click()
    page.wait_for_url("**/runs/*")
    run = office.ended_run(RUN_SECONDS)
    assert run["job"] == "capex_live"
    assert office.world.asked_of("amd")
    assert office.world.asked_of("intel") == []
    page.goto(f"{office.ui.url}/assets/raw/edgar")
    expect(page.get_by_role("cell", name="amd", exact=True)).to_be_visible(timeout=PATIENCE)


def test_a_file_in_the_inbox_is_published_without_a_click(office: Office):
    dropped = time.monotonic()
    office.settings.inbox_dir.mkdir(exist_ok=True)
    (office.settings.inbox_dir / "plan.txt").write_text(TEXT)
    query = "select count(*) from marts.fct_figure where company_id = 'oracle' and quote like '%$21 billion%'"
    found = 0
    while not found and time.monotonic() < dropped + INBOX_SECONDS:
        time.sleep(0.5)
        with duckdb.connect(office.settings.published_path, read_only=True) as connection:
            found = connection.execute(query).fetchone()[0]
    print(f"published {time.monotonic() - dropped:.1f} s after it was dropped")
    assert found == 1
    run = office.ended_run(RUN_SECONDS)
    assert (run["job"], run["tags"]["capex/launched_from"], run["tags"]["capex/files"]) == ("capex", "inbox", "plan.txt")


def test_automation_says_what_it_waits_for(page: Page, office: Office):
    page.goto(f"{office.ui.url}/locations/tech-capex/sensors/inbox_sensor")
    expect(page.get_by_text("Starts a run when a document lies in data/inbox.").first).to_be_visible(timeout=PATIENCE)
    page.goto(f"{office.ui.url}/automation")
    for name in ("after_filing_window", "feed_sensor", "inbox_sensor"):
        expect(page.get_by_text(name, exact=True)).to_be_visible(timeout=PATIENCE)
