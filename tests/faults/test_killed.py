"""A run that dies, real processes and `kill -9`: what people read stays whole, and the next run needs no repair."""

import hashlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dagster_project import build_record
from ingest import lake
from ingest.models import Rate
from ingest.publish import manifest
from ingest.settings import Settings
from tests.conftest import isolated
from tests.servers.dagster_ui import START

PATIENCE = 180


@pytest.fixture(scope="module")
def settings(published, tmp_path_factory):
    """A copy of the published folder that these tests may hurt, one after the other."""
    copied = Settings(data_dir=tmp_path_factory.mktemp("faults") / "data")
    shutil.copytree(published.data, copied.data)
    return copied


def start(settings: Settings) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*START, "run", "--json"],
        env=isolated(settings.data),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def kill_when(process: subprocess.Popen[str], reached: Callable[[], bool]) -> None:
    """End a run and its children without a chance to tidy up, as soon as a point is reached."""
    deadline = time.monotonic() + PATIENCE
    while not reached():
        assert process.poll() is None, "the run ended before the point was reached: " + str(process.communicate())
        assert time.monotonic() < deadline
        time.sleep(0.002)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def version(settings: Settings) -> tuple[str, int]:
    """Hash of the published file, and what a reader finds in it."""
    with duckdb.connect(settings.published_path, read_only=True) as connection:
        rows = connection.execute("select count(*) from marts.fct_capex").fetchone()[0]
    return hash_of(settings.published_path), rows


def forget(settings: Settings) -> None:
    """Let the next run build and publish, though nothing is new."""
    build_record.remove(settings)
    (settings.data / manifest.NAME).unlink(missing_ok=True)


def test_killed_in_the_warehouse(settings):
    forget(settings)
    before, built = version(settings), settings.build_path.stat().st_mtime_ns
    log = settings.build_path.with_name(settings.build_path.name + ".wal")
    kill_when(start(settings), lambda: log.exists() or settings.build_path.stat().st_mtime_ns != built)
    assert version(settings) == before
    assert build_record.read(settings) is None, "a file half built is not taken for a whole one"


def test_killed_while_publishing(settings):
    forget(settings)
    before = version(settings)
    unfinished = settings.published_path.with_name(f".{settings.published_path.name}.new")
    kill_when(start(settings), unfinished.exists)
    assert unfinished.exists()
    assert version(settings) == before


def test_the_next_run_needs_no_repair_and_two_runs_take_turns(settings):
    before = version(settings)
    first, second = start(settings), start(settings)
    try:
        while first.poll() is None:
            assert version(settings)[1] == before[1], "what people read is whole at any moment"
            time.sleep(0.3)
        for process in (first, second):
            out, err = process.communicate(timeout=PATIENCE)
            assert process.returncode == 0, out + err
    finally:
        for process in (first, second):
            process.kill()
    assert version(settings)[1] == before[1]
    assert not list(settings.data.glob("*.new*"))
    assert (settings.reports_dir / "index.html").stat().st_mtime >= settings.published_path.stat().st_mtime


def test_a_failed_blocking_test_publishes_nothing(settings):
    before, reports = version(settings), hash_of(settings.reports_dir / "rpt_capex_comparison.csv")
    path = settings.lake_dir / Rate.table / "all.parquet"
    good = path.read_bytes()
    rates = pq.read_table(path)
    # The part keeps its fingerprint, so that the run takes it for up to date.
    pq.write_table(pa.concat_tables([rates, rates.slice(0, 1)]), path)
    assert lake.row_count(settings.lake_dir, Rate) == rates.num_rows + 1
    out, err = start(settings).communicate(timeout=PATIENCE)
    path.write_bytes(good)
    assert '"success": false' in out
    assert "assert_rate_is_kept_once: Got 1 result, configured to fail if != 0" in err
    assert "what was published before stays as it was" in err
    assert version(settings) == before
    assert build_record.read(settings) is None
    assert hash_of(settings.reports_dir / "rpt_capex_comparison.csv") == reports
