"""`capex add`: what it takes, shows, and refuses. The rebuild itself is the pipeline's test; here it is a recorded call."""

import json

import pytest
from typer.testing import CliRunner

from dagster_project import launch
from ingest.cli import app
from ingest.commands import add
from ingest.errors import CapexError
from ingest.publish import query
from ingest.store import RawStore
from tests.servers.site import Site

TEXT = "NVIDIA said on Thursday that it will invest $12 billion in data centers over the next three years. "
STORY = f"<html><head><title>Plan</title></head><body><article><h1>Plan</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
PUBLISHED = (
    "figure_id",
    "document_id",
    "company_id",
    "figure_type",
    "amount_low",
    "amount_high",
    "currency",
    "period_text",
    "quote",
)


@pytest.fixture
def runs(monkeypatch, tmp_path):
    """The data folder of the test, and the runs that were asked for."""
    asked = []

    def run(settings, **options):
        asked.append(settings.data)
        return launch.Outcome("0" * 8, success=True, failures=())

    monkeypatch.setenv("CAPEX_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("CAPEX_CONTACT", raising=False)
    monkeypatch.setattr(launch, "run", run)
    monkeypatch.setattr(query, "run", lambda path, statement: (add.FIGURE_COLUMNS, []))
    return asked


def call(*arguments):
    return CliRunner().invoke(app, ["add", *arguments])


def test_files_and_urls_are_taken_and_their_figures_shown(runs, tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(TEXT)
    with Site().running() as site:
        url = site.add("/news/plan", STORY)
        result = call(str(path), url, "--published", "2026-07-30", "--company", "nvidia", "--json")
    assert result.exit_code == 0, result.output
    documents = json.loads(result.stdout)["documents"]
    assert [document["url"] for document in documents] == ["inbox:plan.txt", url]
    assert {document["published"] for document in documents} == {"2026-07-30"}
    for document in documents:
        (figure,) = {(f["company"], f["low"], f["currency"]) for f in document["figures"]}
        assert figure == ("nvidia", 12_000_000_000, "USD")
    assert runs == [tmp_path / "data"]
    with RawStore(tmp_path / "data/raw") as store:
        assert {(obj.source, obj.company_id) for obj in store.objects()} == {("inbox", "nvidia"), ("pages", "nvidia")}


def test_the_table_shows_amount_and_words(runs, tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(TEXT)
    result = call(str(path))
    assert result.exit_code == 0
    assert "12,000m USD" in result.output
    assert "no date: give --published" in result.output


def test_one_bad_target_costs_no_other_but_the_exit_code(runs, tmp_path):
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(TEXT)
    bad.write_bytes(b"\x00\x01\x02" * 100)
    result = call(str(good), str(bad), str(tmp_path / "missing.pdf"))
    assert result.exit_code == 1
    assert "bad.txt: this is binary data" in result.stderr
    assert "missing.pdf: No such file" in result.stderr
    assert len(runs) == 1


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["missing.pdf"], "nothing was added"),
        (["x.txt", "--company", "no_such_company"], "unknown company 'no_such_company'"),
        (["https://www.sec.gov/Archives/edgar/data/1/2/a.htm"], "nothing was added"),
    ],
)
def test_what_cannot_be_added_starts_no_run(runs, arguments, reason):
    result = call(*arguments)
    assert isinstance(result.exception, CapexError)
    assert reason in str(result.exception)
    assert runs == []


def test_a_filing_of_the_sec_needs_the_contact(runs):
    assert "set CAPEX_CONTACT=" in call("https://www.sec.gov/Archives/edgar/data/1/2/a.htm").stderr


def test_a_bad_date_is_bad_usage(runs):
    result = call("x.txt", "--published", "soon")
    assert (result.exit_code, runs) == (2, [])


def test_a_failed_rebuild_keeps_the_documents_and_says_so(runs, tmp_path, monkeypatch):
    path = tmp_path / "plan.txt"
    path.write_text(TEXT)
    monkeypatch.setattr(launch, "run", lambda settings, **_: launch.Outcome("0", False, ("warehouse: a test failed",)))
    result = call(str(path))
    assert "the documents are kept" in str(result.exception)
    assert "warehouse: a test failed" in result.stderr


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (12_000_000_000, 12_000_000_000, "12,000m"),
        (66_000_000_000, 72_000_000_000, "66,000–72,000m"),
        (5_000_000, None, "≥ 5m"),
        (None, 5_000_000, "≤ 5m"),
        (None, None, "–"),
    ],
)
def test_amounts_read_as_ranges_and_bounds(low, high, shown):
    assert add._amount(low, high) == shown
