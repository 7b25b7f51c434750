"""Live runs against EDGAR and rates on 127.0.0.1: from the filing to the published table, and never more than what is new."""

import json
import shutil
import subprocess

import dagster as dg
import duckdb
import pytest

from ingest.settings import Settings
from tests.conftest import isolated
from tests.servers import site as faults
from tests.servers import world as worlds
from tests.servers.dagster_ui import START


@pytest.fixture
def world():
    with worlds.running() as running:
        yield running


@pytest.fixture
def live(world, tmp_path, monkeypatch):
    """Materialise the network assets in this process, as a run with these options does; returns Dagster's result."""
    for name, value in {**world.settings, "CAPEX_DATA_DIR": str(tmp_path / "data"), "CAPEX_RETRY_PAUSE_SECONDS": "0"}.items():
        monkeypatch.setenv(name, value)
    from dagster_project.defs import raw
    from dagster_project.defs.resources import RunOptions

    def run(*companies, assets=(raw.raw_edgar, raw.raw_rates), **options):
        world.site.requests.clear()
        resources = {"options": RunOptions(live=True, companies=list(companies), **options)}
        return dg.materialize(list(assets), resources=resources, raise_on_error=False)

    return run


def metadata(result, name):
    [made] = result.asset_materializations_for_node(f"raw__{name}")
    return made.metadata


def test_a_filing_reaches_the_published_tables(world, published, tmp_path):
    settings = Settings(data_dir=tmp_path / "data")
    shutil.copytree(published.data, settings.data)
    command = [*START, "run", "--live", "--company", "amd", "--company", "intel", "--json"]
    environment = isolated(settings.data) | world.settings
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    outcome = json.loads(ended.stdout)
    assert (outcome["success"], outcome["problems"]) == (True, [])
    with duckdb.connect(settings.published_path, read_only=True) as connection:
        found = connection.execute(
            """
            select company_id, amount_low::bigint, figure.source_url
            from marts.fct_figure as figure
            join marts.dim_document as document using (document_id)
            where document.source = 'edgar'
            order by all
            """
        ).fetchall()
    releases = {company: next(p for p in world.asked_of(company) if p.endswith("release.htm")) for company in worlds.FILERS}
    assert found == [
        ("amd", 12_000_000_000, world.site.url + releases["amd"]),
        ("intel", 7_000_000_000, world.site.url + releases["intel"]),
    ]


def test_nothing_unchanged_is_downloaded_twice(world, live):
    first = live(*worlds.FILERS)
    assert first.success
    assert metadata(first, "edgar")["new"].value == 8  # for each: submissions, facts, the filing's index, its release
    again = live(*worlds.FILERS)
    assert world.site.paths(status=200) == []
    assert (metadata(again, "edgar")["new"].value, metadata(again, "edgar")["unchanged"].value) == (0, 8)
    assert metadata(again, "rates")["new"].value == 0


def test_refreshing_one_company_touches_only_its_downloads(world, live):
    live(*worlds.FILERS)
    new = world.announce("amd", 30, 5)
    refreshed = live("amd")
    assert world.asked_of("intel") == []
    fetched = [path for path in world.site.paths(status=200) if path in world.asked_of("amd")]
    assert world.filers["amd"].submissions_path in fetched
    assert new in fetched
    assert len([path for path in fetched if path.endswith("release.htm")]) == 1, "the older filing is not asked for again"
    assert "| amd | 3 | 3 | 0 |" in metadata(refreshed, "edgar")["companies"].md_str
    assert "intel" not in metadata(refreshed, "edgar")["companies"].md_str


def test_refetching_downloads_again_what_is_there(world, live):
    live(*worlds.FILERS)
    live("intel", refetch=True)
    assert world.asked_of("amd") == []
    assert len(world.site.paths(status=200)) == 4 + 2  # the company's, and both rate files


def test_one_companys_failure_is_named_and_costs_no_other(world, live):
    world.site.always[world.filers["intel"].submissions_path] = faults.status(404)
    result = live(*worlds.FILERS)
    assert result.success
    shown = metadata(result, "edgar")
    assert "| amd | 4 | 0 | 0 |" in shown["companies"].md_str
    assert "| intel | submissions | " in shown["problems"].md_str
    assert "HTTP 404" in shown["problems"].md_str
    [check] = [event for event in result.get_asset_check_evaluations() if event.asset_key.path[-1] == "edgar"]
    assert (check.passed, check.severity) == (False, dg.AssetCheckSeverity.WARN)


def test_an_outage_is_waited_out_three_times_and_then_named(world, live):
    for path in ("/ecb.zip", "/h10"):
        world.site.always[path] = faults.status(404)
    result = live("amd")
    assert result.success, "the rates of the package stand in for what could not be had"
    assert world.site.paths().count("/ecb.zip") == 3
    assert metadata(result, "rates")["refused"].value == 2


def test_an_outage_that_passes_leaves_no_trace(world, live):
    world.site.faults = {path: [faults.status(404)] for path in ("/ecb.zip", "/h10")}
    result = live("amd")
    assert result.success
    assert (metadata(result, "rates")["new"].value, metadata(result, "rates")["refused"].value) == (2, 0)


@pytest.mark.parametrize(
    ("company", "contact", "reason"),
    [("amd", "", "CAPEX_CONTACT="), ("intell", worlds.CONTACT, "no company 'intell' in the catalogue; did you mean intel,")],
)
def test_a_mistake_of_setup_fails_at_once_with_its_cure(world, live, monkeypatch, company, contact, reason):
    from dagster_project.defs.raw import raw_edgar

    monkeypatch.setenv("CAPEX_CONTACT", contact)
    result = live(company, assets=(raw_edgar,))
    [failure] = [event for event in result.all_events if event.is_step_failure]
    assert reason in failure.step_failure_data.user_failure_data.description
    assert not any(event.is_step_up_for_retry for event in result.all_events)
    assert world.site.requests == []
