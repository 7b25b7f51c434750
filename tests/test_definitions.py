"""What Dagster is told: layers, owners, descriptions, checks, jobs, schedules and sensors. Nothing is materialised here."""

import json
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest
import yaml

from dagster_project import instance, launch, quality
from ingest.catalog import companies
from ingest.settings import ROOT, Settings
from ingest.store import RawMeta, RawStore
from tests.conftest import isolated
from tests.corpus import corpus
from tests.servers import site as faults
from tests.servers.site import Site

LAYERS = {"raw", "lake", "staging", "intermediate", "marts", "reports", "published"}
NETWORK = {dg.AssetKey(["raw", name]) for name in ("edgar", "feeds", "rates")}
LIVE = {"resources": {"options": {"config": {"live": True}}}}
CONTACT = "Example Research research@example.com"
FEED = '<rss version="2.0"><channel>{}</channel></rss>'
ITEM = "<item><title>Plan</title><link>/news/{}</link></item>"


@pytest.fixture(scope="module")
def definitions(published):
    """All definitions, loaded on the published data folder, whose dbt manifest is ready."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAPEX_DATA_DIR", str(published.data))
        patch.delenv("CAPEX_CONTACT", raising=False)
        from dagster_project.definitions import defs

        yield defs()


@pytest.fixture(scope="module")
def specs(definitions):
    """Every asset; a source of dbt without an asset of its own would be among them."""
    return {spec.key: spec for spec in definitions.resolve_all_asset_specs()}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Settings of an empty data folder, which are also those of the process."""
    monkeypatch.setenv("CAPEX_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("CAPEX_CONTACT", raising=False)
    return Settings()


def test_every_asset_says_what_it_is_and_whose(specs):
    assert {spec.group_name for spec in specs.values()} == LAYERS
    for key, spec in specs.items():
        assert spec.group_name == key.path[0] == spec.tags["layer"], key
        assert spec.owners == ["team:capex"], key
        assert spec.kinds, key
        assert len(spec.description or "") > 10, key


def test_each_source_and_each_table_is_an_asset(specs):
    names = {key.to_user_string() for key in specs}
    models = {f"{path.parent.name}/{path.stem}" for path in (ROOT / "dbt" / "models").rglob("*.sql")}
    assert models <= names
    assert names - models == {
        *(f"raw/{source}" for source in ("sample", "edgar", "feeds", "rates", "inbox")),
        *(f"lake/{table}" for table in ("company", "concept", "fact", "rate", "document", "figure")),
        *(f"lake/{table}" for table in ("event", "event_figure", "event_relation", "published_state")),
        "published/database",
        "published/reports",
    }


@pytest.fixture(scope="module")
def checks(definitions):
    """Every asset check, as `asset:name`."""
    graph = definitions.resolve_asset_graph()
    return {key.to_user_string(): graph.get_check_spec(key) for key in graph.asset_check_keys}


def test_every_check_has_a_description_and_the_right_ones_block(checks):
    assert [name for name, spec in checks.items() if not spec.description] == []
    assert checks["marts/fct_capex:assert_quarters_sum_to_year"].blocking
    ours = {name: spec.blocking for name, spec in checks.items() if ":assert_" not in name and "nothing_was_refused" not in name}
    assert ours == {
        "marts/fct_capex:newest_quarter_age": False,
        "marts/fct_capex:quarters_against_year": False,
        "reports/rpt_coverage:coverage": False,
        "reports/rpt_changes:rows_against_last_version": True,
        "lake/figure:extraction_precision": False,
    }


def test_every_dbt_test_is_a_check(checks, published):
    manifest = json.loads((published.data / "build" / "dbt" / "manifest.json").read_text())
    tests = {node["name"] for node in manifest["nodes"].values() if node["resource_type"] == "test"}
    assert tests - {spec.name for spec in checks.values()} == set()
    assert len(tests) > 90


def test_only_steps_that_use_the_network_are_tried_again(definitions):
    policies = {
        key: node.op.retry_policy for node in definitions.assets if isinstance(node, dg.AssetsDefinition) for key in node.keys
    }
    assert {key for key, policy in policies.items() if policy} == NETWORK
    assert {(p.max_retries, p.backoff) for p in policies.values() if p} == {(2, dg.Backoff.EXPONENTIAL)}
    # The definitions of this process may have been loaded by a test that cannot wait; the default is the setting's.
    assert Settings.model_fields["retry_pause_seconds"].default == 30.0


def test_the_jobs_differ_in_what_they_ask(definitions):
    assets = {name: definitions.resolve_job_def(name).asset_layer for name in ("capex", "capex_live", "extraction_quality")}
    executable = {name: set(layer.executable_asset_keys) for name, layer in assets.items()}
    assert executable["capex_live"] == executable["capex"] > NETWORK
    assert definitions.resolve_job_def("capex_live").run_config == LIVE
    assert not definitions.resolve_job_def("capex").run_config
    assert executable["extraction_quality"] == set()
    checks = {name: {key.name for key in layer.asset_graph.asset_check_keys} for name, layer in assets.items()}
    assert checks["extraction_quality"] == {"extraction_precision"}
    assert "extraction_precision" not in checks["capex"] | checks["capex_live"]


def test_options_of_a_run_explain_themselves(definitions):
    fields = definitions.resources["options"].get_resource_definition().config_schema.config_type.fields
    assert set(fields) == {"live", "companies", "refetch"}
    assert all(len(field.description) > 20 and not field.is_required for field in fields.values())


def test_the_schedule_starts_after_edgars_filing_window(definitions, folder, monkeypatch):
    schedule = definitions.resolve_schedule_def("after_filing_window")
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("30 22 * * 1-5", "America/New_York")
    assert schedule.default_status is dg.DefaultScheduleStatus.RUNNING
    context = dg.build_schedule_context(scheduled_execution_time=datetime(2026, 8, 4, 2, 30, tzinfo=UTC))
    assert "CAPEX_CONTACT" in schedule.evaluate_tick(context).skip_message
    monkeypatch.setenv("CAPEX_CONTACT", CONTACT)
    [request] = schedule.evaluate_tick(context).run_requests
    assert request.run_config == LIVE


def test_freshness_is_asked_where_the_schedule_runs(definitions, monkeypatch):
    from dagster_project.defs.raw import freshness

    monkeypatch.delenv("CAPEX_CONTACT", raising=False)
    assert freshness() is None
    monkeypatch.setenv("CAPEX_CONTACT", CONTACT)
    assert (freshness().deadline_cron, freshness().timezone) == ("0 2 * * 2-6", "America/New_York")


def tick(definitions, name, cursor=None):
    with dg.DagsterInstance.ephemeral() as ephemeral:
        context = dg.build_sensor_context(instance=ephemeral, cursor=cursor, definitions=definitions)
        return definitions.resolve_sensor_def(name).evaluate_tick(context)


def test_files_in_the_inbox_start_one_run_per_set(definitions, folder):
    assert tick(definitions, "inbox_sensor").skip_message == f"nothing lies in {folder.inbox_dir}"
    folder.inbox_dir.mkdir()
    (folder.inbox_dir / "plan.txt").write_text("one")
    [first] = tick(definitions, "inbox_sensor").run_requests
    [again] = tick(definitions, "inbox_sensor").run_requests
    assert first.run_key == again.run_key
    assert first.tags["capex/files"] == "plan.txt"
    (folder.inbox_dir / "plan.txt").write_text("one and two")
    [changed] = tick(definitions, "inbox_sensor").run_requests
    assert changed.run_key != first.run_key


@pytest.fixture
def newsroom(folder, monkeypatch):
    """Two companies of the catalogue whose feeds are on a local site: one with two entries, one that fails."""
    with Site().running() as site:
        site.add("/good", FEED.format(ITEM.format(1) + ITEM.format(2)), "text/xml")
        site.always["/bad"] = faults.status(500)
        known = companies.load()
        feeds = {"nvidia": (f"{site.url}/good",), "sap": (f"{site.url}/bad",)}
        changed = {slug: known[slug].model_copy(update={"feeds": urls}) for slug, urls in feeds.items()}
        monkeypatch.setattr(companies, "load", lambda: changed)
        monkeypatch.setenv("CAPEX_REQUESTS_PER_SECOND", "1000000")
        yield site


def test_new_entries_of_a_feed_start_a_run_for_their_companies_alone(definitions, folder, newsroom):
    found = tick(definitions, "feed_sensor")
    [request] = found.run_requests
    assert request.run_config["resources"]["options"]["config"] == {"live": True, "companies": ["nvidia"]}
    assert request.tags["capex/new_entries"] == "2"
    selected = set(request.asset_selection)
    assert dg.AssetKey(["raw", "feeds"]) in selected
    assert dg.AssetKey(["published", "reports"]) in selected
    assert not selected & {dg.AssetKey(["raw", "edgar"]), dg.AssetKey(["raw", "rates"])}
    assert set(newsroom.paths()) == {"/good", "/bad"}, "pages are the run's business"
    assert tick(definitions, "feed_sensor").run_requests[0].run_key == request.run_key


def test_known_entries_start_nothing_and_failed_feeds_are_named(definitions, folder, newsroom):
    with RawStore(folder.raw_dir) as store:
        for number in (1, 2):
            store.put(b"page", RawMeta(url=f"{newsroom.url}/news/{number}", source="feeds", kind="announcement"))
    reason = tick(definitions, "feed_sensor").skip_message
    assert reason.startswith("no new entry in 2 of 2 feeds; 1 failed: ")
    assert f"{newsroom.url}/bad: HTTP 500" in reason


def test_a_tick_ends_in_time_and_the_next_goes_on(definitions, folder, newsroom, monkeypatch):
    sensors = sys.modules["dagster_project.defs.sensors"]
    clock = iter([0.0, 1.0, sensors.TICK_SECONDS + 1])
    monkeypatch.setattr(sensors.time, "monotonic", lambda: next(clock, sensors.TICK_SECONDS + 1))
    found = tick(definitions, "feed_sensor", cursor="1")
    assert (found.skip_message.partition(";")[0], found.cursor) == ("no new entry in 1 of 2 feeds", "0")
    assert newsroom.paths() == ["/bad"]


def test_the_feeds_wait_for_a_contact_or_a_click(definitions):
    assert definitions.resolve_sensor_def("feed_sensor").default_status is dg.DefaultSensorStatus.STOPPED
    assert definitions.resolve_sensor_def("inbox_sensor").default_status is dg.DefaultSensorStatus.RUNNING


def test_a_version_that_lost_most_of_a_table_is_not_published(definitions):
    from dagster_project.defs.checks import rows_lost

    before = {"marts.fct_capex": 1000, "reports.rpt_x": 4, "staging.stg_y": 500}
    passed, severity, text, _ = rows_lost(before, {"marts.fct_capex": 400, "reports.rpt_x": 4})
    assert (passed, severity) == (False, dg.AssetCheckSeverity.ERROR)
    assert text.startswith("marts.fct_capex lost more than 50% of the rows; nothing is published.")
    passed, severity, text, _ = rows_lost(before, {"marts.fct_capex": 900, "reports.rpt_x": 1})
    assert (passed, severity, text) == (False, dg.AssetCheckSeverity.WARN, "marts.fct_capex lost more than 5% of the rows")
    assert rows_lost(before, {"marts.fct_capex": 960, "reports.rpt_x": 0})[0]
    assert rows_lost({}, before)[:3] == (True, dg.AssetCheckSeverity.WARN, "there is no earlier version")


def test_the_extractor_is_measured_on_texts_its_rules_were_not_written_on(definitions, monkeypatch):
    from dagster_project.defs.checks import extraction_precision

    parts = dict(corpus.splits())
    monkeypatch.setattr(corpus, "splits", lambda: iter({name: parts[name][:10] for name in parts}.items()))
    result = extraction_precision()
    shown = result.metadata["parts"].md_str
    assert result.passed == (result.metadata["precision"].value >= quality.PRECISION_FLOOR)
    assert "| held | 10 |" in shown
    assert not any(f"| {name} |" in shown for name in quality.DEVELOPED_ON)
    assert set(quality.DEVELOPED_ON) < set(parts)


def test_without_a_corpus_precision_is_not_claimed(definitions, monkeypatch, tmp_path):
    from dagster_project.defs.checks import extraction_precision

    monkeypatch.setattr(quality, "ROOT", tmp_path)
    result = extraction_precision()
    assert (result.passed, result.severity) == (False, dg.AssetCheckSeverity.WARN)
    assert result.description.startswith("not measured")


def test_each_data_folder_has_a_home_with_the_projects_settings(folder):
    home = instance.home(folder)
    ours, projects = (yaml.safe_load((path / "dagster.yaml").read_text()) for path in (home, ROOT))
    for name, settings in projects.items():
        if "config" in settings:
            below = Path(settings.pop("config")["base_dir"]).relative_to("data/dagster")
            assert Path(ours[name].pop("config")["base_dir"]) == home / below
    assert ours == projects
    assert (ours["telemetry"], ours["nux"], ours["concurrency"]["runs"]) == (
        {"enabled": False},
        {"enabled": False},
        {"max_concurrent_runs": 1},
    )


def test_the_code_location_has_one_name():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["tool"]["dagster"]["code_location_name"] == launch.CODE_LOCATION
    assert project["tool"]["dg"]["project"]["code_location_name"] == launch.CODE_LOCATION


def test_dg_loads_the_project_from_its_root(published):
    command = [str(Path(sys.executable).with_name("dg")), "check", "defs"]
    ended = subprocess.run(command, cwd=ROOT, env=isolated(published.data), capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "All definitions loaded successfully" in ended.stdout + ended.stderr
