"""The published file is whole, read-only, documented, and replaced under its readers' feet without their noticing."""

import stat
import subprocess
import sys
from pathlib import Path

import duckdb

from ingest.publish import database


def test_publishes_tables_comments_and_macros(build_path: Path, tmp_path: Path) -> None:
    published = tmp_path / "capex.duckdb"
    counts = database.publish(build_path, published)
    assert counts == {"marts.dim_company": 2, "reports.rpt_nothing": 0, "reports.rpt_sales": 2}
    assert stat.S_IMODE(published.stat().st_mode) == 0o444
    with duckdb.connect(published, read_only=True) as connection:
        comment = connection.execute("select comment from duckdb_columns() where column_name = 'amount_usd'").fetchone()
        assert comment == ("Amount in USD at the mean rate of the period.",)
        assert connection.execute("select count(*) from capex_as_of(date '2026-07-01')").fetchone() == (2,)
        assert connection.execute("select count(*) from capex_as_of(date '2026-01-01')").fetchone() == (0,)


def test_a_reader_keeps_its_version_while_the_next_is_published(build_path: Path, tmp_path: Path) -> None:
    published = tmp_path / "capex.duckdb"
    database.publish(build_path, published)
    reader = duckdb.connect(published, read_only=True)
    with duckdb.connect(build_path) as connection:
        connection.execute("insert into marts.dim_company values ('initech', 'Initech')")
    database.publish(build_path, published)
    assert reader.execute("select count(*) from marts.dim_company").fetchone() == (2,)
    reader.close()
    with duckdb.connect(published, read_only=True) as connection:
        assert connection.execute("select count(*) from marts.dim_company").fetchone() == (3,)


def test_a_stale_write_ahead_log_is_not_replayed(build_path: Path, tmp_path: Path) -> None:
    published = tmp_path / "capex.duckdb"
    published.with_name("capex.duckdb.wal").write_bytes(b"left over from a crash")
    database.publish(build_path, published)
    assert not published.with_name("capex.duckdb.wal").exists()
    with duckdb.connect(published, read_only=True) as connection:
        assert connection.execute("select count(*) from marts.dim_company").fetchone() == (2,)


def test_a_killed_publisher_leaves_the_old_version(build_path: Path, tmp_path: Path) -> None:
    published = tmp_path / "capex.duckdb"
    database.publish(build_path, published)
    before = published.read_bytes()
    program = (
        "import os, signal, sys; from pathlib import Path; from ingest.publish import database\n"
        "Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "database.publish(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    killed = subprocess.run([sys.executable, "-c", program, str(build_path), str(published)], check=False)
    assert killed.returncode == -9
    assert published.read_bytes() == before
    assert database.publish(build_path, published)["marts.dim_company"] == 2


def test_storage_version_is_readable_by_older_clients(build_path: Path, tmp_path: Path) -> None:
    published = tmp_path / "capex.duckdb"
    database.publish(build_path, published)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{published}' as p (read_only)")
        tags = connection.execute("select tags from duckdb_databases() where database_name = 'p'").fetchone()[0]
    assert tags["storage_version"].startswith("v1.4")
