"""`capex doctor`: green only for what is there and fresh, and a cure for everything else."""

import json
from datetime import UTC, datetime, timedelta

from ingest import lake
from ingest.models import Problem
from ingest.publish import health
from ingest.settings import Settings


def levels(found: list[health.Finding]) -> dict[str, str]:
    return {finding.what: finding.level for finding in found}


def published_at(settings: Settings) -> datetime:
    manifest = json.loads((settings.data / "manifest.json").read_text(encoding="utf-8"))
    return datetime.fromisoformat(manifest["published_at"])


def test_a_fresh_version_is_healthy(capex, published):
    ended = capex("doctor", "--json", data=published)
    assert (ended.code, ended.err) == (0, "")
    found = {finding["what"]: finding for finding in json.loads(ended.out)}
    assert found["published version"]["level"] == "ok"
    assert "quarterly values, newest known on 2026-" in found["capex"]["finding"]
    assert found["coverage"]["cure"] == "capex sql \"from reports.rpt_coverage where status = 'missing'\""
    assert {finding["level"] for finding in found.values()} == {"ok", "note"}


def test_every_note_has_a_cure(published):
    found = health.findings(published, now=datetime.now(UTC))
    assert [finding.what for finding in found if (finding.level == "ok") != (finding.cure == "")] == []


def test_an_old_version_is_no_green_light(published):
    day = timedelta(days=1)
    then = published_at(published)
    assert levels(health.findings(published, now=then + health.STALE_DAYS * day))["published version"] == "ok"
    stale = health.findings(published, now=then + (health.STALE_DAYS + 1) * day)
    assert levels(stale)["published version"] == "note"


def test_a_contact_turns_live_sources_on(published):
    with_contact = published.model_copy(update={"contact": "Example Research research@example.com"})
    assert levels(health.findings(published, now=datetime.now(UTC)))["live sources"] == "note"
    assert levels(health.findings(with_contact, now=datetime.now(UTC)))["live sources"] == "ok"


def test_an_empty_folder_needs_a_run(capex, tmp_path):
    ended = capex("doctor", data=Settings(data_dir=tmp_path))
    assert ended.code == 1
    assert "none yet" in ended.out
    assert "capex run" in ended.out


def test_a_file_that_is_no_database_is_bad(tmp_path):
    settings = Settings(data_dir=tmp_path)
    settings.published_path.write_bytes(b"not a database")
    manifest = {"run_id": "0" * 8, "published_at": datetime.now(UTC).isoformat(), "row_counts": {}}
    (settings.data / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    bad = [finding for finding in health.findings(settings, now=datetime.now(UTC)) if finding.level == "bad"]
    assert [finding.cure for finding in bad] == ["delete it and capex run"]
    assert bad[0].finding.startswith("cannot be read: ")


def test_refused_and_rejected_inputs_are_listed(capex, tmp_path):
    settings = Settings(data_dir=tmp_path)
    problem = Problem(
        stage="document", item="[b].pdf", company_id=None, reason="damaged [/b]", seen_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    lake.write(settings.lake_dir, Problem, [problem])
    (settings.inbox_dir / "rejected").mkdir(parents=True)
    (settings.inbox_dir / "rejected" / "a.pdf.reason.txt").write_text("no text in it")
    ended = capex("doctor", data=settings)
    assert "1; first: [b].pdf: damaged [/b]" in ended.out
    assert "1 rejected files" in ended.out
