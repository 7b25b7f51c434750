"""The embedded sample goes through the same door as live data, and costs nothing the second time."""

import gzip
import json
import time

import pytest

from ingest.sources import sample
from ingest.store import RawStore

FACTS = {"cik": 1045810, "entityName": "NVIDIA CORP", "facts": {"us-gaap": {}}}
NOTE = "---\ntitle: Plan\nurl: https://example.com/plan\npublished: 2026-07-30\n---\nThe group will invest $12 billion.\n"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "sample"
    (folder / "facts").mkdir(parents=True)
    (folder / "announcements/nvidia").mkdir(parents=True)
    (folder / "facts/nvidia.json.gz").write_bytes(gzip.compress(json.dumps(FACTS).encode()))
    (folder / "announcements/nvidia/2026-07-30-plan.md").write_text(NOTE)
    return folder


def test_facts_are_decompressed_and_notes_kept_as_they_are(store, folder):
    facts, note = sample.collect(store, folder).fetched
    assert json.loads(store.get(facts.sha256)) == FACTS
    assert (facts.company_id, facts.kind, facts.source_url) == (
        "nvidia",
        "company_facts",
        "https://data.sec.gov/api/xbrl/companyfacts/CIK0001045810.json",
    )
    assert store.get(note.sha256) == NOTE.encode()
    assert (note.url, note.company_id, note.source_url, note.kind) == (
        "sample:announcements/nvidia/2026-07-30-plan.md",
        "nvidia",
        "https://example.com/plan",
        "announcement",
    )


def test_changed_files_are_new_and_files_that_left_are_retired(store, folder):
    sample.collect(store, folder)
    assert sample.collect(store, folder).fetched == []
    (folder / "announcements/nvidia/2026-07-30-plan.md").write_text(NOTE.replace("12", "13"))
    (folder / "facts/nvidia.json.gz").unlink()
    (changed,) = sample.collect(store, folder).fetched
    assert b"$13 billion" in store.get(changed.sha256)
    assert store.objects(source="sample") == [changed]


@pytest.mark.parametrize(
    ("path", "content", "reason"),
    [
        ("facts/torn.json.gz", gzip.compress(b"x" * 500)[:-9], "not a readable gzip file"),
        ("facts/plain.json.gz", b"{}", "not a readable gzip file"),
        ("facts/none.json.gz", gzip.compress(b"{}"), "without a CIK"),
        ("announcements/nvidia/bad.md", b"---\ntitle: [\n---\n", "unreadable front matter"),
    ],
)
def test_a_damaged_file_is_named_and_costs_no_other(store, folder, path, content, reason):
    (folder / path).write_bytes(content)
    result = sample.collect(store, folder)
    assert len(result.fetched) == 2
    assert [problem.item for problem in result.problems] == [f"sample:{path}"]
    assert reason in result.problems[0].reason


def test_the_real_sample_lands_whole_and_again_in_a_moment(tmp_path):
    with RawStore(tmp_path / "raw") as store:
        first = sample.collect(store)
        assert first.problems == []
        facts = [obj for obj in first.fetched if obj.kind == "company_facts"]
        assert len(facts) >= 12
        assert all(obj.company_id for obj in facts)
    started = time.perf_counter()
    with RawStore(tmp_path / "raw") as store:
        again = sample.collect(store)
    assert time.perf_counter() - started < 0.3
    assert (again.fetched, again.unchanged) == ([], first.fetched)
