"""The whole job on the embedded sample: what it leaves in Dagster's history; and a second run, with a good and a bad file.

Both runs are processes of their own (`capex run`), as a user starts them.
"""

import json
import shutil
import subprocess

import dagster as dg
import duckdb
import pytest

from ingest.publish import manifest
from ingest.settings import Settings
from tests.conftest import isolated
from tests.servers.dagster_ui import START

TEXT = "NVIDIA said on Thursday that it will invest $12 billion in data centers over the next three years."


class History:
    """The events of a data folder's newest run, as the UI shows them."""

    def __init__(self, settings: Settings) -> None:
        with dg.DagsterInstance.from_config(str(settings.data / "dagster")) as instance:
            self.run = instance.get_runs(limit=1)[0]
            events = [entry.dagster_event for entry in instance.all_logs(self.run.run_id) if entry.dagster_event]
        made = [event.step_materialization_data.materialization for event in events if event.is_step_materialization]
        checked = [e.asset_check_evaluation_data for e in events if e.event_type_value == "ASSET_CHECK_EVALUATION"]
        self.metadata = {item.asset_key.to_user_string(): item.metadata for item in made}
        self.checks = {f"{check.asset_key.to_user_string()}:{check.check_name}": check for check in checked}


@pytest.fixture(scope="module")
def first(published):
    return History(published)


@pytest.fixture(scope="module")
def second(published, tmp_path_factory):
    """Settings of a copy of the published folder, run again with two files in the inbox."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("second") / "data")
    shutil.copytree(published.data, settings.data)
    settings.inbox_dir.mkdir()
    (settings.inbox_dir / "plan.txt").write_text(TEXT)
    (settings.inbox_dir / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    ended = subprocess.run([*START, "run", "--json"], env=isolated(settings.data), capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return settings, json.loads(ended.stdout)


@pytest.fixture(scope="module")
def repeated(published, tmp_path_factory):
    """Settings of a copy of the published folder, run again with nothing new."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("repeated") / "data")
    shutil.copytree(published.data, settings.data)
    ended = subprocess.run([*START, "run"], env=isolated(settings.data), capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert f"unchanged since run {manifest.read(published.data)['run_id'][:8]}" in ended.stderr
    return settings


def test_the_run_is_in_the_history(first, published):
    assert (first.run.job_name, first.run.status) == ("capex", dg.DagsterRunStatus.SUCCESS)
    assert first.run.tags["capex/launched_from"] == "terminal"
    assert manifest.read(published.data)["run_id"] == first.run.run_id


def test_every_table_shows_its_rows_as_they_were_published(first, published):
    counts = {name.replace(".", "/"): rows for name, rows in manifest.read(published.data)["row_counts"].items()}
    shown = {name: metadata["dagster/row_count"].value for name, metadata in first.metadata.items()}
    assert {name: shown[name] for name in counts} == counts
    assert counts["marts/fct_capex"] > 1000
    assert shown["raw/sample"] > 200


def test_pages_show_newest_dates_previews_and_the_headline_chart(first, published):
    assert (
        first.metadata["lake/fact"]["newest filed_on"].value == first.metadata["staging/stg_lake__fact"]["newest filed_on"].value
    )
    assert first.metadata["marts/fct_capex"]["newest known_on"].value.startswith("2026-")
    reports = [name for name in first.metadata if name.startswith("reports/")]
    assert len(reports) >= 11
    assert all(first.metadata[name]["preview"].md_str.startswith("| ") for name in reports)
    comparison = first.metadata["reports/rpt_capex_comparison"]["preview"].md_str
    assert "| Alphabet | us_platform | cash_ppe_gross |" in comparison
    assert "44,924m" in comparison
    published_page = first.metadata["published/reports"]
    assert published_page["headline"].md_str.startswith("![Capex by quarter](data:image/svg+xml;base64,PHN2Zy")
    assert published_page["comparison"].path == str(published.reports_dir / "rpt_capex_comparison.csv")


def test_every_check_of_the_sample_passes(first):
    assert [name for name, check in first.checks.items() if not check.passed] == []
    assert len(first.checks) > 100
    coverage = first.checks["reports/rpt_coverage:coverage"]
    assert coverage.metadata["known_share"].value > 0.8
    assert (
        "| company_id | newest_quarter | age_days |"
        in first.checks["marts/fct_capex:newest_quarter_age"].metadata["companies"].md_str
    )


def test_with_nothing_new_the_version_stands(repeated, published):
    before, after = manifest.read(published.data), manifest.read(repeated.data)
    run = History(repeated).run
    assert (after["run_id"], after["confirmed_by"]) == (before["run_id"], run.run_id)
    assert after["confirmed_at"] > before["confirmed_at"]
    assert (after["files"], after["inputs"]) == (before["files"], before["inputs"])
    written = [
        name for name in before["files"] if (repeated.data / name).stat().st_mtime != (published.data / name).stat().st_mtime
    ]
    assert written == []


def test_with_nothing_new_every_table_and_check_says_the_same(repeated, first):
    again = History(repeated)
    counts = {name: metadata["dagster/row_count"] for name, metadata in first.metadata.items() if "dagster/row_count" in metadata}
    assert {name: again.metadata[name]["dagster/row_count"] for name in counts} == counts
    assert {name: check.passed for name, check in again.checks.items()} == {n: check.passed for n, check in first.checks.items()}
    since = {metadata["unchanged since run"].value for metadata in again.metadata.values() if "unchanged since run" in metadata}
    assert since == {first.run.run_id[:8]}


def test_work_of_the_second_run_is_what_is_new(second):
    metadata = History(second[0]).metadata
    assert (metadata["raw/sample"]["new"].value, metadata["raw/inbox"]["new"].value) == (0, 1)
    for table, anew in {"lake/fact": [], "lake/figure": ["| inbox | 1 | made anew |"], "lake/rate": []}.items():
        assert [line for line in metadata[table]["parts"].md_str.splitlines() if "made anew" in line] == anew


def test_a_refused_file_is_shown_and_costs_nothing_else(second):
    settings, outcome = second
    assert outcome["success"]
    assert [(problem["stage"], problem["item"]) for problem in outcome["problems"]] == [("inbox", "broken.pdf")]
    history = History(settings)
    assert history.metadata["raw/inbox"]["refused"].value == 1
    assert "| broken.pdf |" in history.metadata["raw/inbox"]["problems"].md_str
    check = history.checks["raw/inbox:nothing_was_refused"]
    assert (check.passed, check.severity) == (False, dg.AssetCheckSeverity.WARN)
    assert (settings.inbox_dir / "rejected" / "broken.pdf.reason.txt").exists()
    with duckdb.connect(settings.published_path, read_only=True) as connection:
        found = connection.execute(
            "select company_id, amount_low::bigint from marts.fct_figure join marts.dim_document using (document_id)"
            " where source = 'inbox'"
        ).fetchall()
    assert found == [("nvidia", 12_000_000_000)]


def test_the_rows_are_compared_with_the_version_before(second):
    check = History(second[0]).checks["reports/rpt_changes:rows_against_last_version"]
    assert check.passed
    assert "| marts.fct_capex |" in check.metadata["tables"].md_str
