"""`capex run`: what it prints, to whom, and how it ends. The job itself is the pipeline's test."""

import json
import re
from datetime import UTC, datetime

import pytest

from dagster_project import launch
from ingest import lake
from ingest.commands import progress
from ingest.models import Problem
from ingest.settings import Settings

RUN_ID = "0123abcd-0000-0000-0000-000000000000"


@pytest.fixture
def ends(monkeypatch):
    """Let the job end as given, and record what was asked of it."""
    asked = []

    def end(success: bool, *failures: str):
        def run(settings, *, live, companies, listener):
            asked.append((live, companies, listener is not None))
            return launch.Outcome(RUN_ID, success, failures)

        monkeypatch.setattr(launch, "run", run)
        return asked

    return end


def test_the_result_is_a_table_and_the_paths(capex, published, ends):
    asked = ends(True)
    ended = capex("run", data=published)
    assert (ended.code, asked) == (0, [(False, [], True)])
    rows = [line.split() for line in ended.out.splitlines() if re.match(r" \d{4}-Q[1-4] ", line)]
    assert ["2026-Q2", "alphabet", "cash", "gross", "44.92", "100.1", "132.4", "29.7", "derived"] in rows
    assert len({row[1] for row in rows}) == len(rows) >= 10
    assert max(len(line) for line in ended.out.splitlines() if line.startswith(" 20")) <= 80
    assert f"database  {published.published_path}" in ended.out
    assert str(published.reports_dir) in ended.out
    assert "rpt_capex_comparison.csv" in ended.out


def test_a_machine_gets_one_object_and_no_progress(capex, published, ends):
    asked = ends(True)
    ended = capex("run", "--json", "--company", "meta", data=published)
    assert (ended.code, ended.err, asked) == (0, "", [(False, ["meta"], False)])
    outcome = json.loads(ended.out)
    assert {name: outcome[name] for name in ("run_id", "success", "failures", "problems")} == {
        "run_id": RUN_ID,
        "success": True,
        "failures": [],
        "problems": [],
    }
    assert outcome["database"] == str(published.published_path)


def test_a_failed_run_says_which_step_and_where_to_look(capex, published, ends):
    ends(False, "warehouse: dbt build failed")
    ended = capex("run", data=published)
    assert (ended.code, ended.out) == (1, "")
    assert "capex: warehouse: dbt build failed\n" in ended.err
    assert "what was published before stays as it was. Details: capex ui, run 0123abcd" in ended.err
    as_json = capex("run", "--json", data=published)
    assert as_json.code == 1
    assert json.loads(as_json.out)["failures"] == ["warehouse: dbt build failed"]


def test_live_sources_need_a_contact(capex, tmp_path, ends):
    asked = ends(True)
    ended = capex("run", "--live", data=Settings(data_dir=tmp_path))
    assert (ended.code, ended.out, asked) == (1, "", [])
    assert "set CAPEX_CONTACT='Your Name you@example.org'" in ended.err


def test_an_unknown_company_is_named_with_its_neighbours(capex, tmp_path, ends):
    asked = ends(True)
    ended = capex("run", "--company", "alphabeth", data=Settings(data_dir=tmp_path))
    assert (ended.code, asked) == (1, [])
    assert ended.err == "capex: no company 'alphabeth' in the catalogue; did you mean alphabet?\n"


def test_refused_inputs_are_counted_and_the_first_ones_named(published, tmp_path, capfd):
    settings = Settings(data_dir=tmp_path)
    seen = datetime(2026, 1, 1, tzinfo=UTC)
    problems = [
        Problem(stage="document", item=f"{n}.pdf", company_id=None, reason="damaged [/b]", seen_at=seen) for n in range(12)
    ]
    lake.write(settings.lake_dir, Problem, problems)
    refused = progress.refused(settings)
    assert refused[0] == {"stage": "document", "item": "0.pdf", "company_id": None, "reason": "damaged [/b]"}
    progress.print_result(published, refused)
    out = capfd.readouterr().out
    assert "12 inputs were refused" in out
    assert "  document: 9.pdf: damaged [/b]\n" in out
    assert "10.pdf" not in out


def test_a_quiet_run_has_no_listener():
    with progress.shown(quiet=True) as listener:
        assert listener is None
