"""A version is told from another by what it was made from, and stands as long as nothing of that or of its files changed."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from ingest.models import PublishedState
from ingest.publish import database, inputs, manifest

INPUTS = {"fact/microsoft.parquet": "1" * 64, "dbt": "2" * 64}
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def folder(build_path: Path, tmp_path: Path) -> Path:
    """A data folder with a published version."""
    data = tmp_path / "published"
    (data / "reports").mkdir(parents=True)
    database.publish(build_path, data / "capex.duckdb")
    report = data / "reports" / "rpt_sales.csv"
    report.write_text("company_id\n")
    manifest.write_manifest(
        data, run_id="first", published_at=NOON, inputs=INPUTS, published_path=data / "capex.duckdb", files=[report]
    )
    return data


def test_before_the_first_version_there_is_none(tmp_path: Path) -> None:
    assert manifest.read(tmp_path) is None
    assert manifest.standing(tmp_path, INPUTS) is None


def test_a_version_says_what_it_was_made_from(folder: Path) -> None:
    made = manifest.read(folder)
    assert made["row_counts"] == {"marts.dim_company": 2, "reports.rpt_nothing": 0, "reports.rpt_sales": 2}
    assert list(made["files"]) == ["capex.duckdb", "reports/rpt_sales.csv"]
    assert (made["inputs"], made["confirmed_by"], made["confirmed_at"]) == (INPUTS, "first", "2026-11-22T12:00:00+00:00")


def test_it_stands_while_its_inputs_are_the_same(folder: Path) -> None:
    assert manifest.standing(folder, INPUTS)["run_id"] == "first"
    assert manifest.standing(folder, INPUTS | {"dbt": "3" * 64}) is None
    assert manifest.standing(folder, INPUTS | {"fact/sap.parquet": "3" * 64}) is None


def test_inputs_that_nobody_knows_are_never_the_same(folder: Path) -> None:
    files = [folder / "reports" / "rpt_sales.csv"]
    manifest.write_manifest(
        folder, run_id="part", published_at=NOON, inputs={}, published_path=folder / "capex.duckdb", files=files
    )
    assert manifest.standing(folder, {}) is None


@pytest.mark.parametrize("name", ["capex.duckdb", "reports/rpt_sales.csv"])
def test_it_does_not_stand_with_a_file_missing_or_changed(folder: Path, name: str) -> None:
    path = folder / name
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b"x")
    assert manifest.standing(folder, INPUTS) is None
    path.unlink()
    assert manifest.standing(folder, INPUTS) is None


def test_a_run_that_finds_nothing_new_confirms_it(folder: Path) -> None:
    confirmed = manifest.confirm(folder, manifest.read(folder), run_id="second", confirmed_at=LATER)
    assert manifest.read(folder) == confirmed
    assert (confirmed["run_id"], confirmed["published_at"]) == ("first", "2026-11-22T12:00:00+00:00")
    assert (confirmed["confirmed_by"], confirmed["confirmed_at"]) == ("second", "2026-11-23T12:00:00+00:00")


def test_inputs_are_the_lake_the_dbt_project_and_the_code_that_writes(tmp_path: Path) -> None:
    for table, content in {"fact": "a", "rate": "b", PublishedState.table: "c"}.items():
        (tmp_path / table).mkdir()
        (tmp_path / table / "all.parquet").write_text(content)
    before = inputs.hashes(tmp_path)
    assert list(before) == ["fact/all.parquet", "rate/all.parquet", "dbt", "publish"]
    (tmp_path / PublishedState.table / "all.parquet").write_text("what the last version said")
    assert inputs.hashes(tmp_path) == before
    (tmp_path / "fact" / "all.parquet").write_text("d")
    assert {name for name, digest in inputs.hashes(tmp_path).items() if digest != before[name]} == {"fact/all.parquet"}


def test_the_dbt_project_is_its_sources() -> None:
    names = {path.name for path in inputs.dbt_files()}
    assert {"dbt_project.yml", "fct_capex.sql", "assert_amounts_equal_their_arithmetic.sql"} <= names
    assert not {"manifest.json", "run_results.json"} & names


def test_counts_are_of_the_published_file(folder: Path) -> None:
    with duckdb.connect(folder / "capex.duckdb", read_only=True) as connection:
        assert manifest.read(folder)["row_counts"] == database.row_counts(connection, "capex")
